"""What the calculations take: the kind of each parameter, and what of it is nonsense."""

import math
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.tools.finance.amounts import amounts
from agents.tools.finance.outcome import require
from agents.tools.protocol import BadArguments

LARGEST = 1e18  # beyond this a double can't hold satang
MOST_FLOWS = 1200
MOST_PERIODS = 100_000
MOST_SCHEDULED = 6000
AMBIGUOUS_RATE = 1  # a bare number from here on was surely meant in percent

KINDS = {"rate", "money", "amount", "positive", "count", "periods", "flows", "dates", "choice", "flag", "words"}
PARAMETERS: dict[str, tuple[str, str, object]] = {
    "rate": ("rate", "Rate per period.", gettext_lazy("the rate per period")),
    "annual_rate": ("rate", "Nominal rate per year.", gettext_lazy("the interest rate per year")),
    "effective_rate": ("rate", "Effective rate per year.", gettext_lazy("the effective rate per year")),
    "finance_rate": ("rate", "Rate paid on negative flows (MIRR).", gettext_lazy("the finance rate")),
    "reinvest_rate": ("rate", "Rate earned on positive flows (MIRR).", gettext_lazy("the reinvestment rate")),
    "vat_rate": ("rate", "VAT rate.", gettext_lazy("the VAT rate")),
    "cash_flows": ("flows", "Flows in order, the first now (period 0); money paid is negative.", gettext_lazy("the cash flows")),
    "dates": ("dates", "ISO date of each flow.", gettext_lazy("the dates of the cash flows")),
    "guess": ("rate", "Where to look for the rate first.", gettext_lazy("a guess")),
    "periods": ("periods", "Number of periods.", gettext_lazy("the number of periods")),
    "period": ("count", "Which period, from 1.", gettext_lazy("which period")),
    "years": ("periods", "Length in years.", gettext_lazy("the number of years")),
    "payment": ("money", "Payment per period; money paid is negative.", gettext_lazy("the payment per period")),
    "present_value": ("money", "Value now; money paid is negative.", gettext_lazy("the present value")),
    "future_value": ("money", "Value at the end; money paid is negative.", gettext_lazy("the future value")),
    "when": ("choice", 'Payments at the "end" (default) or "begin" of periods.', gettext_lazy("when payments are made")),
    "principal": ("positive", "Sum lent or invested.", gettext_lazy("the amount of the loan or investment")),
    "payments_per_year": ("count", "Default 12.", gettext_lazy("the payments per year")),
    "compounding_per_year": ("count", "Default 12.", gettext_lazy("how often a year interest is compounded")),
    "extra_payment": ("money", "Paid on top in every period.", gettext_lazy("the extra payment")),
    "contribution": ("money", "Added at the end of every compounding period.", gettext_lazy("the regular contribution")),
    "initial_investment": ("positive", "Paid at the start, as a positive number.", gettext_lazy("the initial investment")),
    "cost": ("positive", "What the asset cost.", gettext_lazy("the cost of the asset")),
    "salvage": ("amount", "Value at the end of its life.", gettext_lazy("the salvage value")),
    "life": ("count", "Useful life in years.", gettext_lazy("the useful life in years")),
    "factor": ("positive", "Multiple of the straight-line rate; default 2.", gettext_lazy("the factor")),
    "units_total": ("positive", "Units over the whole life.", gettext_lazy("the units over the whole life")),
    "units_produced": ("flows", "Units of each year.", gettext_lazy("the units produced each year")),
    "fixed_costs": ("amount", "Fixed costs.", gettext_lazy("the fixed costs")),
    "price": ("positive", "Price per unit.", gettext_lazy("the price per unit")),
    "variable_cost": ("amount", "Variable cost per unit.", gettext_lazy("the variable cost per unit")),
    "amount": ("money", "The amount to convert or tax.", gettext_lazy("the amount")),
    "includes_vat": ("flag", "Whether amount already holds the VAT.", gettext_lazy("whether the amount includes VAT")),
    "exchange_rate": ("positive", "Units of to_currency for one of from_currency.", gettext_lazy("the exchange rate")),
    "from_currency": ("words", "ISO code.", gettext_lazy("the currency to convert from")),
    "to_currency": ("words", "ISO code.", gettext_lazy("the currency to convert to")),
    "old_value": ("money", "Earlier value.", gettext_lazy("the earlier value")),
    "new_value": ("money", "Later value.", gettext_lazy("the later value")),
    "series": ("flows", "Values in order of time.", gettext_lazy("the values")),
    "current_assets": ("amount", "", gettext_lazy("current assets")),
    "current_liabilities": ("amount", "", gettext_lazy("current liabilities")),
    "inventories": ("amount", "", gettext_lazy("inventories")),
    "total_debt": ("amount", "", gettext_lazy("total debt")),
    "total_liabilities": ("amount", "", gettext_lazy("total liabilities")),
    "equity": ("money", "", gettext_lazy("equity")),
    "revenue": ("money", "", gettext_lazy("revenue")),
    "cost_of_sales": ("amount", "", gettext_lazy("cost of sales")),
    "gross_profit": ("money", "", gettext_lazy("gross profit")),
    "operating_profit": ("money", "", gettext_lazy("operating profit")),
    "net_profit": ("money", "", gettext_lazy("net profit")),
    "total_assets": ("amount", "", gettext_lazy("total assets")),
    "receivables": ("amount", "", gettext_lazy("receivables")),
    "interest_expense": ("money", "", gettext_lazy("interest expense")),
    "preferred_dividends": ("money", "", gettext_lazy("preferred dividends")),
    "shares": ("positive", "Shares outstanding, weighted.", gettext_lazy("the number of shares")),
    "share_price": ("positive", "", gettext_lazy("the share price")),
    "eps": ("money", "", gettext_lazy("earnings per share")),
}  # fmt: skip


