"""REST: the documents of a project. Searching is in search_api.py."""

from django.shortcuts import get_object_or_404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.parsers import FormParser, MultiPartParser
from rest_framework.response import Response

from accounts.errors import PlatformError
from accounts.parsers import StrictJSONParser
from accounts.serializers import ProblemSerializer
from documents import cancelling, download, removal, uploads
from documents.errors import too_large
from documents.highlights import highlight
from documents.intake import refused_names, upload_limit
from documents.models import Chunk, Document, RevisionEvent
from documents.serializers import (
    ChunkSerializer,
    ContentRangeSerializer,
    ContentSerializer,
    DocumentSerializer,
    EventSerializer,
    RevisionSerializer,
    UploadResultsSerializer,
    UploadSerializer,
)
from projects import events
from projects.access import editable, readable

PROBLEM = OpenApiResponse(ProblemSerializer)
CONTENT_CHARS = 20_000
OUTCOME_STATUS = {uploads.CREATED: 201, uploads.REPLACED: 201, uploads.DUPLICATE: 200}


def document_for(user, project_id, document_id, find=readable):
    """Return the document for someone whom find admits to its project; else 404, or the error of find."""
    return get_object_or_404(Document.objects.with_revisions().filter(project=find(user, project_id)), pk=document_id)


def revision_for(document, number):
    """Return the revision of that number; without one the live revision, else the newest."""
    if number:
        return get_object_or_404(document.revisions, number=number)
    return document.live_revision or document.newest


@extend_schema(tags=["documents"])
@extend_schema_view(
    get=extend_schema(parameters=[OpenApiParameter("q", str, description="Part of the name."), OpenApiParameter("state", str)])
)
class Documents(ListAPIView):
    """The documents of a project, newest first; POST adds some."""

    serializer_class = DocumentSerializer
    queryset = Document.objects.none()
    parser_classes = [MultiPartParser, FormParser, StrictJSONParser]
    filter_backends = []

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        documents = Document.objects.filter(project=readable(self.request.user, self.kwargs["project_id"])).with_revisions()
        if q := self.request.query_params.get("q", "")[:255].replace("\0", ""):
            documents = documents.filter(name__icontains=q)
        return documents

    @extend_schema(
        request={"multipart/form-data": UploadSerializer, "application/json": UploadSerializer},
        responses={200: UploadResultsSerializer, 201: UploadResultsSerializer, 400: PROBLEM, 403: PROBLEM, 409: PROBLEM, 413: PROBLEM},
    )
    def post(self, request, project_id):
        """Add files, or what an address points to. They are processed in the background: see `state`.

        The same content is recognised (200, `duplicate`); other content under a name that is there
        becomes its next revision (`replaced`), which takes the old one's place once it is ready.
        """
        project = editable(request.user, project_id)
        files = [*request.FILES.getlist("files"), *request.FILES.getlist("file")]
        refused = [_refusal(name, too_large(upload_limit())) for name in refused_names(request)]
        if files or refused:
            results = refused + [_attempt(project, request.user, file) for file in files]
        else:
            sent = UploadSerializer(data=request.data)
            sent.is_valid(raise_exception=True)
            results = [_from_url(project, request.user, sent.validated_data)]
        errors = [result.pop("error") for result in results]
        if all(errors):
            raise errors[0]
        status = max(OUTCOME_STATUS.get(result["outcome"], 200) for result in results)
        return Response(UploadResultsSerializer({"results": results}).data, status=status)


def _attempt(project, user, file):
    try:
        receipt = uploads.receive(project=project, user=user, file=file, name=file.name)
    except PlatformError as error:
        return _refusal(file.name, error)
    return _result(file.name, receipt)


def _from_url(project, user, sent):
    url = sent.get("url")
    if not url:
        raise uploads.nothing_uploaded()
    return _result(url, uploads.receive_url(project=project, user=user, url=url))


def _result(name, receipt):
    return {"name": name, "outcome": receipt.outcome, "document": receipt.document, "problem": "", "error": None}


def _refusal(name, error):
    return {"name": name, "outcome": "refused", "document": None, "problem": str(error), "error": error}


