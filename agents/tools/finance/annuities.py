# ruff: noqa: E501 - formulas and vocabularies stand on one line
"""Time value of money with even payments, signs as in spreadsheets: money you pay is negative."""

import math

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.tools.finance.outcome import Outcome, Refused, operation, require, tex
from agents.tools.finance.parameters import MOST_PERIODS
from agents.tools.finance.solving import rates_where_zero

BALANCE = r"PV(1+r)^n + PMT(1+r\,w)\frac{(1+r)^n-1}{r} + FV = 0"
PLAIN = r"PV + PMT \cdot n + FV = 0 \quad (r = 0)"


def growth(rate, periods):
    try:
        return (1 + rate) ** periods
    except OverflowError:
        raise Refused(_("The result is too large: lower the rate or the number of periods.")) from None


def annuity(rate, periods, begin=0):
    """Return what payments of one, made at the end of periods (begin=1: at their begin), have grown to."""
    return periods if rate == 0 else (1 + rate * begin) * (growth(rate, periods) - 1) / rate


@operation("future_value", gettext_lazy("Future value"), r"FV = -\left(PV(1+r)^n + PMT(1+r\,w)\frac{(1+r)^n-1}{r}\right)", ["rate", "periods"], ["payment", "present_value", "when"])  # fmt: skip
def future_value(rate, periods, payment=0.0, present_value=0.0, when="end"):
    require(bool(payment or present_value), _("Give a present value or a payment."))
    grown, sums = growth(rate, periods), annuity(rate, periods, when == "begin")
    value = -(present_value * grown + payment * sums)
    return Outcome(value, "money", [f"$FV = -({tex(present_value)} \\times {tex(grown)} + {tex(payment)} \\times {tex(sums)}) = {tex(value, 2)}$"])  # fmt: skip


@operation("present_value", gettext_lazy("Present value"), r"PV = -\frac{FV + PMT(1+r\,w)\frac{(1+r)^n-1}{r}}{(1+r)^n}", ["rate", "periods"], ["payment", "future_value", "when"])  # fmt: skip
def present_value(rate, periods, payment=0.0, future_value=0.0, when="end"):
    require(bool(payment or future_value), _("Give a future value or a payment."))
    grown, sums = growth(rate, periods), annuity(rate, periods, when == "begin")
    value = -(future_value + payment * sums) / grown
    return Outcome(value, "money", [rf"$PV = -\frac{{{tex(future_value)} + {tex(payment)} \times {tex(sums)}}}{{{tex(grown)}}} = {tex(value, 2)}$"])  # fmt: skip


def even_payment(rate, periods, present_value, future_value=0.0, when="end"):
    return -(future_value + present_value * growth(rate, periods)) / annuity(rate, periods, when == "begin")


@operation("payment", gettext_lazy("Payment per period"), r"PMT = -\frac{FV + PV(1+r)^n}{(1+r\,w)\frac{(1+r)^n-1}{r}}", ["rate", "periods", "present_value"], ["future_value", "when"])  # fmt: skip
def payment(rate, periods, present_value, future_value=0.0, when="end"):
    grown, sums = growth(rate, periods), annuity(rate, periods, when == "begin")
    value = even_payment(rate, periods, present_value, future_value, when)
    return Outcome(value, "money", [rf"$PMT = -\frac{{{tex(future_value)} + {tex(present_value)} \times {tex(grown)}}}{{{tex(sums)}}} = {tex(value, 2)}$"])  # fmt: skip


