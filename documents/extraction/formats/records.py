"""Rows of sheets and CSV files as text: a header row, then `column: value | column: value`."""

import re
from collections.abc import Sequence

from documents.extraction.writer import Writer

NUMBER = re.compile(r"^[-+(฿$€£]*\d[\d,.\s]*[)%]?$")
DATE = re.compile(r"^\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}(?:[ T].*)?$")
# Titles and notes above a table are at most this many rows.
LOOK_AHEAD = 8
MAX_CELL_CHARS = 20_000


class RecordWriter:
    """Writes the rows of one sheet; holds back the first rows until it knows which of them names the columns."""

    def __init__(self, writer: Writer, *, sheet: str | None):
        self.writer = writer
        self.sheet = sheet
        self.table = writer.next_table()
        self.header: list[str] | None = None
        self._held: list[tuple[int, list[str]]] = []
        self._decided = False

    def add(self, number: int, cells: Sequence[str]) -> None:
        """Take row `number`, counted as the file counts it."""
        cells = [_squeeze(cell) for cell in cells]
        if not any(cells):
            return
        if self._decided:
            self._write_row(number, cells)
            return
        self._held.append((number, cells))
        if len(self._held) >= LOOK_AHEAD:
            self._decide()

    def finish(self) -> None:
        if not self._decided:
            self._decide()

    def _decide(self) -> None:
        self._decided = True
        position = _header_position([cells for _number, cells in self._held])
        for index, (number, cells) in enumerate(self._held):
            if position is not None and index < position:
                self.writer.add("paragraph", " ".join(filter(None, cells)), row=number, sheet=self.sheet)
            elif index == position:
                self.header = cells
                self.writer.add("table_header", " | ".join(cells).strip(" |"), row=number, sheet=self.sheet, table=self.table)
            else:
                self._write_row(number, cells)
        self._held = []

    def _write_row(self, number: int, cells: list[str]) -> None:
        names = self.header or []
        parts = [f"{names[i]}: {cell}" if i < len(names) and names[i] else cell for i, cell in enumerate(cells) if cell]
        self.writer.add("table_row", " | ".join(parts), row=number, sheet=self.sheet, table=self.table)


def _header_position(rows: list[list[str]]) -> int | None:
    """Return which of the first rows names the columns: the first wide one of distinct words."""
    widths = sorted(sum(map(bool, row)) for row in rows)
    usual = widths[len(widths) // 2] if widths else 0
    for index, row in enumerate(rows):
        filled = [cell for cell in row if cell]
        if len(filled) < max(2, 0.6 * usual):
            if len(rows) > 1 and usual >= 2:
                continue
            break
        wordy = all(_names_column(cell) for cell in filled)
        return index if wordy and len(set(filled)) == len(filled) else None
    # A single column: its first row is a name if the rest are figures.
    single = rows and all(len(list(filter(None, row))) == 1 for row in rows)
    if single and len(rows) > 1 and _names_column("".join(rows[0])) and all(not _names_column("".join(r)) for r in rows[1:]):
        return 0
    return None


def _names_column(cell: str) -> bool:
    year = cell.isdigit() and len(cell) == 4 and cell[:2] in ("19", "20", "25")
    return year or (len(cell) <= 80 and not NUMBER.match(cell) and not DATE.match(cell))


def _squeeze(cell: str) -> str:
    """Return the cell on one line: a row must stay one line of text."""
    return " ".join(str(cell).split())[:MAX_CELL_CHARS]
