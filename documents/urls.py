from django.urls import path

from documents import index_views, viewer_views, views

app_name = "documents"
urlpatterns = [
    path("projects/<uuid:project_id>/documents/", views.list_documents, name="list"),
    path("projects/<uuid:project_id>/documents/from-url/", views.add_url, name="add_url"),
    path("projects/<uuid:project_id>/documents/bulk/", views.bulk, name="bulk"),
    path("projects/<uuid:project_id>/index/", index_views.state, name="index_state"),
    path("projects/<uuid:project_id>/index/reindex/", index_views.reindex, name="reindex"),
    path("projects/<uuid:project_id>/index/rollback/", index_views.rollback, name="rollback"),
    path("documents/tray/", views.tray, name="tray"),
    path("documents/<uuid:document_id>/", views.detail, name="detail"),
    path("documents/<uuid:document_id>/row/", views.row, name="row"),
    path("documents/<uuid:document_id>/preview/", views.preview, name="preview"),
    path("documents/<uuid:document_id>/view/", viewer_views.view, name="view"),
    path("documents/<uuid:document_id>/original/", viewer_views.original, name="original"),
    path("documents/<uuid:document_id>/retry/", views.retry, name="retry"),
    path("documents/<uuid:document_id>/replace/", views.replace, name="replace"),
    path("documents/<uuid:document_id>/cancel/", views.cancel, name="cancel"),
    path("documents/<uuid:document_id>/delete/", views.delete, name="delete"),
]
