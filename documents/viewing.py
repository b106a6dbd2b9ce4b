"""A document's text for the eye: blocks as parts with the passage marked, sheets as tables, pages with boxes."""

import re
from bisect import bisect_left
from dataclasses import dataclass, field, replace

from documents.extraction.detection import CSV, IMAGES, PDF, TSV, XLSX
from documents.highlights import page_boxes
from documents.models import Page
from documents.reading import unpack_blocks

WINDOW_CHARS = 24_000
WINDOW_ROWS = 200
# Items that bring their own number: 1. 2) (a) ก. ๑)
NUMBERED = re.compile(r"\(?[\w]{1,4}[.)]\s")
TABLE_KINDS = ("table_row", "table_header")
ASIDE_KINDS = ("page_header", "page_footer", "footnote", "note", "caption")
# Browsers show these; other pictures are shown by the text that was read from them.
SHOWN_IMAGES = IMAGES - {"image/tiff"}


@dataclass
class Part:
    """One block: pieces of text, each marked or not. A row has cells (texts); a table has rows.

    first: the passage begins here; links lead to it as #passage.
    """

    kind: str
    level: int
    pieces: list[tuple[str, bool]]
    page: int | None = None
    new_page: bool = False
    row: int | None = None
    table: int | None = None
    marked: bool = False
    first: bool = False
    cells: list = field(default_factory=list)
    rows: list = field(default_factory=list)


@dataclass
class Window:
    """The parts around a place, and the offsets to look at for what comes before and after (None at an end)."""

    parts: list[Part]
    before: int | None
    after: int | None
    columns: list[str] = field(default_factory=list)


def mode_of(revision):
    """Return how the original is shown: pdf, image, table or text."""
    if revision.media_type == PDF:
        return "pdf"
    if revision.media_type in SHOWN_IMAGES:
        return "image"
    return "table" if revision.media_type in (CSV, TSV, XLSX) else "text"


