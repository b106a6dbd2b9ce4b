# ruff: noqa: E501 - patterns and messages stand on one line
"""Tables of a page from the places of its words: rows by height, columns by where figures stand.

The stored blocks keep paragraphs together and lose columns that stand far from their labels, or are not ruled;
statements are read from the page itself. Boxes are in points from the top-left corner.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from agents.tools.tables.cells import is_blank, number, unechoed
from agents.tools.tables.reading import DocumentTable, Row, Spot
from agents.tools.texts import DocumentText

MAX_WORD_GAP = 0.95  # of the height of a word: wider gaps part cells
SAME_LINE = 0.5  # shared height
MAX_LINE_GAP = 3.2  # of the height of a line: a wider gap ends a table
LABEL_INDENT = 8.0  # from the left edge: what begins here is a label or a title, however long
PROSE_CHARS = 90
MOST_WORDS = 6000  # of a page; more is no page of print
MOST_PAGES = 400
SYMBOLS = frozenset(["$", "฿", "€", "£", "¥", "US$", "(", "%"])


@dataclass(slots=True)
class Piece:
    """Words of a line without a wide gap between them."""

    text: str
    x0: float
    x1: float
    start: int
    end: int

    @property
    def is_figure(self) -> bool:
        return number(self.text) is not None or (is_blank(self.text) and bool(self.text))


@dataclass(slots=True)
class Line:
    top: float
    bottom: float
    pieces: list[Piece] = field(default_factory=list)

    @property
    def figures(self) -> list[Piece]:
        return [piece for at, piece in enumerate(self.pieces) if piece.is_figure and (at or len(self.pieces) > 1)]

    @property
    def is_prose(self) -> bool:
        return max((len(piece.text) for piece in self.pieces), default=0) > PROSE_CHARS


def page_tables(document: DocumentText) -> Iterator[DocumentTable]:
    """Yield the tables found on the pages of a document that has word boxes."""
    above: list[Spot] = []
    for page, _start, _end in document.pages[:MOST_PAGES]:
        lines = lines_of(document.layout(page), document.text)
        for kind, run in _runs(lines):
            spots = [_spot(line) for line in run]
            if kind == "text":
                above = [*above, *spots][-8:]
                continue
            lead, table = _lead(run)
            above = [*above, *(_spot(line) for line in lead)][-8:]
            yield _table(document, page, table, above)
            above = [_spot(line) for line in run[-2:] if not line.figures]


def lines_of(words: list[tuple], text: str) -> list[Line]:
    """Return the lines of a page from top to bottom, each cut into pieces from left to right."""
    lines: list[Line] = []
    groups: list[list[tuple]] = []
    for word in sorted(words[:MOST_WORDS], key=lambda w: (w[3] + w[5]) / 2):
        _start, _end, _x0, top, _x1, bottom = word
        last = lines[-1] if lines else None
        if last and _on_line(last, top, bottom):
            groups[-1].append(word)
        else:
            lines.append(Line(top, bottom))
            groups.append([word])
    for line, group in zip(lines, groups, strict=True):
        line.pieces = _joined_symbols(_pieces(sorted(group, key=lambda w: w[2]), text))
    return lines


def _on_line(line, top, bottom):
    """Boxes of Thai syllables with marks reach higher than others of their line: their middles tell as well."""
    shared = min(bottom, line.bottom) - max(top, line.top)
    return shared > SAME_LINE * min(bottom - top, line.bottom - line.top) or (
        top < (line.top + line.bottom) / 2 < bottom and shared > 0.3 * (bottom - top)
    )


def _pieces(words, text):
    pieces: list[Piece] = []
    for start, end, x0, top, x1, bottom in words:
        word = text[start:end]
        last = pieces[-1] if pieces else None
        if last and x0 - last.x1 <= MAX_WORD_GAP * (bottom - top) and not _apart(last, word, x0 - last.x1, bottom - top):
            glue = "" if start == last.end else " " if start > last.end and not text[last.end : start].strip() else " "
            last.text, last.x1 = last.text + glue + word, max(last.x1, x1)
            last.start, last.end = min(last.start, start), max(last.end, end)
        else:
            pieces.append(Piece(word, x0, x1, start, end))
    return pieces


def _apart(last, word, gap, height):
    """Two whole figures side by side are two cells even where the gap is small."""
    return gap > 0.35 * height and number(last.text) is not None and number(word) is not None and "." not in (last.text[-1], word[0])


def _joined_symbols(pieces):
    """Put a currency sign that stands apart, or a bracket, to its figure."""
    joined: list[Piece] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if (
            last
            and last.text in SYMBOLS
            and number(piece.text.rstrip("$€£ ")) is not None
            or last
            and piece.text in (")", "%", ")%")
            and number(last.text + piece.text) is not None
        ):
            last.text, last.x1, last.end = last.text + piece.text, piece.x1, max(last.end, piece.end)
        elif piece.text in SYMBOLS and piece is pieces[-1]:
            continue
        else:
            joined.append(piece)
        if joined[-1].text[-1:] in "$€£" and number(joined[-1].text.rstrip("$€£ ")) is not None:
            joined[-1].text = joined[-1].text.rstrip("$€£ ")
    return joined


def _runs(lines: list[Line]) -> Iterator[tuple[str, list[Line]]]:
    """Yield ("table" | "text", lines): a table has at least two lines with figures beside words or in columns."""
    run: list[Line] = []
    last: Line | None = None
    for line in lines:
        wide = last is not None and line.top - last.bottom > MAX_LINE_GAP * (last.bottom - last.top)
        if line.is_prose or (wide and run):
            yield from _closed(run)
            run = []
        if line.is_prose:
            yield "text", [line]
        else:
            run.append(line)
        last = line
    yield from _closed(run)


def _closed(run):
    if run:
        yield ("table" if sum(bool(line.figures) for line in run) >= 2 else "text"), run


def _lead(run):
    """Return (lines above the table, the table): titles and units come first, the line of column titles is the table's."""
    first = next(at for at, line in enumerate(run) if line.figures)
    begin = first
    while begin > 0 and len(run[begin - 1].pieces) > 1:
        begin -= 1
    return run[:begin], run[max(begin - 3, 0) :]


