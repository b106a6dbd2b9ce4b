"""Words of a page into segments, and whether they stand in two columns.

A segment is words that follow each other on one base line without a wide blank. Boxes are in points from the top left.
"""

import re
from collections import Counter
from dataclasses import dataclass

YEAR = re.compile(r"(?:19|20|24|25)\d\d|[๑๒][๐-๙]{3}")
# A blank wider than this many letter heights sets text apart. Justified lines stay below it.
WIDE = 0.95
FEWEST = 4
# Columns of like width carry one text (a paper); a narrower one is a side bar.
ALIKE = 0.85
MAX_WORDS = 6000


@dataclass
class Segment:
    text: str
    start: int
    end: int
    x0: float
    x1: float
    top: float
    bottom: float
    order: int
    column: int = 0
    stream: str = "main"

    @property
    def height(self) -> float:
        return max(1.0, self.bottom - self.top)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


@dataclass
class Gutter:
    """The blank between two columns: its right edge, and the range of the page where it runs. narrow: 1 left, 2 right, 0 neither."""

    x: float
    top: float
    bottom: float
    narrow: int = 1

    def side(self, segment: Segment) -> int:
        """Return 1 or 2, the column that segment is in, or 0 if it is above, below or across both."""
        if not self.top - 1 <= segment.middle <= self.bottom + 1:
            return 0
        return 2 if segment.x0 >= self.x - 3 else 1 if segment.x1 <= self.x + 2 else 0


def segments_of(text: str, words) -> list[Segment]:
    """Join words (start, end, x0, top, x1, bottom) of one page, in the order of the text."""
    found: list[Segment] = []
    for start, end, x0, top, x1, bottom in words[:MAX_WORDS]:
        last = found[-1] if found else None
        height = max(1.0, bottom - top)
        if (
            last
            and abs(last.middle - (top + bottom) / 2) < 0.3 * height
            and -0.6 * height < x0 - last.x1 < WIDE * height
            and start - last.end < 4
        ):
            last.end, last.x1 = end, max(last.x1, x1)
            last.top, last.bottom = min(last.top, top), max(last.bottom, bottom)
        else:
            found.append(Segment("", start, end, x0, x1, top, bottom, len(found)))
    for each in found:
        each.text = " ".join(text[each.start : each.end].split())
    return [each for each in found if each.text]


def gutter_of(segments: list[Segment]) -> Gutter | None:
    """Return the gutter that most text stands right of, or None if the page has one column."""
    if len(segments) < 2 * FEWEST:
        return None
    left = min(each.x0 for each in segments)
    edges = Counter(round(each.x0) for each in segments if each.x0 > left + 50)
    candidates = [x for x, count in edges.most_common(12) if count + edges[x - 1] + edges[x + 1] >= FEWEST]
    gutters = filter(None, (_gutter_at(float(x), segments) for x in candidates))
    best = max(gutters, key=lambda pair: pair[0], default=None)
    return best[1] if best else None


def _gutter_at(x, segments):
    edge = [each for each in segments if abs(each.x0 - x) <= 1.6]
    top, bottom = min(each.top for each in edge), max(each.bottom for each in segments if each.x0 >= x - 3)
    across = [each for each in segments if each.x0 < x - 6 and each.x1 > x + 1]
    inside = sorted(each.middle for each in across if top <= each.middle <= bottom)
    if inside:  # a heading over the whole width may end one run of columns; keep the longest stretch without one
        stops = [top, *inside, bottom]
        top, bottom = max(zip(stops, stops[1:], strict=False), key=lambda pair: pair[1] - pair[0])
        top, bottom = top + (0 if top == stops[0] else 3), bottom - (0 if bottom == stops[-1] else 3)
    gutter = Gutter(x, top, bottom)
    right = [each for each in segments if gutter.side(each) == 2]
    beside = [each for each in segments if gutter.side(each) == 1]
    if len(right) < FEWEST or len(beside) < FEWEST or _paired(beside, right):
        return None
    widths = [max(each.x1 for each in column) - min(each.x0 for each in column) for column in (beside, right)]
    gutter.top = min(min(each.top for each in column) for column in (beside, right))
    gutter.top, gutter.bottom = _reach_up(gutter, segments), _reach_down(gutter, segments)
    gutter.narrow = 0 if min(widths) > ALIKE * max(widths) else 1 if widths[0] < widths[1] else 2
    return len(right) + len(beside) - 3 * len(inside), gutter


def _reach_up(gutter, segments) -> float:
    """Return where the right column begins if lines above it, set in a little, belong to it too."""
    top = gutter.top
    for each in sorted((each for each in segments if each.top < gutter.top), key=lambda each: -each.top):
        if each.x0 < gutter.x - 6 and each.x1 > gutter.x + 1:
            break
        if each.x0 >= gutter.x - 3 and top - each.top < 1.7 * each.height:
            top = each.top
    return top


def _reach_down(gutter, segments) -> float:
    """Return where the longer of the columns ends: nothing goes across both before."""
    bottom = gutter.bottom
    for each in sorted((each for each in segments if each.middle > gutter.bottom), key=lambda each: each.middle):
        if each.x0 < gutter.x - 6 and each.x1 > gutter.x + 1:
            break
        bottom = each.bottom
    return bottom


def _paired(left, right) -> bool:
    """Whether left and right are cells of the same rows: periods beside posts, labels beside values."""
    dated = [sum(bool(YEAR.search(each.text)) and len(each.text) < 40 for each in column) / len(column) for column in (left, right)]
    if max(dated) > 0.45:
        return True
    follows = sum(
        any(abs(one.middle - other.middle) < 0.2 * one.height and other.order == one.order + 1 for other in right) for one in left[:200]
    )
    return follows > 0.7 * len(left[:200])
