"""Questions to vectors, through the model server, and what a model says about itself."""

import time
from collections.abc import Sequence

import numpy as np
from django.utils.translation import gettext_lazy as _

from documents.models import Index
from projects.llm import models_client
from projects.llm.models_client import ModelRefused, ModelUnavailable

# What a server says of its models is asked again after this long.
DECLARED_S = 300
RETRY_S = 5
_declared: dict[str, tuple[frozenset[str], float]] = {}

CANNOT_EMBED = (ModelUnavailable, ModelRefused)


def vector_of(index: Index, query: str) -> np.ndarray:
    """Return the unit vector of a question, shape (dim,) float32. Raises CANNOT_EMBED; the client remembers recent ones."""
    return vectors_of(index, [query])[0]


def vectors_of(index: Index, queries: list[str]) -> np.ndarray:
    """Return unit vectors, shape (len(queries), dim) float32. Raises CANNOT_EMBED."""
    vectors = [as_vector(vector) for vector in models_client.embed_queries(queries, index.embedding_model)]
    if vectors and len(vectors[0]) != index.dimensions:
        raise ModelUnavailable(_("The embedding model has changed since these documents were indexed: re-index the project."))
    return np.array(vectors)


def as_vector(values: Sequence[float]) -> np.ndarray:
    """Return values as a unit vector, float32; a vector of nothing stays so."""
    vector = np.asarray(values, np.float32)
    return vector / (np.linalg.norm(vector) or 1)


def languages(model: str) -> set[str]:
    """Return the languages a model declares; empty while that is not known."""
    known, asked_at = _declared.get(model, (frozenset(), 0.0))
    if time.monotonic() - asked_at < (DECLARED_S if known else RETRY_S):
        return set(known)
    try:
        entries = (entry for entry in models_client.list_models() if entry["id"] == model)
        known = frozenset(next(entries, {}).get("languages") or ())
    except CANNOT_EMBED:
        pass  # what was said last still holds
    _declared[model] = known, time.monotonic()
    return set(known)


def rerank(query: str, texts: list[str], model: str) -> list[float]:
    """Return the score of each text, 0 to 1, in the order given. Raises CANNOT_EMBED."""
    return list(models_client.rerank(query, texts, model))
