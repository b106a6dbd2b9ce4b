"""How documents look in the REST API."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from documents.models import Chunk, Document, Index, Revision

LARGEST = 2**31 - 1  # of the numbers in the database


class RevisionSerializer(serializers.ModelSerializer):
    reason = serializers.CharField(source="reason_text", help_text="Why it failed, and what to do.")
    progress = serializers.SerializerMethodField(help_text="[done, total] of the current stage.")

    class Meta:
        model = Revision
        fields = [
            "number",
            "state",
            "reason_code",
            "reason",
            "progress",
            "sha256",
            "size_bytes",
            "media_type",
            "language",
            "title",
            "author",
            "written_at",
            "page_count",
            "character_count",
            "warnings",
            "timings_ms",
            "created_at",
            "finished_at",
        ]
        read_only_fields = fields

    @extend_schema_field({"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2})
    def get_progress(self, revision):
        return [revision.progress_done, revision.progress_total]


class DocumentSerializer(serializers.ModelSerializer):
    """A document with its newest revision; `live_revision` is the number of the one that answers come from."""

    project = serializers.UUIDField(source="project_id", read_only=True)
    state = serializers.CharField(source="newest.state", read_only=True)
    live_revision = serializers.IntegerField(source="live_revision.number", read_only=True, default=None, allow_null=True)
    revision = RevisionSerializer(source="newest", read_only=True)

    class Meta:
        model = Document
        fields = ["id", "project", "name", "state", "live_revision", "revision", "source_url", "created_at", "updated_at"]
        read_only_fields = fields


class UploadSerializer(serializers.Serializer):
    """Files to add (multipart, any number, each in a field `files`), or the address of one."""

    files = serializers.ListField(child=serializers.FileField(allow_empty_file=True), required=False)
    url = serializers.URLField(required=False, max_length=2000)


class UploadResultSerializer(serializers.Serializer):
    name = serializers.CharField(help_text="The name as it was sent.")
    outcome = serializers.ChoiceField(choices=["created", "replaced", "duplicate", "refused"])
    document = DocumentSerializer(allow_null=True, help_text="For a duplicate the document that has the same content.")
    problem = serializers.CharField(allow_blank=True, help_text="Why it was refused, and what to do.")


class UploadResultsSerializer(serializers.Serializer):
    results = UploadResultSerializer(many=True)


class PageBoxesSerializer(serializers.Serializer):
    number = serializers.IntegerField()
    width = serializers.FloatField(help_text="Points.")
    height = serializers.FloatField(help_text="Points.")
    boxes = serializers.ListField(
        child=serializers.ListField(child=serializers.FloatField()), help_text="[x0, top, x1, bottom] from the top-left corner."
    )


class ContentSerializer(serializers.Serializer):
    """A range of the extracted text; offsets count code points."""

    start = serializers.IntegerField()
    end = serializers.IntegerField()
    length = serializers.IntegerField(help_text="Of the whole text.")
    before = serializers.CharField()
    text = serializers.CharField()
    after = serializers.CharField()
    pages = PageBoxesSerializer(many=True)
    sheet = serializers.CharField(allow_null=True)
    rows = serializers.ListField(child=serializers.IntegerField())


class ContentRangeSerializer(serializers.Serializer):
    start = serializers.IntegerField(min_value=0, default=0)
    end = serializers.IntegerField(min_value=0, required=False, help_text="Exclusive; at most 20,000 after start.")
    context = serializers.IntegerField(min_value=0, max_value=5000, default=0, help_text="Characters before and after.")
    revision = serializers.IntegerField(min_value=1, required=False, help_text="Number; the live one if absent, else the newest.")


class ChunkSerializer(serializers.ModelSerializer):
    class Meta:
        model = Chunk
        fields = [
            "id",
            "position",
            "text",
            "start",
            "end",
            "page_start",
            "page_end",
            "row_start",
            "row_end",
            "heading_path",
            "kind",
            "language",
            "token_count",
        ]
        read_only_fields = fields


class EventSerializer(serializers.Serializer):
    seq = serializers.IntegerField()
    type = serializers.CharField()
    document = serializers.UUIDField()
    name = serializers.CharField()
    revision = serializers.IntegerField()
    state = serializers.CharField()
    progress = serializers.ListField(child=serializers.IntegerField())
    reason_code = serializers.CharField(allow_blank=True)
    reason = serializers.CharField(allow_blank=True)


class IndexSerializer(serializers.ModelSerializer):
    class Meta:
        model = Index
        fields = ["number", "state", "reason", "embedding_model", "dimensions", "chunking", "created_at", "switched_at"]
        read_only_fields = fields


class PreviewRequestSerializer(serializers.Serializer):
    method = serializers.ChoiceField(choices=["recursive", "semantic"], default="recursive")
    max_tokens = serializers.IntegerField(min_value=32, max_value=2000, default=180)
    overlap_tokens = serializers.IntegerField(min_value=0, max_value=500, default=24)


class TextSpanSerializer(serializers.Serializer):
    """A stretch of a document's text and where it stands there."""

    text = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    page_start = serializers.IntegerField(allow_null=True)
    page_end = serializers.IntegerField(allow_null=True)
    row_start = serializers.IntegerField(allow_null=True)
    row_end = serializers.IntegerField(allow_null=True)
    heading_path = serializers.ListField(child=serializers.CharField())
    kind = serializers.CharField()


