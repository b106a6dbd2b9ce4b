from django.urls import path

from agents import agent_api, api, memory_api, steps_api

urlpatterns = [
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
