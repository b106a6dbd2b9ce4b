from django.urls import include, path

from accounts import key_views, views

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("profile/", views.profile, name="profile"),
    path("profile/shortcuts/", views.shortcuts, name="shortcuts"),
    path("preferences/", views.preferences, name="preferences"),
    path("profile/keys/", key_views.keys, name="api-keys-page"),
    path("profile/keys/<int:api_key_id>/revoke/", key_views.revoke, name="api-key-revoke"),
    path("outbox/", views.outbox, name="outbox"),
]
