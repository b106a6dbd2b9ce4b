"""REST: asking, conversations and runs."""

from django.db import close_old_connections
from django.db.models import Prefetch
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import generics
from rest_framework.renderers import BaseRenderer, JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.key_access import CHATTING
from accounts.rest import CursorPagination
from accounts.serializers import ProblemSerializer
from agents import keeping, runs, turns
from agents.history import conversations_of
from agents.models import Conversation, Run, RunEvent
from agents.serializers import (
    AnswerSerializer,
    AskSerializer,
    ConversationDetailSerializer,
    ConversationSerializer,
    ModelSerializer,
    QuestionSerializer,
    RunDetailSerializer,
)
from agents.waiting import EVENT_STREAM, await_end, server_sent
from projects import access, events
from projects.llm.models import CatalogModel

PROBLEM = OpenApiResponse(ProblemSerializer)
PROBLEMS = {400: PROBLEM, 404: PROBLEM, 409: PROBLEM}


class EventStream(BaseRenderer):
    """Lets a client ask for events by `Accept`; what goes wrong before they begin is told as JSON."""

    media_type, format = EVENT_STREAM, "events"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return JSONRenderer().render(data)


def run_of(user, pk):
    return get_object_or_404(Run.objects.visible_to(user), pk=pk)


def as_event_stream(run, after=0):
    reader_id = run.conversation.user_id
    close_old_connections()  # the request ends with the stream, and would keep its connection from those who answer
    response = StreamingHttpResponse(server_sent(run.pk, reader_id, after), content_type=EVENT_STREAM)
    response["Cache-Control"] = "no-cache"
    response["X-Accel-Buffering"] = "no"
    return response


def answered(run, *, stream):
    """Return the answer when it is there, or its events as they come."""
    if stream:
        return as_event_stream(run)
    await_end(run)
    return Response(AnswerSerializer(turns.rows().get(pk=run.answer_id)).data)


class Chat(APIView):
    """Ask, or go on in a conversation."""

    serializer_class = QuestionSerializer
    key_scopes = CHATTING
    renderer_classes = [JSONRenderer, EventStream]

    @extend_schema(tags=["chat"], request=QuestionSerializer, responses={200: AnswerSerializer, **PROBLEMS})
    def post(self, request, project_id):
        project = access.readable(request.user, project_id)
        serializer = self.serializer_class(data=request.data)
        serializer.is_valid(raise_exception=True)
        return self._answer(request.user, project, **serializer.validated_data)

    def _answer(self, user, project, *, message, conversation=None, documents=(), stream=False, **wishes):
        held = conversation and get_object_or_404(Conversation.objects.visible_to(user).filter(project=project), pk=conversation)
        return answered(runs.start_chat(user, project, message, held, mentions=documents, **wishes), stream=stream)


class Ask(Chat):
    """Ask one question; the same as a chat's first message."""

    serializer_class = AskSerializer

    @extend_schema(tags=["chat"], request=AskSerializer, responses={200: AnswerSerializer, **PROBLEMS})
    def post(self, request, project_id):
        return super().post(request, project_id)

    def _answer(self, user, project, *, question, **options):
        return super()._answer(user, project, message=question, **options)


class LatestFirst(CursorPagination):
    ordering = ("-updated_at", "-pk")


@extend_schema(tags=["chat"], responses={200: ConversationSerializer(many=True), 404: PROBLEM})
class Conversations(generics.ListAPIView):
    """Your conversations in a project, latest first; `search` looks in titles and messages."""

    serializer_class = ConversationSerializer
    pagination_class = LatestFirst
    queryset = Conversation.objects.none()

    @extend_schema(parameters=[OpenApiParameter("search", str)])
    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)

    def get_queryset(self):
        project = access.readable(self.request.user, self.kwargs["project_id"])
        return conversations_of(self.request.user, project, self.request.query_params.get("search", ""))


@extend_schema(tags=["chat"])
class ConversationDetail(generics.RetrieveUpdateDestroyAPIView):
    """One of your conversations with all versions of its messages; rename, pin or delete it."""

    http_method_names = ["get", "patch", "delete", "head", "options"]
    lookup_url_kwarg = "conversation_id"
    queryset = Conversation.objects.none()

    def get_serializer_class(self):
        return ConversationSerializer if self.request.method == "PATCH" else ConversationDetailSerializer

    def get_queryset(self):
        project = access.readable(self.request.user, self.kwargs["project_id"])
        return (
            Conversation.objects.visible_to(self.request.user).filter(project=project).prefetch_related(Prefetch("messages", turns.rows()))
        )

    def perform_update(self, serializer):
        conversation, wanted = serializer.instance, serializer.validated_data
        if "title" in wanted:
            runs.rename(conversation, wanted["title"])
        if "is_pinned" in wanted:
            keeping.pin(conversation, wanted["is_pinned"])
        if "is_temporary" in wanted:
            keeping.make_temporary(conversation, wanted["is_temporary"])
        conversation.refresh_from_db()

    def perform_destroy(self, conversation):
        keeping.delete(Conversation.objects.filter(pk=conversation.pk))


class RunDetail(APIView):
    key_scopes = CHATTING

    @extend_schema(tags=["chat"], responses={200: RunDetailSerializer, 404: PROBLEM})
    def get(self, request, run_id):
        """One answer's making: state, what each stage of retrieval found, the exact prompt, timings."""
        return Response(RunDetailSerializer(run_of(request.user, run_id)).data)


class StopRun(APIView):
    key_scopes = CHATTING

    @extend_schema(tags=["chat"], request=None, responses={202: RunDetailSerializer, 404: PROBLEM})
    def post(self, request, run_id):
        """Stop an answer; what it has said so far is kept."""
        run = run_of(request.user, run_id)
        runs.stop(run)
        run.refresh_from_db()
        return Response(RunDetailSerializer(run).data, status=202)


class RunEvents(APIView):
    key_scopes = CHATTING
    renderer_classes = [JSONRenderer, EventStream]

    @extend_schema(
        tags=["chat"],
        parameters=[OpenApiParameter("after", int, description="Only later events; a stream may say `Last-Event-ID`.")],
        responses={200: OpenApiTypes.OBJECT, (200, EVENT_STREAM): OpenApiTypes.STR, 404: PROBLEM},
    )
    def get(self, request, run_id):
        """The events of an answer: a JSON list, or a stream that goes on until its end with `Accept: text/event-stream`."""
        run = run_of(request.user, run_id)
        wanted = request.headers.get("Last-Event-ID") or request.query_params.get("after", "")
        after = int(wanted) if wanted.isdecimal() and len(wanted) < 12 else 0
        if EVENT_STREAM in request.headers.get("Accept", ""):
            return as_event_stream(run, after)
        return Response(events.after(RunEvent, run.pk, after))


class Models(APIView):
    key_scopes = CHATTING

    @extend_schema(tags=["chat"], responses={200: ModelSerializer(many=True)})
    def get(self, request):
        """The models that questions may be put to, built-in ones first."""
        return Response(ModelSerializer(CatalogModel.objects.callable(), many=True).data)