@extend_schema(tags=["documents"])
class DocumentDetail(GenericAPIView):
    """One document with its newest revision; DELETE removes it with everything made from it."""

    serializer_class = DocumentSerializer
    queryset = Document.objects.none()

    @extend_schema(responses={200: DocumentSerializer, 404: PROBLEM})
    def get(self, request, project_id, document_id):
        return Response(self.get_serializer(document_for(request.user, project_id, document_id)).data)

    @extend_schema(responses={204: None, 403: PROBLEM, 404: PROBLEM})
    def delete(self, request, project_id, document_id):
        removal.remove(document_for(request.user, project_id, document_id, editable))
        return Response(status=204)


@extend_schema(tags=["documents"], request=None, responses={202: DocumentSerializer, 403: PROBLEM, 409: PROBLEM})
class RetryDocument(GenericAPIView):
    """Process a failed or stopped document again."""

    serializer_class = DocumentSerializer
    queryset = Document.objects.none()
    act = staticmethod(cancelling.restart)

    def post(self, request, project_id, document_id):
        document = document_for(request.user, project_id, document_id, editable)
        self.act(document.newest)
        return Response(self.get_serializer(document_for(request.user, project_id, document_id)).data, status=202)


class CancelDocument(RetryDocument):
    """Stop processing a document; the version before it, if any, goes on answering."""

    act = staticmethod(cancelling.cancel)


@extend_schema(tags=["documents"], responses={200: RevisionSerializer(many=True), 404: PROBLEM})
class Revisions(GenericAPIView):
    """Every version of a document, newest first."""

    serializer_class = RevisionSerializer
    queryset = Document.objects.none()
    pagination_class = None

    def get(self, request, project_id, document_id):
        document = document_for(request.user, project_id, document_id)
        return Response(self.get_serializer(document.revisions.all(), many=True).data)


@extend_schema(tags=["documents"])
class DocumentContent(GenericAPIView):
    """A range of the extracted text, with the boxes of its words on the pages or the rows it touches."""

    serializer_class = ContentSerializer
    queryset = Document.objects.none()

    @extend_schema(parameters=[ContentRangeSerializer], responses={200: ContentSerializer, 404: PROBLEM})
    def get(self, request, project_id, document_id):
        document = document_for(request.user, project_id, document_id)
        asked = ContentRangeSerializer(data=request.query_params)
        asked.is_valid(raise_exception=True)
        wish = asked.validated_data
        revision = revision_for(document, wish.get("revision"))
        end = wish.get("end", wish["start"] + CONTENT_CHARS)
        return Response(self.get_serializer(highlight(revision, wish["start"], end, context=wish["context"])).data)


@extend_schema(
    tags=["documents"],
    parameters=[OpenApiParameter("inline", bool), OpenApiParameter("revision", int)],
    responses={(200, "application/octet-stream"): OpenApiTypes.BINARY, 404: PROBLEM},
)
class DocumentOriginal(GenericAPIView):
    """The file as it was uploaded; `inline=true` shows PDF, images and text in the browser."""

    serializer_class = None
    queryset = Document.objects.none()

    def get(self, request, project_id, document_id):
        document = document_for(request.user, project_id, document_id)
        number = request.query_params.get("revision", "")
        revision = revision_for(document, int(number[:9]) if number.isdecimal() else None)
        return download.original(revision, inline=request.query_params.get("inline") == "true", for_good=bool(number))


@extend_schema(tags=["documents"])
class DocumentChunks(ListAPIView):
    """The passages that questions are answered from, in reading order; none before the document is ready."""

    serializer_class = ChunkSerializer
    queryset = Chunk.objects.none()
    filter_backends = []

    class Pages(ListAPIView.pagination_class):
        ordering = ("position",)

    pagination_class = Pages

    def get_queryset(self):
        if getattr(self, "swagger_fake_view", False):
            return self.queryset
        document = document_for(self.request.user, self.kwargs["project_id"], self.kwargs["document_id"])
        return Chunk.objects.filter(revision__document=document, index__state="live")


@extend_schema(
    tags=["documents"], parameters=[OpenApiParameter("after", int, default=0)], responses={200: EventSerializer(many=True), 404: PROBLEM}
)
class DocumentEvents(GenericAPIView):
    """What happened to the newest revision, after the event numbered `after`."""

    serializer_class = EventSerializer
    queryset = Document.objects.none()
    pagination_class = None

    def get(self, request, project_id, document_id):
        document = document_for(request.user, project_id, document_id)
        after = request.query_params.get("after", "")
        seq = int(after[:15]) if after.isdecimal() else 0
        return Response(events.after(RevisionEvent, document.newest.pk, seq))
