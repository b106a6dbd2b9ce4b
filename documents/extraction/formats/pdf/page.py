"""One page as lines and table rows in reading order, in a form small enough to keep for every page."""

import zlib
from dataclasses import dataclass, field

import msgpack

from documents.extraction.formats.pdf.columns import page_regions
from documents.extraction.formats.pdf.glyphs import PageGeometry, Word, read_words
from documents.extraction.formats.pdf.lines import Segment, segments_of
from documents.extraction.formats.pdf.tables import Row, find_tables, horizontal_rulings


@dataclass(slots=True, eq=False)
class Line:
    """A line of text. region numbers the columns of the page; height and size are those of its words in points."""

    words: list[Word]
    x0: float
    top: float
    x1: float
    bottom: float
    height: float
    size: float
    bold: bool
    rtl: bool
    region: int

    text: str = field(init=False)

    def __post_init__(self):
        self.text = "".join([word.text if word.glued else " " + word.text for word in self.words]).lstrip(" ")


@dataclass(slots=True, eq=False)
class TableRow:
    """A row of table number `table` of this page; a cell is a list of words, empty where nothing stands."""

    cells: list[list[Word]]
    table: int
    row: int
    header: bool


@dataclass(slots=True)
class Page:
    number: int
    width: float
    height: float
    label: str
    items: list[Line | TableRow]


def read_page(page, number: int, label: str, words: list[Word] | None = None) -> Page:
    """Return the layout of a page; words, if given, were read by OCR. Raises nothing of its own."""
    geometry = PageGeometry(page)
    if words is None:
        words, _trusted = read_words(page, geometry)
    regions = page_regions(segments_of(words), geometry.height)
    rulings = horizontal_rulings(page, geometry) if any(len(region) > 3 for region in regions) else []
    return Page(number, geometry.width, geometry.height, label, _items(regions, rulings))


def layout_words(words: list[Word], number: int, width: float, height: float) -> Page:
    """Return the layout of a picture whose words were read by OCR."""
    return Page(number, width, height, "", _items(page_regions(segments_of(words), height), []))


def _items(regions: list[list[Segment]], rulings: list[float]) -> list[Line | TableRow]:
    items: list[Line | TableRow] = []
    tables = 0
    for number, region in enumerate(regions):
        for found in find_tables(region, rulings):
            if isinstance(found, Segment):
                items.append(_line(found, number))
            else:
                tables += 1
                items += [_table_row(row, tables, index) for index, row in enumerate(found, start=1)]
    return items


def _line(segment: Segment, region: int) -> Line:
    return Line(
        segment.words, segment.x0, segment.top, segment.x1, segment.bottom, segment.height, segment.size, segment.bold, segment.rtl, region
    )


def _table_row(row: Row, table: int, number: int) -> TableRow:
    return TableRow([[word for segment in cell for word in segment.words] for cell in row.cells], table, number, row.header)


def pack(page: Page) -> bytes:
    """Return the page in a few kilobytes."""
    items = [_pack_line(item) if isinstance(item, Line) else _pack_row(item) for item in page.items]
    return zlib.compress(msgpack.packb([page.number, page.width, page.height, page.label, items]), 1)


def unpack(data: bytes) -> Page:
    """Return the page that pack stored."""
    number, width, height, label, items = msgpack.unpackb(zlib.decompress(data))
    return Page(number, width, height, label, [_unpack_item(item) for item in items])


def _pack_words(words: list[Word]) -> list[list]:
    return [[w.text, w.x0, w.top, w.x1, w.bottom, w.size, w.bold, w.glued, w.broken] for w in words]


def _pack_line(line: Line) -> list:
    return [0, _pack_words(line.words), line.x0, line.top, line.x1, line.bottom, line.height, line.size, line.bold, line.rtl, line.region]


def _pack_row(row: TableRow) -> list:
    return [1, [_pack_words(cell) for cell in row.cells], row.table, row.row, row.header]


def _unpack_item(item: list) -> Line | TableRow:
    kind, content, *rest = item
    if kind == 0:
        return Line([Word(*word) for word in content], *rest)
    return TableRow([[Word(*word) for word in cell] for cell in content], *rest)
