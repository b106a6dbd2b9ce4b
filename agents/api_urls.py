from django.urls import path

from agents import api, memory_api

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
    path("runs/<uuid:run_id>", api.RunDetail.as_view(), name="api-run"),
    path("runs/<uuid:run_id>/stop", api.StopRun.as_view(), name="api-run-stop"),
    path("runs/<uuid:run_id>/events", api.RunEvents.as_view(), name="api-run-events"),
]
