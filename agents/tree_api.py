"""REST: the versions of messages, and branches."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.key_access import CHATTING
from agents import branching, turns
from agents.api import PROBLEM, PROBLEMS, EventStream, answered
from agents.models import Conversation
from agents.serializers import AnswerSerializer, ConversationSerializer, MessageSerializer
from agents.tree_views import own_message


class SelectSerializer(serializers.Serializer):
    alone = serializers.BooleanField(required=False, default=False, help_text="End the branch here, though messages follow.")


class AgainSerializer(serializers.Serializer):
    model = serializers.CharField(required=False, default="", max_length=160, allow_blank=True, help_text="Default: as before.")
    stream = serializers.BooleanField(required=False, default=False, help_text="Answer as server-sent events.")


class EditSerializer(AgainSerializer):
    text = serializers.CharField(max_length=20_000, trim_whitespace=False)
    rerun = serializers.BooleanField(required=False, default=True, help_text="False: keep the new version without an answer.")


def checked(serializer_class, request):
    serializer = serializer_class(data=request.data)
    serializer.is_valid(raise_exception=True)
    return serializer.validated_data


class SelectMessage(APIView):
    key_scopes = CHATTING

    @extend_schema(tags=["chat"], request=SelectSerializer, responses={200: ConversationSerializer, 404: PROBLEM})
    def post(self, request, message_id):
        """Show the branch through this message, down to the newest one below it."""
        message = own_message(request.user, message_id)
        move = branching.go_on_from if checked(SelectSerializer, request)["alone"] else branching.select
        move(message)
        return Response(ConversationSerializer(Conversation.objects.get(pk=message.conversation_id)).data)


class EditMessage(APIView):
    key_scopes = CHATTING
    renderer_classes = [JSONRenderer, EventStream]

    @extend_schema(tags=["chat"], request=EditSerializer, responses={200: AnswerSerializer, 201: MessageSerializer, **PROBLEMS})
    def post(self, request, message_id):
        """Put another version of your message beside it, and answer it; nothing is overwritten."""
        message, wanted = own_message(request.user, message_id), checked(EditSerializer, request)
        if wanted["rerun"]:
            return answered(branching.edit_and_ask(message, wanted["text"], wanted["model"]), stream=wanted["stream"])
        edited = branching.edit(message, wanted["text"])
        return Response(MessageSerializer(turns.rows().get(pk=edited.pk)).data, status=201)


class Regenerate(APIView):
    key_scopes = CHATTING
    renderer_classes = [JSONRenderer, EventStream]

    @extend_schema(tags=["chat"], request=AgainSerializer, responses={200: AnswerSerializer, **PROBLEMS})
    def post(self, request, message_id):
        """Make one more answer to the same question, beside those it has."""
        message, wanted = own_message(request.user, message_id), checked(AgainSerializer, request)
        return answered(branching.answer_again(message, wanted["model"]), stream=wanted["stream"])


class BranchOff(APIView):
    key_scopes = CHATTING

    @extend_schema(tags=["chat"], request=None, responses={201: ConversationSerializer, **PROBLEMS})
    def post(self, request, message_id):
        """Copy the branch up to this message into a new conversation."""
        copy = branching.branch_off(own_message(request.user, message_id))
        return Response(ConversationSerializer(copy).data, status=201)
