from django.urls import include, path

from accounts import views

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("profile/", views.profile, name="profile"),
    path("profile/shortcuts/", views.shortcuts, name="shortcuts"),
    path("preferences/", views.preferences, name="preferences"),
    path("outbox/", views.outbox, name="outbox"),
]
