"""Finds where a text turns to another topic: where the meaning of neighbouring sentences differs most.

After Kamradt, "5 Levels of Text Splitting" (2023), level 4.
"""

from collections.abc import Callable, Iterable

import numpy as np

from documents.boundaries import sentences
from documents.extraction.model import Block

# Sentences on each side that a sentence is read with, which steadies the measure.
_NEIGHBOURS = 1
PERCENTILE = 90
# Fewer sentences have no usual distance to exceed.
_FEWEST = 4
_LONGEST_WINDOW_CHARS = 2_000


def topic_changes(text: str, blocks: Iterable[Block], embed: Callable[[list[str]], np.ndarray]) -> list[int]:
    """Return where new topics begin, ascending: sentences whose cosine distance to the one before is above the PERCENTILE."""
    found = [span for block in blocks for span in sentences(text, block.start, block.end) if text[span[0] : span[1]].strip()]
    if len(found) < _FEWEST:
        return []
    windows = [_window(text, found, place) for place in range(len(found))]
    vectors = np.asarray(embed(windows), np.float32)
    distances = 1 - np.einsum("ij,ij->i", vectors[:-1], vectors[1:])
    # The windows on both sides of a change share sentences with it, so only the peak counts.
    around = np.pad(distances, 1, constant_values=-1)
    peaks = (distances >= around[:-2]) & (distances >= around[2:])
    limit = np.percentile(distances, PERCENTILE)
    return [found[place + 1][0] for place in np.flatnonzero(peaks & (distances > limit))]


def _window(text: str, spans: list[tuple[int, int]], place: int) -> str:
    near = spans[max(place - _NEIGHBOURS, 0) : place + _NEIGHBOURS + 1]
    share = _LONGEST_WINDOW_CHARS // len(near)
    return " ".join(text[start:end].strip()[:share] for start, end in near)
