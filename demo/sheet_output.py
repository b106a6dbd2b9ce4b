"""Writes the tables among elements as a workbook, a sheet for each chapter, figures as figures."""

import re
from datetime import UTC, datetime
from pathlib import Path

import openpyxl
from openpyxl.styles import Font
from structure import elements

NUMBER = re.compile(r"^\(?[\d,]+\)?$")
PERCENT = re.compile(r"^[\d.]+%$")


def write(path: Path, facts: dict[str, str], tokens: list) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    book.properties.title, book.properties.creator = facts["title"], facts["author"]
    book.properties.created = datetime(2025, 2, 20, 9, 0, tzinfo=UTC).replace(tzinfo=None)
    sheet = None
    chapter = ""
    for element in elements(tokens):
        if element.kind == "heading":
            chapter = re.sub(r"^[\d.]+\s*", "", element.text)
        elif element.kind == "table":
            name = element.rows[0][0] if element.rows[0][0] not in ("Item", "Key figure") else chapter
            sheet = book.create_sheet(name[:31])
            for row in element.rows:
                sheet.append([_value(text) for text in row])
            _format(sheet)
    book.save(path)


def _value(text: str) -> str | float:
    if NUMBER.match(text):
        figure = int(re.sub(r"[(),]", "", text))
        return -figure if text.startswith("(") else figure
    return float(text[:-1]) / 100 if PERCENT.match(text) else text


def _format(sheet) -> None:
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, float):
                cell.number_format = "0.0%"
            elif isinstance(cell.value, int) and cell.value > 2100:
                cell.number_format = "#,##0"
    sheet.column_dimensions["A"].width = 34
