from django.urls import path

from agents.openai_api import views

urlpatterns = [
    path("models", views.Models.as_view(), name="openai-models"),
    path("models/<path:model_id>", views.Model.as_view(), name="openai-model"),
    path("chat/completions", views.ChatCompletions.as_view(), name="openai-chat"),
    path("embeddings", views.Embeddings.as_view(), name="openai-embeddings"),
]
