"""REST: the memory of a conversation, and files that are brought along to it."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.parsers import MultiPartParser
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.serializers import ProblemSerializer
from agents import memory
from agents.attachment_views import received
from agents.models import Conversation
from agents.serializers import AttachedSerializer, AttachmentSerializer, MemorySerializer
from projects.access import readable

PROBLEM = OpenApiResponse(ProblemSerializer)


class MemoryOfConversation(APIView):
    serializer_class = MemorySerializer

    def _conversation(self, request, project_id, conversation_id):
        project = readable(request.user, project_id)
        return get_object_or_404(Conversation.objects.visible_to(request.user).filter(project=project), pk=conversation_id)

    @extend_schema(tags=["chat"], responses={200: MemorySerializer, 404: PROBLEM})
    def get(self, request, project_id, conversation_id):
        """The summary of what was said first, once not all of it fits into the model's window."""
        return Response(MemorySerializer(self._conversation(request, project_id, conversation_id)).data)

    @extend_schema(tags=["chat"], request=MemorySerializer, responses={200: MemorySerializer, 400: PROBLEM, 404: PROBLEM})
    def put(self, request, project_id, conversation_id):
        """Correct the summary; an empty one is forgotten, and the messages are read again."""
        conversation = self._conversation(request, project_id, conversation_id)
        sent = MemorySerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        memory.edit(conversation, sent.validated_data["summary"])
        return Response(MemorySerializer(conversation).data)


class Attachments(APIView):
    serializer_class = AttachmentSerializer
    parser_classes = [MultiPartParser]

    @extend_schema(tags=["chat"], request=AttachmentSerializer, responses={200: AttachedSerializer, 404: PROBLEM, 409: PROBLEM})
    def post(self, request, project_id):
        """Bring files along to a conversation: only you, and only it, will ever see them."""
        return Response(received(request, readable(request.user, project_id)))