def label(name: str) -> str:
    return str(PARAMETERS[name][2])


def schema(name: str) -> dict:
    """Return the JSON schema of a parameter."""
    kind, description, _label = PARAMETERS[name]
    if kind == "rate":
        return _described({"type": ["number", "string"]}, f'{description} 0.055 or "5.5%" is 5.5 percent.')
    if kind == "flows":
        return _described({"type": "array", "items": {"type": ["number", "string"]}, "maxItems": MOST_FLOWS}, description)
    if kind == "dates":
        return _described({"type": "array", "items": {"type": "string"}, "maxItems": MOST_FLOWS}, description)
    if kind == "choice":
        return _described({"type": "string", "enum": ["end", "begin"]}, description)
    if kind == "flag":
        return _described({"type": "boolean"}, description)
    if kind == "words":
        return _described({"type": "string", "maxLength": 12}, description)
    return _described({"type": ["number", "string"]}, description)


def _described(shape, description):
    return {**shape, "description": description} if description else shape


def checked(name: str, value: object) -> object:
    """Return a parameter as the calculations take it. Raises BadArguments, saying what is wrong with it."""
    kind = PARAMETERS[name][0]
    if kind in ("choice", "flag", "words"):
        return value
    if kind == "flows":
        require(len(value) <= MOST_FLOWS, _("Too many values for %(name)s: at most %(most)s.") % {"name": label(name), "most": MOST_FLOWS})
        return [_number(name, each) for each in value]
    if kind == "dates":
        return [_date(each) for each in value]
    return _scalar(name, kind, _number(name, value))


def _scalar(name, kind, number):
    said = {"name": label(name), "value": f"{number:g}"}
    if kind == "rate":
        require(number > -1, _("A rate of -100 %% or less has no meaning; %(name)s is %(value)s.") % said)
        require(number <= 100, _("%(name)s is absurdly large (%(value)s, which is beyond 10,000 %%).") % said)
    elif kind == "positive":
        require(number > 0, _("%(name)s must be more than zero, not %(value)s.") % said)
    elif kind == "amount":
        require(number >= 0, _("%(name)s can't be negative (%(value)s).") % said)
    elif kind == "periods":
        require(0 < number <= MOST_PERIODS, _("%(name)s must be between 0 and 100,000, not %(value)s.") % said)
    elif kind == "count":
        require(number >= 1 and number == int(number), _("%(name)s must be a whole number from 1 on, not %(value)s.") % said)
        require(number <= MOST_PERIODS, _("%(name)s must be between 0 and 100,000, not %(value)s.") % said)
        return int(number)
    return number


def _number(name: str, value: object) -> float:
    is_rate = PARAMETERS[name][0] == "rate"
    if isinstance(value, str):
        number, in_percent = _read(name, value)
    else:
        require(isinstance(value, (int, float)) and not isinstance(value, bool), _("%(name)s must be a number.") % {"name": label(name)})
        try:
            number, in_percent = float(value), False
        except OverflowError:
            number, in_percent = math.inf, False
    require(math.isfinite(number), _("%(name)s must be a finite number.") % {"name": label(name)})
    require(abs(number) <= LARGEST, _("%(name)s is too large to calculate with.") % {"name": label(name)})
    if is_rate and not in_percent and number >= AMBIGUOUS_RATE:
        raise BadArguments(
            _('Say whether %(name)s is in percent: write "%(value)s%%" for %(value)s percent, or %(share)s.')
            % {"name": label(name), "value": f"{number:g}", "share": f"{number / 100:g}"}
        )
    return number


def _read(name, text):
    """Return the number in text and whether it was written as a percentage."""
    try:
        return float(text), False
    except ValueError:
        found = amounts(text[:200])
    require(len(found) == 1, _('%(name)s: "%(text)s" is not a number.') % {"name": label(name), "text": text[:60]})
    return found[0].value, found[0].unit == "percent"


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text.strip()[:10])
    except ValueError:
        raise BadArguments(_('"%(text)s" is no date: write it as YYYY-MM-DD.') % {"text": text[:40]}) from None
