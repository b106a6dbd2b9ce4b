"""From the lines of a page to blocks: headings, paragraphs, list items, rows, page furniture."""

import re

from documents.extraction import thai
from documents.extraction.formats.pdf.glyphs import Word
from documents.extraction.formats.pdf.lines import LABEL, labels
from documents.extraction.formats.pdf.page import Line, Page, TableRow
from documents.extraction.formats.pdf.survey import Survey
from documents.extraction.writer import Writer

MAX_HEADING_CHARS = 180
MAX_BOLD_HEADING_CHARS = 100
BULLET = re.compile(r"^[•◦▪▫●○■□‣·–—*-]$")
NUMBERED_HEADING = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){1,3})\.? (?!\d)[^\W_a-z][^|]{2,80}$")
SENTENCE_END = (".", "!", "?", ":", "。", "”", '"')
CAPTION = re.compile(r"^(?:figure|fig\.|table|chart|ตาราง(?:ที่)?|ภาพ(?:ที่)?|รูป(?:ที่)?)\s*[\d๐-๙]+(?:\.\d+)?\s*[.:–—]", re.I)


class PageBlocks:
    """Writes one page. outline_levels: normalised titles of the document's outline on this page and their levels."""

    def __init__(self, page: Page, survey: Survey, writer: Writer, outline_levels: dict[str, int]):
        self.page = page
        self.survey = survey
        self.writer = writer
        self.outline_levels = outline_levels
        self.tables: dict[int, int] = {}
        self.kind, self.level = "", 0
        self.lines: list[Line] = []
        self.rights: dict[int, float] = {}

    def write(self) -> None:
        for item in self.page.items:
            if isinstance(item, TableRow):
                self._close()
                self._write_row(item)
            else:
                self._take(item)
        self._close()

    def _take(self, line: Line) -> None:
        kind, level = self._role(line)
        last = self.lines[-1] if self.lines else None
        if last is None or not self._continues(last, line, kind, level):
            self._close()
            self.kind, self.level = kind, level
        self.lines.append(line)

    def _role(self, line: Line) -> tuple[str, int]:
        text = line.text
        if furniture := self.survey.furniture(line, self.page):
            return furniture, 0
        if level := self.outline_levels.get(normalise_title(text)):
            return "heading", level
        if len(text) <= MAX_HEADING_CHARS and (level := self.survey.heading_level(line)) and any(map(str.isalpha, text)):
            return "heading", level
        if (match := NUMBERED_HEADING.match(text)) and not text.endswith(SENTENCE_END + (";", ",")) and self._room(line) > 0.35:
            return "heading", min(1 + match.group(1).count("."), 6)
        if len(line.words) > 1 and labels(*line.words[:2]) and not self._bold_heading(line) and not self._mid_sentence(line):
            return "list_item", 1
        if CAPTION.match(text) and len(text) < 200:
            return "caption", 0
        return ("heading", self.survey.bold_level()) if self._bold_heading(line) else ("paragraph", 0)

    def _mid_sentence(self, line: Line) -> bool:
        """Whether a line that begins like "2.5 kilograms" only goes on with the sentence of the line above."""
        last = self.lines[-1] if self.lines else None
        if last is None or BULLET.match(line.words[0].text) or last.region != line.region:
            return False
        near = 0 < line.top - last.top <= 1.15 * self.survey.pitch(last)
        ended = last.text.endswith((*SENTENCE_END, ";", ",")) or self._room(last) > 0.25
        return near and not ended and abs(line.x0 - last.x0) < 2

    def _bold_heading(self, line: Line) -> bool:
        text = line.text
        return line.bold and len(text) <= MAX_BOLD_HEADING_CHARS and not text.endswith((".", ",", ";")) and any(map(str.isalpha, text))

    def _continues(self, last: Line, line: Line, kind: str, level: int) -> bool:
        """Whether line goes on with the block that `last` belongs to."""
        pitch = line.top - last.top
        near = 0 < pitch <= 1.3 * self.survey.pitch(last)
        same_size = abs(line.size - last.size) <= 0.1 * last.size
        if line.region != last.region or not near or not same_size:
            return False
        if kind == "heading" or self.kind == "heading":
            return kind == self.kind and level == self.level and not LABEL.match(line.words[0].text)
        if kind not in ("paragraph",) or self.kind not in ("paragraph", "list_item", "caption"):
            return False
        if self.kind == "list_item":
            return line.x0 > self.lines[0].x0 + 1 or line.rtl
        return not self._new_paragraph(last, line)

    def _new_paragraph(self, last: Line, line: Line) -> bool:
        indented = not line.rtl and line.x0 > last.x0 + 0.8 * line.height and len(self.lines) > 1
        if line.bold != last.bold or indented:
            return True
        if line.rtl:
            return False
        room = self._room(last)
        return room > 0.3 or (room > 0.2 and last.text.endswith(SENTENCE_END)) or (room > 0.2 and thai.is_thai(last.text[-1]))

    def _room(self, line: Line) -> float:
        """Return the share of the column that is empty after a line."""
        if line.region not in self.rights:
            self.rights[line.region] = max(item.x1 for item in self.page.items if isinstance(item, Line) and item.region == line.region)
        right = self.rights[line.region]
        return (right - line.x1) / max(right - line.x0, 1)

    def _close(self) -> None:
        if self.lines:
            words = [word for line in self.lines for word in line.words]
            if self.kind == "list_item" and BULLET.match(words[0].text):
                words = words[1:]
            text, places = join_words(words)
            self.writer.add(self.kind, text, level=self.level or int(self.kind == "list_item"), words=places)
        self.lines = []

    def _write_row(self, row: TableRow) -> None:
        if row.table not in self.tables:
            self.tables[row.table] = self.writer.next_table()
        parts, places, length = [], [], 0
        for index, cell in enumerate(row.cells):
            text, boxes = join_words(cell)
            if index:
                parts.append(" | ")
                length += 3
            places += [(start + length, end + length, *box) for start, end, *box in boxes]
            parts.append(text)
            length += len(text)
        kind = "table_header" if row.header else "table_row"
        self.writer.add(kind, "".join(parts), row=row.row, table=self.tables[row.table], words=places)


def join_words(words: list[Word]) -> tuple[str, list[tuple]]:
    """Return the text of words and (start, end, box) of each; a word broken at a line end becomes one again."""
    parts: list[str] = []
    places = []
    length = 0
    previous: Word | None = None
    for word in words:
        if previous is not None and not _clings(previous, word):
            parts.append(" ")
            length += 1
        parts.append(word.text)
        places.append((length, length + len(word.text), word.x0, word.top, word.x1, word.bottom))
        length += len(word.text)
        previous = word
    return "".join(parts), places


def _clings(previous: Word, word: Word) -> bool:
    if word.glued or not word.text or not previous.text:
        return True
    next_line = word.top > previous.bottom - 0.3 * previous.height
    if not next_line:
        return False
    if previous.broken and word.text[0].islower():
        return True
    return thai.joins_without_space(previous.text[-1], word.text[0])


def normalise_title(text: str) -> str:
    """Return text without blanks and case, for comparing outline titles with lines."""
    return re.sub(r"[\s\u200b]+", "", text).casefold()
