"""Doorways from the broker. Each takes a key, looks for the row and calls what does the work."""

from celery import shared_task
from django.core.cache import cache

from documents import hnsw, originals
from documents.doorbell import ring_building, ring_ingestion
from documents.ingestion import ingest
from documents.models import Index, Revision
from documents.reindexing import build
from documents.tending import tend_or_clear
from projects.llm.models_client import ModelUnavailable

SWEEP_LIMIT = 500
RING_AGAIN_S = 60


@shared_task(queue="ingest")
def ingest_revision(pk):
    if revision := Revision.objects.claim(pk):
        ingest(revision)


@shared_task(queue="ingest")
def build_index(pk):
    if index := Index.objects.claim(pk):
        build(index)


@shared_task(queue="default", autoretry_for=(ModelUnavailable,), retry_backoff=30, max_retries=4)
def tend_index(pk):
    cache.delete(f"tending-{pk}")
    if index := Index.objects.filter(pk=pk).first():
        tend_or_clear(index)


@shared_task(queue="default")
def sweep():
    """Ring again for work whose worker, or whose message, was lost."""
    for revision in Revision.objects.awaiting_worker().order_by("pk")[:SWEEP_LIMIT]:
        if _not_rung_lately("revision", revision):
            ring_ingestion(revision)
    for index in Index.objects.awaiting_worker():
        if _not_rung_lately("index", index):
            ring_building(index)


def _not_rung_lately(kind, work):
    """Say whether nobody swept this row lately: a long queue must not grow with every sweep.

    The fence rises with every claim, so that work which was given back is rung for at once.
    """
    return cache.add(f"rung-{kind}-{work.pk}-{work.fence}", True, timeout=RING_AGAIN_S)


@shared_task(queue="default")
def clear_leftovers():
    """Delete files of uploads that died half-way and what is left of dropped indexes."""
    originals.clear_orphans()
    hnsw.drop_orphans()
