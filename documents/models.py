import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pgvector.django import HalfVectorField

from projects.models import Project
from projects.work import LeasedWork, WorkEvent, WorkQuerySet


class DocumentQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(project__in=Project.objects.visible_to(user))

    def editable_by(self, user):
        return self.filter(project__in=Project.objects.editable_by(user))

    def with_revisions(self):
        """Load what `newest` and `live_revision` of every document need."""
        return self.select_related("live_revision").prefetch_related("revisions")


class Document(models.Model):
    """A file in a project under one name; its revisions are the versions of its content."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="documents")
    name = models.CharField(_("name"), max_length=255)
    live_revision = models.ForeignKey("Revision", on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    source_url = models.URLField(max_length=2000, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        constraints = [models.UniqueConstraint(fields=["project", "name"], name="one_document_per_name")]

    def __str__(self):
        return self.name

    @property
    def newest(self):
        """The revision that was uploaded last, whatever became of it."""
        return next(iter(self.revisions.all()), None)


def revision_path(revision, filename):
    """Store originals under their ids: no part of a path comes from the person who uploads."""
    return f"{revision.document.project_id}/{uuid.uuid4().hex}"


class Revision(LeasedWork):
    """One version of a document's bytes and the state of turning it into searchable passages."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        EXTRACTING = "extracting", _("Extracting")
        CHUNKING = "chunking", _("Chunking")
        EMBEDDING = "embedding", _("Embedding")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    OPEN_STATES = (State.QUEUED, State.EXTRACTING, State.CHUNKING, State.EMBEDDING)

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=16, choices=State, default=State.QUEUED, db_index=True)
    reason_code = models.CharField(max_length=32, blank=True)
    reason = models.TextField(blank=True, help_text="Why it failed, and what to do, in English; show reason_text.")
    reason_template = models.TextField(blank=True, help_text="The translatable form of reason.")
    reason_params = models.JSONField(default=dict)
    waits = models.PositiveSmallIntegerField(default=0, help_text="Times it was put off because something it needs was away.")
    progress_done = models.PositiveIntegerField(default=0)
    progress_total = models.PositiveIntegerField(default=0)
    file = models.FileField(upload_to=revision_path, max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size_bytes = models.BigIntegerField()
    media_type = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=8, blank=True)
    title = models.CharField(max_length=500, blank=True)
    author = models.CharField(max_length=500, blank=True)
    written_at = models.DateTimeField(null=True, help_text="The date that the document itself gives.")
    page_count = models.PositiveIntegerField(null=True)
    character_count = models.PositiveIntegerField(null=True)
    warnings = models.JSONField(default=list)
    timings_ms = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="revisions_are_numbered")]

    def __str__(self):
        return f"{self.document} v{self.number}"

    @property
    def reason_text(self):
        """Why it failed, and what to do, in the reader's language."""
        return gettext(self.reason_template) % self.reason_params if self.reason_template else self.reason


class RevisionEvent(WorkEvent):
    owner = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="events")

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["owner", "seq"], name="one_revision_event_per_seq")]

    def __str__(self):
        return f"{self.type} #{self.seq}"


class Content(models.Model):
    """What was extracted from a revision. All offsets anywhere are code points into `text`."""

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, primary_key=True, related_name="content")
    text = models.TextField()
    blocks = models.BinaryField(help_text="zlib-compressed JSON list of blocks")

    def __str__(self):
        return f"content of {self.revision_id}"


