"""What reading a document yields: one text, and where everything in it came from.

Every offset counts code points of `Extracted.text`. Knows nothing of files, formats or storage.
"""

import json
import zlib
from dataclasses import dataclass, field
from datetime import datetime

Word = tuple[int, int, float, float, float, float]
"""start, end, x0, top, x1, bottom: offsets, then points from the TOP-left corner of the page."""

KINDS = frozenset(
    [
        "heading",
        "paragraph",
        "list_item",
        "table_header",
        "table_row",
        "code",
        "caption",
        "footnote",
        "note",
        "quote",
        "page_header",
        "page_footer",
    ]
)


@dataclass(slots=True)
class Block:
    """A run of the text with one role. Blocks are in text order and never overlap.

    kind: one of KINDS. Page headers, page footers and page numbers that repeat are marked as
        page_header or page_footer, so that chunking can skip them.
    page: 1-based page, slide or chapter; None where the format has none.
    level: depth of a heading (1 = topmost) or of a list item (1 = outermost), else 0.
    row: 1-based row as the file counts it: the sheet's own row for CSV and XLSX (header included),
        the row within its table elsewhere.
    sheet: name of the worksheet. table: 1-based number of the table in the document; rows with
        the same number belong together, and a table_header row names the columns of its table.
    """

    kind: str
    start: int
    end: int
    page: int | None = None
    level: int = 0
    row: int | None = None
    sheet: str | None = None
    table: int | None = None


@dataclass(slots=True)
class PageLayout:
    """One page: its slice of the text, its size in points and the place of each word on it.

    packed: zlib-compressed JSON list of Word, kept packed because a long document has millions.
    label: the number printed in the document ("iv", "12"), which may differ from `number`.
    """

    number: int
    start: int
    end: int
    width: float
    height: float
    packed: bytes = b""
    label: str = ""

    @property
    def words(self) -> list[Word]:
        return unpack_words(self.packed)


@dataclass(slots=True)
class OutlineEntry:
    """A line of the document's own table of contents; level 1 is topmost, page is 1-based."""

    level: int
    title: str
    page: int | None


@dataclass(slots=True)
class Extracted:
    """A document as text with structure. language is an ISO 639-1 code, or "und" if undecided."""

    text: str = ""
    blocks: list[Block] = field(default_factory=list)
    pages: list[PageLayout] = field(default_factory=list)
    outline: list[OutlineEntry] = field(default_factory=list)
    title: str = ""
    author: str = ""
    created: datetime | None = None
    language: str = "und"
    media_type: str = ""
    warnings: list[str] = field(default_factory=list)


def pack_words(words: list[Word]) -> bytes:
    """Return words as zlib-compressed JSON; coordinates keep a tenth of a point."""
    rows = ",".join(["[%d,%d,%.1f,%.1f,%.1f,%.1f]" % word for word in words])  # noqa: UP031 - twice as fast as json
    return zlib.compress(f"[{rows}]".encode(), 3) if words else b""


def unpack_words(packed: bytes) -> list[Word]:
    """Return the words that pack_words stored."""
    return [tuple(row) for row in json.loads(zlib.decompress(packed))] if packed else []
