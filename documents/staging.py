"""Vectors of a revision's chunks, in batches that a crash cannot take away again."""

from collections import deque
from concurrent.futures import ThreadPoolExecutor

import numpy as np
from django.db import transaction

from documents.models import StagedVectors
from projects.llm import models_client

BATCH = 64
# The model server always has a batch waiting while another is on its way to or from here.
AHEAD = 2


def embed(index, revision, texts, *, on_batch):
    """Return vectors of texts for index, float16 (len(texts), dimensions), in order.

    Batches of an earlier attempt are not made again. on_batch(done) runs in the transaction that
    keeps a batch, and raises LostLease if the work is no longer the caller's. Raises ModelUnavailable.
    """
    vectors = np.empty((len(texts), index.dimensions), np.float16)
    missing = _restore(index, revision, vectors)
    done = len(texts) - sum(min(BATCH, len(texts) - first) for first in missing)
    for first, batch in _request(index.embedding_model, texts, missing):
        vectors[first : first + len(batch)] = batch
        done += len(batch)
        with transaction.atomic():
            on_batch(done)
            if len(texts) > BATCH:
                _stage(index, revision, first, batch)
    return vectors


def _restore(index, revision, vectors):
    """Fill in what was staged and return where the batches begin that are missing."""
    missing = set(range(0, len(vectors), BATCH))
    for staged in StagedVectors.objects.filter(index=index, revision=revision, first__in=missing):
        if staged.count == min(BATCH, len(vectors) - staged.first):
            vectors[staged.first : staged.first + staged.count] = np.frombuffer(staged.data, np.float16).reshape(staged.count, -1)
            missing.remove(staged.first)
    return sorted(missing)


def _request(model, texts, firsts):
    """Yield (first, vectors float16) of each batch in order, keeping AHEAD requests under way."""
    with ThreadPoolExecutor(AHEAD, thread_name_prefix="embed") as pool:
        waiting, rest = deque(), iter(firsts)
        try:
            while True:
                while len(waiting) < AHEAD and (first := next(rest, None)) is not None:
                    waiting.append((first, pool.submit(models_client.embed_passages, texts[first : first + BATCH], model)))
                if not waiting:
                    return
                first, reply = waiting.popleft()
                yield first, np.asarray(reply.result(), np.float16)
        finally:
            for _first, reply in waiting:
                reply.cancel()


def _stage(index, revision, first, batch):
    staged = StagedVectors(index=index, revision=revision, first=first, count=len(batch), data=batch.tobytes())
    key, rest = ["index", "revision", "first"], ["count", "data"]
    StagedVectors.objects.bulk_create([staged], update_conflicts=True, unique_fields=key, update_fields=rest)
