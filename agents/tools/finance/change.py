# ruff: noqa: E501 - formulas and vocabularies stand on one line
"""Growth and change over time."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.tools.finance.outcome import Outcome, Refused, operation, require, tex


@operation("percent_change", gettext_lazy("Change"), r"\frac{V_1 - V_0}{|V_0|}", ["old_value", "new_value"])
def percent_change(old_value, new_value):
    if old_value == 0:
        raise Refused(_("The change from zero can't be given in percent."))
    value = (new_value - old_value) / abs(old_value)
    steps = [rf"$\frac{{{tex(new_value)} - {tex(old_value)}}}{{|{tex(old_value)}|}} = {tex(value * 100, 4)}\,\%$"]
    if old_value < 0:
        steps.append(_("The earlier value is negative: the change is measured against its size."))
    return Outcome(value, "percent", steps, details=[(_("Difference"), new_value - old_value, "number")])


@operation("cagr", gettext_lazy("Compound annual growth rate (CAGR)"), r"CAGR = \left(\frac{V_n}{V_0}\right)^{1/n} - 1", ["old_value", "new_value", "years"])  # fmt: skip
def cagr(old_value, new_value, years):
    require(old_value > 0 and new_value > 0, _("CAGR needs two values above zero."))
    value = (new_value / old_value) ** (1 / years) - 1
    steps = [rf"$CAGR = \left(\frac{{{tex(new_value)}}}{{{tex(old_value)}}}\right)^{{1/{tex(years)}}} - 1 = {tex(value * 100, 6)}\,\%$"]
    return Outcome(value, "percent", steps)


@operation("growth_series", gettext_lazy("Growth from period to period"), r"g_t = \frac{V_t - V_{t-1}}{|V_{t-1}|}", ["series"])
def growth_series(series):
    require(len(series) >= 2, _("Give at least two values."))
    if any(value == 0 for value in series[:-1]):
        raise Refused(_("The change from zero can't be given in percent."))
    changes = [(now - before) / abs(before) for before, now in zip(series, series[1:], strict=False)]
    rows = [[0, series[0], None], *([at, series[at], change] for at, change in enumerate(changes, start=1))]
    steps = [
        rf"$g_{{{at}}} = \frac{{{tex(series[at])} - {tex(series[at - 1])}}}{{|{tex(series[at - 1])}|}} = {tex(change * 100, 4)}\,\%$"
        for at, change in enumerate(changes[:12], start=1)
    ]
    whole = (series[-1] - series[0]) / abs(series[0])
    columns = [(_("Period"), "number"), (_("Value"), "number"), (_("Growth"), "percent")]
    average = [(_("Average growth"), sum(changes) / len(changes), "percent"), (_("Growth over all"), whole, "percent")]
    return Outcome(changes[-1], "percent", steps, average, columns, rows, (_("Period"), _("Value"), list(enumerate(series))))