def text_window(content, start, end, *, at=None):
    """Return the Window of a text, WINDOW_CHARS around the passage [start, end) or around `at`."""
    blocks = unpack_blocks(bytes(content.blocks)) or _lines(content.text)
    centre = start if at is None else at
    first = _index_at(blocks, max(0, centre - WINDOW_CHARS // 3))
    last = _index_at(blocks, centre + WINDOW_CHARS) + 1
    lowest, highest = centre - WINDOW_CHARS, centre + 2 * WINDOW_CHARS
    chosen = [_clipped(block, lowest, highest) for block in blocks[first:last]]
    parts = [_part(content.text, block, start, end) for block in chosen]
    for part, previous in zip(parts[1:], parts, strict=False):
        part.new_page = part.page is not None and part.page != previous.page
    _tell_first(parts)
    before = max(0, lowest - WINDOW_CHARS // 2) if chosen and chosen[0].start > blocks[first].start else _before(blocks, first)
    after = blocks[last].start if last < len(blocks) else None
    return Window(_tabled(parts), before, highest if chosen and chosen[-1].end < blocks[last - 1].end else after)


def _clipped(block, lowest, highest):
    """Return what lies between lowest and highest of a block that reaches beyond: a paragraph can be a book."""
    start, end = max(block.start, lowest), min(block.end, highest)
    return replace(block, start=start, end=end) if start < end and (start, end) != (block.start, block.end) else block


def table_window(content, start, end, *, at=None):
    """Return the Window of a sheet: WINDOW_ROWS rows around the passage, cells put under their columns."""
    blocks = unpack_blocks(bytes(content.blocks))
    centre = _index_at(blocks, start if at is None else at)
    first = max(0, centre - WINDOW_ROWS // 3)
    last = min(len(blocks), first + WINDOW_ROWS)
    sheet = blocks[centre].sheet if blocks else None
    chosen = [block for block in blocks[first:last] if block.sheet == sheet]
    header = next((block for block in blocks if block.kind == "table_header" and block.sheet == sheet), None)
    columns = content.text[header.start : header.end].split(" | ") if header else []
    parts = [_row(content.text, block, columns, start, end) for block in chosen if block is not header]
    _tell_first(parts)
    width = max([len(columns), *(len(part.cells) for part in parts)], default=0)
    columns += [""] * (width - len(columns))
    return Window(parts, _before(blocks, first), blocks[last].start if last < len(blocks) else None, columns)


def page_layout(revision, start, end):
    """Return what the page viewer needs: sizes of all pages in points, and boxes of the passage in parts of the page."""
    sizes = [[width, height] for width, height in Page.objects.filter(revision=revision).values_list("width", "height")]
    boxes = {page.number: [_share(box, page) for box in page.boxes] for page in _boxed(revision, start, end)}
    return {"sizes": sizes, "boxes": boxes}


def _boxed(revision, start, end):
    return [page for page in page_boxes(revision, start, end) if page.width and page.height] if end > start else []


def _share(box, page):
    """Return [left, top, width, height] in percent of the page."""
    left, top, right, bottom = box
    across, down = 100 / page.width, 100 / page.height
    return [round(value, 3) for value in (left * across, top * down, (right - left) * across, (bottom - top) * down)]


def _lines(text):
    from documents.extraction.model import Block

    blocks, place = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block("paragraph", place, place + len(line)))
        place += len(line) + 1
    return blocks


def _index_at(blocks, offset):
    """Return the index of the block that holds offset, or of the one before it."""
    found = bisect_left(blocks, offset + 1, key=lambda block: block.start)
    return max(0, found - 1)


def _before(blocks, first):
    return max(0, blocks[first].start - WINDOW_CHARS // 2) if first > 0 else None


def _tell_first(parts):
    for part in parts:
        if part.marked:
            part.first = True
            return


def _tabled(parts):
    """Put neighbouring rows of one table into a part of their own."""
    done = []
    for part in parts:
        if part.kind not in TABLE_KINDS:
            done.append(part)
        elif done and done[-1].kind == "table" and done[-1].table == part.table and not part.new_page:
            done[-1].rows.append(part)
        else:
            done.append(Part("table", 0, [], page=part.page, new_page=part.new_page, table=part.table, rows=[part]))
    return done


def _part(text, block, start, end):
    return Part(
        kind=_shown_kind(block, text),
        level=min(6, max(1, block.level)),
        pieces=_pieces(text, block, start, end),
        page=block.page,
        row=block.row,
        table=block.table,
        marked=block.start < end and block.end > start,
        cells=text[block.start : block.end].split(" | ") if block.kind in TABLE_KINDS else [],
    )


def _shown_kind(block, text):
    kind = block.kind
    if kind in ASIDE_KINDS:
        return "aside"
    if kind == "list_item" and NUMBERED.match(text, block.start, block.end):
        return "numbered"
    return kind if kind in ("heading", "list_item", "code", "quote", *TABLE_KINDS) else "paragraph"


def _pieces(text, block, start, end):
    """Cut the block where the passage begins and ends."""
    first, last = max(block.start, start), min(block.end, end)
    if first >= last:
        return [(text[block.start : block.end], False)]
    cut = [(text[block.start : first], False), (text[first:last], True), (text[last : block.end], False)]
    return [piece for piece in cut if piece[0]]


def _row(text, block, columns, start, end):
    part = _part(text, block, start, end)
    if block.kind == "table_row" and columns:
        part.cells = _under(columns, part.cells or [text[block.start : block.end]])
    elif not part.cells:
        part.cells = [text[block.start : block.end]]
    return part


def _under(columns, cells):
    """Put each "column: value" under its column; what names none goes where it stands."""
    placed = [""] * len(columns)
    position = 0
    for cell in cells:
        name = next((at for at in range(position, len(columns)) if columns[at] and cell.startswith(f"{columns[at]}: ")), None)
        if name is not None:
            placed[name], position = cell[len(columns[name]) + 2 :], name + 1
        elif position < len(columns) and not placed[position]:
            placed[position] = cell
            position += 1
        else:
            placed.append(cell)
    return placed
