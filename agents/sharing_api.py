"""REST: links that show a conversation to whoever has them."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from drf_spectacular.utils import extend_schema
from rest_framework import generics, serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.rest import CursorPagination
from agents import sharing
from agents.api import PROBLEM, PROBLEMS
from agents.models import Conversation, Share
from agents.tree_api import checked
from projects.access import readable


class NewShareSerializer(serializers.Serializer):
    title = serializers.CharField(max_length=200, required=False, default="", allow_blank=True, help_text="Default: the conversation's.")
    leaf = serializers.UUIDField(required=False, help_text="Where the branch ends; default: the branch shown last.")


class ShareSerializer(serializers.ModelSerializer):
    url = serializers.SerializerMethodField(help_text="The page that anybody may read.")

    class Meta:
        model = Share
        fields = ["token", "conversation", "title", "url", "created_at"]

    def get_url(self, share) -> str:
        return reverse("agents:shared", args=[share.pk])


class TurnSerializer(serializers.Serializer):
    role = serializers.CharField()
    content = serializers.CharField()


class ConversationShares(APIView):
    @extend_schema(tags=["chat"], responses={200: TurnSerializer(many=True), 404: PROBLEM})
    def get(self, request, project_id, conversation_id):
        """Exactly what a link would make public."""
        return Response(sharing.snapshot_of(self._held(request, project_id, conversation_id)))

    @extend_schema(tags=["chat"], request=NewShareSerializer, responses={201: ShareSerializer, **PROBLEMS})
    def post(self, request, project_id, conversation_id):
        """Make a link to the branch as it is now."""
        held, wanted = self._held(request, project_id, conversation_id), checked(NewShareSerializer, request)
        if leaf := wanted.get("leaf"):
            get_object_or_404(held.messages, pk=leaf)
        return Response(ShareSerializer(sharing.share(held, wanted.get("leaf"), wanted["title"])).data, status=201)

    def _held(self, request, project_id, conversation_id):
        project = readable(request.user, project_id)
        return get_object_or_404(Conversation.objects.visible_to(request.user).filter(project=project), pk=conversation_id)


@extend_schema(tags=["chat"], responses={200: ShareSerializer(many=True), 404: PROBLEM})
class Shares(generics.ListAPIView):
    """Your links in a project, latest first."""

    serializer_class = ShareSerializer
    pagination_class = CursorPagination
    queryset = Share.objects.none()

    def get_queryset(self):
        return sharing.shares_of(self.request.user, readable(self.request.user, self.kwargs["project_id"]))


class ShareDetail(APIView):
    @extend_schema(tags=["chat"], responses={204: None, 404: PROBLEM})
    def delete(self, request, token):
        """Revoke the link, for good."""
        sharing.revoke(get_object_or_404(sharing.own(request.user), pk=token.replace("\x00", "")))
        return Response(status=204)