class Page(models.Model):
    """A page, slide or sheet: its range in the text, and where each word stands on it."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    width = models.FloatField(help_text="PDF points")
    height = models.FloatField(help_text="PDF points")
    words = models.BinaryField(help_text="zlib-compressed JSON list of [start, end, x0, top, x1, bottom], origin top-left")

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["revision", "number"], name="pages_are_numbered")]

    def __str__(self):
        return f"page {self.number}"


class Index(LeasedWork):
    """One way of chunking and embedding a project's documents. A project answers from its live index.

    Re-indexing builds a new one beside it and switches in one transaction (blue / green).
    """

    class State(models.TextChoices):
        BUILDING = "building", _("Building")
        LIVE = "live", _("Live")
        RETIRED = "retired", _("Retired")
        FAILED = "failed", _("Failed")

    OPEN_STATES = (State.BUILDING,)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="indexes")
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=16, choices=State, default=State.BUILDING, db_index=True)
    reason = models.TextField(blank=True)
    embedding_model = models.CharField(max_length=160)
    dimensions = models.PositiveSmallIntegerField()
    chunking = models.JSONField(default=dict, help_text="method, max_tokens, overlap_tokens")
    tokens_version = models.PositiveSmallIntegerField()
    next_doc_no = models.BigIntegerField(default=0, help_text="Ordinal of the next chunk in the posting lists.")
    hnsw_ef_search = models.PositiveSmallIntegerField(null=True, help_text="Set once the index has its own HNSW.")
    dense_by_language = models.JSONField(default=dict, help_text="What the self-test found: {language: {enabled, alpha, …}}")
    created_at = models.DateTimeField(auto_now_add=True)
    switched_at = models.DateTimeField(null=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["project", "number"], name="indexes_are_numbered"),
            models.UniqueConstraint(fields=["project"], condition=models.Q(state="live"), name="one_live_index_per_project"),
        ]

    def __str__(self):
        return f"index {self.number} of {self.project}"


class IndexEvent(WorkEvent):
    owner = models.ForeignKey(Index, on_delete=models.CASCADE, related_name="events")

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["owner", "seq"], name="one_index_event_per_seq")]

    def __str__(self):
        return f"{self.type} #{self.seq}"


class StagedVectors(models.Model):
    """Embeddings of one batch of chunks that are not searchable yet, kept so that no work is done twice."""

    index = models.ForeignKey(Index, on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="+")
    first = models.PositiveIntegerField(help_text="Position of the batch's first chunk in the revision.")
    count = models.PositiveIntegerField()
    data = models.BinaryField(help_text="float16 rows, count × dimensions")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["index", "revision", "first"], name="a_batch_is_staged_once")]

    def __str__(self):
        return f"{self.count} vectors from {self.first}"


class Chunk(models.Model):
    """A searchable passage of a live revision. Not there at all while its revision is not live.

    Its foreign keys do nothing on delete: removal.py deletes by the thousand, without loading rows.
    """

    class Kind(models.TextChoices):
        TEXT = "text", _("Text")
        TABLE = "table", _("Table")
        CODE = "code", _("Code")

    index = models.ForeignKey(Index, on_delete=models.DO_NOTHING, related_name="chunks")
    revision = models.ForeignKey(Revision, on_delete=models.DO_NOTHING, related_name="chunks")
    doc_no = models.BigIntegerField(help_text="Ordinal in the index's posting lists.")
    position = models.PositiveIntegerField(help_text="Counts from 0 within the revision.")
    text = models.TextField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    page_start = models.PositiveIntegerField(null=True)
    page_end = models.PositiveIntegerField(null=True)
    row_start = models.PositiveIntegerField(null=True)
    row_end = models.PositiveIntegerField(null=True)
    heading_path = models.JSONField(default=list)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.TEXT)
    language = models.CharField(max_length=8, blank=True)
    token_count = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["index", "doc_no"], name="one_chunk_per_ordinal"),
            models.UniqueConstraint(fields=["index", "revision", "position"], name="chunks_are_ordered"),
        ]

    def __str__(self):
        return f"chunk {self.position} of {self.revision_id}"


class ChunkVector(models.Model):
    """A chunk's embedding, in a narrow table of its own so that an exact scan reads little."""

    chunk = models.OneToOneField(Chunk, on_delete=models.DO_NOTHING, primary_key=True, related_name="vector")
    index = models.ForeignKey(Index, on_delete=models.DO_NOTHING, related_name="+")
    embedding = HalfVectorField()

    def __str__(self):
        return f"vector of {self.chunk_id}"


class Segment(models.Model):
    """A part of an index's posting lists: the chunks added together, or merged since."""

    index = models.ForeignKey(Index, on_delete=models.CASCADE, related_name="segments")
    doc_count = models.PositiveIntegerField()
    token_total = models.BigIntegerField()
    doc_nos = models.BinaryField(help_text="Ordinals of the chunks, ascending, packed.")
    lengths = models.BinaryField(help_text="Tokens of each chunk, in the order of doc_nos.")
    deleted = models.BinaryField(default=b"", help_text="Ordinals of chunks removed since; purged on merge.")

    def __str__(self):
        return f"{self.doc_count} chunks"


class PostingBlock(models.Model):
    """A stretch of a segment's posting lists, packed (see postings.py). Terms are hashes."""

    pk = models.CompositePrimaryKey("segment_id", "first_term")
    segment = models.ForeignKey(Segment, on_delete=models.CASCADE, related_name="+", db_index=False)
    first_term = models.BigIntegerField()
    last_term = models.BigIntegerField()
    data = models.BinaryField()

    def __str__(self):
        return f"terms {self.first_term} to {self.last_term}"
