# ruff: noqa: E501 - formulas and vocabularies stand on one line
"""The financial calculator: named calculations with formula, steps and schedule."""

import math

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.tools.finance import annuities, cash_flows, change, depreciation, loans, ratios, trade  # noqa: F401 - they register
from agents.tools.finance.outcome import OPERATIONS, Operation, Outcome, Refused, require, written
from agents.tools.finance.parameters import PARAMETERS, checked, label, schema
from agents.tools.finance.questions import read_question
from agents.tools.protocol import BadArguments, Context, Tool
from agents.tools.registry import register
from agents.tools.results import Cell, Chart, Column, Result, Series, Statement, Table, Working

MOST_ROWS = 600  # of a schedule on the page; a longer one is shown from both ends
MOST_POINTS = 400


def _listing() -> str:
    """Say for a model what each calculation takes."""
    return "; ".join(f"{each.name}({', '.join([*each.needs, *(name + '?' for name in each.may)])})" for each in OPERATIONS.values())


@register
class FinancialCalculator(Tool):
    name = "financial_calculator"
    title = gettext_lazy("Financial calculator")
    icon = "calculator"
    description = (
        "Work out financial figures exactly, with formula and steps. Use it for every calculation instead of reckoning yourself. "
        'Rates are shares (0.055) or text ("5.5%"). In present_value, future_value, payment and rate money paid is negative, as in '
        "spreadsheets; loan takes the sum lent as a positive principal. Operations: " + _listing()
    )
    parameters = {
        "type": "object",
        "properties": {
            "operation": {"type": "string", "enum": list(OPERATIONS)},
            **{name: schema(name) for name in PARAMETERS},
            "currency": {"type": "string", "maxLength": 12, "description": "ISO code to show amounts in, such as THB."},
        },
        "required": ["operation"],
        "additionalProperties": False,
    }
    returns = {
        "type": "object",
        "properties": {
            "operation": {"type": "string"},
            "result": {"type": ["number", "null"]},
            "unit": {"type": "string", "enum": ["money", "percent", "times", "days", "periods", "number"]},
            "inputs": {"type": "object"},
            "formula": {"type": "string"},
            "steps": {"type": "array", "items": {"type": "string"}},
            "details": {"type": "object"},
            "schedule": {"type": "array", "items": {"type": "object"}},
            "missing": {"type": "array", "items": {"type": "string"}},
        },
        "required": ["operation", "result", "missing"],
    }

    def run(self, context: Context, arguments: dict) -> Result:
        with translation.override(context.language):
            return calculate(arguments)

    def propose(self, context: Context) -> dict | None:
        return read_question(context.question)


def calculate(arguments: dict) -> Result:
    """Return the result of arguments["operation"], or a question for what it lacks. Raises BadArguments, Refused."""
    chosen = OPERATIONS.get(arguments.get("operation"))
    require(chosen is not None, _("Unknown operation. There are: %(names)s.") % {"names": ", ".join(OPERATIONS)})
    given = {name: checked(name, value) for name, value in arguments.items() if name in PARAMETERS and value is not None}
    if missing := [name for name in chosen.needs if name not in given]:
        return _ask(chosen, given, missing)
    taken = {name: value for name, value in given.items() if name in chosen.needs + chosen.may}
    if unused := sorted(set(given) - set(taken)):
        raise BadArguments(
            _("%(title)s does not take %(names)s; it takes %(takes)s.")
            % {"title": chosen.title, "names": ", ".join(unused), "takes": ", ".join(chosen.needs + chosen.may)}
        )
    currency = str(arguments.get("currency") or arguments.get("to_currency") or "")[:12]
    return _shown(chosen, taken, _computed(chosen, taken), currency)


def _computed(chosen: Operation, taken: dict) -> Outcome:
    try:
        outcome = chosen.compute(**taken)
    except (OverflowError, ZeroDivisionError):
        raise Refused(_("%(title)s can't be worked out with these figures: a step divides by zero or grows beyond all bounds.") % {"title": chosen.title}) from None  # fmt: skip
    require(isinstance(outcome.value, (int, float)) and math.isfinite(outcome.value), _("These figures give no finite result."), Refused)
    return outcome


def _ask(chosen, given, missing):
    names = ", ".join(label(name) for name in missing)
    text = _("For **%(title)s** I still need: %(names)s. Please give it, and I work it out.") % {"title": chosen.title, "names": names}
    data = {"operation": chosen.name, "result": None, "missing": missing, "inputs": _plain(given)}
    return Result(data=data, statements=[Statement(text)])


def _plain(given):
    return {name: [str(each) for each in value] if name == "dates" else value for name, value in given.items()}


def _shown(chosen: Operation, taken: dict, outcome: Outcome, currency: str) -> Result:
    lines = [f"${chosen.formula}$", *outcome.steps]
    data = {
        "operation": chosen.name,
        "result": outcome.value,
        "unit": outcome.unit,
        "inputs": _plain(taken),
        "formula": chosen.formula,
        "steps": outcome.steps,
        "details": {str(name): value for name, value, _unit in outcome.details},
        "schedule": [dict(zip((str(name) for name, _unit in outcome.columns), row, strict=True)) for row in outcome.rows],
        "missing": [],
    }
    statement = _("%(title)s: **%(value)s**") % {"title": chosen.title, "value": said(outcome.value, outcome.unit, currency)}
    also = "; ".join(f"{name}: {said(value, unit, currency)}" for name, value, unit in outcome.details)
    statements = [Statement(statement + ".")] + ([Statement(also + ".")] if also else [])
    views = [Working(lines, title=str(chosen.title))]
    if outcome.rows:
        views.append(_schedule(outcome))
    if outcome.chart:
        views.append(_chart(chosen, outcome))
    return Result(data=data, statements=statements, views=views)


def said(value: float, unit: str, currency: str = "") -> str:
    if unit == "times":
        return f"{written(value)} ×"
    if unit == "days":
        return _("%(n)s days") % {"n": written(value)}
    if unit == "periods":
        return _("%(n)s periods") % {"n": written(value)}
    return written(value, unit, currency)


def _schedule(outcome: Outcome) -> Table:
    rows, note = outcome.rows, ""
    if len(rows) > MOST_ROWS:
        note = _("The first and last %(half)s of %(all)s rows.") % {"half": MOST_ROWS // 2, "all": f"{len(rows):,}"}
        rows = rows[: MOST_ROWS // 2] + rows[-MOST_ROWS // 2 :]
    units = [unit for _label, unit in outcome.columns]
    cells = [
        [Cell("" if value is None else _cell(value, unit), value=value) for value, unit in zip(row, units, strict=True)] for row in rows
    ]
    columns = [Column(str(name), "start" if unit == "date" else "end") for name, unit in outcome.columns]
    return Table(columns, cells, title=_("Schedule"), note=note)


def _cell(value, unit):
    return str(value) if unit == "date" else written(value, unit)


def _chart(chosen, outcome) -> Chart:
    x_label, y_label, points = outcome.chart
    step = max(1, -(-len(points) // MOST_POINTS))
    kept = points[::step] + ([points[-1]] if (len(points) - 1) % step else [])
    series = Series(y_label, [(x, y) for x, y in kept])
    return Chart("line", [series], str(chosen.title), x_label, y_label, why=_("A value over time is drawn as a line."))
