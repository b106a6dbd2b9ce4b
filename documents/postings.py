"""Packed posting lists and BM25 arithmetic: bytes and numpy, no database.

A segment holds the postings of some chunks, which it numbers 0, 1, 2 … itself. Terms are 48-bit
hashes in ascending order, cut into blocks: a row for each list would cost more than the lists.
A block is one stream of big-endian varints:

    n · n gaps between term hashes (the first 0) · n document frequencies
    · for each posting (gap to the chunk before - 1) * 4 + min(count, 4) - 1
    · for each posting with count ≥ 4, count - 4
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

import numpy as np

TERM_BITS = 48
BLOCK_BYTES = 1_024
# A list this long gets a block of its own, so that its neighbours don't have to read it.
LONG_LIST_BYTES = 512

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


@lru_cache(maxsize=20_000)
def term_id(term: str) -> int:
    """Return the hash of a term, below 2**48: one clash in 50,000 indexes of 100,000 terms."""
    return int.from_bytes(blake2b(term.encode("utf-8", "replace"), digest_size=TERM_BITS // 8).digest())


def pack(token_lists: Iterable[list[str]]) -> PackedSegment:
    """Return the segment of chunks with these tokens."""
    terms, counts, sizes, lengths = [], [], [], []
    for tokens in token_lists:
        tally = Counter(tokens)
        terms.append(np.fromiter(map(term_id, tally), np.int64, len(tally)))
        counts.append(np.fromiter(tally.values(), np.int64, len(tally)))
        sizes.append(len(tally))
        lengths.append(len(tokens))
    if not lengths:
        return PackedSegment(np.empty(0, np.int64), [])
    docs = np.repeat(np.arange(len(sizes)), sizes)
    postings = Postings(np.concatenate(terms), docs, np.concatenate(counts))
    return PackedSegment(np.array(lengths), list(encode_blocks(in_order(postings))))


def in_order(postings: Postings) -> Postings:
    order = np.lexsort((postings.docs, postings.terms))
    return Postings(postings.terms[order], postings.docs[order], postings.counts[order])


def encode_blocks(postings: Postings) -> Iterator[Block]:
    """Yield the blocks of sorted postings."""
    if not len(postings.terms):
        return
    starts = np.flatnonzero(np.diff(postings.terms, prepend=-1))
    frequencies = np.diff(starts, append=len(postings.terms))
    terms = postings.terms[starts]
    gaps = np.diff(postings.docs, prepend=0) - 1
    gaps[starts] = postings.docs[starts]
    values = (gaps << 2) | (np.minimum(postings.counts, 4) - 1)
    list_bytes = np.add.reduceat(_varint_sizes(values), starts) + 8
    edges = np.append(_block_starts(list_bytes), len(terms))
    bounds = np.append(starts, len(values))
    for first, end in zip(edges[:-1], edges[1:], strict=True):
        low, high = bounds[first], bounds[end]
        block_terms, counts = terms[first:end], postings.counts[low:high]
        stream = (
            [end - first],
            np.diff(block_terms, prepend=block_terms[0]),
            frequencies[first:end],
            values[low:high],
            counts[counts >= 4] - 4,
        )
        yield Block(int(block_terms[0]), int(block_terms[-1]), encode_varints(np.concatenate(stream)))


def _block_starts(list_bytes: np.ndarray) -> np.ndarray:
    """Return the positions of the lists that open a block."""
    long = list_bytes > LONG_LIST_BYTES
    fill = np.cumsum(np.where(long, 0, list_bytes)) // BLOCK_BYTES
    opens = np.diff(fill, prepend=-1) > 0
    opens |= long
    opens[1:] |= long[:-1]
    return np.flatnonzero(opens)


class BlockReader:
    """Reads many blocks at once: their streams are decoded in one go."""

    def __init__(self, blocks: list[tuple[int, bytes]]):
        """Take (first_term, data) pairs."""
        self.first_terms = [first for first, _ in blocks]
        self.values, self.bounds = decode_varints([data for _, data in blocks])

    def find(self, number: int, term: int) -> tuple[np.ndarray, np.ndarray] | None:
        """Return docs and counts of term in block number, None if it isn't there."""
        terms, frequencies, start = self._head(number)
        place = int(np.searchsorted(terms, term))
        if place == len(terms) or terms[place] != term:
            return None
        low = start + int(frequencies[:place].sum())
        values = self.values[low : low + int(frequencies[place])]
        counts = (values & 3) + 1
        long = np.flatnonzero(counts == 4)
        if len(long):
            extra = start + int(frequencies.sum()) + int(np.count_nonzero((self.values[start:low] & 3) == 3))
            counts[long] += self.values[extra : extra + len(long)]
        return np.cumsum((values >> 2) + 1) - 1, counts

    def all(self, number: int) -> Postings:
        """Return every posting of block number."""
        terms, frequencies, start = self._head(number)
        total = int(frequencies.sum())
        values = self.values[start : start + total]
        counts = (values & 3) + 1
        long = np.flatnonzero(counts == 4)
        counts[long] += self.values[start + total : start + total + len(long)]
        sums = np.cumsum((values >> 2) + 1)
        ends = np.cumsum(frequencies)
        before = np.concatenate([[0], sums[ends[:-1] - 1]])
        return Postings(np.repeat(terms, frequencies), sums - np.repeat(before, frequencies) - 1, counts)

    def _head(self, number: int) -> tuple[np.ndarray, np.ndarray, int]:
        at = int(self.bounds[number])
        size = int(self.values[at])
        terms = self.first_terms[number] + np.cumsum(self.values[at + 1 : at + 1 + size])
        return terms, self.values[at + 1 + size : at + 1 + 2 * size], at + 1 + 2 * size


