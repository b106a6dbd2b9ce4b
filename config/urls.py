from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("projects.urls")),
    path("", include("documents.urls")),
    path("", include("agents.urls")),
    path("", include("accounts.urls")),
    path("", include("monitoring.urls")),
    path("api/", include("config.api_urls")),
    path("v1/", include("agents.openai_api.urls")),
    path("admin/", admin.site.urls),
]

handler404 = "accounts.error_pages.page_not_found"
handler500 = "accounts.error_pages.server_error"
