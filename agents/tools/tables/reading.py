"""The tables of a document, cell by cell, each cell with its offsets in the document's text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from agents.tools.results import Place
from agents.tools.texts import DocumentText

SEPARATOR = " | "
MOST_TITLE_LINES = 6
MOST_COLUMNS = 200
TABULAR = re.compile(r"csv|tab-separated|spreadsheet|excel", re.IGNORECASE)


@dataclass(slots=True)
class Spot:
    """A cell: its text and where it stands in the document; "" and start == end where nothing is."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Row:
    """number: as the file counts rows. page: 1-based, None where the format has none."""

    cells: list[Spot]
    number: int | None
    page: int | None
    start: int
    end: int


@dataclass
class DocumentTable:
    """One table, or one sheet. header: one cell a column, empty list if the table names none.

    above: the lines that stand before it (titles, units), nearest last. Rows can be shorter than the header.
    """

    document: DocumentText
    number: int
    sheet: str = ""
    header: list[Spot] = field(default_factory=list)
    header_number: int | None = None
    rows: list[Row] = field(default_factory=list)
    above: list[Spot] = field(default_factory=list)
    is_records: bool = False

    @property
    def name(self) -> str:
        return f"{self.document.name} › {self.sheet}" if self.sheet else self.document.name

    @property
    def width(self) -> int:
        return max([len(self.header), *(len(row.cells) for row in self.rows)], default=0)

    def place(self, spot: Spot) -> Place:
        return self.document.place(spot.start, spot.end)


def is_tabular(document: DocumentText) -> bool:
    """Whether the document is a spreadsheet or a CSV file."""
    return bool(TABULAR.search(document.media_type)) or document.name.lower().endswith((".csv", ".tsv", ".xlsx"))


def tables_of(document: DocumentText) -> Iterator[DocumentTable]:
    """Yield the tables of a document in its order."""
    current: DocumentTable | None = None
    above: list[Spot] = []
    records = is_tabular(document)
    for block in document.blocks:
        if block.kind not in ("table_header", "table_row"):
            if current:
                yield _finished(current)
                current, above = None, []
            if block.kind not in ("page_header", "page_footer"):
                above = [*above, Spot(document.text[block.start : block.end], block.start, block.end)][-MOST_TITLE_LINES:]
            continue
        if current is None or current.number != block.table:
            if current:
                yield _finished(current)
            current = DocumentTable(document, block.table or 0, block.sheet or "", above=above, is_records=records)
            above = []
        _add(current, block)
    if current:
        yield _finished(current)


def _add(table, block):
    text = table.document.text
    cells = split_cells(text[block.start : block.end], block.start)
    if block.kind == "table_header" and not table.header and not table.rows:
        table.header, table.header_number = cells, block.row
    elif table.is_records and table.header:
        table.rows.append(Row(cells, block.row, block.page, block.start, block.end))
    else:
        table.rows.append(Row(cells, block.row, block.page, block.start, block.end))


def split_cells(text: str, offset: int) -> list[Spot]:
    """Return the cells of a row as text, "a | b" or "| a | b |", with their offsets."""
    if text.startswith("|") and text.rstrip().endswith("|") and len(text.strip()) > 1:
        inner_end = len(text.rstrip()) - 1
        bounds = [0, *(match.start() for match in re.finditer(r"(?<!\\)\|", text[1:inner_end])), inner_end - 1]
        pieces = [(1 + (bounds[at] if at == 0 else bounds[at] + 1), 1 + bounds[at + 1]) for at in range(len(bounds) - 1)]
    else:
        pieces, start = [], 0
        for match in re.finditer(re.escape(SEPARATOR), text):
            pieces.append((start, match.start()))
            start = match.end()
        pieces.append((start, len(text)))
    return [_spot(text, start, end, offset) for start, end in pieces[:MOST_COLUMNS]]


def _spot(text, start, end, offset):
    piece = text[start:end]
    lead = len(piece) - len(piece.lstrip())
    clean = piece.strip()
    return Spot(clean, offset + start + lead, offset + start + lead + len(clean))


def _finished(table: DocumentTable) -> DocumentTable:
    if table.is_records and table.header:
        _align(table)
    elif not table.is_records:
        table.rows = [row for row in table.rows if not re.fullmatch(r"[\s|:.-]*", "".join(cell.text for cell in row.cells) or "-")]
    return table


def _align(table: DocumentTable) -> None:
    """Put the cells of records ("name: value", blank ones left out) under their columns again.

    The header's own blank cells at its begin are not in the text: columns without a name are as many as rows show.
    """
    names = [cell.text for cell in table.header]
    placed = [_placed(row.cells, names) for row in table.rows]
    leading = max((sum(1 for at, _cell in cells if at < 0) for cells in placed), default=0)
    empty = Spot("", 0, 0)
    table.header = [empty] * leading + table.header
    width = max([len(table.header), *(leading + cells[-1][0] + 1 for cells in placed if cells)], default=0)
    table.header += [empty] * (min(width, MOST_COLUMNS) - len(table.header))
    for row, cells in zip(table.rows, placed, strict=True):
        line = [empty] * len(table.header)
        unnamed = 0
        for at, cell in cells:
            target = unnamed if at < 0 else leading + at
            unnamed += at < 0
            if target < len(line):
                line[target] = cell
        row.cells = line


def _placed(cells, names):
    """Return [(column, cell without its name)]; column -1 for those before every named one."""
    found, at = [], 0
    for cell in cells:
        match = next((index for index in range(at, len(names)) if names[index] and cell.text.startswith(names[index] + ": ")), None)
        if match is not None:
            shift = len(names[match]) + 2
            lead = len(cell.text[shift:]) - len(cell.text[shift:].lstrip())
            found.append((match, Spot(cell.text[shift:].strip(), cell.start + shift + lead, cell.end)))
            at = match + 1
        elif at < len(names) and not names[at]:
            found.append((at, cell))
            at += 1
        elif at == 0:
            found.append((-1, cell))
        elif at >= len(names):
            found.append((at, cell))
            at += 1
        elif found:  # the value before held a separator itself
            last = found[-1][1]
            found[-1] = (found[-1][0], Spot(f"{last.text}{SEPARATOR}{cell.text}", last.start, cell.end))
    return found
