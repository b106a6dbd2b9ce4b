"""What the tables of the project hold, and totals over them: computed from every row, never guessed from a passage."""

import re

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from agents.templatetags.charts import figure
from agents.tools.data.rules import chart_of
from agents.tools.protocol import Context, Tool
from agents.tools.registry import register
from agents.tools.results import Cell, Column, Result, Statement, Table
from agents.tools.tables.asked import ASKS_CHART, aggregate_in, columns_in, read_grouping
from agents.tools.tables.choosing import frames_for, with_columns
from agents.tools.tables.columns import Frame
from agents.tools.tables.facts import column_facts, duplicates
from agents.tools.tables.grouping import AGGREGATES, BY_TIME, FILTERS, find_column, grouped, kept_rows, period_for
from agents.tools.tables.reading import is_tabular

MOST_SUMMED_UP = 12
MOST_GROUPS = 200
CITED_ROWS = 3
SAID_GROUPS = 10
DESCRIBE = re.compile(
    r"\b(?:summar\w+|describe|profile|overview|statistics|explore|what is in|what columns|which columns|data quality|missing values?|duplicates?|outliers?)\b"
    r"|สรุปข้อมูล|สรุป(?:ไฟล์|ตาราง)|ภาพรวมข้อมูล|ค่าว่าง|ข้อมูลที่หายไป|ข้อมูลซ้ำ|ค่าผิดปกติ|มีคอลัมน์|สถิติ",
    re.IGNORECASE,
)
DATA = re.compile(r"\b(?:data(?:set)?|table|csv|xlsx|spreadsheet|excel|sheet|workbook|columns?|rows?|missing values|duplicates?|outliers?)\b|ข้อมูล|ตาราง|คอลัมน์|แถว|ชีต|ไฟล์ (?:csv|excel)", re.IGNORECASE)  # noqa: E501  # fmt: skip
SIZE = re.compile(r"\bhow many (?:rows|columns|records|lines)\b|กี่(?:แถว|คอลัมน์|รายการ|ระเบียน)", re.IGNORECASE)
NAMES = {
    "sum": gettext_lazy("total"), "mean": gettext_lazy("mean"), "median": gettext_lazy("median"), "min": gettext_lazy("lowest"),
    "max": gettext_lazy("highest"), "count": gettext_lazy("count"), "distinct": gettext_lazy("distinct values"),
}  # fmt: skip
KINDS = {
    "number": gettext_lazy("number"), "date": gettext_lazy("date"), "boolean": gettext_lazy("yes/no"), "identifier": gettext_lazy("identifier"),
    "text": gettext_lazy("text"), "empty": gettext_lazy("empty"),
}  # fmt: skip


@register
class DataSummary(Tool):
    name = "data_summary"
    title = gettext_lazy("Data summary")
    icon = "sigma"
    description = (
        "Describe the tables of the project's spreadsheets, CSV files and documents (rows, columns, types, missing values, ranges, "
        "top values, outliers, duplicates), or work out an aggregate over all rows: give measure, aggregate, group_by and filters. "
        "Everything is computed from the rows, so use it for totals, averages and counts instead of searching."
    )
    parameters = {
        "type": "object",
        "properties": {
            "table": {"type": "string", "maxLength": 200, "description": "Part of the file's or sheet's name; all tables if left out."},
            "group_by": {"type": "array", "items": {"type": "string", "maxLength": 200}, "maxItems": 3, "description": "Column names."},
            "measure": {"type": "string", "maxLength": 200, "description": "Column to aggregate."},
            "aggregate": {"type": "string", "enum": list(AGGREGATES), "description": "Default sum, or count without a measure."},
            "filters": FILTERS,
            "period": {"type": "string", "enum": list(BY_TIME), "description": "How finely dates in group_by are grouped."},
            "sort": {"type": "string", "enum": ["value", "key"], "description": "Groups by value, largest first (default), or by name."},
            "limit": {"type": "integer", "minimum": 1, "maximum": MOST_GROUPS, "description": "Most groups to return."},
        },
        "additionalProperties": False,
    }
    returns = {
        "type": "object",
        "properties": {
            "tables": {"type": "array", "items": {"type": "object"}},
            "groups": {"type": "array", "items": {"type": "object"}},
            "total": {"type": ["number", "null"]},
            "rows": {"type": "integer"},
        },
    }

    def run(self, context: Context, arguments: dict) -> Result:
        with translation.override(context.language):
            wanted = [*arguments.get("group_by", []), *filter(None, [arguments.get("measure")])]
            wanted += [each["column"] for each in arguments.get("filters", [])]
            frames = frames_for(context, arguments.get("table", ""), everywhere=bool(wanted))
            if not frames:
                return Result(found_nothing=True, statements=[Statement(_("There is no table with rows in these documents."))])
            if wanted or arguments.get("aggregate"):
                return aggregated(with_columns(frames, wanted), arguments)
            return described(frames)

    def propose(self, context: Context) -> dict | None:
        question = context.question[:2000]
        wants_size = SIZE.search(question)
        describes = (DESCRIBE.search(question) and DATA.search(question)) or wants_size
        if not describes and aggregate_in(question) is None:
            return None
        tabular = [text for text in context.texts() if is_tabular(text)]
        if not tabular or (context.documents and len(tabular) < len(set(context.documents))):
            return None
        if describes:
            return {}
        if ASKS_CHART.search(question):
            return None  # the chart shows these numbers
        frames = [frame for frame in frames_for(context) if is_tabular(frame.table.document)]
        for frame in sorted(frames, key=lambda each: -len(columns_in(each, question))):
            if asked := read_grouping(frame, question):
                return asked | {"table": frame.table.sheet or frame.table.document.name}
        return None


