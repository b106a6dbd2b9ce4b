"""Building, proving and clearing away the HNSW of large indexes. Nothing here runs inside a transaction."""

import numpy as np
from django.db import connection, transaction

from documents.dense import EXACT_ROWS, HNSW_DIMENSIONS, MAX_EF_SEARCH, as_halfvec, hnsw_name, hnsw_query, steer
from documents.models import Index
from documents.statements import execute, fetch

M = 16
# 64 gave .86 to .93 recall from one build to the next.
EF_CONSTRUCTION = 128
EF_SEARCH = 100
WANTED_RECALL, LEAST_RECALL = 0.97, 0.95
PROBES = 40
BUILD_MEMORY = "256MB"
BUILDERS_LOCK = 0x68_6E << 40


def needs_hnsw(index: Index) -> bool:
    """Whether the index has outgrown the exact scan. Cheap enough to ask after every load."""
    if index.hnsw_ef_search is not None or index.dimensions > HNSW_DIMENSIONS:
        return False
    sql = "SELECT count(*) FROM (SELECT 1 FROM documents_chunkvector WHERE index_id = %s LIMIT %s) AS first_rows"
    return fetch(sql, [index.pk, EXACT_ROWS])[0][0] >= EXACT_ROWS


def build_hnsw(index: Index) -> float | None:
    """Build the index's own HNSW beside readers and writers; return its recall, None if another is at it.

    Searches use it from then on. ef_search is raised until the recall of ten neighbours against the
    exact answer is high enough; where that is not to be had, the exact scan stays.
    """
    if connection.in_atomic_block:
        raise RuntimeError("build_hnsw cannot run inside a transaction: it builds concurrently.")
    if not fetch("SELECT pg_try_advisory_lock(%s)", [BUILDERS_LOCK + index.pk])[0][0]:
        return None
    try:
        _create(index)
        recall, ef_search = _prove(index)
    finally:
        execute("SELECT pg_advisory_unlock(%s)", [BUILDERS_LOCK + index.pk])
    # 0: tried in vain, and not to be tried again after every upload.
    index.hnsw_ef_search = ef_search if recall >= LEAST_RECALL else 0
    Index.objects.filter(pk=index.pk).update(hnsw_ef_search=index.hnsw_ef_search)
    if not index.hnsw_ef_search:
        execute(f"DROP INDEX CONCURRENTLY IF EXISTS {hnsw_name(index.pk)}")
    return recall


def drop_hnsw(index_id: int) -> None:
    Index.objects.filter(pk=index_id).update(hnsw_ef_search=None)
    execute(f"DROP INDEX CONCURRENTLY IF EXISTS {hnsw_name(index_id)}")


def drop_orphans() -> int:
    """Drop what is left of indexes that no longer exist; return how many."""
    sql = "SELECT indexname FROM pg_indexes WHERE tablename = 'documents_chunkvector' AND indexname LIKE %s"
    keys = {int(name.rsplit("_", 1)[1]) for (name,) in fetch(sql, [r"documents\_hnsw\_%"])}
    orphans = keys - set(Index.objects.filter(pk__in=keys).values_list("pk", flat=True))
    for key in orphans:
        drop_hnsw(key)
    return len(orphans)


def _create(index: Index) -> None:
    name, dimensions = hnsw_name(index.pk), int(index.dimensions)
    execute(f"DROP INDEX CONCURRENTLY IF EXISTS {name}")
    execute("SELECT set_config('maintenance_work_mem', %s, false)", [BUILD_MEMORY])
    try:
        execute(
            f"CREATE INDEX CONCURRENTLY {name} ON documents_chunkvector "
            f"USING hnsw ((embedding::halfvec({dimensions})) halfvec_cosine_ops) "
            f"WITH (m = {M}, ef_construction = {EF_CONSTRUCTION}) WHERE index_id = {int(index.pk)}"
        )
    finally:
        execute("RESET maintenance_work_mem")


def _prove(index: Index) -> tuple[float, int]:
    """Return the recall reached and the ef_search it took."""
    probes = _probes(index)
    truth = [_ask(index, probe, None) for probe in probes]
    ef_search = EF_SEARCH
    while True:
        found = [_ask(index, probe, ef_search) for probe in probes]
        hits = sum(len(set(here) & set(there)) for here, there in zip(truth, found, strict=True))
        recall = hits / max(sum(map(len, truth)), 1)
        if recall >= WANTED_RECALL or ef_search >= MAX_EF_SEARCH:
            return recall, ef_search
        ef_search = min(ef_search * 3 // 2, MAX_EF_SEARCH)


def _probes(index: Index) -> np.ndarray:
    """Return questions to test with, (PROBES, dim): stored vectors moved about as far as a question is from its answer."""
    sql = """SELECT embedding::real[] FROM documents_chunkvector
             WHERE index_id = %s ORDER BY md5(chunk_id::text) LIMIT %s"""
    stored = np.array([row[0] for row in fetch(sql, [index.pk, PROBES])], np.float32)
    noise = np.random.default_rng(index.pk).standard_normal(stored.shape) / np.sqrt(index.dimensions)
    moved = stored + 0.7 * noise
    return moved / np.linalg.norm(moved, axis=1, keepdims=True)


@transaction.atomic
def _ask(index: Index, probe: np.ndarray, ef_search: int | None) -> list[int]:
    """Return ten neighbours, exactly where ef_search is None."""
    if ef_search is None:
        execute("SET LOCAL enable_indexscan = off")
        execute("SET LOCAL enable_bitmapscan = on")
    else:
        steer(ef_search)
    return [row[0] for row in fetch(hnsw_query(index), [as_halfvec(probe), 10])]
