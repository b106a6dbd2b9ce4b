# ruff: noqa: E501 - formulas and vocabularies stand on one line
"""Loans paid back in even instalments, and money that grows with interest."""

import math

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.tools.finance.annuities import annuity, even_payment, growth
from agents.tools.finance.outcome import Outcome, Refused, operation, require, tex, written
from agents.tools.finance.parameters import MOST_SCHEDULED

PAYMENT = r"PMT = P\,\frac{r(1+r)^n}{(1+r)^n-1}"


@operation("loan", gettext_lazy("Loan payment"), PAYMENT, ["principal", "annual_rate", "years"], ["payments_per_year", "extra_payment"])
def loan(principal, annual_rate, years, payments_per_year=12, extra_payment=0.0):
    require(annual_rate >= 0, _("The interest rate of a loan can't be negative here."))
    require(extra_payment >= 0, _("An extra payment can't be negative."))
    count = round(years * payments_per_year)
    require(1 <= count <= MOST_SCHEDULED, _("A loan has between 1 and %(most)s payments, not %(count)s.") % {"most": f"{MOST_SCHEDULED:,}", "count": f"{count:,}"})  # fmt: skip
    rate = annual_rate / payments_per_year
    due = -even_payment(rate, count, principal)
    rows = _schedule(principal, rate, count, due, extra_payment)
    paid, interest = sum(row[1] for row in rows), sum(row[2] for row in rows)
    details = [
        (_("Number of payments"), len(rows), "number"),
        (_("Paid in total"), paid, "money"),
        (_("Interest in total"), interest, "money"),
    ]
    if extra_payment:
        details += [
            (_("Payments saved"), count - len(rows), "number"),
            (_("Interest saved"), due * count - principal - interest, "money"),
        ]
    columns = [(_("No."), "number"), (_("Payment"), "money"), (_("Interest"), "money"), (_("Principal"), "money"), (_("Balance"), "money")]
    chart = (_("Payment number"), _("Balance"), [(0, principal), *((row[0], row[4]) for row in rows)])
    return Outcome(due, "money", _payment_steps(principal, annual_rate, payments_per_year, rate, count, due), details, columns, rows, chart)


def _payment_steps(principal, annual_rate, per_year, rate, count, due):
    steps = [rf"$r = \frac{{{tex(annual_rate * 100)}\,\%}}{{{per_year}}} = {tex(rate, 8)}$", f"$n = {count}$"]
    if rate == 0:
        return [*steps, rf"$PMT = \frac{{{tex(principal)}}}{{{count}}} = {tex(due, 2)}$"]
    grown = growth(rate, count)
    return [*steps, rf"$PMT = {tex(principal)} \times \frac{{{tex(rate, 8)} \times {tex(grown)}}}{{{tex(grown)} - 1}} = {tex(due, 2)}$"]


def _schedule(balance, rate, count, due, extra):
    """Return [number, payment, interest, principal, balance] of each payment until nothing is owed."""
    rows, smallest = [], balance * 1e-12
    for number in range(1, count + 1):
        interest = balance * rate
        paid = min(due + extra, balance + interest)
        if number == count:
            paid = balance + interest
        balance = balance + interest - paid
        rows.append([number, paid, interest, paid - interest, balance if balance > smallest else 0.0])
        if balance <= smallest:
            break
    return rows


@operation("loan_term", gettext_lazy("Time to pay off a loan"), r"n = -\frac{\ln(1 - P\,r / PMT)}{\ln(1+r)}", ["principal", "annual_rate", "payment"], ["payments_per_year"])  # fmt: skip
def loan_term(principal, annual_rate, payment, payments_per_year=12):
    payment, rate = abs(payment), annual_rate / payments_per_year
    require(annual_rate >= 0, _("The interest rate of a loan can't be negative here."))
    if payment <= principal * rate:
        raise Refused(_("A payment of %(paid)s doesn't even cover the first interest of %(interest)s: the loan is never paid off.") % {"paid": written(payment, "money"), "interest": written(principal * rate, "money")})  # fmt: skip
    count = principal / payment if rate == 0 else -math.log(1 - principal * rate / payment) / math.log(1 + rate)
    steps = [
        rf"$n = -\frac{{\ln(1 - {tex(principal)} \times {tex(rate, 8)} / {tex(payment)})}}{{\ln {tex(1 + rate, 8)}}} = {tex(count, 4)}$"
    ]
    return Outcome(count, "periods", steps, details=[(_("Years"), count / payments_per_year, "number"), (_("Paid in total"), count * payment, "money")])  # fmt: skip


