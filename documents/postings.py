"""Packed posting lists and BM25 arithmetic: bytes and numpy, no database.

A segment holds the postings of some chunks, which it numbers 0, 1, 2 … itself. Terms are 48-bit
hashes in ascending order, cut into blocks of about a kilobyte: a row for each list would cost more
than the lists. A block is

    n, 2 bytes · n terms, 8 bytes each · where each list ends, 2 bytes each · the lists

and a list holds, for each posting, (gap to the chunk before - 1) * 4 + min(count, 4) - 1; where
counts ≥ 4 occur, what is above 4 follows (see _encode_list).
"""

import struct
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np

from documents.integers import NARROW, decode, encode

TERM_BITS = 48
BLOCK_BYTES = 1_024
# A list this long gets a block of its own, so that its neighbours don't have to read it.
LONG_LIST_BYTES = 512
_ENTRY_BYTES = 10
_WITH_EXTRAS = 64

K1 = 1.2
B = 0.75


@dataclass(frozen=True)
class Block:
    first_term: int
    last_term: int
    data: bytes


@dataclass(frozen=True)
class Postings:
    """Rows sorted by term, then by doc; docs count from 0 within their segment."""

    terms: np.ndarray
    docs: np.ndarray
    counts: np.ndarray


@dataclass(frozen=True)
class PackedSegment:
    """lengths: tokens of each chunk, in order."""

    lengths: np.ndarray
    blocks: list[Block]

    def __len__(self):
        return len(self.lengths)