@operation("number_of_periods", gettext_lazy("Number of periods"), r"n = \frac{\ln\frac{PMT(1+r\,w) - FV\,r}{PMT(1+r\,w) + PV\,r}}{\ln(1+r)}", ["rate", "payment", "present_value"], ["future_value", "when"])  # fmt: skip
def number_of_periods(rate, payment, present_value, future_value=0.0, when="end"):
    require(payment != 0 or rate != 0, _("Without a payment and a rate nothing changes, however many periods pass."))
    if rate == 0:
        value = -(future_value + present_value) / payment
        steps = [rf"$n = -\frac{{{tex(future_value)} + {tex(present_value)}}}{{{tex(payment)}}} = {tex(value, 4)}$"]
    else:
        z = payment * (1 + rate * (when == "begin"))
        above, below = z - future_value * rate, z + present_value * rate
        if below == 0 or above / below <= 0:
            raise Refused(_("The payment never covers the interest, so the balance is never reached. Pay more, or check the signs: money paid is negative."))  # fmt: skip
        value = math.log(above / below) / math.log(1 + rate)
        steps = [rf"$n = \frac{{\ln({tex(above)} / {tex(below)})}}{{\ln {tex(1 + rate)}}} = {tex(value, 4)}$"]
    if not 0 <= value <= MOST_PERIODS:
        raise Refused(_("That gives %(n)s periods, which is no answer; check the signs: money paid is negative.") % {"n": f"{value:,.2f}"})
    return Outcome(value, "periods", steps)


@operation("rate", gettext_lazy("Rate per period"), BALANCE, ["periods", "present_value"], ["payment", "future_value", "when"])
def rate(periods, present_value, payment=0.0, future_value=0.0, when="end"):
    flows = [present_value, payment * periods, future_value]
    if not (any(each > 0 for each in flows) and any(each < 0 for each in flows)):
        raise Refused(
            _("No rate fits: of present value, payments and future value one must be paid (negative) and one received (positive).")
        )
    begin = when == "begin"

    def left_over(r):
        if abs(r) < 1e-12:
            return present_value + payment * periods + future_value
        if r > 0:  # divided by (1 + r)^n, which would overflow
            shrunk = (1 + r) ** -periods
            return present_value + payment * (1 + r * begin) * (1 - shrunk) / r + future_value * shrunk
        return present_value * (1 + r) ** periods + payment * (1 + r * begin) * ((1 + r) ** periods - 1) / r + future_value

    found = rates_where_zero(left_over)
    if not found:
        raise Refused(_("No rate fits these payments."))
    value = min(found, key=abs)
    return Outcome(value, "percent", [f"$0 = {tex(present_value)} \\times {tex(1 + value)}^{{{tex(periods)}}} + \\dots$", f"$r = {tex(value * 100, 6)}\\,\\%$"])  # fmt: skip


def _interest(rate, period, periods, present_value, future_value, when):
    require(period <= periods, _("Period %(period)s is beyond the %(periods)s periods.") % {"period": period, "periods": f"{periods:g}"})
    paid = even_payment(rate, periods, present_value, future_value, when)
    before = period - 1
    balance = present_value * growth(rate, before) + paid * annuity(rate, before, when == "begin") if before else present_value
    interest = -balance * rate
    if when == "begin":
        interest = 0.0 if period == 1 else interest / (1 + rate)
    return paid, balance, interest


@operation("interest_part", gettext_lazy("Interest part of a payment"), r"IPMT_k = -B_{k-1}\,r", ["rate", "period", "periods", "present_value"], ["future_value", "when"])  # fmt: skip
def interest_part(rate, period, periods, present_value, future_value=0.0, when="end"):
    paid, balance, interest = _interest(rate, period, periods, present_value, future_value, when)
    steps = [f"$PMT = {tex(paid, 2)}$", f"$B_{{{period - 1}}} = {tex(balance, 2)}$", f"$IPMT_{{{period}}} = {tex(interest, 2)}$"]
    return Outcome(interest, "money", steps, details=[(_("Payment"), paid, "money"), (_("Balance before"), balance, "money")])


@operation("principal_part", gettext_lazy("Principal part of a payment"), r"PPMT_k = PMT - IPMT_k", ["rate", "period", "periods", "present_value"], ["future_value", "when"])  # fmt: skip
def principal_part(rate, period, periods, present_value, future_value=0.0, when="end"):
    paid, balance, interest = _interest(rate, period, periods, present_value, future_value, when)
    steps = [
        f"$IPMT_{{{period}}} = {tex(interest, 2)}$",
        f"$PPMT_{{{period}}} = {tex(paid, 2)} - {tex(interest, 2)} = {tex(paid - interest, 2)}$",
    ]
    return Outcome(paid - interest, "money", steps, details=[(_("Payment"), paid, "money"), (_("Balance before"), balance, "money")])
