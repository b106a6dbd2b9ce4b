"""BM25 over posting lists kept in Postgres, one set of segments for each index.

Every batch of chunks adds a segment; merges (merging.py) join them. Chunks are known here by their
ordinal in the index, doc_no, given out once and never again. Nothing is approximate: chunk count,
document frequencies and average length are those of the live chunks at the moment of the question.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice

import numpy as np
from django.db import transaction

from documents.integers import decode_ordinals, encode_ordinals
from documents.models import Index, Segment
from documents.postings import (
    K1,
    Block,
    PackedSegment,
    find,
    gain,
    idf,
    length_norms,
    pack,
    term_id,
)
from documents.statements import copy_rows, execute, fetch

# More chunks than this in one call become several segments: bounds the memory of a huge document.
SEGMENT_DOCS = 20_000
# Scores closer than this are a tie, whatever order their parts were added in.
TIE = 9
WRITERS_LOCK = 0x62_6D << 40
NOWHERE = (np.empty(0, np.int64), np.empty(0, np.int64))


@transaction.atomic
def allocate(index: Index, count: int) -> int:
    """Return the first of count new ordinals. Other writers of this index wait for our commit."""
    lock_writers(index.pk)
    sql = "UPDATE documents_index SET next_doc_no = next_doc_no + %s WHERE id = %s RETURNING next_doc_no"
    return fetch(sql, [count, index.pk])[0][0] - count


def add_segment(index: Index, doc_nos: Sequence[int], tokens: Iterable[list[str]] | PackedSegment) -> None:
    """Add chunks, in the caller's transaction. tokens are one list a chunk, in the order of doc_nos.

    Pass postings.pack(lists), made beforehand, to keep the transaction short; doc_nos ascend.
    """
    lock_writers(index.pk)
    if isinstance(tokens, PackedSegment):
        parts = [(doc_nos, tokens)]
    else:
        lists = iter(tokens)
        parts = ((part, pack(islice(lists, len(part)))) for part in batched_sequence(doc_nos, SEGMENT_DOCS))
    for part, packed in parts:
        if len(part) != len(packed):
            raise ValueError(f"{len(part)} ordinals for {len(packed)} token lists")
        if len(part):
            write_segment(index.pk, np.asarray(part, np.int64), packed.lengths, [packed.blocks])


def batched_sequence(items: Sequence, size: int) -> Iterable[Sequence]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def remove_documents(index: Index, doc_nos: Sequence[int]) -> None:
    """Take chunks out, in the caller's transaction; their postings go when their segment is merged."""
    lock_writers(index.pk)
    gone = np.unique(np.asarray(doc_nos, np.int64))
    if not len(gone):
        return
    sql = "SELECT id, doc_nos, deleted FROM documents_segment WHERE index_id = %s"
    for pk, packed, deleted in fetch(sql, [index.pk]):
        here = np.intersect1d(decode_ordinals(packed), gone, assume_unique=True)
        if len(here):
            data = encode_ordinals(np.union1d(decode_ordinals(deleted), here))
            execute("UPDATE documents_segment SET deleted = %s WHERE id = %s", [data, pk])


def write_segment(index_id: int, doc_nos: np.ndarray, lengths: np.ndarray, parts: Iterable[list[Block]]) -> int:
    """Store a segment and its blocks, which may come in parts; return its key."""
    segment = Segment.objects.create(
        index_id=index_id,
        doc_count=len(doc_nos),
        token_total=int(lengths.sum()),
        doc_nos=encode_ordinals(doc_nos),
        lengths=lengths.astype(np.uint32 if lengths.max(initial=0) > 65_535 else np.uint16).tobytes(),
    )
    columns = {"segment_id": "int8", "first_term": "int8", "last_term": "int8", "data": "bytea"}
    for blocks in parts:
        rows = ((segment.pk, block.first_term, block.last_term, block.data) for block in blocks)
        copy_rows("documents_postingblock", columns, rows)
    return segment.pk


def lock_writers(index_id: int) -> None:
    """Make other writers of this index wait until our transaction ends."""
    execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS_LOCK + index_id])


def unpack_lengths(data: bytes, doc_count: int) -> np.ndarray:
    return np.frombuffer(data, np.uint16 if len(data) == 2 * doc_count else np.uint32)