@lru_cache(maxsize=50_000)
def term_id(term: str) -> int:
    """Return the hash of a term, below 2**48: one clash in 50,000 indexes of 100,000 terms."""
    return int.from_bytes(blake2b(term.encode("utf-8", "replace"), digest_size=TERM_BITS // 8).digest())


def pack(token_lists: Iterable[list[str]]) -> PackedSegment:
    """Return the segment of chunks with these tokens."""
    lengths, terms = [], []
    for tokens in token_lists:
        lengths.append(len(tokens))
        terms.append(np.fromiter(map(term_id, tokens), np.int64, len(tokens)))
    if not lengths:
        return PackedSegment(np.empty(0, np.int64), [])
    return PackedSegment(np.array(lengths), list(encode_blocks(_tally(np.concatenate(terms), np.array(lengths)))))


def _tally(terms: np.ndarray, lengths: np.ndarray) -> Postings:
    """Count the terms of chunks of these lengths that follow each other in terms."""
    docs = np.repeat(np.arange(len(lengths)), lengths)
    order = np.argsort(terms, kind="stable")  # docs ascend within a term already
    terms, docs = terms[order], docs[order]
    first = np.flatnonzero(np.diff(terms, prepend=-1).astype(bool) | np.diff(docs, prepend=-1).astype(bool))
    return Postings(terms[first], docs[first], np.diff(first, append=len(terms)))


def in_order(postings: Postings) -> Postings:
    order = np.lexsort((postings.docs, postings.terms))
    return Postings(postings.terms[order], postings.docs[order], postings.counts[order])


def encode_blocks(postings: Postings) -> Iterator[Block]:
    """Yield the blocks of sorted postings."""
    terms: list[int] = []
    lists: list[bytes] = []
    size = 0
    for term, data in _encode_lists(postings):
        long = len(data) > LONG_LIST_BYTES
        if terms and (long or size + len(data) > BLOCK_BYTES):
            yield _block(terms, lists)
            terms, lists, size = [], [], 0
        terms.append(term)
        lists.append(data)
        size += BLOCK_BYTES if long else len(data) + _ENTRY_BYTES
    if terms:
        yield _block(terms, lists)


def _block(terms: list[int], lists: list[bytes]) -> Block:
    ends = np.minimum(np.cumsum([len(data) for data in lists]), 0xFFFF)  # a long list is alone and ends where the block does
    head = struct.pack(f"<H{len(terms)}q", len(terms), *terms) + ends.astype("<u2").tobytes()
    return Block(terms[0], terms[-1], head + b"".join(lists))


def _encode_lists(postings: Postings) -> Iterator[tuple[int, bytes]]:
    if not len(postings.terms):
        return
    starts = np.flatnonzero(np.diff(postings.terms, prepend=-1))
    gaps = np.diff(postings.docs, prepend=0) - 1
    gaps[starts] = postings.docs[starts]
    values = (gaps << 2) | (np.minimum(postings.counts, 4) - 1)
    often = postings.counts >= 4
    frequent = np.logical_or.reduceat(often, starts).tolist()
    bounds, small = [*starts.tolist(), len(values)], (np.maximum.reduceat(values, starts) < NARROW).tolist()
    narrow = values.astype(np.uint8).tobytes()
    for place, term in enumerate(postings.terms[starts].tolist()):
        low, high = bounds[place], bounds[place + 1]
        if small[place] and not frequent[place]:  # as encode() would have it, without its arithmetic: nearly all of them
            yield term, b"\1" + narrow[low:high]
            continue
        extras = postings.counts[low:high][often[low:high]] - 4 if frequent[place] else None
        yield term, _encode_list(values[low:high], extras)


def _encode_list(values: np.ndarray, extras: np.ndarray | None) -> bytes:
    """Return the list; with extras as a mark, the length of the numbers, the numbers, the extras."""
    numbers = encode(values)
    if extras is None:
        return numbers
    return struct.pack("<BI", _WITH_EXTRAS, len(numbers)) + numbers + encode(extras)


def _decode_list(data: bytes) -> tuple[np.ndarray, np.ndarray]:
    """Return docs and counts, int32: half the memory to walk through for the longest lists."""
    extras = b""
    if data[0] == _WITH_EXTRAS:
        length = struct.unpack_from("<I", data, 1)[0]
        data, extras = data[5 : 5 + length], data[5 + length :]
    values = decode(data, np.int32)
    counts = (values & 3) + 1
    if extras:
        counts[counts == 4] += decode(extras, np.int32)
    values >>= 2
    values += 1
    docs = np.cumsum(values, dtype=np.int32, out=values)
    docs -= 1
    return docs, counts


def find(data: bytes, term: int) -> tuple[np.ndarray, np.ndarray] | None:
    """Return docs and counts of term in a block, None if it isn't there."""
    terms, ends, body = _open(data)
    place = bisect_left(terms, term)
    if place == len(terms) or terms[place] != term:
        return None
    return _decode_list(_list(body, ends, place))


def read_all(data: bytes) -> Postings:
    """Return every posting of a block."""
    terms, ends, body = _open(data)
    lists = [_decode_list(_list(body, ends, place)) for place in range(len(terms))]
    sizes = [len(docs) for docs, _ in lists]
    docs, counts = (np.concatenate(column) for column in zip(*lists, strict=True))
    return Postings(np.repeat(np.array(terms, np.int64), sizes), docs, counts)


def _open(data: bytes) -> tuple[memoryview, memoryview, bytes]:
    size = data[0] | data[1] << 8
    view = memoryview(data)
    middle, body = 2 + 8 * size, 2 + _ENTRY_BYTES * size
    return view[2:middle].cast("q"), view[middle:body].cast("H"), data[body:]


def _list(body: bytes, ends: memoryview, place: int) -> bytes:
    if len(ends) == 1:
        return body
    return body[ends[place - 1] if place else 0 : ends[place]]


def idf(live_docs: int, frequency: int) -> float:
    """Return ln(1 + (N - df + 0.5) / (df + 0.5)): Lucene's form, never negative."""
    return float(np.log1p((live_docs - frequency + 0.5) / (frequency + 0.5)))


def length_norms(lengths: np.ndarray, average: float) -> np.ndarray:
    """Return k1 (1 - b + b · length / average) of each chunk."""
    return K1 * (1 - B) + lengths * (K1 * B / max(average, 1e-9))


def gain(counts: np.ndarray, norms: np.ndarray) -> np.ndarray:
    """Return count (k1 + 1) / (count + norm): a term's weight in a chunk, before its idf."""
    return counts * (K1 + 1) / (counts + norms)
