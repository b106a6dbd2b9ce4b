"""REST: the members of a project, and invitations."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.response import Response

from accounts.key_access import NO_KEYS
from accounts.serializers import ProblemSerializer
from projects import membership
from projects.access import owned, readable
from projects.errors import Archived
from projects.models import Invitation, Membership
from projects.serializers import InvitationSerializer, MemberSerializer, ProjectSerializer, ReceivedInvitationSerializer

PROBLEM = OpenApiResponse(ProblemSerializer)


@extend_schema(tags=["members"])
class Members(ListAPIView):
    """Everyone in the project, for its members."""

    serializer_class = MemberSerializer
    queryset = Membership.objects.none()
    filter_backends = []

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        return readable(self.request.user, self.kwargs["pk"]).memberships.select_related("user")


@extend_schema(tags=["members"])
class Member(GenericAPIView):
    """One member: owners change the role or remove; anyone may remove themselves."""

    serializer_class = MemberSerializer
    queryset = Membership.objects.none()

    @extend_schema(responses={200: MemberSerializer, 403: PROBLEM, 409: PROBLEM})
    def patch(self, request, pk, member_id):
        person = get_object_or_404(owned(request.user, pk).memberships, pk=member_id)
        sent = self.get_serializer(person, data=request.data)
        sent.is_valid(raise_exception=True)
        membership.change_role(person, sent.validated_data.get("role", person.role))
        return Response(self.get_serializer(person).data)

    @extend_schema(responses={204: None, 403: PROBLEM, 409: PROBLEM})
    def delete(self, request, pk, member_id):
        person = get_object_or_404(readable(request.user, pk).memberships, pk=member_id)
        if person.user_id != request.user.pk:
            owned(request.user, pk)
        membership.remove(person)
        return Response(status=204)


@extend_schema(tags=["members"])
class Invitations(ListAPIView):
    """Open invitations to the project, for its owners."""

    serializer_class = InvitationSerializer
    queryset = Invitation.objects.none()
    filter_backends = []

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        return owned(self.request.user, self.kwargs["pk"]).invitations.open()

    @extend_schema(responses={201: InvitationSerializer, 403: PROBLEM, 409: PROBLEM, 429: PROBLEM})
    def post(self, request, pk):
        """Invite by e-mail; the link in the mail works for two weeks and for that address only."""
        project = owned(request.user, pk)
        if project.archived_at:
            raise Archived
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        wish = {"role": Invitation._meta.get_field("role").default} | sent.validated_data
        made = membership.invite(project, request.user, **wish, build_url=request.build_absolute_uri)
        return Response(self.get_serializer(made).data, status=201)


@extend_schema(tags=["members"])
class InvitationDetail(GenericAPIView):
    serializer_class = InvitationSerializer
    queryset = Invitation.objects.none()

    @extend_schema(responses={204: None, 403: PROBLEM})
    def delete(self, request, pk, invitation_id):
        """Withdraw an invitation (owners)."""
        get_object_or_404(owned(request.user, pk).invitations.filter(accepted_at=None), pk=invitation_id).delete()
        return Response(status=204)


@extend_schema(tags=["members"])
class ReceivedInvitations(ListAPIView):
    """Invitations that wait for the caller's answer."""

    key_scopes = NO_KEYS
    serializer_class = ReceivedInvitationSerializer
    queryset = Invitation.objects.none()
    filter_backends = []

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        return Invitation.objects.addressed_to(self.request.user).select_related("project", "invited_by")


@extend_schema(tags=["members"], request=None, responses={200: ProjectSerializer, 403: PROBLEM, 404: PROBLEM})
class AcceptInvitation(GenericAPIView):
    """Join the project that an invitation to the caller's address is for."""

    key_scopes = NO_KEYS
    serializer_class = ProjectSerializer
    queryset = Invitation.objects.none()

    def post(self, request, token):
        return Response(self.get_serializer(membership.accept(token, request.user)).data)
