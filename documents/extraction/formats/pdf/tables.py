"""Tables in a column of segments: rows whose pieces stand in the same vertical lanes."""

import ctypes
import re
from dataclasses import dataclass
from statistics import median

import pypdfium2.raw as pdfium

from documents.extraction.formats.pdf.glyphs import PageGeometry
from documents.extraction.formats.pdf.lines import Segment, rows_of

MIN_ROWS = 2
# A row may hold a single piece (a wrapped cell, a subtitle) without ending the table.
MAX_SINGLES = 2
MAX_ROW_GAP = 3.0
NUMBER = re.compile(r"^[(\-–—+฿$€£]*[\d๐-๙][\d๐-๙,.\s]*[)%]?\w{0,3}$|^[-–—]$")
MAX_OBJECTS = 20_000


@dataclass(slots=True, eq=False)
class Row:
    """A row of a table: for each column the pieces in it, from top to bottom."""

    cells: list[list[Segment]]
    header: bool = False

    @property
    def segments(self) -> list[Segment]:
        return [segment for cell in self.cells for segment in cell]


def find_tables(region: list[Segment], rulings: list[float]) -> list[list[Row] | Segment]:
    """Return the region as single lines and tables (lists of rows), from top to bottom.

    rulings: y of the horizontal lines drawn on the page; they tell where a row with wrapped cells ends.
    """
    rows = rows_of(region)
    found: list[list[Row] | Segment] = []
    position = 0
    while position < len(rows):
        end = _run_end(rows, position)
        lanes = _lanes(rows[position:end]) if end - position >= MIN_ROWS else []
        if len(lanes) >= 2:
            found.append(_mark_header(_grid(rows[position:end], lanes, rulings)))
        else:
            end = max(end, position + 1)
            found += [segment for row in rows[position:end] for segment in row]
        position = end
    return found


def _run_end(rows: list[list[Segment]], start: int) -> int:
    """Return the end of the run of rows from start that may be one table."""
    if len(rows[start]) < 2:
        return start
    end, singles, gaps = start + 1, 0, []
    for index in range(start + 1, len(rows)):
        gap = rows[index][0].top - max(s.bottom for s in rows[index - 1])
        height = rows[index][0].height
        if gap > MAX_ROW_GAP * height or (len(gaps) > 1 and gap > max(1.8 * median(gaps), 0.8 * height)):
            break
        gaps.append(gap)
        if len(rows[index]) >= 2:
            end, singles = index + 1, 0
        else:
            singles += 1
            if singles > MAX_SINGLES or not _within_lane(rows[index][0], rows[start:end]):
                break
    # A cell that wraps in the last row has no row of several pieces after it.
    while end < len(rows) and len(rows[end]) == 1 and _wraps(rows[end][0], rows[end - 1]):
        end += 1
    return end


def _within_lane(segment: Segment, rows: list[list[Segment]]) -> bool:
    lanes = _lanes(rows)
    return sum(x0 < segment.x1 and segment.x0 < x1 for x0, x1 in lanes) == 1


def _wraps(segment: Segment, above: list[Segment]) -> bool:
    near = segment.top - max(s.bottom for s in above) < 0.3 * segment.height
    return near and any(abs(segment.x0 - s.x0) < 2 for s in above[1:])


def _lanes(rows: list[list[Segment]]) -> list[tuple[float, float]]:
    """Return the x intervals that pieces of several rows share. Pieces that span lanes are left aside."""
    pieces = [s for row in rows if len(row) >= 2 for s in row]
    if not pieces:
        return []
    most = max(len(row) for row in rows)
    full = [s for row in rows if len(row) == most for s in row]
    lanes: list[list[float]] = []
    for segment in sorted(full, key=lambda s: s.x0):
        if lanes and segment.x0 < lanes[-1][1]:
            lanes[-1][1] = max(lanes[-1][1], segment.x1)
        else:
            lanes.append([segment.x0, segment.x1])
    aligned = sum(sum(x0 < s.x1 + 1 and s.x0 - 1 < x1 for x0, x1 in lanes) == 1 for s in pieces)
    if aligned < 0.8 * len(pieces) or (len(rows) < 3 and most < 3 and not _looks_tabular(pieces)):
        return []
    return [(x0, x1) for x0, x1 in lanes]


def _looks_tabular(pieces: list[Segment]) -> bool:
    return any(NUMBER.match(piece.text) for piece in pieces)


def _grid(rows: list[list[Segment]], lanes: list[tuple[float, float]], rulings: list[float]) -> list[Row]:
    top, bottom = min(s.top for s in rows[0]), max(s.bottom for s in rows[-1])
    inner = [y for y in rulings if top < y < bottom]
    grid: list[Row] = []
    for index, row in enumerate(rows):
        previous = rows[index - 1] if index else None
        if previous and not _starts_row(row, previous, inner):
            cells = grid[-1].cells
        else:
            cells = [[] for _lane in lanes]
            grid.append(Row(cells))
        for segment in row:
            cells[_lane_of(segment, lanes)].append(segment)
    return grid


def _starts_row(row: list[Segment], previous: list[Segment], rulings: list[float]) -> bool:
    above, below = median((s.top + s.bottom) / 2 for s in previous), median((s.top + s.bottom) / 2 for s in row)
    if rulings:
        return any(above < y < below for y in rulings)
    if len(row) >= 2:
        return True
    return row[0].top - max(s.bottom for s in previous) > 0.3 * row[0].height


def _lane_of(segment: Segment, lanes: list[tuple[float, float]]) -> int:
    shares = [min(segment.x1, x1) - max(segment.x0, x0) for x0, x1 in lanes]
    return shares.index(max(shares))


def _mark_header(rows: list[Row]) -> list[Row]:
    """The first row names the columns if it holds no figures while rows below do, or if it alone is bold."""
    first, rest = rows[0], rows[1:]
    if not rest:
        return rows
    wordy = not any(NUMBER.match(s.text) and not re.fullmatch(r"(19|20|25)\d\d", s.text) for s in first.segments)
    figures = any(NUMBER.match(s.text) for row in rest for s in row.segments)
    bold = all(s.bold for s in first.segments) and not all(s.bold for row in rest for s in row.segments)
    first.header = wordy and (figures or bold or len(rows) > 2)
    return rows


def horizontal_rulings(page, geometry: PageGeometry) -> list[float]:
    """Return the y of horizontal lines and box edges drawn on the page."""
    found = []
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(min(pdfium.FPDFPage_CountObjects(page), MAX_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            x0, y0, x1, y1 = geometry.place(left.value, bottom.value, right.value, top.value)
            if x1 - x0 > 15:
                found += [(y0 + y1) / 2] if y1 - y0 < 3 else [y0, y1]
    return sorted(found)