def aggregated(frame: Frame, arguments: dict) -> Result:
    """Return one value a group, or one for all rows, each with the rows it rests on."""
    by = [find_column(frame, name) for name in arguments.get("group_by", [])]
    measure = find_column(frame, arguments["measure"]) if arguments.get("measure") else None
    aggregate = arguments.get("aggregate") or ("sum" if measure and measure.kind == "number" else "count")
    rows = kept_rows(frame, arguments.get("filters", []))
    result = Result(found_nothing=not rows)
    if not rows:
        result.statements.append(Statement(_("No row of %(table)s fits these conditions.") % {"table": frame.table.name}))
        return result
    period = arguments.get("period") or (period_for(by[0]) if by and by[0].kind == "date" else "")
    groups = grouped(frame, rows, by, measure, aggregate, period)
    in_time = bool(by) and by[0].kind == "date"
    if arguments.get("sort") == "key":
        groups.sort(key=lambda group: group.key)
    elif not in_time:
        groups.sort(key=lambda group: -(group.value if group.value is not None else float("-inf")))
    whole = grouped(frame, rows, [], measure, aggregate)[0]
    kept = groups[: arguments.get("limit", MOST_GROUPS)]
    what = f"{NAMES[aggregate]} {measure.name}" if measure else str(_("rows"))
    label = " · ".join(column.name for column in by)
    _say(result, frame, kept, groups, whole, what, label, measure)
    result.data = {
        "table": frame.table.name,
        "aggregate": aggregate,
        "groups": [{"key": group.key, "value": group.value, "rows": len(group.rows), "cells": _rows_of(frame, group.rows)} for group in kept] if by else [],
        "total": whole.value,
        "rows": len(rows),
    }
    if by:
        result.views = [_table(result, frame, kept, label, what, measure, len(groups))]
        if len(kept) > 1:
            points = [(group.key, group.value) for group in kept]
            additive = aggregate in ("sum", "count") and len(kept) == len(groups)
            result.views.append(chart_of([(what, points)], in_time=in_time, x_label=label, y_label=what, is_whole=additive))
    return result


def _say(result, frame, kept, groups, whole, what, label, measure):
    if not label:
        text = _("%(what)s: **%(value)s** (%(n)s rows of %(table)s).") % {"what": what, "value": figure(whole.value), "n": f"{len(whole.rows):,}", "table": frame.table.name}  # fmt: skip
        result.statements.append(Statement(text, cite(result, frame, whole.rows, measure)))
        return
    head = _("%(what)s by %(by)s (%(table)s, %(n)s rows):") % {"what": what, "by": label, "table": frame.table.name, "n": f"{len(whole.rows):,}"}  # fmt: skip
    result.statements.append(Statement(head))
    for group in kept[:SAID_GROUPS]:
        result.statements.append(Statement(f"- {group.key}: **{figure(group.value)}**", cite(result, frame, group.rows, measure)))
    if len(groups) > SAID_GROUPS:
        result.statements.append(Statement(_("… and %(n)s more groups in the table.") % {"n": len(groups) - SAID_GROUPS}))


def cite(result: Result, frame: Frame, rows: list[int], column=None) -> list[int]:
    """Return places of the first rows' cells (of the whole row without a column)."""
    places = []
    for at in rows[:CITED_ROWS]:
        row = frame.rows[at]
        spot = column.spots[at] if column is not None and column.spots[at].text else None
        start, end = (spot.start, spot.end) if spot else (row.start, row.end)
        places.append(result.place(frame.table.document.place(start, end)))
    return places


def _rows_of(frame, rows):
    return [frame.rows[at].number for at in rows[:100]]


def _table(result, frame, groups, label, what, measure, count):
    cells = [
        [
            Cell(group.key, cite(result, frame, group.rows, measure)),
            Cell(str(figure(group.value)), value=group.value),
            Cell(f"{len(group.rows):,}", value=len(group.rows)),
        ]
        for group in groups
    ]
    note = _("%(shown)s of %(all)s groups.") % {"shown": len(groups), "all": count} if len(groups) < count else ""
    if frame.left_out:
        note += " " + _("The last %(n)s rows were left out: the table is too long.") % {"n": f"{frame.left_out:,}"}
    return Table([Column(label), Column(what, "end"), Column(_("Rows"), "end")], cells, title=frame.table.name, note=note.strip())


