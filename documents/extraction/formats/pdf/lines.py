"""From words to segments: the pieces of a line between wide gaps, in logical order."""

import re
from dataclasses import dataclass
from statistics import median

from documents.extraction.formats.pdf.glyphs import Word

# In units of the word's height, which is about 1.2 em: wider gaps separate table cells and columns.
MAX_WORD_GAP = 0.95
SAME_LINE_OVERLAP = 0.55
MAX_LABEL_GAP = 4
LABEL = re.compile(r"^(?:[•◦▪▫●○■□‣·–—*-]|[\(\[]?(?:\d{1,3}|[a-zA-Zก-ฮ๐-๙]|[ivxIVX]{1,5})[.)\]]{1,2}|\d{1,2}(?:\.\d{1,3}){1,3}\.?)$")
RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")


@dataclass(slots=True, eq=False)
class Segment:
    """Words of one line without a wide gap between them, in logical order."""

    words: list[Word]
    x0: float
    top: float
    x1: float
    bottom: float

    @classmethod
    def of(cls, words: list[Word]) -> "Segment":
        return cls(words, min(w.x0 for w in words), min(w.top for w in words), max(w.x1 for w in words), max(w.bottom for w in words))

    @property
    def text(self) -> str:
        return "".join(word.text if word.glued or not i else " " + word.text for i, word in enumerate(self.words))

    @property
    def height(self) -> float:
        return median(word.height for word in self.words)

    @property
    def size(self) -> float:
        return median(word.size for word in self.words)

    @property
    def bold(self) -> bool:
        return sum(len(word.text) for word in self.words if word.bold) > 0.6 * sum(len(w.text) for w in self.words)

    @property
    def rtl(self) -> bool:
        """Whether letters from right to left prevail; figures have no direction of their own."""
        lettered = [word.text for word in self.words if not word.text.isascii() or word.text.isalpha()]
        return sum(RTL.search(text) is not None for text in lettered) * 2 > len(lettered)


def overlap(first, second) -> float:
    """Return the shared height of two boxes as a share of the lower one."""
    top, bottom, other_top, other_bottom = first.top, first.bottom, second.top, second.bottom
    shared = (bottom if bottom < other_bottom else other_bottom) - (top if top > other_top else other_top)
    height, other = bottom - top, other_bottom - other_top
    return shared / max(height if height < other else other, 0.1)


def segments_of(words: list[Word]) -> list[Segment]:
    """Group words, given as painted, into segments."""
    groups: list[list[Word]] = []
    for word in words:
        if groups and _continues(groups[-1][-1], word):
            groups[-1].append(word)
        else:
            groups.append([word])
    return _merge_neighbours([Segment.of(group) for group in groups])


def _continues(last: Word, word: Word) -> bool:
    if overlap(last, word) < SAME_LINE_OVERLAP:
        return False
    gap = last.x0 - word.x1 if word.x0 < last.x0 and RTL.search(word.text) else word.x0 - last.x1
    limit = MAX_WORD_GAP * (last.bottom - last.top)
    return -0.5 * limit <= gap <= limit or (labels(last, word) and 0 <= gap <= MAX_LABEL_GAP * limit)


def labels(label: Word, word: Word) -> bool:
    """Whether `label` is the bullet or number of a list item that begins with `word`, not a figure in a table."""
    return LABEL.match(label.text) is not None and not any(map(str.isdigit, word.text[:2]))


def _merge_neighbours(segments: list[Segment]) -> list[Segment]:
    """Join what stands side by side although it was painted at different times."""
    rows = rows_of(segments)
    merged = []
    for row in rows:
        current = row[0]
        for segment in row[1:]:
            gap, limit = segment.x0 - current.x1, MAX_WORD_GAP * min(current.height, segment.height)
            label = len(current.words) == 1 and labels(current.words[0], segment.words[0]) and 0 <= gap <= MAX_LABEL_GAP * limit
            if (-0.5 * limit <= gap <= limit or label) and overlap(current, segment) >= SAME_LINE_OVERLAP:
                both = (segment, current) if current.rtl and segment.rtl else (current, segment)
                current = Segment.of(both[0].words + both[1].words)
            else:
                merged.append(current)
                current = segment
        merged.append(current)
    return [_in_reading_direction(segment) for segment in merged]


def _in_reading_direction(segment: Segment) -> Segment:
    """Put the words of a line written from right to left in logical order: Latin names and numbers in it run the other way."""
    if not segment.rtl or any(word.glued for word in segment.words):
        return segment
    logical: list[Word] = []
    run: list[Word] = []
    for word in sorted(segment.words, key=lambda w: -w.x0):
        if RTL.search(word.text):
            logical += run[::-1] + [word]
            run = []
        else:
            run.append(word)
    segment.words = logical + run[::-1]
    return segment


def rows_of(segments: list[Segment]) -> list[list[Segment]]:
    """Group segments that stand on one line; rows from top to bottom, each from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (s.top + s.bottom) / 2):
        if rows and overlap(rows[-1][-1], segment) >= SAME_LINE_OVERLAP:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda s: s.x0) for row in rows]
