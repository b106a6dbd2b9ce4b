"""Joining what the two halves of retrieval say about a chunk. Pure.

Both halves are first put on a scale of 0 to 1 that means the same for every question, rather than
stretched to the best candidate of this one: a half that is sure of itself then weighs more, and the
sum still says whether anything fits at all.
"""

from collections.abc import Sequence

import numpy as np

RRF_K = 60
ALPHA = 0.5


def lexical_share(scores: np.ndarray, ceiling: float) -> np.ndarray:
    """Return BM25 scores as a share of what a chunk saturated with every word of the question would get."""
    return np.clip(np.asarray(scores, float) / ceiling, 0, 1) if ceiling > 0 else np.zeros(len(scores))


def closeness(cosines: np.ndarray, floor: float = 0.0) -> np.ndarray:
    """Return cosines on a scale whose 0 is floor, what this model gives two unrelated texts. NaN stays."""
    return np.clip((np.asarray(cosines, float) - floor) / (1 - floor), 0, 1)


def convex(dense: np.ndarray, sparse: np.ndarray, alpha: float = ALPHA) -> np.ndarray:
    """Return alpha · dense + (1 - alpha) · sparse; where dense is NaN (not known), sparse stands for both."""
    return np.where(np.isnan(dense), sparse, alpha * dense + (1 - alpha) * sparse)


def rrf(dense: np.ndarray, sparse: np.ndarray) -> np.ndarray:
    """Return reciprocal rank fusion (Cormack et al. 2009): the sum of 1 / (60 + rank) over both halves."""
    return _reciprocal_ranks(dense) + _reciprocal_ranks(sparse)


def _reciprocal_ranks(scores: np.ndarray) -> np.ndarray:
    places = np.array([rank or np.inf for rank in ranks(scores)])
    return 1 / (RRF_K + places)


def ranks(scores: Sequence[float]) -> list[int | None]:
    """Return the rank of each score from 1, ties in the order given; None for NaN and for nothing (0)."""
    scores = np.nan_to_num(np.asarray(scores, float))
    result: list[int | None] = [None] * len(scores)
    for rank, place in enumerate(np.argsort(-scores, kind="stable"), 1):
        if scores[place] > 0:
            result[place] = rank
    return result