def described(frames: list[Frame]) -> Result:
    """Return a description of each table, the largest first."""
    result = Result(data={"tables": []})
    frames = sorted(frames, key=lambda frame: -len(frame.rows))
    for frame in frames[:MOST_SUMMED_UP]:
        _describe(result, frame)
    if len(frames) > MOST_SUMMED_UP:
        result.statements.append(Statement(_("%(n)s smaller tables are not shown; name one to see it.") % {"n": len(frames) - MOST_SUMMED_UP}))
    return result


def _describe(result, frame):
    facts = [column_facts(column) for column in frame.columns]
    same = duplicates(frame)
    first, last = frame.rows[0], frame.rows[-1]
    span = result.place(frame.table.document.place(first.start, first.end)), result.place(frame.table.document.place(last.start, last.end))
    result.data["tables"].append(
        {
            "table": frame.table.name, "sheet": frame.table.sheet, "rows": len(frame.rows), "columns": [_with_rows(frame, fact) for fact in facts],
            "duplicate_rows": sum(len(group) - 1 for group in same), "left_out": frame.left_out,
        }
    )  # fmt: skip
    size = ngettext("%(n)s row", "%(n)s rows", len(frame.rows)) % {"n": f"{len(frame.rows):,}"}
    text = _("**%(table)s**: %(size)s, %(columns)s columns.") % {"table": frame.table.name, "size": size, "columns": len(facts)}
    result.statements.append(Statement(text, list(span)))
    _remark(result, frame, facts, same)
    result.views.append(_columns_table(result, frame, facts))


def _with_rows(frame, fact):
    """Replace row indexes by the numbers the file counts rows with."""
    fact = dict(fact)
    if "at" in fact:
        fact["rows"] = {name: frame.rows[at].number for name, at in fact.pop("at").items()}
    if fact.get("outliers"):
        fact["outliers"] = [{"value": each["value"], "row": frame.rows[each["row"]].number} for each in fact["outliers"]]
    return fact


def _remark(result, frame, facts, same):
    for column, fact in zip(frame.columns, facts, strict=True):
        if fact["missing"] and fact["filled"]:
            share = 100 * fact["missing"] / len(frame.rows)
            blank = [at for at, spot in enumerate(column.spots) if at < len(frame.rows) and not column.values[at]]
            text = _("- %(column)s: %(n)s values missing (%(share)s %%)") % {"column": fact["name"], "n": f"{fact['missing']:,}", "share": f"{share:.1f}"}  # fmt: skip
            result.statements.append(Statement(text, cite(result, frame, blank)))
        if fact.get("outliers"):
            shown = ", ".join(str(figure(each["value"])) for each in fact["outliers"][:CITED_ROWS])
            text = _("- %(column)s: %(n)s values far from the rest, such as %(values)s") % {"column": fact["name"], "n": len(fact["outliers"]), "values": shown}  # fmt: skip
            result.statements.append(Statement(text, cite(result, frame, [each["row"] for each in fact["outliers"]], column)))
    if same:
        text = _("- %(n)s rows are duplicates of others") % {"n": sum(len(group) - 1 for group in same)}
        result.statements.append(Statement(text, cite(result, frame, [at for group in same for at in group])))


def _columns_table(result, frame, facts):
    heads = [_("Column"), _("Type"), _("Filled"), _("Missing"), _("Distinct"), _("Lowest"), _("Highest"), _("Mean"), _("Median"), _("Total"), _("Most frequent")]  # noqa: E501  # fmt: skip
    columns = [Column(head, "start" if at in (0, 1, 10) else "end") for at, head in enumerate(heads)]
    rows = [_facts_row(result, frame, column, fact) for column, fact in zip(frame.columns, facts, strict=True)]
    note = _("The last row, a total, is not counted.") if frame.total_row else ""
    return Table(columns, rows, title=frame.table.name, note=note)


def _facts_row(result, frame, column, fact):
    low, high = ("earliest", "latest") if column.kind == "date" else ("min", "max")
    at = fact.get("at", {})

    def extreme(name):
        return Cell(str(figure(fact.get(name))), cite(result, frame, [at[name]], column) if name in at else [], fact.get(name))

    def plain_cell(name):
        return Cell(str(figure(fact.get(name))), value=fact.get(name))

    top = ", ".join(f"{each['value'][:40]} ({each['count']:,})" for each in fact.get("top", [])[:3])
    return [
        Cell(column.name), Cell(str(KINDS[column.kind])), plain_cell("filled"), plain_cell("missing"), plain_cell("distinct"), extreme(low),
        extreme(high), plain_cell("mean"), plain_cell("median"), plain_cell("sum"), Cell(top),
    ]  # fmt: skip

