"""Charts from tables in documents, or from numbers given in the call. Drawn by fixed rules, never by generated code."""

import math
import re

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.templatetags.charts import figure
from agents.tools.data.rules import chart_of
from agents.tools.data.summary import NAMES, cite
from agents.tools.protocol import BadArguments, Context, Tool
from agents.tools.registry import register
from agents.tools.results import Result, Statement
from agents.tools.tables.asked import ASKS_CHART, aggregate_in, before_grouping, columns_in, read_grouping
from agents.tools.tables.cells import day_of, number
from agents.tools.tables.choosing import frames_for, with_columns
from agents.tools.tables.columns import Frame, TypedColumn
from agents.tools.tables.grouping import AGGREGATES, BY_TIME, FILTERS, find_column, grouped, kept_rows, period_for

SHAPES = ("bar", "line", "pie", "scatter", "number")
MOST_BARS = 30
MOST_SERIES = 8
MOST_POINTS = 2000
SHAPE_WORDS = [
    ("pie", r"\b(?:pie|donut|doughnut)\b|วงกลม|พาย"),
    ("scatter", r"\bscatter|กระจาย"),
    ("line", r"\bline\b|เส้น"),
    ("bar", r"\b(?:bar|column|histogram)\b(?! named)|แท่ง"),
]
YEAR = re.compile(r"^(?:(?:FY|ปี|พ\.ศ\.)\s?)?(?:19|20|25)\d\d(?:[-/ ]?(?:Q[1-4]|H[12]))?$|^Q[1-4][-/ ]?(?:19|20|25)?\d\d$", re.IGNORECASE)


@register
class ChartGenerator(Tool):
    name = "chart_generator"
    title = gettext_lazy("Chart")
    icon = "file-chart-column"
    description = (
        "Draw a chart from a table of the project's documents (give table, x, y and, where rows repeat x, aggregate), or from numbers "
        "in the call (data). The shape follows from the numbers; give shape only if the person asked for one."
    )
    parameters = {
        "type": "object",
        "properties": {
            "data": {
                "type": "array",
                "maxItems": MOST_SERIES,
                "description": "Series to draw instead of a table.",
                "items": {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string", "maxLength": 200},
                        "points": {
                            "type": "array",
                            "maxItems": MOST_POINTS,
                            "items": {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": ["string", "number", "null"]}},
                            "description": "[x, y] each; x a category, an ISO date or a number.",
                        },
                    },
                    "required": ["points"],
                    "additionalProperties": False,
                },
            },
            "table": {"type": "string", "maxLength": 200, "description": "Part of the file's or sheet's name."},
            "x": {"type": "string", "maxLength": 200, "description": "Column along the bottom."},
            "y": {"type": "array", "items": {"type": "string", "maxLength": 200}, "maxItems": MOST_SERIES, "description": "Columns to draw."},
            "aggregate": {"type": "string", "enum": list(AGGREGATES), "description": "How rows with the same x are put together."},
            "period": {"type": "string", "enum": list(BY_TIME)},
            "filters": FILTERS,
            "shape": {"type": "string", "enum": list(SHAPES)},
            "title": {"type": "string", "maxLength": 200},
            "limit": {"type": "integer", "minimum": 1, "maximum": 500},
        },
        "additionalProperties": False,
    }
    returns = {
        "type": "object",
        "properties": {
            "shape": {"type": "string", "enum": list(SHAPES)},
            "why": {"type": "string"},
            "series": {"type": "array", "items": {"type": "object"}},
            "table": {"type": "string"},
        },
    }

    def run(self, context: Context, arguments: dict) -> Result:
        with translation.override(context.language):
            if arguments.get("data"):
                return from_data(arguments)
            names = [*filter(None, [arguments.get("x")]), *arguments.get("y", [])]
            frames = frames_for(context, arguments.get("table", ""), everywhere=True)
            if not frames:
                return Result(found_nothing=True, statements=[Statement(_("There is no table with rows in these documents."))])
            return from_table(with_columns(frames, names), arguments)

    def propose(self, context: Context) -> dict | None:
        question = context.question[:2000]
        if not ASKS_CHART.search(question):
            return None
        shape = next((name for name, pattern in SHAPE_WORDS if re.search(pattern, question, re.IGNORECASE)), None)
        best: tuple[tuple[int, bool, int], dict] | None = None
        for frame in frames_for(context, everywhere=True):
            arguments = _read(frame, question)
            if arguments is None:
                continue
            # A table that has both what is measured and what it is grouped by goes before one that shares more words.
            # Months as dates go before a column of numbers that is called "Months".
            by_date = "period" in arguments and find_column(frame, arguments["x"]).kind == "date"
            fit = len({"x", "y"} & arguments.keys()), by_date, len(columns_in(frame, question))
            if (fit[0] == 2 or fit[2]) and (best is None or fit > best[0]):
                best = fit, arguments | {"table": frame.table.sheet or frame.table.document.name}
        if best is None:
            return None
        return best[1] | ({"shape": shape} if shape else {})


