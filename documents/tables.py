"""Groups the rows of a table into passages; a row is cut only if it is too long alone, and then between cells."""

from collections.abc import Iterator
from typing import NamedTuple

from documents.boundaries import cut_at_word
from documents.extraction.model import Block
from documents.ruler import Ruler

_CELL_ENDS = "\t|\n"


class Rows(NamedTuple):
    start: int
    end: int
    row_start: int | None
    row_end: int | None


def group_rows(text: str, rows: list[Block], ruler: Ruler, max_tokens: int, lead: int | None = None) -> Iterator[Rows]:
    """Yield spans of whole rows, in order, each of at most max_tokens. lead: where a heading that belongs to the first begins."""
    start, first = (rows[0].start if lead is None else lead), None
    for place, row in enumerate(rows):
        if ruler.size(start, row.end) <= max_tokens:
            first = first or row
            continue
        if start < row.start:
            yield _span(start, rows[place - 1].end if first else row.start, first, rows[place - 1] if first else None)
        start, first = row.start, row
        if ruler.size(row.start, row.end) > max_tokens:
            *cells, (start, _) = _cut_row(text, row, ruler, max_tokens)
            yield from (_span(cell_start, cell_end, row, row) for cell_start, cell_end in cells)
    if start < rows[-1].end:
        yield _span(start, rows[-1].end, first, rows[-1])


def _span(start: int, end: int, first: Block | None, last: Block | None) -> Rows:
    return Rows(start, end, first.row if first else None, last.row if last else None)


def _cut_row(text: str, row: Block, ruler: Ruler, max_tokens: int) -> list[tuple[int, int]]:
    spans, start = [], row.start
    while ruler.size(start, row.end) > max_tokens:
        limit = max(ruler.reach(start, max_tokens), start + 1)
        cell = max(text.rfind(mark, start, limit) for mark in _CELL_ENDS) + 1
        cut = cell if cell > start else cut_at_word(text, start, min(limit, row.end - 1))
        spans.append((start, cut))
        start = cut
    return [*spans, (start, row.end)]
