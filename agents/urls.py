from django.urls import path

from agents import attachment_views, memory_views, palette_views, views

app_name = "agents"
urlpatterns = [
    path("palette/", palette_views.palette, name="palette"),
    path("projects/<uuid:project_id>/chat/", views.chat, name="chat"),
    path("projects/<uuid:project_id>/chat/<uuid:conversation_id>/", views.chat, name="conversation"),
    path("projects/<uuid:project_id>/chat/<uuid:conversation_id>/rename/", views.rename, name="rename"),
    path("projects/<uuid:project_id>/chat/<uuid:conversation_id>/delete/", views.delete, name="delete"),
    path("projects/<uuid:project_id>/chat/<uuid:conversation_id>/memory/", memory_views.memory_page, name="memory"),
    path("projects/<uuid:project_id>/chat/<uuid:conversation_id>/gauge/", memory_views.gauge_fragment, name="gauge"),
    path("projects/<uuid:project_id>/attachments/", attachment_views.attach, name="attach"),
    path("projects/<uuid:project_id>/attachments/state/", attachment_views.state, name="attachment-state"),
    path("projects/<uuid:project_id>/attachments/<uuid:document_id>/remove/", attachment_views.detach, name="detach"),
    path("projects/<uuid:project_id>/mentions/", attachment_views.suggest, name="suggest"),
    path("projects/<uuid:project_id>/conversations/", views.history, name="history"),
    path("runs/<uuid:run_id>/", views.answer, name="answer"),
    path("runs/<uuid:run_id>/stop/", views.stop, name="stop"),
    path("runs/<uuid:run_id>/trace/", views.trace, name="trace"),
]
