"""Keeping an index fast and honest after its passages have changed. Runs outside any transaction."""

from django.db.models import Count

from documents.hnsw import build_hnsw, drop_hnsw, needs_hnsw
from documents.merging import merge_segments
from documents.models import Chunk, Index, Revision
from documents.removal import drop
from documents.self_test import LEAST, SAMPLE, self_test


def tend(index):
    """Merge what has grown into pieces, build an HNSW where it pays, test the model on languages not tested yet."""
    merge_segments(index)
    if needs_hnsw(index):
        build_hnsw(index)
    if needs_self_test(index) and not _is_filling(index):
        self_test(index)


def _is_filling(index):
    """Say whether more is on its way: its publication will ask for tending again, and the encoder has better to do now."""
    return Revision.objects.filter(document__project_id=index.project_id, state__in=Revision.OPEN_STATES).exists()


def needs_self_test(index):
    """Say whether a language has more passages than its last test could draw from."""
    counts = Chunk.objects.filter(index=index).exclude(language__in=["", "und"]).values_list("language").annotate(Count("pk"))
    tested = index.dense_by_language
    return any(count >= LEAST and tested.get(language, {}).get("sample", 0) < min(SAMPLE, count) for language, count in counts)


def tend_or_clear(index):
    """Tend an index that is in use; clear away one that was given up."""
    if index.state != Index.State.FAILED:
        return tend(index)
    drop_hnsw(index.pk)
    drop(index)
