"""Joins the small segments of an index, and purges removed chunks on the way.

Segments never change but for the list of chunks removed from them, so the work is done beside
readers and writers; writers wait only while the old segments are exchanged for the new one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from django.db import transaction

from documents.bm25 import lock_writers, unpack_lengths, write_segment
from documents.integers import decode_ordinals, encode_ordinals
from documents.models import Index
from documents.postings import (
    TERM_BITS,
    Block,
    Postings,
    encode_blocks,
    in_order,
    read_all,
)
from documents.statements import execute, fetch

MERGERS_LOCK = 0x6D_67 << 40
SMALL_DOCS = 1_000
SMALL_SEGMENTS = 8
FACTOR = 4
LARGEST_DOCS = 500_000
# Bytes of packed lists held at once; unpacked they take about thirty times as much.
PART_BYTES = 1_000_000


@dataclass
class Source:
    pk: int
    doc_nos: np.ndarray
    lengths: np.ndarray
    deleted: np.ndarray


def merge_segments(index: Index, *, everything: bool = False) -> int:
    """Join segments until no tier has too many; return how many were joined. One merger at a time."""
    joined = 0
    while count := _merge_once(index.pk, everything):
        joined += count
        if everything:
            break
    return joined


def needs_merge(index: Index) -> bool:
    return bool(_choose(_sizes(index.pk)))


@transaction.atomic
def _merge_once(index_id: int, everything: bool) -> int:
    if not fetch("SELECT pg_try_advisory_xact_lock(%s)", [MERGERS_LOCK + index_id])[0][0]:
        return 0
    sizes = _sizes(index_id)
    chosen = [pk for pk, *_ in sizes] if everything else _choose(sizes)
    sources = [_read(*row) for row in fetch(_SOURCES, [chosen])]
    if not sources or (everything and len(sources) == 1 and not len(sources[0].deleted)):
        return 0
    _exchange(index_id, sources)
    return len(sources)


def _sizes(index_id: int) -> list[tuple[int, int, int]]:
    """Return (segment, chunks, bytes of its list of removed chunks)."""
    sql = "SELECT id, doc_count, length(deleted) FROM documents_segment WHERE index_id = %s ORDER BY id"
    return fetch(sql, [index_id])


def _choose(sizes: list[tuple[int, int, int]]) -> list[int]:
    """Return the segments to join next: a tier that is full with all below it, else one mostly dead."""
    tiers: dict[int, list[int]] = {}
    for pk, docs, _ in sizes:
        if docs < LARGEST_DOCS:
            tiers.setdefault(_tier(docs), []).append(pk)
    for tier in sorted(tiers):
        if len(tiers[tier]) >= (FACTOR if tier else SMALL_SEGMENTS):
            return [pk for level, members in tiers.items() if level <= tier for pk in members]
    return [pk for pk, docs, removed in sizes if removed * 3 > docs][:1]


def _tier(docs: int) -> int:
    return 0 if docs < SMALL_DOCS else 1 + int(np.log(docs / SMALL_DOCS) / np.log(FACTOR))


_SOURCES = "SELECT id, doc_count, doc_nos, lengths, deleted FROM documents_segment WHERE id = ANY(%s) ORDER BY id"


def _read(pk: int, doc_count: int, doc_nos: bytes, lengths: bytes, deleted: bytes) -> Source:
    return Source(pk, decode_ordinals(doc_nos), unpack_lengths(lengths, doc_count), decode_ordinals(deleted))


def _exchange(index_id: int, sources: list[Source]) -> None:
    keys = [source.pk for source in sources]
    doc_nos, lengths = _living(sources)
    new = write_segment(index_id, doc_nos, lengths, _merged_blocks(sources, doc_nos)) if len(doc_nos) else None
    lock_writers(index_id)
    removed = [decode_ordinals(row[4]) for row in fetch(_SOURCES, [keys])]
    late = np.intersect1d(doc_nos, np.concatenate([np.empty(0, np.int64), *removed]), assume_unique=True)
    if len(late):
        execute("UPDATE documents_segment SET deleted = %s WHERE id = %s", [encode_ordinals(late), new])
    execute("DELETE FROM documents_postingblock WHERE segment_id = ANY(%s)", [keys])
    execute("DELETE FROM documents_segment WHERE id = ANY(%s)", [keys])


def _living(sources: list[Source]) -> tuple[np.ndarray, np.ndarray]:
    """Return ordinals, ascending, and lengths of the chunks that stay."""
    doc_nos = np.concatenate([source.doc_nos for source in sources])
    lengths = np.concatenate([source.lengths.astype(np.int64) for source in sources])
    stays = ~np.isin(doc_nos, np.concatenate([source.deleted for source in sources]))
    doc_nos, lengths = doc_nos[stays], lengths[stays]
    order = np.argsort(doc_nos)
    return doc_nos[order], lengths[order]


def _merged_blocks(sources: list[Source], doc_nos: np.ndarray) -> Iterator[list[Block]]:
    """Yield the new segment's blocks, a range of terms at a time."""
    keys = [source.pk for source in sources]
    places = {source.pk: _new_places(source, doc_nos) for source in sources}
    sql = "SELECT coalesce(sum(length(data)), 0)::bigint FROM documents_postingblock WHERE segment_id = ANY(%s)"
    parts = fetch(sql, [keys])[0][0] // PART_BYTES + 1
    edges = [(part << TERM_BITS) // parts for part in range(parts + 1)]
    for low, high in zip(edges[:-1], edges[1:], strict=True):
        yield list(encode_blocks(_join(keys, places, low, high)))


def _new_places(source: Source, doc_nos: np.ndarray) -> np.ndarray:
    """Return each chunk's place in the new segment, -1 for those that go."""
    places = np.minimum(np.searchsorted(doc_nos, source.doc_nos), len(doc_nos) - 1)
    return np.where(doc_nos[places] == source.doc_nos, places, -1)


def _join(keys: list[int], places: dict[int, np.ndarray], low: int, high: int) -> Postings:
    """Return the postings of all terms in low … high - 1, sorted."""
    sql = """SELECT segment_id, data FROM documents_postingblock
             WHERE segment_id = ANY(%s) AND first_term < %s AND last_term >= %s"""
    rows = fetch(sql, [keys, high, low])
    parts = []
    for segment, data in rows:
        postings = read_all(data)
        docs = places[segment][postings.docs]
        kept = (docs >= 0) & (postings.terms >= low) & (postings.terms < high)
        parts.append((postings.terms[kept], docs[kept], postings.counts[kept]))
    terms, docs, counts = zip(*parts, strict=True) if parts else ([], [], [])
    empty = np.empty(0, np.int64)
    return in_order(Postings(*(np.concatenate([empty, *columns]) for columns in (terms, docs, counts))))