def encode_varints(values: np.ndarray) -> bytes:
    """Return values ≥ 0 as varints, high bits first, the last byte of each below 128."""
    values = np.asarray(values, np.int64)
    if not len(values):
        return b""
    sizes = _varint_sizes(values)
    last = np.cumsum(sizes) - 1
    out = np.empty(int(last[-1]) + 1, np.uint8)
    out[last] = values & 127
    for place in range(1, int(sizes.max())):
        which = np.flatnonzero(sizes > place)
        out[last[which] - place] = (values[which] >> (7 * place)) & 127 | 128
    return out.tobytes()


def decode_varints(streams: list[bytes]) -> tuple[np.ndarray, np.ndarray]:
    """Return the values of all streams, int64, and where each stream's values start."""
    raw = np.frombuffer(b"".join(streams), np.uint8)
    last = np.flatnonzero(raw < 128)
    offsets = np.cumsum([0, *map(len, streams)])
    values = raw[last].astype(np.int64)
    sizes = np.diff(last, prepend=-1)
    which = np.flatnonzero(sizes > 1)
    place = 1
    while len(which):
        values[which] |= (raw[last[which] - place].astype(np.int64) & 127) << (7 * place)
        place += 1
        which = which[sizes[which] > place]
    return values, np.searchsorted(last, offsets[:-1])


def _varint_sizes(values: np.ndarray) -> np.ndarray:
    sizes = np.ones(len(values), np.int64)
    for bits in range(7, 63, 7):
        longer = values >> bits > 0
        if not longer.any():
            break
        sizes += longer
    return sizes


def encode_ordinals(ordinals: np.ndarray) -> bytes:
    """Return ascending, distinct whole numbers ≥ 0 as varint gaps."""
    return encode_varints(np.diff(ordinals, prepend=0))


def decode_ordinals(data: bytes) -> np.ndarray:
    return np.cumsum(decode_varints([bytes(data)])[0])


def idf(live_docs: int, frequency: int) -> float:
    """Return ln(1 + (N - df + 0.5) / (df + 0.5)): Lucene's form, never negative."""
    return float(np.log1p((live_docs - frequency + 0.5) / (frequency + 0.5)))


def length_norms(lengths: np.ndarray, average: float) -> np.ndarray:
    """Return k1 (1 - b + b · length / average) of each chunk."""
    return K1 * (1 - B + B * lengths / max(average, 1e-9))


def gain(counts: np.ndarray, norms: np.ndarray) -> np.ndarray:
    """Return count (k1 + 1) / (count + norm): a term's weight in a chunk, before its idf."""
    return counts * (K1 + 1) / (counts + norms)
