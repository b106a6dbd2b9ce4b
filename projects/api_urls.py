from django.urls import include, path
from rest_framework.routers import SimpleRouter

from projects import api, member_api

router = SimpleRouter(trailing_slash=False, use_regex_path=False)
router.register("projects", api.Projects, basename="api-project")

urlpatterns = [
    path("", include(router.urls)),
    path("projects/<uuid:pk>/members", member_api.Members.as_view(), name="api-members"),
    path("projects/<uuid:pk>/members/<int:member_id>", member_api.Member.as_view(), name="api-member"),
    path("projects/<uuid:pk>/invitations", member_api.Invitations.as_view(), name="api-invitations"),
    path("projects/<uuid:pk>/invitations/<int:invitation_id>", member_api.InvitationDetail.as_view(), name="api-invitation"),
    path("invitations", member_api.ReceivedInvitations.as_view(), name="api-received-invitations"),
    path("invitations/<str:token>/accept", member_api.AcceptInvitation.as_view(), name="api-accept-invitation"),
]
