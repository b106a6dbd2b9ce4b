"""Telling a worker that a row waits. A doorbell that fails loses nothing: the sweeper rings again."""

from celery import current_app
from django.core.cache import cache
from django.db import transaction

TENDING_DELAY_S = 2


def ring_ingestion(revision):
    _ring("documents.tasks.ingest_revision", "ingest", revision.pk)


def ring_building(index):
    _ring("documents.tasks.build_index", "ingest", index.pk)


def ring_tending(index):
    """Ask for maintenance once the dust has settled: many publications in a row share one visit."""
    transaction.on_commit(lambda: _ring_once(index.pk), robust=True)


def _ring_once(index_pk):
    if cache.add(f"tending-{index_pk}", True, timeout=60):
        current_app.signature("documents.tasks.tend_index", args=[index_pk]).apply_async(queue="default", countdown=TENDING_DELAY_S)


def _ring(task, queue, pk):
    bell = current_app.signature(task, args=[pk])
    transaction.on_commit(lambda: bell.apply_async(queue=queue), robust=True)
