"""Columns of a page in reading order, and the lines above and below them."""

from statistics import median

from documents.extraction.formats.pdf.lines import Segment, overlap, rows_of

# Headers and footers lie within this share of the height, if a gap sets them off.
MARGIN_SHARE = 0.1
MIN_COLUMN_LINES = 4
MIN_COLUMN_CHARS = 15
MAX_CROSSING_SHARE = 0.35
# Texts in the cells of a table are shorter than the lines of a narrow column.
MAX_CELL_CHARS = 28


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
    if min(median(map(_chars, left)), median(map(_chars, right))) >= MAX_CELL_CHARS:
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
