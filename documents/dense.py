"""Nearest chunks by embedding: an exact scan of a small index, its own HNSW for a large one.

A shared HNSW with a filter loses the small projects (DESIGN 4), so every large index gets a partial
one. Whatever it misses for want of effort is caught: an answer shorter than asked is asked again
exactly. Index keys and dimensions are whole numbers of ours and stand in the statements as literals,
because a partial index only serves a query that the planner sees to be within it.
"""

from collections.abc import Sequence

import numpy as np
from django.db import transaction

from documents.models import Index
from documents.statements import execute, fetch

# Below this an exact scan takes a few milliseconds and finds everything.
EXACT_ROWS = 10_000
# pgvector indexes half-precision vectors up to this many dimensions.
HNSW_DIMENSIONS = 4_000
MAX_EF_SEARCH = 1_000


def nearest(index: Index, vector: np.ndarray, limit: int, among: Sequence[int] | None = None) -> list[int]:
    """Return the keys of the chunks nearest to a unit vector, best first, ties by key.

    among: keys of the chunks to choose from. Exact, or by HNSW where the index has one.
    """
    if among is not None and len(among) == 0:
        return []
    if index.hnsw_ef_search and (among is None or len(among) > EXACT_ROWS):
        found = _by_hnsw(index, vector, limit, among)
        if len(found) == limit:
            return found
    return _exactly(index, vector, limit, among)


def as_halfvec(vector: np.ndarray) -> str:
    values = np.asarray(vector, np.float32).tolist()
    return f"[{('%.5g,' * len(values) % tuple(values))[:-1]}]"  # half the time of joining


def _exactly(index: Index, vector: np.ndarray, limit: int, among: Sequence[int] | None) -> list[int]:
    chosen, params = _choice(among)
    sql = f"""SELECT chunk_id FROM documents_chunkvector WHERE index_id = {int(index.pk)} {chosen}
              ORDER BY (embedding <=> %s::halfvec) + 0, chunk_id LIMIT %s"""  # noqa: S608 - no input in it
    return [row[0] for row in fetch(sql, [*params, as_halfvec(vector), limit])]


def hnsw_query(index: Index, among: Sequence[int] | None = None) -> str:
    kind = f"halfvec({int(index.dimensions)})"
    return f"""SELECT chunk_id FROM documents_chunkvector WHERE index_id = {int(index.pk)} {_choice(among)[0]}
               ORDER BY embedding::{kind} <=> %s::{kind} LIMIT %s"""  # noqa: S608 - no input in it


def _by_hnsw(index: Index, vector: np.ndarray, limit: int, among: Sequence[int] | None) -> list[int]:
    with transaction.atomic():
        steer(max(index.hnsw_ef_search, min(2 * limit, MAX_EF_SEARCH)))
        rows = fetch(hnsw_query(index, among), [*_choice(among)[1], as_halfvec(vector), limit])
        transaction.set_rollback(True)  # takes the settings back, where a caller's transaction goes on
    return [row[0] for row in rows]


def steer(ef_search: int) -> None:
    """Set, for this transaction, how hard HNSW looks, and keep the planner from sorting everything instead."""
    sql = """SELECT set_config('hnsw.ef_search', %s, true), set_config('hnsw.iterative_scan', 'strict_order', true),
                    set_config('enable_sort', 'off', true)"""
    execute(sql, [str(ef_search)])


def _choice(among: Sequence[int] | None) -> tuple[str, list]:
    return ("", []) if among is None else ("AND chunk_id = ANY(%s)", [list(map(int, among))])


def hnsw_name(index_id: int) -> str:
    return f"documents_hnsw_{int(index_id)}"
