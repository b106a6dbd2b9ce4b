"""REST: searching conversations, exporting one, deleting several and bringing them back."""

from django.db.models import Q
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from agents import exporting, finding, keeping
from agents.api import PROBLEM, PROBLEMS
from agents.models import Conversation
from agents.tree_api import checked
from projects.access import readable

LONGEST_SEARCH = 200


class ChosenSerializer(serializers.Serializer):
    conversations = serializers.ListField(child=serializers.UUIDField(), min_length=1, max_length=200)


class MomentSerializer(serializers.Serializer):
    deleted_at = serializers.DateTimeField(help_text="As the deletion told it.")


class DeletedSerializer(MomentSerializer):
    number = serializers.IntegerField()


class RestoredSerializer(serializers.Serializer):
    number = serializers.IntegerField()


class PieceSerializer(serializers.Serializer):
    text = serializers.CharField()
    found = serializers.BooleanField()


class FoundSerializer(serializers.Serializer):
    conversation = serializers.UUIDField()
    project = serializers.UUIDField()
    message = serializers.UUIDField(allow_null=True)
    url = serializers.CharField(help_text="The page that shows it, in the branch of that message.")
    title = PieceSerializer(many=True)
    snippet = PieceSerializer(many=True)
    updated_at = serializers.DateTimeField()


class Search(APIView):
    @extend_schema(
        tags=["chat"],
        parameters=[OpenApiParameter("q", str, required=True), OpenApiParameter("project", OpenApiTypes.UUID)],
        responses={200: FoundSerializer(many=True), 404: PROBLEM},
    )
    def get(self, request):
        """Your conversations in which each word of `q` stands, the words found marked; of one project or of all."""
        wanted = request.query_params.get("project")
        project = readable(request.user, serializers.UUIDField().run_validation(wanted)) if wanted else None
        found = finding.find(request.user, request.query_params.get("q", "")[:LONGEST_SEARCH], project)
        return Response([_as_data(each) for each in found])


def _as_data(found):
    at = f"?at={found.message}#message-{found.message}" if found.message else ""
    return {
        "conversation": found.conversation.pk,
        "project": found.conversation.project_id,
        "message": found.message,
        "url": found.conversation.get_absolute_url() + at,
        "title": _pieces(found.title),
        "snippet": _pieces(found.snippet),
        "updated_at": found.conversation.updated_at,
    }


def _pieces(pieces):
    return [{"text": text, "found": is_found} for text, is_found in pieces]


class Export(APIView):
    @extend_schema(tags=["chat"], responses={200: OpenApiTypes.OBJECT, 404: PROBLEM})
    def get(self, request, project_id, conversation_id):
        """The whole conversation with all versions of its messages, citations and ratings."""
        project = readable(request.user, project_id)
        own = Conversation.objects.visible_to(request.user).filter(project=project)
        return Response(exporting.as_data(get_object_or_404(own, pk=conversation_id)))


class DeleteConversations(APIView):
    @extend_schema(tags=["chat"], request=ChosenSerializer, responses={200: DeletedSerializer, **PROBLEMS})
    def post(self, request, project_id):
        """Delete several conversations of yours at once; others' and unknown ones are passed over."""
        project = readable(request.user, project_id)
        chosen = Q(project=project, pk__in=checked(ChosenSerializer, request)["conversations"])
        found = Conversation.objects.visible_to(request.user).filter(chosen)
        number = found.count()
        return Response(DeletedSerializer({"number": number, "deleted_at": keeping.delete(found)}).data)


class RestoreConversations(APIView):
    @extend_schema(tags=["chat"], request=MomentSerializer, responses={200: RestoredSerializer, **PROBLEMS})
    def post(self, request, project_id):
        """Bring back what you deleted at that moment; possible for a minute."""
        project = readable(request.user, project_id)
        number = keeping.restore(request.user, project, checked(MomentSerializer, request)["deleted_at"])
        return Response({"number": number})