@dataclass
class SparseScores:
    """The BM25 score of every chunk of an index, 0 where no term matches. segments: (doc_nos, offset).

    ceiling: what no chunk can reach, every term of the question in it without end.
    """

    scores: np.ndarray
    ceiling: float = 0.0
    segments: list[tuple[np.ndarray, int]] = field(default_factory=list)

    def top(self, limit: int, among: np.ndarray | None = None) -> list[tuple[int, float]]:
        """Return the best (doc_no, score), ties by doc_no; among: ordinals to choose from."""
        scores = self.scores if among is None else self.of(among)
        places = np.flatnonzero(scores >= max(_floor(scores, limit) - 10.0**-TIE, np.finfo(float).tiny))
        scores = scores[places]
        found = self._doc_nos(places) if among is None else np.asarray(among, np.int64)[places]
        order = np.lexsort((found, -scores.round(TIE)))[:limit]
        return [(int(found[place]), float(scores[place])) for place in order]

    def of(self, doc_nos: Sequence[int]) -> np.ndarray:
        """Return the scores of these chunks."""
        wanted = np.asarray(doc_nos, np.int64)
        result = np.zeros(len(wanted))
        for members, offset in self.segments:
            places = np.minimum(np.searchsorted(members, wanted), len(members) - 1)
            here = members[places] == wanted
            result[here] = self.scores[offset + places[here]]
        return result

    def _doc_nos(self, places: np.ndarray) -> np.ndarray:
        doc_nos = np.empty(len(places), np.int64)
        for members, offset in self.segments:
            here = (places >= offset) & (places < offset + len(members))
            doc_nos[here] = members[places[here] - offset]
        return doc_nos


def _floor(scores: np.ndarray, limit: int) -> float:
    """Return a score that the best limit reach: the last of the best limit of every eighth chunk."""
    some = scores[::8]
    return float(np.partition(some, -limit)[-limit]) if len(some) >= limit else 0.0


# One statement, one snapshot: a merge may not come between a segment and its blocks.
SEARCH = """
SELECT id, NULL::bigint, NULL::bigint, doc_count, doc_nos, lengths, deleted
FROM documents_segment WHERE index_id = %(index)s
UNION ALL
SELECT s.id, t.term, b.first_term, NULL, b.data, NULL, NULL
FROM documents_segment s
CROSS JOIN unnest(%(terms)s::bigint[]) AS t (term)
CROSS JOIN LATERAL (
    SELECT first_term, last_term, data FROM documents_postingblock
    WHERE segment_id = s.id AND first_term <= t.term ORDER BY first_term DESC LIMIT 1
) b
WHERE s.index_id = %(index)s AND b.last_term >= t.term
"""


def search(index: Index, tokens: Iterable[str]) -> SparseScores:
    """Score every chunk of index against the tokens of a question (repeats count)."""
    weights = Counter(map(term_id, tokens))
    if not weights:
        return SparseScores(np.zeros(0))
    rows = fetch(SEARCH, {"index": index.pk, "terms": list(weights)})
    segments, lengths, dead = _open_segments([row for row in rows if row[1] is None])
    lists = _postings([row for row in rows if row[1] is not None], {pk: offset for pk, _, offset in segments})
    live_docs = len(lengths) - len(dead)
    total = int(lengths.sum()) - int(lengths[dead].sum())
    norms = length_norms(lengths, total / max(live_docs, 1))
    gone = np.zeros(len(lengths), bool)
    gone[dead] = True
    scores, ceiling = np.zeros(len(lengths)), 0.0
    for term, repeats in weights.items():
        places, counts = lists.get(term, NOWHERE)
        frequency = len(places) - (int(np.count_nonzero(gone[places])) if len(dead) else 0)
        weight = repeats * idf(live_docs, frequency)
        ceiling += weight * (K1 + 1)
        if frequency:
            scores[places] += weight * gain(counts, norms[places])
    scores[dead] = 0
    return SparseScores(scores, ceiling, [(doc_nos, offset) for _, doc_nos, offset in segments])


def _open_segments(heads: list[tuple]) -> tuple[list[tuple[int, np.ndarray, int]], np.ndarray, np.ndarray]:
    """Return (key, doc_nos, offset) of each segment, then of all chunks in them the lengths and the places of removed ones."""
    segments, lengths, dead, offset = [], [np.empty(0, np.uint16)], [np.empty(0, np.int64)], 0
    for pk, _, _, doc_count, packed, sizes, deleted in heads:
        doc_nos = decode_ordinals(packed)
        segments.append((pk, doc_nos, offset))
        lengths.append(unpack_lengths(sizes, doc_count))
        dead.append(np.searchsorted(doc_nos, decode_ordinals(deleted)) + offset)
        offset += doc_count
    return segments, np.concatenate(lengths), np.concatenate(dead)


def _postings(lists: list[tuple], offsets: dict[int, int]) -> dict[int, tuple[np.ndarray, np.ndarray]]:
    """Return, by term, the places in the arrays of all segments and the counts there."""
    found: dict[int, list] = {}
    for segment, term, _, _, data, _, _ in lists:
        if hit := find(data, term):
            found.setdefault(term, []).append((hit[0] + offsets[segment], hit[1]))
    return {term: parts[0] if len(parts) == 1 else tuple(map(np.concatenate, zip(*parts, strict=True))) for term, parts in found.items()}
