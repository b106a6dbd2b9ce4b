from django.urls import path

from agents import agent_editing_views, agent_views, views

app_name = "agents"
urlpatterns = [
    path("projects/<uuid:project_id>/chat/", views.chat, name="chat"),
    path("projects/<uuid:project_id>/chat/<uuid:conversation_id>/", views.chat, name="conversation"),
    path("projects/<uuid:project_id>/chat/<uuid:conversation_id>/rename/", views.rename, name="rename"),
    path("projects/<uuid:project_id>/chat/<uuid:conversation_id>/delete/", views.delete, name="delete"),
    path("projects/<uuid:project_id>/conversations/", views.history, name="history"),
    path("projects/<uuid:project_id>/agents/", agent_views.agents, name="agents"),
    path("projects/<uuid:project_id>/agents/new/", agent_editing_views.new, name="agent-new"),
    path("projects/<uuid:project_id>/agents/preview/", agent_editing_views.preview, name="agent-preview"),
    path("projects/<uuid:project_id>/agents/trial/", agent_editing_views.trial, name="agent-trial"),
    path("projects/<uuid:project_id>/agents/trial/<uuid:run_id>/", agent_editing_views.trial_answer, name="agent-trial-answer"),
    path("projects/<uuid:project_id>/agents/<uuid:agent_id>/", agent_views.agent, name="agent"),
    path("projects/<uuid:project_id>/agents/<uuid:agent_id>/edit/", agent_editing_views.edit, name="agent-edit"),
    path("projects/<uuid:project_id>/agents/<uuid:agent_id>/versions/", agent_views.versions, name="agent-versions"),
    path("projects/<uuid:project_id>/agents/<uuid:agent_id>/versions/<int:number>/restore/", agent_views.restore, name="agent-restore"),
    path("projects/<uuid:project_id>/agents/<uuid:agent_id>/duplicate/", agent_views.duplicate, name="agent-duplicate"),
    path("projects/<uuid:project_id>/agents/<uuid:agent_id>/state/", agent_views.state, name="agent-state"),
    path("projects/<uuid:project_id>/agents/<uuid:agent_id>/delete/", agent_views.delete, name="agent-delete"),
    path("projects/<uuid:project_id>/agents/<uuid:agent_id>/download/", agent_views.download, name="agent-download"),
    path("runs/<uuid:run_id>/", views.answer, name="answer"),
    path("runs/<uuid:run_id>/stop/", views.stop, name="stop"),
    path("runs/<uuid:run_id>/trace/", views.trace, name="trace"),
]
