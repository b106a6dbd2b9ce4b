"""The lines of a document as a reader sees them: columns one after the other, the parts of a line apart.

Résumés set text beside text: side bars, dates at the right margin, tables of periods. Where a page keeps the boxes of its
words (PDF), lines are rebuilt from them; elsewhere they are the lines and table cells of the blocks.
"""

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace

from agents.tools.columns import Segment, gutter_of, segments_of
from agents.tools.texts import DocumentText

BULLETS = "•●○▪■◦‣▸►✓✔➢–—*·\uf0b7\uf0a7o-"
# Boxes are for short documents laid out by hand (forms, résumés) and the lists at the end of papers.
MAX_PAGES = 60
MAX_LINES = 20_000
# Points. Marks above Thai letters that a font draws twice come as lines of their own.
TINY = 4.0


@dataclass
class Part:
    """A stretch of a line that is set apart: a cell, or words beside a wide blank. Offsets into DocumentText.text."""

    text: str
    start: int
    end: int
    x0: float = 0.0
    x1: float = 0.0


@dataclass
class Line:
    """kind: that of the block it is in. column: 0 over the whole width, else 1, 2. height: of its letters, in points or 0.

    stream: "head", "side" (a narrow column) or "main"; what is said in one does not go on in another.
    room: points between its end and the right edge of its column; 0 where nothing was drawn.
    bullet: it begins with a mark of a list, which `text` leaves out.
    """

    parts: list[Part]
    kind: str = "paragraph"
    page: int | None = None
    column: int = 0
    height: float = 0.0
    top: float = 0.0
    bullet: bool = False
    table: int | None = None
    block: int = -1
    level: int = 0
    stream: str = "main"
    room: float = 0.0
    text: str = field(init=False)

    def __post_init__(self):
        self.text = "  ".join(part.text for part in self.parts)

    @property
    def start(self) -> int:
        return self.parts[0].start

    @property
    def end(self) -> int:
        return self.parts[-1].end

    @property
    def x0(self) -> float:
        return self.parts[0].x0


def lines_of(document: DocumentText) -> list[Line]:
    """Return the lines in reading order, without page headers and footers."""
    pages = {number: document.layout(number) for number, _start, _end in document.pages[:MAX_PAGES]}
    found = _drawn(document, pages) if any(pages.values()) else _written(document)
    return found[:MAX_LINES]


def _written(document) -> list[Line]:
    found = []
    for number, block in enumerate(document.blocks or []):
        if block.kind in ("page_header", "page_footer") or len(found) > MAX_LINES:
            continue
        at = block.start
        hanging = None
        for raw in document.text[block.start : block.end].split("\n"):
            separator = " | " if block.kind in ("table_row", "table_header") else "\t"
            parts = _parts(document.text, at, at + len(raw), separator)
            at += len(raw) + 1
            indent = len(raw) - len(raw.lstrip())
            if parts and hanging is not None and indent > hanging and raw.lstrip()[:1] not in BULLETS:
                last = found[-1].parts[-1]  # a point that goes on in the next line, set in
                found[-1] = replace(
                    found[-1], parts=[*found[-1].parts[:-1], replace(last, text=f"{last.text} {parts[0].text}", end=parts[-1].end)]
                )
                continue
            hanging = indent if raw.lstrip()[:2] in ("* ", "- ", "• ") else None
            if parts:
                bullet = block.kind == "list_item"
                found.append(_line(parts, block.kind, block.page, bullet=bullet, table=block.table, block=number, level=block.level))
    return found


def _parts(text, start, end, separator):
    parts, at = [], start
    for raw in text[start:end].split(separator):
        lead = len(raw) - len(raw.lstrip())
        if raw.strip():
            parts.append(Part(raw.strip(), at + lead, at + len(raw.rstrip())))
        at += len(raw) + len(separator)
    return parts


def _line(parts, kind, page, *, bullet=False, **more) -> Line:
    first = parts[0]
    shown = first.text.lstrip("#").lstrip() if kind == "heading" else first.text
    mark = shown[:1] in BULLETS and (shown[1:2] in " \t" or shown[0] in "•●▪■◦‣▸►✓✔➢\uf0b7") and len(shown) > 1
    if mark:
        shown = shown[1:].lstrip()
    if len(shown) < len(first.text):
        parts = [Part(shown, first.start + len(first.text) - len(shown), first.end, first.x0, first.x1), *parts[1:]]
    return Line([part for part in parts if part.text], kind, page, bullet=bullet or mark, **more)


def _drawn(document, pages) -> list[Line]:
    """Lines of all pages: first the narrow columns (side bars), then the wide one, so that sections run over pages."""
    streams: dict[str, list[Line]] = defaultdict(list)
    kinds = _Kinds(document.blocks)
    for number, words in pages.items():
        segments = [each for each in segments_of(document.text, words) if kinds.at(each.start)[0] not in ("page_header", "page_footer")]
        gutter = gutter_of(segments)
        for segment in segments:
            segment.column = gutter.side(segment) if gutter else 0
        for name, own in _streams(segments, gutter, first=number == min(pages)):
            streams[name] += _rows(document.text, own, number, kinds)
    return streams["head"] + streams["side"] + streams["main"]


def _streams(segments, gutter, *, first):
    """Give (stream, its segments) in reading order; each segment learns its stream."""
    if not gutter:
        return [("main", segments)]
    above = [each for each in segments if not each.column and each.top < gutter.top]
    below = [each for each in segments if not each.column and each.top >= gutter.top]
    columns = [[each for each in segments if each.column == column] for column in (1, 2)]
    side = columns.pop(gutter.narrow - 1) if gutter.narrow else []
    named = [("head" if first and side else "main", above), ("side", side), *(("main", column) for column in columns), ("main", below)]
    for name, own in named:
        for each in own:
            each.stream = name
    return named


def _rows(text, segments: list[Segment], page, kinds) -> list[Line]:
    """Join segments that stand on one base line."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda each: (each.middle, each.x0)):
        if rows and abs(rows[-1][0].middle - segment.middle) < 0.45 * min(rows[-1][0].height, segment.height):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    found = []
    edge = max((each.x1 for each in segments), default=0.0)
    for row in rows:
        row.sort(key=lambda each: each.x0)
        bullet = len(row) > 1 and row[0].text.strip() in BULLETS
        kept = row[1:] if bullet else row
        parts = [Part(each.text, each.start, each.end, each.x0, each.x1) for each in kept if each.text.strip()]
        if parts and kept[0].height > TINY:
            kind, table, block, level = kinds.at(parts[0].start)
            more = {
                "column": row[0].column,
                "height": kept[0].height,
                "top": kept[0].top,
                "table": table,
                "block": block,
                "level": level,
                "stream": row[0].stream,
                "room": edge - row[-1].x1,
            }
            found.append(_line(parts, kind, page, bullet=bullet, **more))
    return found


class _Kinds:
    """Which block an offset is in."""

    def __init__(self, blocks):
        self.blocks = blocks
        self.starts = [block.start for block in blocks]

    def at(self, offset):
        """Return (kind, table, number of the block, its level)."""
        index = bisect_right(self.starts, offset) - 1
        block = self.blocks[index] if index >= 0 else None
        return (block.kind, block.table, index, block.level) if block and block.end > offset else ("paragraph", None, -1, 0)