def _read(frame: Frame, question: str) -> dict | None:
    asked = read_grouping(frame, question)
    if asked and asked["group_by"]:
        found = {"x": asked["group_by"][0], "aggregate": asked["aggregate"]}
        found |= {"y": [asked["measure"]]} if "measure" in asked else {}
        return found | ({"period": asked["period"]} if "period" in asked else {})
    named = columns_in(frame, question)
    numeric = {column.name for column in frame.columns if column.kind == "number"}
    measured = set(columns_in(frame, before_grouping(question)))
    y = [name for name in named if name in numeric & measured][:MOST_SERIES]
    x = next((name for name in named if name not in numeric), None)
    if not y:
        return None
    return ({"x": x} if x else {}) | {"y": y} | ({"aggregate": aggregate_in(question)} if aggregate_in(question) else {})


def from_data(arguments: dict) -> Result:
    """Draw the numbers of the call."""
    series = []
    for each in arguments["data"]:
        points = [(x, _as_number(y)) for x, y in each["points"]]
        if points:
            series.append((each.get("name", ""), points))
    if not series:
        raise BadArguments(_("Give at least one point to draw."))
    xs = [x for _name, points in series for x, _y in points]
    in_time = all(isinstance(x, str) and (YEAR.match(x) or day_of(x)) for x in xs)
    two = all(isinstance(x, (int, float)) and not _is_year(x) for x in xs) and len(xs) > 2
    in_time = in_time or all(isinstance(x, (int, float)) and _is_year(x) for x in xs)
    if in_time and not two:
        series = [(name, [(str(x), y) for x, y in points]) for name, points in series]
    return _drawn(Result(), series, arguments, in_time=in_time, two_measures=two)


def _is_year(x):
    return x == int(x) and 1900 <= x <= 2700


def _as_number(value):
    if value is None:
        return None
    found = value if isinstance(value, (int, float)) else number(value)
    if found is None or not math.isfinite(found):
        raise BadArguments(_('"%(value)s" is not a number.') % {"value": str(value)[:60]})
    return float(found)


def from_table(frame: Frame, arguments: dict) -> Result:
    """Draw columns of a table, rows with the same x put together."""
    rows = kept_rows(frame, arguments.get("filters", []))
    numeric = [column for column in frame.columns if column.kind == "number"]
    y = [find_column(frame, name) for name in arguments.get("y", [])]
    x = find_column(frame, arguments["x"]) if arguments.get("x") else _natural_x(frame, y)
    aggregate = arguments.get("aggregate")
    if not y and aggregate not in ("count",):
        y = [column for column in numeric if column is not x][:1]
    if not y and aggregate is None:
        aggregate = "count"
    if bad := next((column for column in y if column.kind != "number" and aggregate not in ("count", "distinct")), None):
        raise BadArguments(_('"%(column)s" holds no numbers to draw.') % {"column": bad.name})
    result = Result()
    if x is not None and x.kind == "number" and len(y) == 1 and aggregate is None:
        points = sorted((x.values[at], y[0].values[at]) for at in rows if x.values[at] is not None and y[0].values[at] is not None)
        result.data["table"] = frame.table.name
        _cite_rows(result, frame, rows, y[0])
        labels = {"x_label": x.name, "y_label": y[0].name}
        return _drawn(result, [(y[0].name, points[:MOST_POINTS])], arguments, two_measures=True, **labels)
    return _by_category(result, frame, rows, x, y, aggregate, arguments)


