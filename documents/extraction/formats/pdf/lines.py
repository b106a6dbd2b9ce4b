"""From words to segments (pieces of a line) to columns in reading order."""

import re
from dataclasses import dataclass
from statistics import median

from documents.extraction.formats.pdf.glyphs import Word

# In units of the word's height, which is about 1.2 em: wider gaps separate table cells and columns.
MAX_WORD_GAP = 0.95
SAME_LINE_OVERLAP = 0.55
MAX_LABEL_GAP = 4
MARGIN_SHARE = 0.1
MIN_COLUMN_LINES = 4
MIN_COLUMN_CHARS = 15
MAX_CROSSING_SHARE = 0.35
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


def page_regions(segments: list[Segment], height: float) -> list[list[Segment]]:
    """Return header lines, columns in reading order and footer lines of a page of this height."""
    ordered = sorted(segments, key=lambda s: s.top)
    first, last = 0, len(ordered)
    for index in range(1, min(5, len(ordered))):
        if ordered[index - 1].bottom > MARGIN_SHARE * height:
            break
        if ordered[index].top - max(s.bottom for s in ordered[:index]) > ordered[index].height:
            first = index
    for index in range(len(ordered) - 1, max(len(ordered) - 5, first), -1):
        if ordered[index].top < (1 - MARGIN_SHARE) * height:
            break
        if ordered[index].top - max(s.bottom for s in ordered[:index]) > ordered[index].height:
            last = index
    parts = ordered[:first], ordered[first:last], ordered[last:]
    return [region for region in [parts[0], *regions_of(parts[1]), parts[2]] if region]


def regions_of(segments: list[Segment], depth: int = 0) -> list[list[Segment]]:
    """Return the columns of a page in reading order; what crosses the gutter cuts them into bands."""
    gutter = _gutter(segments) if depth < 3 else None
    if gutter is None:
        return [segments] if segments else []
    left_edge, right_edge = gutter
    crossing = [s for s in segments if s.x0 < left_edge and s.x1 > right_edge]
    regions: list[list[Segment]] = []
    inside = [s for s in segments if not (s.x0 < left_edge and s.x1 > right_edge)]
    for band, divider in _bands(inside, crossing):
        left = [s for s in band if (s.x0 + s.x1) / 2 <= right_edge]
        right = [s for s in band if (s.x0 + s.x1) / 2 > right_edge]
        first, second = (right, left) if _mostly_rtl(band) else (left, right)
        regions += regions_of(first, depth + 1) + regions_of(second, depth + 1)
        if divider:
            regions.append(divider)
    return _join_dividers(regions)


def _bands(inside: list[Segment], crossing: list[Segment]):
    """Yield (segments above the next divider, the divider) from top to bottom."""
    rest = sorted(inside, key=lambda s: s.top)
    for divider in sorted(crossing, key=lambda s: s.top):
        middle = (divider.top + divider.bottom) / 2
        above = [s for s in rest if (s.top + s.bottom) / 2 < middle]
        rest = rest[len(above) :] if above == rest[: len(above)] else [s for s in rest if s not in above]
        yield above, [divider]
    yield rest, None


def _join_dividers(regions: list[list[Segment]]) -> list[list[Segment]]:
    """Consecutive full-width lines form one region, so that they become one paragraph."""
    joined: list[list[Segment]] = []
    for region in regions:
        if joined and len(region) == 1 and len(joined[-1]) >= 1 and _stacked(joined[-1][-1], region[0]):
            joined[-1] = joined[-1] + region
        else:
            joined.append(region)
    return joined


def _stacked(upper: Segment, lower: Segment) -> bool:
    similar = abs(upper.height - lower.height) < 0.15 * upper.height
    near = 0 <= lower.top - upper.top < 2 * upper.height
    aligned = abs(upper.x0 - lower.x0) < 3 * upper.height or abs(upper.x0 + upper.x1 - lower.x0 - lower.x1) < upper.height
    return similar and near and aligned


def _gutter(segments: list[Segment]) -> tuple[float, float] | None:
    """Return (left, right) of the blank strip between two columns of prose, None if there is none."""
    if len(segments) < 2 * MIN_COLUMN_LINES:
        return None
    x0, x1 = min(s.x0 for s in segments), max(s.x1 for s in segments)
    height = median(s.height for s in segments)
    best = None
    for start, end, crossing in _strips(segments, x0, x1):
        if end - start < 0.6 * height or crossing > MAX_CROSSING_SHARE * len(segments):
            continue
        left = [s for s in segments if s.x1 <= start + 1]
        right = [s for s in segments if s.x0 >= end - 1]
        left_rows, right_rows = rows_of(left), rows_of(right)
        prose = _is_prose(left_rows) and _is_prose(right_rows) and not _is_table(left_rows, right_rows)
        if prose and _side_by_side(left, right):
            score = (crossing, -(end - start))
            best = min(best, (score, start, end)) if best else (score, start, end)
    return (best[1], best[2]) if best else None


def _strips(segments: list[Segment], x0: float, x1: float) -> list[tuple[float, float, int]]:
    """Return maximal x intervals, away from the margins, with the number of segments that cross them."""
    starts = sorted(s.x0 for s in segments)
    ends = sorted(s.x1 for s in segments)
    low, high = x0 + 0.15 * (x1 - x0), x1 - 0.15 * (x1 - x0)
    strips = []
    opened = closed = 0
    while closed < len(ends):
        if opened < len(starts) and starts[opened] < ends[closed]:
            opened += 1
            continue
        closed += 1
        nearest = starts[opened] if opened < len(starts) else x1
        following = ends[closed] if closed < len(ends) else x1
        start, end = ends[closed - 1], min(nearest, following)
        if end - start > 2 and low < (start + end) / 2 < high:
            strips.append((start, end, opened - closed))
    return strips


def _is_prose(rows: list[list[Segment]]) -> bool:
    """Whether rows look like lines of a column; a table inside the column does not change that."""
    if len(rows) < MIN_COLUMN_LINES:
        return False
    extent = max(s.x1 for row in rows for s in row) - min(s.x0 for row in rows for s in row)
    return median(_chars(row) for row in rows) >= MIN_COLUMN_CHARS and median(row[-1].x1 - row[0].x0 for row in rows) >= 0.55 * extent


def _is_table(left: list[list[Segment]], right: list[list[Segment]]) -> bool:
    """Whether two sides are columns of one table: short texts on the same lines."""
    if min(median(map(_chars, left)), median(map(_chars, right))) >= 28:
        return False
    fewer, more = sorted((left, right), key=len)
    aligned = sum(any(overlap(row[0], other[0]) > 0.8 for other in more) for row in fewer)
    pitches = [lower[0].top - upper[0].top for upper, lower in zip(fewer, fewer[1:], strict=False)]
    return aligned > 0.75 * len(fewer) and median(pitches) > 1.3 * fewer[0][0].height


def _chars(row: list[Segment]) -> int:
    return sum(len(segment.text) for segment in row)


def _side_by_side(left: list[Segment], right: list[Segment]) -> bool:
    shared = min(max(s.bottom for s in left), max(s.bottom for s in right)) - max(min(s.top for s in left), min(s.top for s in right))
    return shared > 2 * left[0].height


def _mostly_rtl(segments: list[Segment]) -> bool:
    return sum(s.rtl for s in segments) * 2 > len(segments)
