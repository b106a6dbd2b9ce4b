"""Plain text: kept as it stands; paragraphs and evident headings become blocks over it."""

import re
from pathlib import Path

from documents.extraction.formats.encoding import read_text
from documents.extraction.thai import normalise
from documents.extraction.writer import Writer

# A long run of spaces is read once: by the lookbehind from its beginning alone, and without going back into it.
PARAGRAPH = re.compile(r"(?:(?<![^\S\n])[^\S\n]++)?\S[^\n]*(?:\n[^\S\n]*+\S[^\n]*)*")
UNDERLINE = re.compile(r"^(=+|-+|~+)$")
NUMBERED_HEADING = re.compile(r"^(\d+(?:\.\d+)*)\.?\s+[^\W\d_][^.!?;:]*$")
LIST_ITEM = re.compile(r"^\s*(?:[-*•–]|\(?\d{1,3}[.)]|\(?[a-z][.)])\s+\S")
MAX_HEADING_CHARS = 90
BATCH_CHARS = 1_000_000


def read(path: Path, writer: Writer) -> None:
    text = normalise(read_text(path, writer.limits)).strip("\n")
    start = 0
    while start < len(text):
        end = _batch_end(text, start)
        piece = text[start:end]
        writer.add_verbatim(piece, list(find_blocks(piece)))
        start = end
        writer.progress(start, len(text))


def find_blocks(text: str):
    """Yield (kind, start, end, level) of the paragraphs, list items and headings of text."""
    for match in PARAGRAPH.finditer(text):
        lines = match.group().split("\n")
        if heading := _heading_level(lines):
            yield "heading", match.start(), match.start() + len(lines[0]), heading
        elif all(LIST_ITEM.match(line) for line in lines):
            yield from _list_items(lines, match.start())
        else:
            yield "paragraph", match.start(), match.end(), 0


def _heading_level(lines: list[str]) -> int:
    first = lines[0].strip()
    if len(first) > MAX_HEADING_CHARS:
        return 0
    if len(lines) == 2 and UNDERLINE.match(lines[1].strip()):
        return 1 if lines[1].strip().startswith("=") else 2
    if len(lines) > 1:
        return 0
    if match := NUMBERED_HEADING.match(first):
        return 1 + match.group(1).count(".")
    return 1 if first.isupper() and len(first) > 3 and not first.endswith((".", ",", ";")) else 0


def _list_items(lines: list[str], start: int):
    for line in lines:
        indent = len(line) - len(line.lstrip())
        yield "list_item", start + indent, start + len(line), 1 + indent // 2
        start += len(line) + 1


def _batch_end(text: str, start: int) -> int:
    """Return where to cut so that no paragraph is cut: after a blank line, if there is one in reach."""
    if len(text) - start <= BATCH_CHARS:
        return len(text)
    cut = text.rfind("\n\n", start, start + BATCH_CHARS)
    if cut <= start:
        cut = text.rfind("\n", start, start + BATCH_CHARS)
    return cut + 1 if cut > start else start + BATCH_CHARS
