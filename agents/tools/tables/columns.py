# ruff: noqa: E501 - patterns and messages stand on one line
"""Columns of a table with their types, and rows as typed values."""

import difflib
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from agents.tools.tables.cells import day_of, is_blank, looks_european, month_first, number
from agents.tools.tables.reading import DocumentTable, Row, Spot

MOST_ROWS = 50_000
MOST_COLUMNS = 60
TYPED_SHARE = 0.9  # of the filled cells that must be of a type
TRUTHS = {"true", "false", "yes", "no", "ใช่", "ไม่ใช่", "y", "n"}
IDENTIFIER = re.compile(
    r"\b(?:id|no|code|zip|postcode|phone|tel|sku|number|index|key|account)\b|#|_id$|id$|รหัส|เลขที่|ลำดับ|โทร|เบอร์", re.IGNORECASE
)
TOTAL = re.compile(r"^(?:grand |sub)?-?\s?totals?\b|^รวม(?:ทั้งสิ้น|ทั้งหมด)?\s*$|^ยอดรวม|^sum\b", re.IGNORECASE)


@dataclass
class TypedColumn:
    """kind: number | date | boolean | identifier | text | empty. values: one a row, None where blank or not of the kind."""

    name: str
    kind: str
    spots: list[Spot]
    values: list[Any]

    @property
    def missing(self) -> int:
        return sum(is_blank(spot.text) for spot in self.spots)

    @cached_property
    def filled(self) -> list[tuple[Any, int]]:
        """Values with their row index, blanks left out."""
        return [(value, at) for at, value in enumerate(self.values) if value is not None]


@dataclass
class Frame:
    """A table ready for reckoning. left_out: rows beyond MOST_ROWS, and a row of totals at the end."""

    table: DocumentTable
    columns: list[TypedColumn]
    rows: list[Row]
    left_out: int = 0
    total_row: Row | None = None
    notes: list[str] = field(default_factory=list)

    def column(self, name: str) -> TypedColumn | None:
        """Return the column that name means: as written, else by its letters, else the nearest in spelling."""
        wanted = _letters(name)
        by_letters = {_letters(column.name): column for column in reversed(self.columns)}
        if not wanted:
            return None
        if wanted in by_letters:
            return by_letters[wanted]
        inside = [key for key in by_letters if len(wanted) > 2 and len(key) > 2 and (wanted in key or key in wanted)]
        if len(inside) == 1:
            return by_letters[inside[0]]
        close = difflib.get_close_matches(wanted, by_letters, 1, 0.82)
        return by_letters[close[0]] if close else None


def _letters(name: str) -> str:
    return re.sub(r"[^0-9a-z\u0e00-\u0e7f]+", "", name.casefold())


def frame_of(table: DocumentTable) -> Frame | None:
    """Return the table with typed columns, None if it has no rows of several columns."""
    header, rows = _with_header(table)
    if not header or not rows:
        return None
    left_out = max(len(rows) - MOST_ROWS, 0)
    rows = rows[:MOST_ROWS]
    total_row = rows[-1] if len(rows) > 2 and any(TOTAL.match(cell.text) for cell in rows[-1].cells[:2]) else None
    rows = rows[:-1] if total_row else rows
    empty = Spot("", 0, 0)
    columns = []
    for at, spot in enumerate(header[:MOST_COLUMNS]):
        spots = [row.cells[at] if at < len(row.cells) else empty for row in rows]
        if not spot.text and all(not each.text for each in spots):
            continue
        columns.append(typed(spot.text or f"#{at + 1}", spots))
    return Frame(table, columns, rows, left_out, total_row)


def _with_header(table):
    """Return (header, rows); the first row is the header where the file marks none but it reads like one."""
    if table.header:
        return table.header, table.rows
    if len(table.rows) < 2 or len(table.rows[0].cells) < 2:
        return [], []
    first = table.rows[0].cells
    wordy = all(cell.text and number(cell.text) is None for cell in first)
    below = any(number(cell.text) is not None for row in table.rows[1:6] for cell in row.cells)
    if wordy and below:
        return first, table.rows[1:]
    return [Spot(f"#{at + 1}", 0, 0) for at in range(table.width)], table.rows


def typed(name: str, spots: list[Spot]) -> TypedColumn:
    """Return a column with the type that at least TYPED_SHARE of its filled cells have."""
    texts = [spot.text for spot in spots if not is_blank(spot.text)]
    if not texts:
        return TypedColumn(name, "empty", spots, [None] * len(spots))
    enough = TYPED_SHARE * len(texts)
    european = looks_european(texts[:500])
    numbers = [None if is_blank(spot.text) else number(spot.text, european=european) for spot in spots]
    if sum(value is not None for value in numbers) >= enough:
        kind = "identifier" if _identifies(name, texts, numbers) else "number"
        return TypedColumn(name, kind, spots, numbers if kind == "number" else [spot.text or None for spot in spots])
    day_first = not month_first(texts[:2000])
    days = [day_of(spot.text, day_first=day_first) for spot in spots]
    if sum(value is not None for value in days) >= enough:
        return TypedColumn(name, "date", spots, days)
    if all(text.casefold() in TRUTHS for text in texts):
        return TypedColumn(name, "boolean", spots, [spot.text or None for spot in spots])
    kind = "identifier" if len(texts) > 3 and IDENTIFIER.search(name) and len(set(texts)) == len(texts) else "text"
    return TypedColumn(name, kind, spots, [None if is_blank(spot.text) else spot.text for spot in spots])


def _identifies(name, texts, numbers):
    """Numbers that only name their row: a telling column name with whole numbers, or zeros in front."""
    whole = all(value is None or value == int(value) for value in numbers)
    padded = sum(text.startswith("0") and len(text) > 1 and text.isdigit() for text in texts) > 0.1 * len(texts)
    years = all(value is None or 1900 <= value <= 2700 for value in numbers) and re.search(r"year|ปี", name, re.IGNORECASE)
    return whole and (padded or bool(years) or (bool(IDENTIFIER.search(name)) and len(set(texts)) > 0.9 * len(texts)))


def counted(column: TypedColumn) -> Counter:
    """Return how often each filled cell text occurs."""
    return Counter(spot.text for spot in column.spots if not is_blank(spot.text))
