"""DOCX: headings, numbered lists, tables, footnotes and properties, in document order."""

import re
from pathlib import Path

import docx
from docx.oxml.ns import qn
from lxml import etree

from documents.extraction import office
from documents.extraction.archive import open_checked
from documents.extraction.errors import Corrupt, NoText
from documents.extraction.formats.word_numbering import Numbering
from documents.extraction.thai import normalise
from documents.extraction.writer import Writer

HEADING = re.compile(r"^(?:heading|überschrift|titre|หัวเรื่อง|หัวข้อ)\s*(\d)$", re.I)
SKIPPED = {qn(tag) for tag in ("w:del", "w:moveFrom", "w:instrText", "w:delText")} | {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
}
PROGRESS_EVERY = 200


def read(path: Path, writer: Writer) -> None:
    open_checked(path, writer.limits).close()
    try:
        document = docx.Document(path)
        body = document.element.body
    except (KeyError, ValueError, AttributeError, etree.XMLSyntaxError, OSError) as error:
        raise Corrupt from error
    writer.meta |= office.properties(document.core_properties)
    _Body(document, writer).write(body)
    if writer.length == 0:
        raise NoText


class _Body:
    def __init__(self, document, writer: Writer):
        self.writer = writer
        self.styles = {style.style_id: style for style in document.styles if style.style_id}
        self.numbering = Numbering(document)
        self.footnotes = _notes(document)
        self.cited: list[str] = []

    def write(self, body) -> None:
        total = len(body)
        for index, element in enumerate(body):
            self._element(element)
            if index % PROGRESS_EVERY == 0:
                self.writer.progress(index, total)
        for number in self.cited:
            if text := self.footnotes.get(number, ""):
                self.writer.add("footnote", f"[{number}] {text}")

    def _element(self, element) -> None:
        if element.tag == qn("w:p"):
            self._paragraph(element)
        elif element.tag == qn("w:tbl"):
            self._table(element)
        elif element.tag == qn("w:sdt"):
            for child in element.iterchildren(qn("w:sdtContent")):
                for inner in child:
                    self._element(inner)

    def _paragraph(self, element) -> None:
        text = normalise(paragraph_text(element, self.cited)).strip()
        style = self._style(element)
        label, depth = self.numbering.label(element, style)
        if not text:
            return
        level = self._heading_level(element, style)
        text = f"{label} {text}" if label else text
        if level:
            self.writer.add("heading", text, level=level)
        elif depth is not None or (style and style.name and style.name.startswith("List")):
            self.writer.add("list_item", text, level=(depth or 0) + 1)
        elif style and style.name == "Caption":
            self.writer.add("caption", text)
        else:
            self.writer.add("paragraph", text)
        # A text box hangs on a paragraph but is a text of its own; it is part of paragraph_text already.

    def _style(self, element):
        properties = element.find(qn("w:pPr"))
        chosen = properties.find(qn("w:pStyle")) if properties is not None else None
        return self.styles.get(chosen.get(qn("w:val"))) if chosen is not None else None

    def _heading_level(self, element, style) -> int:
        outline = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if outline is not None and (outline.get(qn("w:val")) or "9") < "9":
            return int(outline.get(qn("w:val"))) + 1
        while style is not None:
            if style.name == "Title":
                return 1
            if style.name == "Subtitle":
                return 2
            if match := HEADING.match(style.name or ""):
                return int(match.group(1))
            style = getattr(style, "base_style", None)
        return 0

    def _table(self, element) -> None:
        table = self.writer.next_table()
        rows = list(element.iterchildren(qn("w:tr")))
        for number, row in enumerate(rows, start=1):
            text = " | ".join(self._cells(row))
            if text.strip(" |"):
                header = number == 1 and len(rows) > 1 and (_marked_header(row) or _wordy(row))
                self.writer.add("table_header" if header else "table_row", text, row=number, table=table)

    def _cells(self, row) -> list[str]:
        cells = []
        for cell in row.iter(qn("w:tc")):
            if next(cell.iterancestors(qn("w:tr"))) is not row:
                continue  # a cell of a nested table, whose text its outer cell holds
            merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
            if merged is not None and merged.get(qn("w:val")) != "restart":
                cells.append("")
                continue
            texts = (normalise(paragraph_text(p, self.cited)) for p in cell.iter(qn("w:p")))
            cells.append(" ".join(" ".join(texts).split()))
        return cells


def _marked_header(row) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def _wordy(row) -> bool:
    texts = ["".join(t.text or "" for t in cell.iter(qn("w:t"))).strip() for cell in row.iterchildren(qn("w:tc"))]
    return len(texts) > 1 and all(text and len(text) < 60 and not text[0].isdigit() for text in texts)


def paragraph_text(element, cited: list[str]) -> str:
    """Return the visible text of a w:p: insertions in, deletions and field codes out; notes become [n]."""
    parts: list[str] = []
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in SKIPPED or not isinstance(child.tag, str):
            continue
        elif child.tag == qn("w:t"):
            parts.append(child.text or "")
        elif child.tag == qn("w:tab"):
            parts.append("\t" if child.getparent().tag == qn("w:r") else "")
        elif child.tag in (qn("w:br"), qn("w:cr")):
            parts.append("\n")
        elif child.tag == qn("w:noBreakHyphen"):
            parts.append("-")
        elif child.tag == qn("w:footnoteReference"):
            cited.append(child.get(qn("w:id"), ""))
            parts.append(f"[{cited[-1]}]")
        else:
            stack.append(iter(child))
    return "".join(parts)


def _notes(document) -> dict[str, str]:
    """Return the footnotes by id."""
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/footnotes") and not relation.is_external:
            parser = etree.XMLParser(resolve_entities=False, no_network=True)
            root = etree.fromstring(relation.target_part.blob, parser)
            return {
                note.get(qn("w:id")): " ".join(" ".join(paragraph_text(p, []) for p in note.iter(qn("w:p"))).split())
                for note in root.iter(qn("w:footnote"))
            }
    return {}
