from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerView

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="schema"),
    path("docs/", SpectacularSwaggerView.as_view(), name="swagger-ui"),
    path("", include("accounts.api_urls")),
    path("", include("projects.api_urls")),
    path("", include("documents.api_urls")),
    path("", include("agents.api_urls")),
]
