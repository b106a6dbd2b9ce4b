from django.urls import path

from agents import (
    agent_api,
    api,
    comparing_api,
    feedback_api,
    keeping_api,
    memory_api,
    sharing_api,
    steps_api,
    tree_api,
)

PROJECT = "projects/<uuid:project_id>/"
ONE = f"{PROJECT}conversations/<uuid:conversation_id>"
MESSAGE = "messages/<uuid:message_id>/"
urlpatterns = [
    path("conversations/search", keeping_api.Search.as_view(), name="api-search-conversations"),
    path(f"{PROJECT}conversations/delete", keeping_api.DeleteConversations.as_view(), name="api-delete-conversations"),
    path(f"{PROJECT}conversations/restore", keeping_api.RestoreConversations.as_view(), name="api-restore-conversations"),
    path(f"{ONE}/export", keeping_api.Export.as_view(), name="api-export"),
    path(f"{ONE}/shares", sharing_api.ConversationShares.as_view(), name="api-conversation-shares"),
    path(f"{PROJECT}shares", sharing_api.Shares.as_view(), name="api-shares"),
    path("shares/<str:token>", sharing_api.ShareDetail.as_view(), name="api-share"),
    path(f"{PROJECT}compare", comparing_api.Compare.as_view(), name="api-compare"),
    path(f"{PROJECT}comparisons", comparing_api.Comparisons.as_view(), name="api-comparisons"),
    path("comparisons/<uuid:comparison_id>", comparing_api.ComparisonDetail.as_view(), name="api-comparison"),
    path("comparisons/<uuid:comparison_id>/vote", comparing_api.VoteOnComparison.as_view(), name="api-vote"),
    path(f"{PROJECT}ratings", feedback_api.Ratings.as_view(), name="api-ratings"),
    path(f"{MESSAGE}feedback", feedback_api.MessageFeedback.as_view(), name="api-feedback"),
    path(f"{MESSAGE}select", tree_api.SelectMessage.as_view(), name="api-select"),
    path(f"{MESSAGE}edit", tree_api.EditMessage.as_view(), name="api-edit"),
    path(f"{MESSAGE}regenerate", tree_api.Regenerate.as_view(), name="api-regenerate"),
    path(f"{MESSAGE}branch", tree_api.BranchOff.as_view(), name="api-branch"),
    path("models", api.Models.as_view(), name="api-models"),
    path("projects/<uuid:project_id>/chat", api.Chat.as_view(), name="api-chat"),
    path("projects/<uuid:project_id>/ask", api.Ask.as_view(), name="api-ask"),
    path("projects/<uuid:project_id>/conversations", api.Conversations.as_view(), name="api-conversations"),
    path("projects/<uuid:project_id>/conversations/<uuid:conversation_id>", api.ConversationDetail.as_view(), name="api-conversation"),
    path(
        "projects/<uuid:project_id>/conversations/<uuid:conversation_id>/memory",
        memory_api.MemoryOfConversation.as_view(),
        name="api-conversation-memory",
    ),
    path("projects/<uuid:project_id>/attachments", memory_api.Attachments.as_view(), name="api-attachments"),
    path("tools", agent_api.Tools.as_view(), name="api-tools"),
    path("agents", agent_api.Agents.as_view(), name="api-agents"),
    path("agents/schema", agent_api.AgentSchema.as_view(), name="api-agent-schema"),
    path("agents/check", agent_api.CheckAgent.as_view(), name="api-agent-check"),
    path("agents/<uuid:agent_id>", agent_api.AgentDetail.as_view(), name="api-agent"),
    path("agents/<uuid:agent_id>/versions", agent_api.AgentVersions.as_view(), name="api-agent-versions"),
    path("agents/<uuid:agent_id>/versions/<int:number>/restore", agent_api.RestoreAgent.as_view(), name="api-agent-restore"),
    path("runs/<uuid:run_id>", api.RunDetail.as_view(), name="api-run"),
    path("runs/<uuid:run_id>/stop", api.StopRun.as_view(), name="api-run-stop"),
    path("runs/<uuid:run_id>/steps/<int:number>/confirm", steps_api.StepDecision.as_view(), name="api-step-confirm"),
    path("runs/<uuid:run_id>/steps/<int:number>/decline", steps_api.StepDecision.as_view(allowed=False), name="api-step-decline"),
    path("runs/<uuid:run_id>/events", api.RunEvents.as_view(), name="api-run-events"),
]
