"""Which index a project answers from, and whether its settings ask for another one."""

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from documents.locks import hold_passages
from documents.models import Chunk, Document, Index
from documents.tokens import TOKENS_VERSION
from projects.llm import models_client
from workers.folders import PACKAGED


def live_index(project):
    """Return the index that project answers from, or None before its first document."""
    return Index.objects.filter(project=project, state=Index.State.LIVE).first()


def ensure_live_index(project):
    """Return the live index, made from the project's settings if there is none. Raises ModelUnavailable."""
    if index := live_index(project):
        return index
    dimensions = dimensions_of(wanted(project)["embedding_model"])
    with transaction.atomic():
        hold_passages(project.pk)
        return live_index(project) or create_index(project, dimensions, state=Index.State.LIVE, switched_at=timezone.now())


def needs_reindex(project):
    """Say whether the project's settings differ from what its live index was made with."""
    index = live_index(project)
    return bool(index) and any(getattr(index, name) != value for name, value in wanted(project).items())


def wanted(project):
    """Return the fields of an index made from the project's settings as they are now."""
    project.refresh_from_db(fields=["embedding_model", "chunk_method", "chunk_tokens", "chunk_overlap"])
    return {
        "embedding_model": project.embedding_model or default_model(),
        "chunking": {"method": project.chunk_method, "max_tokens": project.chunk_tokens, "overlap_tokens": project.chunk_overlap},
        "tokens_version": TOKENS_VERSION,
    }


def default_model():
    """Return the first embedding model of the installation's settings, else the packaged one."""
    return settings.EMBEDDING_MODEL.split(",")[0].strip() or PACKAGED


def create_index(project, dimensions, **fields):
    """Add an index to project; call while holding its passages."""
    last = Index.objects.filter(project=project).order_by("-number").values_list("number", flat=True).first() or 0
    return Index.objects.create(project=project, number=last + 1, dimensions=dimensions, **wanted(project), **fields)


def dimensions_of(embedding_model):
    """Ask the model server how long the model's vectors are. Raises ModelUnavailable."""
    return len(models_client.embed_passages(["dimensions"], embedding_model)[0])


def missing_from(index):
    """Return the documents of the project whose live revision has no passages in index."""
    there = Chunk.objects.filter(index=index, revision_id=OuterRef("live_revision_id"))
    answering = Document.objects.filter(project_id=index.project_id, live_revision__isnull=False)
    return answering.filter(~Exists(there)).order_by("pk")
