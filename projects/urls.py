from django.urls import include, path

from projects import member_views, settings_views, views

project_urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.create, name="create"),
    path("<uuid:pk>/edit/", settings_views.edit, name="edit"),
    path("<uuid:pk>/archive/", views.archive, name="archive"),
    path("<uuid:pk>/restore/", views.restore, name="restore"),
    path("<uuid:pk>/duplicate/", views.duplicate, name="duplicate"),
    path("<uuid:pk>/delete/", views.delete, name="delete"),
    path("<uuid:pk>/settings/", settings_views.settings, name="settings"),
    path("<uuid:pk>/settings/export/", settings_views.export, name="export"),
    path("<uuid:pk>/settings/import/", settings_views.import_file, name="import"),
    path("<uuid:pk>/members/", member_views.members, name="members"),
    path("<uuid:pk>/members/leave/", member_views.leave, name="leave"),
    path("<uuid:pk>/members/<int:member_id>/role/", member_views.change_role, name="role"),
    path("<uuid:pk>/members/<int:member_id>/remove/", member_views.remove, name="remove"),
    path("<uuid:pk>/invitations/<int:invitation_id>/withdraw/", member_views.withdraw, name="withdraw"),
]

urlpatterns = [
    path("", views.index, name="home"),
    path("projects/", include((project_urlpatterns, "projects"))),
    path("invitations/<str:token>/", member_views.invitation, name="invitation"),
]
