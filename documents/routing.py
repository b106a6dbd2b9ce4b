from django.urls import path

from documents.consumers import DocumentsConsumer

websocket_urlpatterns = [path("ws/projects/<uuid:project_id>/documents/", DocumentsConsumer.as_asgi())]