def _natural_x(frame: Frame, y: list[TypedColumn]) -> TypedColumn | None:
    """Return the date column, else the first column of words, else the first identifier."""
    for kind in ("date", "text", "identifier", "boolean"):
        for column in frame.columns:
            if column.kind == kind and column not in y and len(column.filled) > 0:
                return column
    return None


def _by_category(result, frame, rows, x, y, aggregate, arguments):
    by = [x] if x is not None else []
    in_time = x is not None and (x.kind == "date" or all(YEAR.match(text) for text in {x.spots[at].text for at in rows[:500]}))
    period = arguments.get("period") or (period_for(x) if x is not None and x.kind == "date" else "")
    aggregate = aggregate or "sum"
    series, order = [], None
    for column in y or [None]:
        groups = grouped(frame, rows, by, column, aggregate, period)
        if order is None:
            order = _order(groups, in_time, arguments.get("limit", 500 if in_time else MOST_BARS))
        values = {group.key: group.value for group in groups}
        series.append((column.name if column else str(_("rows")), [(key, values.get(key)) for key in order]))
        _cite_rows(result, frame, [at for group in groups for at in group.rows[:1]], column)
    result.data["table"] = frame.table.name
    many = len({key for _name, points in series for key, _y in points}) > MOST_BARS
    whole = aggregate in ("sum", "count") and not many and x is not None
    label = series[0][0] if len(series) == 1 else ""
    if aggregate != "count" and y:
        label = f"{NAMES[aggregate]} {label}".strip() if len(rows) > len(order) else label
    return _drawn(result, series, arguments, in_time=in_time, is_whole=whole, x_label=x.name if x is not None else "", y_label=label)


def _order(groups, in_time, limit):
    if in_time:
        return [group.key for group in sorted(groups, key=lambda group: group.key)][-limit:]
    return [group.key for group in sorted(groups, key=lambda group: -(group.value or 0))][:limit]


def _cite_rows(result, frame, rows, column):
    cite(result, frame, rows, column)


def _drawn(result: Result, series, arguments: dict, **rules) -> Result:
    chart = chart_of(series, shape=arguments.get("shape", ""), title=arguments.get("title", ""), **rules)
    if not any(y is not None for each in chart.series for _x, y in each.points):
        raise BadArguments(_("There is no number to draw."))
    if not chart.title and chart.x_label:
        chart.title = _("%(what)s by %(by)s") % {"what": chart.y_label or ", ".join(each.name for each in chart.series), "by": chart.x_label}
    result.views.append(chart)
    result.data |= {"shape": chart.shape, "why": chart.why, "series": [{"name": each.name, "points": [list(point) for point in each.points]} for each in chart.series]}  # noqa: E501  # fmt: skip
    result.statements.append(Statement(_said(chart), list(range(len(result.places)))[:3]))
    return result


def _said(chart) -> str:
    points = [(x, y) for x, y in chart.series[0].points if y is not None]
    low, high = min(points, key=lambda point: point[1]), max(points, key=lambda point: point[1])
    if chart.shape == "number" or len(points) == 1:
        return f"{chart.title or chart.y_label}: **{figure(high[1])}**".lstrip(": ")
    said = {"title": chart.title or chart.series[0].name or _("The chart"), "top": high[0], "most": figure(high[1]), "bottom": low[0], "least": figure(low[1])}
    if chart.shape == "scatter":
        return _("%(title)s: from %(least)s to %(most)s.") % said
    return _("%(title)s: highest %(top)s (%(most)s), lowest %(bottom)s (%(least)s).") % said
