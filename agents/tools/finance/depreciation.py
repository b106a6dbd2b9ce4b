# ruff: noqa: E501 - formulas and vocabularies stand on one line
"""How the cost of an asset is spread over its life."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.tools.finance.outcome import Outcome, operation, require, tex

MOST_YEARS = 200


def _ready(cost, salvage, life, period):
    require(salvage <= cost, _("The salvage value is more than the cost."))
    require(life <= MOST_YEARS, _("A useful life of more than %(most)s years is not calculated.") % {"most": MOST_YEARS})
    require(
        period is None or period <= life, _("Period %(period)s is beyond the %(periods)s periods.") % {"period": period, "periods": life}
    )


def _outcome(cost, yearly, period, steps):
    """period: the year asked for, else the first."""
    rows, book = [], cost
    for year, charge in enumerate(yearly, start=1):
        book -= charge
        rows.append([year, charge, cost - book, book])
    columns = [(_("Year"), "number"), (_("Depreciation"), "money"), (_("Accumulated"), "money"), (_("Book value"), "money")]
    details = [(_("Book value after year %(n)s") % {"n": period or 1}, rows[(period or 1) - 1][3], "money")]
    chart = (_("Year"), _("Book value"), [(0, cost), *((row[0], row[3]) for row in rows)])
    return Outcome(yearly[(period or 1) - 1], "money", steps, details, columns, rows, chart)


@operation("straight_line", gettext_lazy("Straight-line depreciation"), r"D = \frac{C - S}{n}", ["cost", "salvage", "life"], ["period"])
def straight_line(cost, salvage, life, period=None):
    _ready(cost, salvage, life, period)
    charge = (cost - salvage) / life
    return _outcome(cost, [charge] * life, period, [rf"$D = \frac{{{tex(cost)} - {tex(salvage)}}}{{{life}}} = {tex(charge, 2)}$"])


@operation("declining_balance", gettext_lazy("Declining-balance depreciation"), r"D_t = B_{t-1}\left(1 - \sqrt[n]{S/C}\right)", ["cost", "salvage", "life"], ["period"])  # fmt: skip
def declining_balance(cost, salvage, life, period=None):
    """The rate is the one that ends at the salvage value, not rounded to three places as spreadsheets do in DB."""
    _ready(cost, salvage, life, period)
    require(salvage > 0, _("Declining balance needs a salvage value above zero; without one take double declining balance."))
    rate = 1 - (salvage / cost) ** (1 / life)
    yearly, book = [], cost
    for _year in range(life):
        yearly.append(book * rate)
        book -= yearly[-1]
    steps = [rf"$1 - \sqrt[{life}]{{{tex(salvage)} / {tex(cost)}}} = {tex(rate * 100, 4)}\,\%$", f"$D_1 = {tex(yearly[0], 2)}$"]
    return _outcome(cost, yearly, period, steps)


@operation("double_declining", gettext_lazy("Double-declining-balance depreciation"), r"D_t = \min\left(B_{t-1}\frac{f}{n},\; B_{t-1} - S\right)", ["cost", "salvage", "life"], ["factor", "period"])  # fmt: skip
def double_declining(cost, salvage, life, factor=2.0, period=None):
    _ready(cost, salvage, life, period)
    yearly, book = [], cost
    for _year in range(life):
        yearly.append(max(min(book * min(factor / life, 1), book - salvage), 0.0))
        book -= yearly[-1]
    return _outcome(cost, yearly, period, [rf"$D_1 = {tex(cost)} \times \frac{{{tex(factor)}}}{{{life}}} = {tex(yearly[0], 2)}$"])


@operation("sum_of_years_digits", gettext_lazy("Sum-of-years-digits depreciation"), r"D_t = (C - S)\frac{n - t + 1}{n(n+1)/2}", ["cost", "salvage", "life"], ["period"])  # fmt: skip
def sum_of_years_digits(cost, salvage, life, period=None):
    _ready(cost, salvage, life, period)
    digits = life * (life + 1) // 2
    yearly = [(cost - salvage) * (life - year) / digits for year in range(life)]
    at = period or 1
    steps = [rf"$D_{{{at}}} = ({tex(cost)} - {tex(salvage)}) \times \frac{{{life - at + 1}}}{{{digits}}} = {tex(yearly[at - 1], 2)}$"]
    return _outcome(cost, yearly, period, steps)


@operation("units_of_production", gettext_lazy("Units-of-production depreciation"), r"D_t = \frac{C - S}{U}\,u_t", ["cost", "salvage", "units_total", "units_produced"])  # fmt: skip
def units_of_production(cost, salvage, units_total, units_produced):
    _ready(cost, salvage, 1, None)
    require(len(units_produced) > 0 and min(units_produced) >= 0, _("Give the units of each year, none of them negative."))
    require(sum(units_produced) <= units_total * (1 + 1e-12), _("More units were produced than the asset can make in its life."))
    per_unit = (cost - salvage) / units_total
    steps = [
        rf"$\frac{{{tex(cost)} - {tex(salvage)}}}{{{tex(units_total)}}} = {tex(per_unit)}$",
        f"$D_1 = {tex(per_unit * units_produced[0], 2)}$",
    ]
    return _outcome(cost, [per_unit * units for units in units_produced], None, steps)
