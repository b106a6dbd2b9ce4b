"""REST: projects. Members and invitations are in member_api.py."""

from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.decorators import action
from rest_framework.response import Response
from rest_framework.viewsets import ModelViewSet

from accounts.serializers import ProblemSerializer
from projects import lifecycle, settings_file
from projects.access import editable, may_create, owned, readable, require
from projects.models import Project, Role
from projects.serializers import DuplicateSerializer, ProjectSerializer, SettingsFileSerializer

PROBLEM = OpenApiResponse(ProblemSerializer)
LIST_PARAMETERS = [
    OpenApiParameter("q", str, description="Part of the name or description."),
    OpenApiParameter("archived", str, enum=["false", "true", "all"], default="false"),
]


@extend_schema(tags=["projects"])
@extend_schema_view(list=extend_schema(parameters=LIST_PARAMETERS))
class Projects(ModelViewSet):
    """The projects that the caller is a member of. To anyone else they do not exist (404)."""

    serializer_class = ProjectSerializer
    queryset = Project.objects.none()
    lookup_value_converter = "uuid"
    http_method_names = ["get", "post", "put", "patch", "delete", "head", "options"]
    filter_backends = []

    def get_queryset(self):
        projects = Project.objects.visible_to(self.request.user)
        asked = self.request.query_params
        if self.action == "list":
            projects = projects.listed()
        if self.action == "list" and asked.get("archived", "false") != "all":
            projects = projects.filter(archived_at__isnull=asked.get("archived") != "true")
        if q := asked.get("q", "")[:120].replace("\x00", ""):
            projects = projects.filter(name__icontains=q) | projects.filter(description__icontains=q)
        return projects

    def get_object(self):
        find = {"update": editable, "partial_update": editable, "destroy": owned}.get(self.action, readable)
        return find(self.request.user, self.kwargs["pk"])

    def perform_create(self, serializer):
        may_create(self.request.user)
        serializer.instance = lifecycle.create(self.request.user, **serializer.validated_data)

    def perform_update(self, serializer):
        lifecycle.change(serializer.instance, self.request.user, **serializer.validated_data)

    def perform_destroy(self, project):
        lifecycle.delete(project)

    @extend_schema(request=None, responses={200: ProjectSerializer, 403: PROBLEM})
    @action(detail=True, methods=["post"])
    def archive(self, request, pk):
        """Make the project read only (owners)."""
        lifecycle.archive(project := owned(request.user, pk))
        return Response(self.get_serializer(project).data)

    @extend_schema(request=None, responses={200: ProjectSerializer, 403: PROBLEM})
    @action(detail=True, methods=["post"])
    def restore(self, request, pk):
        """Bring an archived project back (owners)."""
        lifecycle.restore(project := owned(request.user, pk))
        return Response(self.get_serializer(project).data)

    @extend_schema(request=DuplicateSerializer, responses={201: ProjectSerializer, 403: PROBLEM})
    @action(detail=True, methods=["post"])
    def duplicate(self, request, pk):
        """Copy its settings, and its documents if asked, into a new project of the caller (editors)."""
        source = require(readable(request.user, pk), Role.EDITOR)
        may_create(request.user)
        wishes = DuplicateSerializer(data=request.data)
        wishes.is_valid(raise_exception=True)
        copy = lifecycle.duplicate(source, request.user, **wishes.validated_data)
        return Response(self.get_serializer(copy).data, status=201)

    @extend_schema(methods=["GET"], responses={200: SettingsFileSerializer})
    @extend_schema(methods=["PUT"], request=SettingsFileSerializer, responses={200: ProjectSerializer, 400: PROBLEM, 403: PROBLEM})
    @action(detail=True, methods=["get", "put"], url_path="settings")
    def settings_file(self, request, pk):
        """The settings as a YAML file; a file that is sent changes what it names."""
        if request.method == "GET":
            return Response({"yaml": settings_file.export(readable(request.user, pk))})
        project = editable(request.user, pk)
        sent = SettingsFileSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        lifecycle.change(project, request.user, **settings_file.read(sent.validated_data["yaml"], project))
        return Response(self.get_serializer(project).data)