class PieceSerializer(TextSpanSerializer):
    token_count = serializers.IntegerField()


class FiltersSerializer(serializers.Serializer):
    """All parts are optional; those given must all hold."""

    documents = serializers.ListField(child=serializers.UUIDField(), required=False, max_length=500)
    languages = serializers.ListField(child=serializers.CharField(max_length=8), required=False, max_length=50)
    media_types = serializers.ListField(child=serializers.CharField(max_length=120), required=False, max_length=50)
    kinds = serializers.ListField(child=serializers.ChoiceField(choices=Chunk.Kind.values), required=False, max_length=3)
    pages = serializers.ListField(
        child=serializers.IntegerField(min_value=1, max_value=LARGEST, allow_null=True),
        required=False,
        min_length=2,
        max_length=2,
        help_text="[first, last]",
    )
    since = serializers.DateField(required=False)
    until = serializers.DateField(required=False)


class SearchSerializer(serializers.Serializer):
    query = serializers.CharField(max_length=4000)
    top_k = serializers.IntegerField(min_value=1, max_value=50, required=False)
    threshold = serializers.FloatField(min_value=0, max_value=1, required=False)
    filters = FiltersSerializer(required=False)
    trace = serializers.BooleanField(default=False, help_text="Add what every stage of retrieval found, and when.")


class SimilarSerializer(serializers.Serializer):
    """Passages like one of the project's own (`chunk`), or like any text (`text`)."""

    chunk = serializers.IntegerField(required=False, min_value=1)
    text = serializers.CharField(required=False, max_length=20_000)
    top_k = serializers.IntegerField(min_value=1, max_value=50, default=8)

    def validate(self, sent):
        if ("chunk" in sent) == ("text" in sent):
            raise serializers.ValidationError("Send either chunk or text.")
        return sent


class SimilarPassageSerializer(TextSpanSerializer):
    chunk_id = serializers.IntegerField()
    document_id = serializers.UUIDField()
    document_name = serializers.CharField()
    score = serializers.FloatField()


class PassageSerializer(SimilarPassageSerializer):
    scores = serializers.DictField(child=serializers.FloatField(allow_null=True))
    ranks = serializers.DictField(child=serializers.IntegerField(allow_null=True))


class RetrievalSerializer(serializers.Serializer):
    passages = PassageSerializer(many=True)
    trace = serializers.DictField(required=False)


class SimilarResultsSerializer(serializers.Serializer):
    passages = SimilarPassageSerializer(many=True)
