"""The routes under /v1."""

from asgiref.sync import sync_to_async
from django.db import close_old_connections
from django.http import HttpResponse
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.errors import PlatformError
from accounts.key_access import CHATTING, Scope
from agents.openai_api import answering, asking, embedding, model_ids
from agents.openai_api.errors import openai_error
from agents.openai_api.serializers import ChatSerializer, EmbeddingsSerializer
from agents.waiting import EVENT_STREAM

ERROR = OpenApiResponse(OpenApiTypes.OBJECT, description='{"error": {"message", "type", "param", "code"}}')
ERRORS = {400: ERROR, 401: ERROR, 404: ERROR, 429: ERROR}


class AnyAccept(DefaultContentNegotiation):
    """Clients that stream ask for text/event-stream; what is no stream is JSON whatever they asked for."""

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class OpenAIView(APIView):
    renderer_classes = [JSONRenderer]
    content_negotiation_class = AnyAccept
    key_scopes = CHATTING

    def get_exception_handler(self):
        return openai_error

    def valid(self, serializer_class):
        serializer = serializer_class(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data


class Models(OpenAIView):
    @extend_schema(tags=["openai"], operation_id="v1_models_list", responses={200: OpenApiTypes.OBJECT, **ERRORS})
    def get(self, request):
        """What may be asked with this key: its projects, each with its agents, and the embedding models."""
        return Response({"object": "list", "data": model_ids.listed(request.user)})


class Model(OpenAIView):
    @extend_schema(tags=["openai"], responses={200: OpenApiTypes.OBJECT, **ERRORS})
    def get(self, request, model_id):
        """One of them."""
        return Response(model_ids.entry_of(request.user, model_id))


class Started(HttpResponse):
    """Stands for the answer to a run that has been started."""

    def __init__(self, run, wish):
        super().__init__()
        self.run, self.wish = run, wish


class ChatCompletions(OpenAIView):
    @extend_schema(
        tags=["openai"],
        request=ChatSerializer,
        responses={200: OpenApiTypes.OBJECT, (200, EVENT_STREAM): OpenApiTypes.STR, **ERRORS},
    )
    def post(self, request):
        """Ask a project, with the conversation so far as the client knows it; whole, or streamed as chunks.

        The message, or the last chunk, has `citations` beside what the protocol knows.
        """
        wish = self.valid(ChatSerializer)
        run = asking.start(request.user, model_ids.find(request.user, wish["model"]), wish)
        close_old_connections()  # as in as_event_stream
        return Started(run, wish)

    @classmethod
    def as_view(cls, **options):
        """Wait on the event loop, which hears of clients that go away; a thread would not."""
        view = super().as_view(**options)

        @csrf_exempt
        async def waiting(request, *args, **kwargs):
            response = await sync_to_async(view)(request, *args, **kwargs)
            if not isinstance(response, Started):
                return response
            try:
                return await answering.respond(response.run, response.wish)
            except PlatformError as error:
                return openai_error(error)

        waiting.cls, waiting.initkwargs = view.cls, view.initkwargs  # by which the OpenAPI document knows it
        return waiting


class Embeddings(OpenAIView):
    key_scopes = {"POST": (Scope.CHAT, Scope.READ)}

    @extend_schema(tags=["openai"], request=EmbeddingsSerializer, responses={200: OpenApiTypes.OBJECT, **ERRORS})
    def post(self, request):
        """Vectors of texts, by one of the installation's embedding models."""
        return Response(embedding.embed(request.user, self.valid(EmbeddingsSerializer)))
