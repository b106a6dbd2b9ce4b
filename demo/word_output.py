"""Writes elements as a Word document with real styles."""

from datetime import UTC, datetime
from pathlib import Path

import docx
from structure import elements


def write(path: Path, facts: dict[str, str], tokens: list) -> None:
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author = facts["title"], facts["author"]
    properties.created = properties.modified = datetime(2025, 1, 6, 9, 0, tzinfo=UTC)
    for element in elements(tokens):
        if element.kind == "heading":
            document.add_heading(element.text, level=element.level - 1)
        elif element.kind == "item":
            document.add_paragraph(element.text, style="List Bullet" if element.label == "•" else "List Number")
        elif element.kind == "table":
            _table(document, element.rows)
        else:
            document.add_paragraph(element.text)
    document.save(path)


def _table(document, rows: list[list[str]]) -> None:
    table = document.add_table(len(rows), len(rows[0]), style="Light Grid Accent 1")
    for cells, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(cells.cells, texts, strict=True):
            cell.text = text
