"""Measures stretches of one text in tokens, after tokenising it once."""

from array import array
from bisect import bisect_left
from collections.abc import Callable

import numpy as np

# A tokenizer without a word for it takes a whole run of Thai (or Lao, Burmese, Khmer) as one unknown token,
# so longer tokens are measured by the length that a tokenizer which knows the script would give them.
_UNSPACED_CHARS, _OTHER_CHARS = 4, 16
# Characters that a tokenizer drops count too where they are many: otherwise a passage could grow without end.
_LONGEST_GAP = 64


class Ruler:
    """Sizes by offsets in the text; every method takes O(log tokens)."""

    def __init__(self, text: str, offsets: Callable[[str], np.ndarray]):
        spans = np.asarray(offsets(text), np.int64).reshape(-1, 2)
        self._starts = array("q", _marks(text, spans).tobytes())
        self._length = len(text)

    def size(self, start: int, end: int) -> int:
        """Return how many tokens text[start:end] has; one that start cuts counts as well."""
        first = bisect_left(self._starts, start)
        return bisect_left(self._starts, end) - first

    def reach(self, start: int, tokens: int) -> int:
        """Return the farthest end such that text[start:end] has at most tokens."""
        mark = bisect_left(self._starts, start) + tokens
        return self._starts[mark] if mark < len(self._starts) else self._length

    def back(self, end: int, tokens: int) -> int:
        """Return the farthest start such that text[start:end] has at most tokens."""
        mark = bisect_left(self._starts, end) - tokens
        return self._starts[max(mark, 0)] if self._starts else 0


def _marks(text: str, spans: np.ndarray) -> np.ndarray:
    """Return where tokens start, sorted, with marks added inside long tokens and long gaps."""
    lengths = spans[:, 1] - spans[:, 0]
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    first = codes[spans[:, 0]] if len(spans) else np.empty(0, np.uint32)
    unspaced = ((first >= 0x0E00) & (first < 0x10A0)) | ((first >= 0x1780) & (first < 0x1800))
    step = np.where(unspaced, _UNSPACED_CHARS, _OTHER_CHARS)
    marks = [_spread(spans[:, 0], lengths, step)]
    gap_starts = np.concatenate([[0], spans[:, 1]])
    gap_lengths = np.concatenate([spans[:, 0], [len(text)]]) - gap_starts
    wide = gap_lengths > _LONGEST_GAP
    marks.append(_spread(gap_starts[wide], gap_lengths[wide], np.full(int(wide.sum()), _OTHER_CHARS)))
    return np.sort(np.concatenate(marks))


def _spread(starts: np.ndarray, lengths: np.ndarray, step: np.ndarray) -> np.ndarray:
    """Return starts, each followed by marks every step characters within its length."""
    counts = np.maximum(-(-lengths // step), 1)
    firsts = np.repeat(np.cumsum(counts) - counts, counts)
    return np.repeat(starts, counts) + (np.arange(len(firsts)) - firsts) * np.repeat(step, counts)
