from django.urls import path

from accounts import api, key_api

urlpatterns = [
    path("auth/register", api.Register.as_view(), name="api-register"),
    path("auth/login", api.Login.as_view(), name="api-login"),
    path("auth/refresh", api.Refresh.as_view(), name="api-refresh"),
    path("auth/logout", api.Logout.as_view(), name="api-logout"),
    path("auth/me", api.Me.as_view(), name="api-me"),
    path("keys", key_api.ApiKeys.as_view(), name="api-keys"),
    path("keys/<int:api_key_id>", key_api.ApiKeyDetail.as_view(), name="api-key"),
]
