"""REST: agents, their versions and the tools they may have."""

from uuid import UUID

from django.db.models import Q
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import generics
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.rest import CursorPagination
from accounts.serializers import ProblemSerializer
from agents import authoring
from agents.agent_serializers import (
    AgentDetailSerializer,
    AgentSerializer,
    AgentStateSerializer,
    ChangedAgentSerializer,
    CheckedSerializer,
    NewAgentSerializer,
    SourceSerializer,
    ToolSerializer,
    VersionSerializer,
)
from agents.definitions.checking import schema
from agents.definitions.reading import read
from agents.models import Agent, AgentVersion
from agents.tools.registry import TOOLS
from projects.access import readable

PROBLEM = OpenApiResponse(ProblemSerializer)
PROBLEMS = {400: PROBLEM, 403: PROBLEM, 404: PROBLEM, 409: PROBLEM}


def _checked(serializer):
    serializer.is_valid(raise_exception=True)
    return serializer


def _shown(agent, status=200):
    agent = Agent.objects.select_related("current").get(pk=agent.pk)
    return Response(AgentDetailSerializer(agent).data, status=status)


class Agents(generics.ListAPIView):
    """The agents of the installation, and those of your projects that you may use."""

    serializer_class = AgentSerializer
    pagination_class = CursorPagination
    queryset = Agent.objects.none()

    def get_queryset(self):
        found = Agent.objects.visible_to(self.request.user).select_related("current")
        if wanted := self.request.query_params.get("project"):
            project = readable(self.request.user, _uuid(wanted))
            found = found.filter(Q(project=None) | Q(project=project))
        return found

    @extend_schema(tags=["agents"], parameters=[OpenApiParameter("project", OpenApiTypes.UUID)])
    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)

    @extend_schema(tags=["agents"], request=NewAgentSerializer, responses={201: AgentDetailSerializer, **PROBLEMS})
    def post(self, request):
        """Make an agent in a project. What is wrong with its definition is told line by line in `errors`."""
        sent = _checked(NewAgentSerializer(data=request.data))
        project = authoring.writable(request.user, sent.validated_data["project"])
        agent = authoring.create(request.user, project, sent.sent_yaml, is_shared=sent.validated_data["is_shared"])
        return _shown(agent, 201)


def _uuid(text):
    """Return the id in text; what is no id names no project."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


class AgentDetail(APIView):
    @extend_schema(tags=["agents"], responses={200: AgentDetailSerializer, 404: PROBLEM})
    def get(self, request, agent_id):
        return _shown(authoring.visible(request.user, agent_id))

    @extend_schema(tags=["agents"], request=ChangedAgentSerializer, responses={200: AgentDetailSerializer, **PROBLEMS})
    def put(self, request, agent_id):
        """Save a new version."""
        agent = authoring.changeable(request.user, agent_id)
        sent = _checked(ChangedAgentSerializer(data=request.data))
        return _shown(authoring.change(request.user, agent, sent.sent_yaml, note=sent.validated_data["note"]))

    @extend_schema(tags=["agents"], request=AgentStateSerializer, responses={200: AgentDetailSerializer, **PROBLEMS})
    def patch(self, request, agent_id):
        """Share it with the project, or switch it on and off."""
        agent = authoring.changeable(request.user, agent_id)
        wanted = _checked(AgentStateSerializer(data=request.data)).validated_data
        if "is_shared" in wanted:
            authoring.set_shared(request.user, agent, wanted["is_shared"])
        if "is_enabled" in wanted:
            authoring.set_enabled(agent, wanted["is_enabled"])
        return _shown(agent)

    @extend_schema(tags=["agents"], responses={204: None, 403: PROBLEM, 404: PROBLEM})
    def delete(self, request, agent_id):
        authoring.delete(authoring.changeable(request.user, agent_id))
        return Response(status=204)


class NewestFirst(CursorPagination):
    ordering = ("-number",)


@extend_schema(tags=["agents"], responses={200: VersionSerializer(many=True), 404: PROBLEM})
class AgentVersions(generics.ListAPIView):
    """What an agent's YAML was, newest first."""

    serializer_class = VersionSerializer
    pagination_class = NewestFirst
    queryset = AgentVersion.objects.none()

    def get_queryset(self):
        return authoring.visible(self.request.user, self.kwargs["agent_id"]).versions.select_related("created_by")


class RestoreAgent(APIView):
    @extend_schema(tags=["agents"], request=None, responses={200: AgentDetailSerializer, **PROBLEMS})
    def post(self, request, agent_id, number):
        """Make an old version the newest again."""
        return _shown(authoring.go_back(request.user, authoring.changeable(request.user, agent_id), number))


class CheckAgent(APIView):
    @extend_schema(tags=["agents"], request=SourceSerializer, responses={200: CheckedSerializer, 400: PROBLEM})
    def post(self, request):
        """Check a definition without saving it."""
        found = read(_checked(SourceSerializer(data=request.data)).sent_yaml)
        return Response({"definition": found.definition, "remarks": found.remarks})


class AgentSchema(APIView):
    """The JSON schema of an agent's YAML, for editors."""

    permission_classes = [AllowAny]
    authentication_classes = []

    @extend_schema(tags=["agents"], responses={200: OpenApiTypes.OBJECT})
    def get(self, request):
        return Response(schema())


class Tools(APIView):
    @extend_schema(tags=["agents"], responses={200: ToolSerializer(many=True)})
    def get(self, request):
        """The tools that are installed here, with the JSON schemas of what they take and give."""
        return Response(ToolSerializer(sorted(TOOLS.values(), key=lambda tool: tool.name), many=True).data)
