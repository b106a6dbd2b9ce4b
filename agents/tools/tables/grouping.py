# ruff: noqa: E501 - patterns and messages stand on one line
"""Sums, means and counts over the rows of a table: computed, with the rows they rest on."""

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import mean, median
from typing import Any

from django.utils.translation import gettext as _

from agents.tools.protocol import BadArguments
from agents.tools.tables.cells import day_of, number
from agents.tools.tables.columns import Frame, TypedColumn

AGGREGATES = ("sum", "mean", "median", "min", "max", "count", "distinct")
OPERATORS = ("=", "!=", ">", ">=", "<", "<=", "contains")
FILTERS = {
    "type": "array",
    "maxItems": 20,
    "items": {
        "type": "object",
        "properties": {
            "column": {"type": "string", "maxLength": 200},
            "operator": {"type": "string", "enum": list(OPERATORS)},
            "value": {"type": ["string", "number"]},
        },
        "required": ["column", "operator", "value"],
        "additionalProperties": False,
    },
}
BY_TIME = {"year": 4, "month": 7, "day": 10, "quarter": None}


@dataclass
class Group:
    """rows: indexes into Frame.rows that the value rests on."""

    key: str
    value: float | None
    rows: list[int]


def find_column(frame: Frame, name: str) -> TypedColumn:
    """Raises BadArguments, listing the columns there are."""
    found = frame.column(name)
    if found is None:
        there = ", ".join(column.name for column in frame.columns)
        raise BadArguments(_('There is no column "%(name)s" in %(table)s. It has: %(there)s.') % {"name": name[:60], "table": frame.table.name, "there": there[:600]})  # fmt: skip
    return found


def kept_rows(frame: Frame, filters: Iterable[dict]) -> list[int]:
    """Return the indexes of the rows that fit every filter."""
    rows = range(len(frame.rows))
    for each in filters:
        column = find_column(frame, each["column"])
        fits = _test(column, each["operator"], each["value"])
        rows = [at for at in rows if fits(at)]
    return list(rows)


def _test(column, operator, wanted):
    said = str(wanted).strip()
    if column.kind == "number":
        aim = float(wanted) if isinstance(wanted, (int, float)) else number(said)
        if aim is None and operator in (">", ">=", "<", "<="):
            raise BadArguments(_('"%(value)s" is not a number to compare %(column)s with.') % {"value": said[:60], "column": column.name})
        if aim is not None and operator != "contains":
            return lambda at: column.values[at] is not None and _compares(column.values[at], operator, aim)
    if column.kind == "date":
        return _date_test(column, operator, said)
    if operator in (">", ">=", "<", "<="):
        return lambda at: column.spots[at].text != "" and _compares(column.spots[at].text, operator, said)
    folded = said.casefold()
    if operator == "contains":
        return lambda at: folded in column.spots[at].text.casefold()
    return lambda at: (column.spots[at].text.casefold() == folded) == (operator == "=")


def _date_test(column, operator, said):
    if re.fullmatch(r"\d{4}(-\d{2})?", said) and operator in ("=", "!=", "contains"):
        return lambda at: column.values[at] is not None and column.values[at].isoformat().startswith(said) == (operator != "!=")
    aim = day_of(said if len(said) > 4 else f"{said}-01-01")
    if aim is None:
        raise BadArguments(_('"%(value)s" is no date: write it as YYYY-MM-DD.') % {"value": said[:60]})
    return lambda at: column.values[at] is not None and _compares(column.values[at], operator, aim)


def _compares(value, operator, aim):
    if operator == "=":
        return value == aim
    if operator == "!=":
        return value != aim
    if operator == ">":
        return value > aim
    if operator == ">=":
        return value >= aim
    return value < aim if operator == "<" else value <= aim


def grouped(
    frame: Frame, rows: list[int], by: list[TypedColumn], measure: TypedColumn | None, aggregate: str, period: str = ""
) -> list[Group]:
    """Return a group for each combination of values of `by`, in order of first appearance; dates in order of time."""
    found: dict[tuple, list[int]] = {}
    for at in rows:
        found.setdefault(tuple(_key(column, at, period) for column in by), []).append(at)
    groups = [Group(" · ".join(key) or _("all rows"), worth(measure, members, aggregate), members) for key, members in found.items()]
    if by and by[0].kind == "date":
        groups.sort(key=lambda group: group.key)
    return groups


def _key(column, at, period):
    value = column.values[at]
    if column.kind == "date" and isinstance(value, date):
        if period == "quarter":
            return f"{value.year}-Q{(value.month + 2) // 3}"
        return value.isoformat()[: BY_TIME.get(period) or 10]
    return column.spots[at].text or _("(blank)")


def worth(measure: TypedColumn | None, rows: list[int], aggregate: str) -> float | None:
    """Return an aggregate over rows; None where no row has a value."""
    if aggregate == "count":
        return float(len(rows) if measure is None else sum(measure.values[at] is not None for at in rows))
    if measure is None:
        raise BadArguments(_("Name the column (measure) to work out %(aggregate)s of.") % {"aggregate": aggregate})
    if aggregate == "distinct":
        return float(len({measure.values[at] for at in rows} - {None}))
    if measure.kind != "number":
        raise BadArguments(_('"%(column)s" holds no numbers, so it has no %(aggregate)s; count its rows instead.') % {"column": measure.name, "aggregate": aggregate})  # fmt: skip
    values = [measure.values[at] for at in rows if measure.values[at] is not None]
    return float({"sum": math.fsum, "mean": mean, "median": median, "min": min, "max": max}[aggregate](values)) if values else None


def period_for(column: TypedColumn) -> str:
    """Return how finely to group dates: as many groups as a chart can show."""
    days = [value for value, _at in column.filled]
    if not days or len(set(days)) <= 62:
        return "day" if any(day.day != 1 for day in days) else "month"
    months = {(day.year, day.month) for day in days}
    return "month" if len(months) <= 48 else "year"


def share_of_total(groups: list[Group]) -> list[float] | None:
    total = math.fsum(group.value or 0 for group in groups)
    return [(group.value or 0) / total for group in groups] if total > 0 and all((group.value or 0) >= 0 for group in groups) else None


def plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
