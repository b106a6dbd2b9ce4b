"""Builds the text of a document block by block and streams it out, so that no format holds a whole document."""

import re
from collections.abc import Callable

from documents.extraction.errors import TooLarge
from documents.extraction.language import Sample
from documents.extraction.limits import Limits
from documents.extraction.model import Word, pack_words

FLUSH_CHARS = 64_000
# Neighbours of one group stand on lines of their own without a blank line between them.
GROUPS = {"table_row": "table", "table_header": "table", "list_item": "list"}
# Postgres text cannot hold NUL, UTF-8 cannot hold surrogates; each is replaced by one character so offsets stand.
UNSAFE = dict.fromkeys([*range(9), *range(11, 32), 127], " ") | {0xFEFF: " "}
UNSAFE |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")
UNSAFE_CHAR = re.compile("[\0-\x08\x0b-\x1f\x7f\ufeff\ud800-\udfff]")


class Writer:
    """Receives blocks in reading order from a format and sends frames (see wire.py)."""

    def __init__(self, send: Callable[[list], None], limits: Limits):
        self.limits = limits
        self.length = 0
        self.tables = 0
        self.sample = Sample()
        self.meta: dict = {}
        self.warnings: list[str] = []
        self._send = send
        self._texts: list[str] = []
        self._blocks: list[tuple] = []
        self._pending = 0
        self._last_group: tuple[str | None, int | None] = (None, None)
        self._page: dict | None = None

    def add(
        self,
        kind: str,
        text: str,
        *,
        level: int = 0,
        row: int | None = None,
        sheet: str | None = None,
        table: int | None = None,
        words: list[Word] = (),
        page: int | None = None,
    ) -> int | None:
        """Append one block and return its start; words carry offsets into this block's text."""
        if not text.strip():
            return None
        start = self._append_separator(kind, table)
        self._append(safe(text))
        self.sample.add(text)
        number = self._page["number"] if self._page else page
        self._blocks.append((kind, start, self.length, number, level, row, sheet, table))
        self._place(start, words)
        if self._pending > FLUSH_CHARS:
            self.flush()
        return start

    def add_verbatim(self, text: str, blocks: list[tuple[str, int, int, int]]) -> None:
        """Append text as it stands with blocks (kind, start, end, level) that index into it."""
        base = self.length
        self._append(safe(text))
        self.sample.add(text)
        page = self._page["number"] if self._page else None
        for kind, start, end, level in blocks:
            self._blocks.append((kind, base + start, base + end, page, level, None, None, None))
        self._last_group = None, None
        self.flush()

    def next_table(self) -> int:
        """Return the number of a new table."""
        self.tables += 1
        return self.tables

    def begin_page(self, number: int, width: float = 0, height: float = 0, label: str = "") -> None:
        """Put the blocks that follow on this page until end_page."""
        self._page = {"number": number, "width": width, "height": height, "label": label, "start": None, "words": []}

    def end_page(self) -> None:
        """Send the layout of the current page."""
        page, self._page = self._page, None
        start = self.length if page["start"] is None else page["start"]
        packed = pack_words(page["words"])
        self.flush()
        self._send(["page", page["number"], start, self.length, page["width"], page["height"], packed, page["label"]])

    def request(self, capability: str) -> None:
        """Ask the parent for what only it may call; nothing else will come from this file."""
        self._send(["request", capability, self.meta["media_type"]])

    def picture(self, data: bytes) -> None:
        """Hand over the picture that the parent may have described (JPEG)."""
        self._send(["picture", data])

    def progress(self, done: int, total: int) -> None:
        """Report that `done` of `total` pages, sheets or megabytes are read."""
        self._send(["progress", done, total])

    def warn(self, message: str) -> None:
        """Record something the owner of the document should know; the reading goes on."""
        if message not in self.warnings and len(self.warnings) < 20:
            self.warnings.append(message)

    def finish(self) -> None:
        """Send what is left and the facts about the document as a whole."""
        self.flush()
        self._send(["meta", {"language": self.sample.language(), "warnings": self.warnings} | self.meta])
        self._send(["done"])

    def flush(self) -> None:
        """Send what has been gathered."""
        if self._texts:
            self._send(["text", "".join(self._texts)])
        if self._blocks:
            self._send(["blocks", self._blocks])
        self._texts, self._blocks, self._pending = [], [], 0

    def _append_separator(self, kind: str, table: int | None) -> int:
        if self.length:
            dense = kind in GROUPS and (GROUPS[kind], table) == self._last_group
            self._append("\n" if dense else "\n\n")
        self._last_group = GROUPS.get(kind), table
        return self.length

    def _append(self, text: str) -> None:
        if self.length + len(text) > self.limits.max_chars:
            raise TooLarge(TooLarge.CHARACTERS, limit=f"{self.limits.max_chars:,}")
        self._texts.append(text)
        self.length += len(text)
        self._pending += len(text)

    def _place(self, start: int, words: list[Word]) -> None:
        if self._page is None:
            return
        if self._page["start"] is None:
            self._page["start"] = start
        self._page["words"] += [(start + begin, start + end, *box) for begin, end, *box in words]


def safe(text: str) -> str:
    """Return text of the same length that can be stored."""
    return text.translate(UNSAFE) if UNSAFE_CHAR.search(text) else text