def _table(document, page, lines, above):
    lanes = _lanes(lines)
    left = min(line.pieces[0].x0 for line in lines) + LABEL_INDENT
    table = DocumentTable(document, 0, above=above)
    for number_, line in enumerate(lines, start=1):
        cells = [Spot("", 0, 0) for _lane in range(len(lanes) + 1)]
        for piece in line.pieces:
            at = 0 if piece.x0 < left and not piece.is_figure else _lane_of(piece, lanes)
            old = cells[at]
            if old.text:
                cells[at] = Spot(unechoed(f"{old.text} {piece.text}"), min(old.start, piece.start), max(old.end, piece.end))
            else:
                cells[at] = Spot(unechoed(piece.text), piece.start, piece.end)
        starts = [cell for cell in cells if cell.text]
        table.rows.append(Row(cells, number_, page, min(c.start for c in starts), max(c.end for c in starts)))
    return table


def _lanes(lines: list[Line]) -> list[tuple[float, float]]:
    """Return the x intervals of the columns of figures, from left to right; each has at least two figures or a tenth of the rows."""
    figures = sorted((piece for line in lines for piece in line.figures), key=lambda piece: piece.x1)
    lanes: list[list] = []
    for piece in figures:
        if lanes and piece.x0 < lanes[-1][1] - 1:
            lanes[-1][0], lanes[-1][1] = min(lanes[-1][0], piece.x0), max(lanes[-1][1], piece.x1)
            lanes[-1][2] += 1
        else:
            lanes.append([piece.x0, piece.x1, 1])
    few = max(1, round(0.05 * len(lines)))
    return [(x0, x1) for x0, x1, count in lanes if count > few or len(lines) <= 4]


def _lane_of(piece, lanes):
    """Return the column a piece stands in, 0 for the labels at the left."""
    if not lanes:
        return 0
    middle = (piece.x0 + piece.x1) / 2
    overlaps = [(min(piece.x1, x1) - max(piece.x0, x0), at) for at, (x0, x1) in enumerate(lanes, start=1)]
    best, at = max(overlaps)
    if best > 0 and not (piece.x0 < lanes[0][0] - 60 and not piece.is_figure):
        return at
    if piece.x1 <= lanes[0][0]:
        gap = lanes[0][0] - piece.x1
        return 1 if gap < 8 and piece.x0 > lanes[0][0] - 60 and len(piece.text) < 18 else 0
    return 1 + min(range(len(lanes)), key=lambda index: abs((lanes[index][0] + lanes[index][1]) / 2 - middle))


def has_layout(document: DocumentText) -> bool:
    return bool(document.pages) and any(document.layout(page) for page, _start, _end in document.pages[:3])


def _spot(line: Line) -> Spot:
    return Spot(unechoed(" ".join(piece.text for piece in line.pieces)), min(p.start for p in line.pieces), max(p.end for p in line.pieces))
