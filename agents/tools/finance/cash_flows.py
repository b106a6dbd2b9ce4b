# ruff: noqa: E501 - formulas and vocabularies stand on one line
"""Worth of a row of payments: NPV, XNPV, IRR, XIRR, MIRR, payback."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.tools.finance.outcome import Outcome, Refused, operation, require, tex, written
from agents.tools.finance.solving import rates_where_zero, sign_changes

SHOWN = 12  # terms written out


@operation("npv", gettext_lazy("Net present value"), r"NPV = \sum_{t=0}^{n} \frac{CF_t}{(1+r)^t}", ["rate", "cash_flows"])
def npv(rate, cash_flows):
    require(len(cash_flows) > 0, _("Give at least one cash flow."))
    present = [flow / (1 + rate) ** at for at, flow in enumerate(cash_flows)]
    terms = [rf"\frac{{{tex(flow)}}}{{{tex(1 + rate)}^{{{at}}}}}" for at, flow in enumerate(cash_flows)]
    return Outcome(
        sum(present),
        "money",
        [f"$NPV = {_sum_of(terms)}$", f"$= {_sum_of([tex(each, 2) for each in present])} = {tex(sum(present), 2)}$"],
        columns=[(_("Period"), "number"), (_("Cash flow"), "money"), (_("Factor"), "number"), (_("Present value"), "money")],
        rows=[[at, flow, (1 + rate) ** -at, present[at]] for at, flow in enumerate(cash_flows)],
    )


@operation("xnpv", gettext_lazy("Net present value by date"), r"XNPV = \sum_i \frac{CF_i}{(1+r)^{(d_i-d_0)/365}}", ["rate", "cash_flows", "dates"])  # fmt: skip
def xnpv(rate, cash_flows, dates):
    years = _years(cash_flows, dates)
    present = [flow / (1 + rate) ** year for flow, year in zip(cash_flows, years, strict=True)]
    terms = [rf"\frac{{{tex(flow)}}}{{{tex(1 + rate)}^{{{tex(year, 4)}}}}}" for flow, year in zip(cash_flows, years, strict=True)]
    return Outcome(
        sum(present),
        "money",
        [f"$XNPV = {_sum_of(terms)} = {tex(sum(present), 2)}$"],
        columns=[(_("Date"), "date"), (_("Cash flow"), "money"), (_("Years"), "number"), (_("Present value"), "money")],
        rows=[[day.isoformat(), flow, year, value] for day, flow, year, value in zip(dates, cash_flows, years, present, strict=True)],
    )


@operation("irr", gettext_lazy("Internal rate of return"), r"\sum_{t=0}^{n} \frac{CF_t}{(1+IRR)^t} = 0", ["cash_flows"])
def irr(cash_flows):
    _both_signs(cash_flows)
    rate = _only(rates_where_zero(lambda r: _worth(r, cash_flows), steps=_steps(cash_flows)), cash_flows)
    terms = [rf"\frac{{{tex(flow)}}}{{{tex(1 + rate)}^{{{at}}}}}" for at, flow in enumerate(cash_flows)]
    return Outcome(rate, "percent", [f"${_sum_of(terms)} \\approx 0$", f"$IRR = {tex(rate * 100, 6)}\\,\\%$"])


@operation("xirr", gettext_lazy("Internal rate of return by date"), r"\sum_i \frac{CF_i}{(1+XIRR)^{(d_i-d_0)/365}} = 0", ["cash_flows", "dates"])  # fmt: skip
def xirr(cash_flows, dates):
    years = _years(cash_flows, dates)
    _both_signs(cash_flows)
    require(max(years) > 0, _("All dates are the same, so there is no rate of return."))
    pairs = list(zip(cash_flows, years, strict=True))
    rate = _only(rates_where_zero(lambda r: sum(f / (1 + r) ** y for f, y in pairs), steps=_steps(cash_flows)), cash_flows)
    terms = [rf"\frac{{{tex(flow)}}}{{{tex(1 + rate)}^{{{tex(year, 4)}}}}}" for flow, year in pairs]
    return Outcome(rate, "percent", [f"${_sum_of(terms)} \\approx 0$", f"$XIRR = {tex(rate * 100, 6)}\\,\\%$"])


@operation("mirr", gettext_lazy("Modified internal rate of return"), r"MIRR = \left(\frac{FV_+}{-PV_-}\right)^{1/n} - 1", ["cash_flows", "finance_rate", "reinvest_rate"])  # fmt: skip
def mirr(cash_flows, finance_rate, reinvest_rate):
    _both_signs(cash_flows)
    last = len(cash_flows) - 1
    paid = -sum(flow / (1 + finance_rate) ** at for at, flow in enumerate(cash_flows) if flow < 0)
    earned = sum(flow * (1 + reinvest_rate) ** (last - at) for at, flow in enumerate(cash_flows) if flow > 0)
    rate = (earned / paid) ** (1 / last) - 1
    steps = [
        f"$FV_+ = {tex(earned, 2)}$",
        f"$-PV_- = {tex(paid, 2)}$",
        rf"$MIRR = \left(\frac{{{tex(earned, 2)}}}{{{tex(paid, 2)}}}\right)^{{1/{last}}} - 1 = {tex(rate * 100, 6)}\,\%$",
    ]
    return Outcome(rate, "percent", steps)


@operation("payback", gettext_lazy("Payback period"), r"t + \frac{-\text{balance}_t}{CF_{t+1}}", ["initial_investment", "cash_flows"])
def payback(initial_investment, cash_flows):
    return _payback(initial_investment, cash_flows, cash_flows)


@operation("discounted_payback", gettext_lazy("Discounted payback period"), r"t + \frac{-\text{balance}_t}{CF_{t+1}/(1+r)^{t+1}}", ["initial_investment", "cash_flows", "rate"])  # fmt: skip
def discounted_payback(initial_investment, cash_flows, rate):
    return _payback(initial_investment, cash_flows, [flow / (1 + rate) ** at for at, flow in enumerate(cash_flows, start=1)])


def _payback(investment, flows, counted):
    balance, reached, rows, steps = -investment, None, [[0, -investment, -investment, -investment]], []
    for at, flow in enumerate(counted, start=1):
        if reached is None and balance < 0 <= balance + flow:
            reached = at - 1 - balance / flow
            steps = [rf"${at - 1} + \frac{{{tex(-balance, 2)}}}{{{tex(flow, 2)}}} = {tex(reached, 4)}$"]
        balance += flow
        rows.append([at, flows[at - 1], flow, balance])
    if reached is None:
        raise Refused(_("These cash flows never pay back %(sum)s: %(rest)s is still missing at the end.") % {"sum": written(investment, "money"), "rest": written(-balance, "money")})  # fmt: skip
    columns = [(_("Period"), "number"), (_("Cash flow"), "money"), (_("Counted"), "money"), (_("Balance"), "money")]
    return Outcome(reached, "periods", steps, columns=columns, rows=rows)


def _worth(rate, flows):
    """Return the present value by Horner's rule, scaled so that it can't overflow near -100 %."""
    total = 0.0
    if rate < 0:
        for flow in flows:
            total = total * (1 + rate) + flow
        return total
    for flow in reversed(flows):
        total = total / (1 + rate) + flow
    return total


def _both_signs(flows):
    require(len(flows) >= 2, _("Give at least two cash flows."))
    if not sign_changes(flows):
        raise Refused(_("There is no internal rate of return: the cash flows must hold both money paid (negative) and money received (positive)."))  # fmt: skip


def _only(rates, flows):
    if not rates:
        raise Refused(_("No rate makes the present value of these cash flows zero."))
    if len(rates) > 1:
        shown = ", ".join(written(rate, "percent") for rate in rates[:6])
        raise Refused(_("These cash flows change their sign %(changes)s times and have several internal rates of return: %(rates)s. None of them is the answer by itself; use NPV at your own rate, or MIRR.") % {"changes": sign_changes(flows), "rates": shown})  # fmt: skip
    return rates[0]


def _years(flows, dates):
    require(len(flows) == len(dates), _("There are %(flows)s cash flows but %(dates)s dates.") % {"flows": len(flows), "dates": len(dates)})
    require(len(flows) > 0, _("Give at least one cash flow."))
    require(min(dates) == dates[0], _("The first date must be the earliest."))
    return [(day - dates[0]).days / 365 for day in dates]


def _steps(flows):
    return 1500 if len(flows) < 100 else 400


def _sum_of(terms):
    shown = terms if len(terms) <= SHOWN else [*terms[: SHOWN - 2], r"\dots", terms[-1]]
    return " + ".join(shown)
