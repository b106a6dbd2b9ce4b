# ruff: noqa: E501 - formulas and vocabularies stand on one line
"""Everyday reckoning of a business: break-even, VAT, currencies."""

import math

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.tools.finance.outcome import Outcome, Refused, operation, require, tex, written

THAI_VAT = 0.07


@operation("break_even", gettext_lazy("Break-even point"), r"Q = \frac{F}{P - V}", ["fixed_costs", "price", "variable_cost"])
def break_even(fixed_costs, price, variable_cost):
    margin = price - variable_cost
    if margin <= 0:
        raise Refused(_("Each unit sold brings no margin (%(margin)s), so there is no break-even point.") % {"margin": written(margin, "money")})  # fmt: skip
    units = fixed_costs / margin
    details = [(_("Margin per unit"), margin, "money"), (_("Break-even sales"), units * price, "money")]
    if units != int(units):
        details.append((_("Whole units"), math.ceil(units), "number"))
    return Outcome(
        units, "number", [rf"$Q = \frac{{{tex(fixed_costs)}}}{{{tex(price)} - {tex(variable_cost)}}} = {tex(units, 4)}$"], details
    )


@operation("vat", gettext_lazy("VAT"), r"VAT = A\,v \quad\text{or}\quad VAT = A\,\frac{v}{1+v}", ["amount"], ["vat_rate", "includes_vat"])
def vat(amount, vat_rate=THAI_VAT, includes_vat=False):
    require(vat_rate >= 0, _("A VAT rate can't be negative."))
    net = amount / (1 + vat_rate) if includes_vat else amount
    tax = net * vat_rate
    if includes_vat:
        steps = [rf"$VAT = {tex(amount)} \times \frac{{{tex(vat_rate)}}}{{{tex(1 + vat_rate)}}} = {tex(tax, 2)}$"]
    else:
        steps = [f"$VAT = {tex(amount)} \\times {tex(vat_rate)} = {tex(tax, 2)}$"]
    details = [(_("Rate"), vat_rate, "percent"), (_("Without VAT"), net, "money"), (_("With VAT"), net + tax, "money")]
    return Outcome(tax, "money", steps, details)


@operation("convert_currency", gettext_lazy("Currency conversion"), r"B = A \times k", ["amount", "exchange_rate"], ["from_currency", "to_currency"])  # fmt: skip
def convert_currency(amount, exchange_rate, from_currency="", to_currency=""):
    value = amount * exchange_rate
    steps = [f"${tex(amount)} \\times {tex(exchange_rate)} = {tex(value, 2)}$"]
    return Outcome(value, "money", steps, details=[(_("At the rate given"), exchange_rate, "number")])
