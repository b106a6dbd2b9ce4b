"""What can be said of each column of a table: how full it is, its range, its middle, what stands out."""

import math
from statistics import fmean, median, quantiles
from typing import Any

from agents.tools.tables.columns import Frame, TypedColumn, counted
from agents.tools.tables.grouping import plain

MOST_TOP = 5
MOST_OUTLIERS = 10
FENCE = 3.0  # of the interquartile range beyond the quartiles: far outliers (Tukey)
FEWEST_FOR_OUTLIERS = 8


def column_facts(column: TypedColumn) -> dict[str, Any]:
    """Return a JSON-ready description; `at` fields are row indexes of the extremes."""
    counts = counted(column)
    facts: dict[str, Any] = {
        "name": column.name,
        "type": column.kind,
        "filled": len(column.spots) - column.missing,
        "missing": column.missing,
        "distinct": len(counts),
    }
    if column.kind == "number" and column.filled:
        facts |= _numeric(column)
    elif column.kind == "date" and column.filled:
        first, last = min(column.filled), max(column.filled)
        facts |= {"earliest": plain(first[0]), "latest": plain(last[0]), "at": {"earliest": first[1], "latest": last[1]}}
    elif counts and len(counts) < max(len(column.spots), 2):
        facts["top"] = [{"value": value, "count": count} for value, count in counts.most_common(MOST_TOP)]
    if column.kind == "number":
        facts["unreadable"] = sum(value is None for value in column.values) - column.missing
    return facts


def _numeric(column):
    values = [value for value, _at in column.filled]
    lowest, highest = min(column.filled), max(column.filled, key=lambda pair: pair[0])
    total = math.fsum(values)
    deviation = math.sqrt(math.fsum((value - total / len(values)) ** 2 for value in values) / (len(values) - 1)) if len(values) > 1 else 0.0
    return {
        "min": lowest[0],
        "max": highest[0],
        "mean": fmean(values),
        "median": median(values),
        "sum": total,
        "deviation": deviation,
        "outliers": _outliers(column, values),
        "at": {"min": lowest[1], "max": highest[1]},
    }


def _outliers(column, values):
    if len(values) < FEWEST_FOR_OUTLIERS:
        return []
    low, _middle, high = quantiles(values, n=4, method="inclusive")
    spread = high - low
    if spread == 0:
        return []
    out = [(value, at) for value, at in column.filled if value < low - FENCE * spread or value > high + FENCE * spread]
    out.sort(key=lambda pair: -abs(pair[0] - median(values)))
    return [{"value": value, "row": at} for value, at in out[:MOST_OUTLIERS]]


def duplicates(frame: Frame) -> list[list[int]]:
    """Return groups of indexes of rows that are equal in every cell."""
    seen: dict[tuple, list[int]] = {}
    for at, row in enumerate(frame.rows):
        seen.setdefault(tuple(cell.text for cell in row.cells), []).append(at)
    return [rows for rows in seen.values() if len(rows) > 1]
