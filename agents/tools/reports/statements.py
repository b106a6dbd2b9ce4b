# ruff: noqa: E501 - patterns and messages stand on one line
"""Figures from the tables of a report: periods across, periods down, or one figure a row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from agents.tools.finance.amounts import currency_of
from agents.tools.reports.columns import (
    NOT_VALUES,
    ColumnRole,
    Setting,
    filled_columns,
    is_heading,
    is_interim,
    label_is_period,
    roles_of,
)
from agents.tools.reports.figures import Figure
from agents.tools.reports.labels import folded, is_negated, metric_of
from agents.tools.reports.periods import length_in, mentions, period_of, year_end_of
from agents.tools.reports.units import scale_in, short_scale, unit_of
from agents.tools.reports.vocabulary import COUNTS, SHARES
from agents.tools.tables.cells import is_blank, number
from agents.tools.tables.layout import has_layout, page_tables
from agents.tools.tables.reading import DocumentTable, Row, Spot, tables_of
from agents.tools.texts import DocumentText

OPENING_CHARS = 3000
OWN_SCALE = re.compile(r"\d\s?(?:k|m|mn|bn|b|million|billion|thousand|ล้าน|พัน)\b", re.IGNORECASE)
PER_UNIT = re.compile(r"per (?:\w+ )?share|ต่อหุ้น|\bcents?\b|\bpence\b|\(%\)|%|\bx\b|times|เท่า|employees|พนักงาน|shares? (?:in issue|outstanding)|number of|จำนวน", re.IGNORECASE)  # fmt: skip


def table_figures(document: DocumentText) -> list[Figure]:
    """Return the figures of every table of a document that gives periods, in its order."""
    before = Before()
    return [figure for table in report_tables(document) for figure in _Reader(table, before).figures()]


def report_tables(document: DocumentText) -> Iterator[DocumentTable]:
    return page_tables(document) if has_layout(document) else tables_of(document)


@dataclass
class Before:
    """What the last table said of its columns: a statement that goes on overleaf says it only once."""

    roles: dict[int, ColumnRole] = field(default_factory=dict)
    scale: float = 1.0
    currency: str = ""


class _Reader:
    """Reads one table. The roles of its columns change where a row of headings stands in it."""

    def __init__(self, table: DocumentTable, before: Before):
        self.table = table
        self.before = before
        document = table.document
        opening = document.text[:OPENING_CHARS]
        self.lines = [spot.text for spot in table.above]
        if table.sheet:
            self.lines = [table.sheet, *self.lines]
        nearby = " ".join(self.lines)
        self.opening = opening
        self.setting = Setting(
            length_in(nearby), year_end_of(document.text), is_interim(nearby) or (not length_in(nearby) and is_interim(opening))
        )
        self.setting.month = self._end_month(nearby)
        scale, currency = unit_of(self.lines)
        first_scale, first_currency = unit_of([line for line in opening.splitlines()[:30] if len(line) < 160])
        self.scale = scale if scale is not None else first_scale if first_scale is not None else _stated(opening) or 1.0
        self.currency = currency or first_currency or currency_of(opening[:1500])

    def _end_month(self, text):
        return next((mention.month for mention in mentions(text) if mention.kind in ("date", "month")), 0)

    def figures(self) -> list[Figure]:
        if self.table.header:
            header = Row(self.table.header, self.table.header_number, None, 0, 0)
            if down := self._periods_down(self.table.header, self.table.rows):
                return down
            if listed := self._one_a_row(self.table.header, self.table.rows):
                return listed
            return self._across([header, *self.table.rows])
        rows = self.table.rows
        for at, row in enumerate(rows[:4]):
            if sum(metric_of(cell.text) is not None for cell in row.cells) >= 2 and (down := self._periods_down(row.cells, rows[at + 1 :])):
                return down
        return self._across(rows)

    def _periods_down(self, header: list[Spot], rows: list[Row]) -> list[Figure]:
        metrics = {at: found for at, cell in enumerate(header) if (found := metric_of(cell.text))}
        where = self._period_column(rows, metrics)
        if not metrics or where is None:
            return []
        found = []
        for row in rows:
            text = row.cells[where].text if where < len(row.cells) else ""
            named = mentions(text)
            if not named or is_heading(row) and not any(at < len(row.cells) and number(row.cells[at].text) is not None for at in metrics):
                continue
            period = period_of(named[0], length_in(text) or self.setting.length if named[0].kind != "year" else "")
            for at, (metric, rank) in metrics.items():
                if at < len(row.cells):
                    role = ColumnRole(period, short_scale(header[at].text), currency_of(header[at].text))
                    self._take(found, metric, rank, header[at], row.cells[at], role)
        return found

    def _period_column(self, rows, metrics):
        """Return the column that names a period in most rows."""
        for at in range(min(4, max((len(row.cells) for row in rows), default=0))):
            texts = [row.cells[at].text for row in rows if at < len(row.cells) and row.cells[at].text]
            if at not in metrics and len(texts) >= 1 and sum(label_is_period(text) for text in texts) >= max(1, 0.6 * len(texts)):
                return at
        return None

    def _one_a_row(self, header: list[Spot], rows: list[Row]) -> list[Figure]:
        """Rows such as "2024 | Revenue | 6,150,000": a period, a line and a value each."""
        where = self._period_column(rows, {})
        if where is None or len(header) > 8:
            return []
        width = len(header)
        words = [at for at in range(width) if at != where and sum(metric_of(_text(row, at)) is not None for row in rows) >= 0.3 * len(rows)]
        values = [at for at in filled_columns(rows) if at != where and not NOT_VALUES.search(header[at].text)]
        if not words or not values:
            return []
        found = []
        for row in rows:
            named, metric = mentions(_text(row, where)), metric_of(_text(row, words[0]))
            if named and metric and values[0] < len(row.cells):
                title = header[values[0]].text
                role = ColumnRole(period_of(named[0]), short_scale(title), currency_of(title))
                self._take(found, *metric, row.cells[words[0]], row.cells[values[0]], role)
        return found

    def _across(self, rows: list[Row]) -> list[Figure]:
        found: list[Figure] = []
        roles: dict[int, ColumnRole] = {}
        at = 0
        section = ""
        pending: Spot | None = None
        while at < len(rows):
            row = rows[at]
            if is_heading(row) and not self._is_line(row):
                block = [row]
                while at + len(block) < len(rows) and is_heading(rows[at + len(block)]) and not self._is_line(rows[at + len(block)]):
                    block.append(rows[at + len(block)])
                new = self._roles(self._titles(rows, at) + block, rows[at + len(block) :])
                if any(role.period for role in new.values()):
                    roles = new
                self._take_units(block)
                at += len(block)
                continue
            self._take_units([row])
            label, values = self._split(row)
            if not roles and values:
                roles = self._assumed(rows[at:])
            if label is not None and not values:
                section, pending = label.text, label
            elif label is not None:
                self._line(found, row, label, pending, section, roles)
                pending = None
            elif values and pending is not None:
                self._line(found, row, pending, None, section, roles)
                pending = None
            at += 1
        if roles:
            self.before.roles, self.before.scale, self.before.currency = roles, self.scale, self.currency
        return found

    def _titles(self, rows, at):
        """Rows of spanning titles that stand just above the heading, such as "Consolidated | Separate"."""
        above = rows[at - 1] if at else None
        return [above] if above and not any(number(cell.text) is not None for cell in above.cells) and sum(bool(cell.text) for cell in above.cells[1:]) >= 1 else []  # fmt: skip

    def _is_line(self, row):
        """A row with a metric's label and values is no heading, even if its values look like years."""
        return bool(row.cells and metric_of(row.cells[0].text)) and any(number(cell.text) is not None for cell in row.cells[1:])

    def _roles(self, headings, below):
        rows = []
        for row in below:
            if is_heading(row) and not self._is_line(row) and rows:
                break
            rows.append(row)
        filled = filled_columns(rows)
        width = max((len(row.cells) for row in [*headings, *rows]), default=0)
        block_text = " ".join(cell.text for row in headings for cell in row.cells)
        if length := length_in(block_text):
            setting = Setting(length, self.setting.year_end, self.setting.interim or length in ("3M", "6M", "9M"))
            setting.month = self._end_month(block_text) or self.setting.month
        else:
            setting = self.setting
        return roles_of(headings, width, filled, setting)

    def _assumed(self, rows):
        """Without a heading: the columns of the table before if it had as many, else the period that the lines above name."""
        filled = [at for at in filled_columns(rows) if at]
        periods = [role for _at, role in sorted(self.before.roles.items()) if role.period is not None]
        if periods and len(periods) == len(filled):
            self.scale, self.currency = self.before.scale, self.before.currency
            return dict(zip(filled, periods, strict=True))
        for text in [*reversed(self.lines), self.table.document.name, self.opening]:
            found = mentions(text)
            if found and len(filled) == 1:
                return {filled[0]: ColumnRole(period_of(found[0], length_in(text)))}
            if len({mention.year for mention in found}) == len(filled) > 1:
                return {at: ColumnRole(period_of(each, length_in(text))) for at, each in zip(filled, found, strict=False)}
        return {}

    def _take_units(self, rows):
        for row in rows:
            text = " ".join(cell.text for cell in row.cells if cell.text)
            found = scale_in(text)
            figures = [cell for cell in row.cells[1:] if number(cell.text) is not None and not mentions(cell.text)]
            if found is not None and not figures and not PER_UNIT.search(text.partition(",")[0]):
                self.scale = found
                self.currency = currency_of(text) or self.currency

    def _split(self, row):
        """Return (the cell that labels the row, columns with figures)."""
        label = next((cell for cell in row.cells if cell.text and number(cell.text) is None and not is_blank(cell.text)), None)
        values = [at for at, cell in enumerate(row.cells) if cell is not label and number(cell.text) is not None]
        return label, values

    def _line(self, found, row, label, pending, section, roles):
        match = metric_of(label.text)
        if match is None and pending is not None:
            match = metric_of(f"{pending.text} {label.text}")
        if match is None and folded(label.text) in ("total", "รวม"):
            match = metric_of(f"total {section}")
        metric, rank = match or ("", 9)
        for at, role in roles.items():
            if role.period is not None and at < len(row.cells) and row.cells[at] is not label:
                self._take(found, metric, rank, label, row.cells[at], role)

    def _take(self, found, metric, rank, label, cell, role):
        value = number(cell.text)
        if value is None or cell.text.rstrip(") ").endswith("%"):
            return
        unscaled = metric in SHARES or metric in COUNTS or (not metric and PER_UNIT.search(label.text))
        own = short_scale(label.text) if re.search(r"\([^)]*\)|,", label.text) and not PER_UNIT.search(label.text) else None
        scale = 1.0 if unscaled or OWN_SCALE.search(cell.text) else own or role.scale or self.scale
        if is_negated(label.text) and value > 0:
            value = -value
        basis = "separate" if role.separate else ""
        currency = "" if metric in COUNTS else role.currency or self.currency
        found.append(Figure(metric, " ".join(label.text.split()), role.period, value * scale, currency, scale, cell, self.table.document, rank, "table", basis, label))  # fmt: skip


def _text(row, at):
    return row.cells[at].text if at < len(row.cells) else ""


def _stated(text: str) -> float | None:
    """Return the scale of a sentence such as "All figures in USD million." among the first lines."""
    found = re.search(
        r"(?:figures|amounts?|stated|expressed|presented|reported|values?)\b.{0,40}?\b(?:in|are in)\b.{0,40}|หน่วย\s?[:：]?.{0,20}",
        text,
        re.IGNORECASE,
    )
    return short_scale(found[0]) if found else None
