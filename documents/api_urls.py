from django.urls import path

from documents import api, search_api

project = "projects/<uuid:project_id>"
document = f"{project}/documents/<uuid:document_id>"
urlpatterns = [
    path(f"{project}/documents", api.Documents.as_view(), name="api-documents"),
    path(document, api.DocumentDetail.as_view(), name="api-document"),
    path(f"{document}/retry", api.RetryDocument.as_view(), name="api-document-retry"),
    path(f"{document}/cancel", api.CancelDocument.as_view(), name="api-document-cancel"),
    path(f"{document}/revisions", api.Revisions.as_view(), name="api-document-revisions"),
    path(f"{document}/content", api.DocumentContent.as_view(), name="api-document-content"),
    path(f"{document}/original", api.DocumentOriginal.as_view(), name="api-document-original"),
    path(f"{document}/chunks", api.DocumentChunks.as_view(), name="api-document-chunks"),
    path(f"{document}/events", api.DocumentEvents.as_view(), name="api-document-events"),
    path(f"{document}/preview", search_api.Preview.as_view(), name="api-document-preview"),
    path(f"{project}/search", search_api.Search.as_view(), name="api-search"),
    path(f"{project}/similar", search_api.Similar.as_view(), name="api-similar"),
    path(f"{project}/reindex", search_api.Reindex.as_view(), name="api-reindex"),
    path(f"{project}/rollback", search_api.Rollback.as_view(), name="api-rollback"),
]