@operation("affordable_loan", gettext_lazy("Affordable loan"), r"P = PMT\,\frac{1-(1+r)^{-n}}{r}", ["payment", "annual_rate", "years"], ["payments_per_year"])  # fmt: skip
def affordable_loan(payment, annual_rate, years, payments_per_year=12):
    rate, count = annual_rate / payments_per_year, years * payments_per_year
    factor = annuity(rate, count) / growth(rate, count)
    value = abs(payment) * factor
    return Outcome(value, "money", [f"$P = {tex(abs(payment))} \\times {tex(factor)} = {tex(value, 2)}$"])


@operation("compound_interest", gettext_lazy("Value with compound interest"), r"A = P\left(1+\frac{i}{m}\right)^{m\,t}", ["principal", "annual_rate", "years"], ["compounding_per_year", "contribution"])  # fmt: skip
def compound_interest(principal, annual_rate, years, compounding_per_year=1, contribution=0.0):
    require(annual_rate > -compounding_per_year, _("A rate of -100 percent or less per period has no meaning."))
    rate, count = annual_rate / compounding_per_year, years * compounding_per_year
    grown = growth(rate, count)
    value = principal * grown + contribution * annuity(rate, count)
    formula = f"$A = {tex(principal)} \\times {tex(1 + rate, 8)}^{{{tex(count)}}}"
    added = f" + {tex(contribution)} \\times {tex(annuity(rate, count))}" if contribution else ""
    put_in = principal + contribution * count
    details = [(_("Paid in"), put_in, "money"), (_("Interest"), value - put_in, "money")]
    points = [(year, principal * growth(rate, year * compounding_per_year) + contribution * annuity(rate, year * compounding_per_year)) for year in range(int(min(years, 200)) + 1)]  # fmt: skip
    return Outcome(value, "money", [f"{formula}{added} = {tex(value, 2)}$"], details, chart=(_("Year"), _("Value"), points))


@operation("simple_interest", gettext_lazy("Simple interest"), r"I = P\,i\,t", ["principal", "annual_rate", "years"])
def simple_interest(principal, annual_rate, years):
    value = principal * annual_rate * years
    steps = [f"$I = {tex(principal)} \\times {tex(annual_rate)} \\times {tex(years)} = {tex(value, 2)}$"]
    return Outcome(value, "money", steps, details=[(_("Principal and interest"), principal + value, "money")])


@operation("effective_rate", gettext_lazy("Effective annual rate"), r"i_{eff} = \left(1+\frac{i}{m}\right)^m - 1", ["annual_rate"], ["compounding_per_year"])  # fmt: skip
def effective_rate(annual_rate, compounding_per_year=12):
    m = compounding_per_year
    value = growth(annual_rate / m, m) - 1
    steps = [rf"$i_{{eff}} = \left(1+\frac{{{tex(annual_rate)}}}{{{m}}}\right)^{{{m}}} - 1 = {tex(value * 100, 6)}\,\%$"]
    return Outcome(value, "percent", steps)


@operation("nominal_rate", gettext_lazy("Nominal annual rate"), r"i = m\left((1+i_{eff})^{1/m} - 1\right)", ["effective_rate"], ["compounding_per_year"])  # fmt: skip
def nominal_rate(effective_rate, compounding_per_year=12):
    m = compounding_per_year
    value = m * ((1 + effective_rate) ** (1 / m) - 1)
    return Outcome(value, "percent", [rf"$i = {m} \times ({tex(1 + effective_rate)}^{{1/{m}}} - 1) = {tex(value * 100, 6)}\,\%$"])
