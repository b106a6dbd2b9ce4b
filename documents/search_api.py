"""REST: searching a project, re-indexing it, trying other ways of chunking."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response

from accounts.key_access import SEARCHING
from accounts.serializers import ProblemSerializer
from documents.api import document_for
from documents.filters import Filters
from documents.indexes import live_index, needs_reindex
from documents.models import Chunk, Index
from documents.previewing import preview
from documents.reindexing import reindex, rollback
from documents.retrieval import retrieve
from documents.serializers import (
    IndexSerializer,
    PieceSerializer,
    PreviewRequestSerializer,
    RetrievalSerializer,
    SearchSerializer,
    SimilarResultsSerializer,
    SimilarSerializer,
)
from documents.similar import similar
from projects.access import editable, readable

PROBLEM = OpenApiResponse(ProblemSerializer)


class SearchingView(GenericAPIView):
    """Takes the fields of its serializer and answers with what the project holds."""

    key_scopes = SEARCHING
    queryset = Index.objects.none()

    def asked(self, request):
        serializer = self.get_serializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        return serializer.validated_data


@extend_schema(tags=["search"], responses={200: RetrievalSerializer, 400: PROBLEM, 404: PROBLEM})
class Search(SearchingView):
    """The passages that fit a question best, with the scores of every stage."""

    serializer_class = SearchSerializer

    def post(self, request, project_id):
        project = readable(request.user, project_id)
        wish = dict(self.asked(request))
        query, trace, filters = wish.pop("query"), wish.pop("trace"), Filters(**wish.pop("filters", {}))
        found = retrieve(project, query, filters=filters or None, user=request.user, **wish)
        shown = {"passages": found.passages, **({"trace": found.trace} if trace else {})}
        return Response(RetrievalSerializer(shown).data)


@extend_schema(tags=["search"], responses={200: SimilarResultsSerializer, 400: PROBLEM, 404: PROBLEM})
class Similar(SearchingView):
    """Passages like one of the project's own, or like any text."""

    serializer_class = SimilarSerializer

    def post(self, request, project_id):
        project = readable(request.user, project_id)
        wish = self.asked(request)
        if "chunk" in wish:
            wish["chunk"] = get_object_or_404(Chunk.objects.filter(index__project=project), pk=wish["chunk"])
        return Response(SimilarResultsSerializer({"passages": similar(project, limit=wish.pop("top_k"), **wish)}).data)


@extend_schema(tags=["search"])
class Reindex(GenericAPIView):
    """How the project is indexed; POST builds it anew with the settings as they are now."""

    serializer_class = IndexSerializer
    queryset = Index.objects.none()

    @extend_schema(responses={200: IndexSerializer(many=True), 404: PROBLEM})
    def get(self, request, project_id):
        project = readable(request.user, project_id)
        return Response(self.get_serializer(Index.objects.filter(project=project), many=True).data)

    @extend_schema(request=None, responses={200: IndexSerializer, 202: IndexSerializer, 403: PROBLEM, 503: PROBLEM})
    def post(self, request, project_id):
        """Questions are answered from the old index until the new one is complete; nothing is done if nothing changed."""
        project = editable(request.user, project_id)
        if (index := live_index(project)) and not needs_reindex(project):
            return Response(self.get_serializer(index).data)
        return Response(self.get_serializer(reindex(project)).data, status=202)


@extend_schema(tags=["search"], request=None, responses={202: IndexSerializer, 403: PROBLEM, 409: PROBLEM})
class Rollback(GenericAPIView):
    """Go back to the index before, with the settings it was made with."""

    serializer_class = IndexSerializer
    queryset = Index.objects.none()

    def post(self, request, project_id):
        return Response(self.get_serializer(rollback(editable(request.user, project_id))).data, status=202)


@extend_schema(tags=["search"], request=PreviewRequestSerializer, responses={200: PieceSerializer(many=True), 404: PROBLEM, 409: PROBLEM})
class Preview(SearchingView):
    """How a document would be cut into passages, without changing anything."""

    serializer_class = PreviewRequestSerializer
    pagination_class = None

    def post(self, request, project_id, document_id):
        document = document_for(request.user, project_id, document_id)
        return Response(PieceSerializer(preview(document.live_revision or document.newest, **self.asked(request)), many=True).data)
