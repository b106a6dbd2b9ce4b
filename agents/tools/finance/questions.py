# ruff: noqa: E501 - formulas and vocabularies stand on one line
"""Questions with figures in them, English and Thai, read into a calculation. Nothing is guessed: what isn't said is left out."""

import re
from dataclasses import dataclass, field

from agents.terms import THAI_DIGITS
from agents.tools.finance.amounts import Amount, amounts
from agents.tools.finance.outcome import OPERATIONS
from agents.tools.finance.spoken import ASKED, DATE, FIGURES, PER_YEAR, RATIO_FIGURES, START, UNLESS

MOST_CHARS = 2000
DOWN = r"\bdown(?:[ -]?payment)?(?: of)?\b|เงินดาวน์|ดาวน์"
COMMAS = re.compile(r"[\d.]+(?:,-?[\d.]+)+")
GROUPED = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
BY_NAME = frozenset(["npv", "irr", "mirr", "payback", "discounted_payback", "cagr", "break_even"])  # words for nothing but the calculation
REQUEST = re.compile(
    r"\b(?:calculat\w*|work out|compute|payments? (?:on|for)|monthly payment|how much (?:is|are|will|would)|schedule|repay)\b"
    r"|คำนวณ|คิดเป็น|ผ่อน|ค่างวด|งวดละ|เท่าไ[รห]",
    re.IGNORECASE,
)


@dataclass
class Question:
    """text: with Western digits. amounts: in reading order, years of the calendar left out."""

    text: str
    amounts: list[Amount]
    taken: set[int] = field(default_factory=set)

    def take(self, fits, *, last: bool = False) -> Amount | None:
        """Return the first (last) amount that fits and wasn't taken before, and take it."""
        free = [at for at, amount in enumerate(self.amounts) if at not in self.taken and fits(amount)]
        if not free:
            return None
        at = free[-1 if last else 0]
        self.taken.add(at)
        return self.amounts[at]

    def named(self, pattern: str, *, unit: str | None = None, before_first: bool = False) -> Amount | None:
        """Take the amount next to the words of pattern: the nearest behind them, else just before (before_first: the other way)."""
        for match in re.finditer(pattern, self.text, re.IGNORECASE):
            behind = [
                at for at, a in enumerate(self.amounts) if at not in self.taken and 0 <= a.start - match.end() <= 28 and _fits(a, unit)
            ]
            behind = [at for at in behind if not self._crosses(match.end(), self.amounts[at].start, at)]
            before = [
                at for at, a in enumerate(self.amounts) if at not in self.taken and 0 <= match.start() - a.end <= 6 and _fits(a, unit)
            ]
            before = [at for at in before if not self._crosses(self.amounts[at].end, match.start(), at)]
            chosen = (before[-1:] or behind[:1]) if before_first else (behind[:1] or before[-1:])
            if chosen:
                self.taken.add(chosen[0])
                return self.amounts[chosen[0]]
        return None

    def _crosses(self, start, end, at):
        return any(start <= other.start < end for index, other in enumerate(self.amounts) if index != at)


def _fits(amount, unit):
    return amount.unit == unit if unit is not None else amount.unit in ("", "units", "count")


def is_money(amount: Amount) -> bool:
    return amount.unit == "" and not amount.calendar


def is_rate(amount: Amount) -> bool:
    return amount.unit == "percent"


def read_question(text: str) -> dict | None:
    """Return the arguments of the calculation that text asks for, None if it asks for none or brings no figures."""
    text = COMMAS.sub(_list_apart, text[:MOST_CHARS].translate(THAI_DIGITS))
    if UNLESS.search(text):
        return None
    for name, pattern in ASKED:
        if not pattern.search(text):
            continue
        found = amounts(text)
        dates = DATE.findall(text)
        if dates:
            spans = [match.span() for match in DATE.finditer(text)]
            found = [a for a in found if not any(start - 1 <= a.start < end for start, end in spans)]
        question = Question(text, found)
        arguments = READERS.get(name, _ratio)(question, name)
        if arguments is None or not any(not a.calendar for a in found):
            continue
        arguments = _finished(question, arguments, dates)
        lacks = any(name not in arguments for name in OPERATIONS[arguments["operation"]].needs)
        return None if lacks and name not in BY_NAME and not REQUEST.search(text) else arguments
    return None


def _list_apart(match):
    """Put blanks into "-1000,300,420", whose commas can't be those of thousands."""
    return match[0] if GROUPED.fullmatch(match[0]) else match[0].replace(",", ", ")


def _finished(question, arguments, dates):
    if "cash_flows" in arguments and dates and arguments["operation"] in ("npv", "irr"):
        arguments |= {"operation": "x" + arguments["operation"], "dates": dates}
    currency = next((amount.currency for amount in question.amounts if amount.currency), "")
    if currency and "to_currency" not in arguments:
        arguments["currency"] = currency
    return {name: value for name, value in arguments.items() if value is not None}


def _value(amount: Amount | None) -> float | None:
    return amount.value if amount else None


def _rate(amount: Amount | None) -> str | None:
    """Rates are given as text, so that 120% is not taken for a slip."""
    return f"{amount.value * 100:.10g}%" if amount else None


def _years(question: Question) -> float | None:
    if year := question.take(lambda a: a.unit == "year"):
        extra = question.take(lambda a: a.unit == "month")
        return year.value + (extra.value / 12 if extra else 0)
    if month := question.take(lambda a: a.unit == "month"):
        return month.value / 12
    if quarter := question.take(lambda a: a.unit == "quarter"):
        return quarter.value / 4
    if count := question.take(lambda a: a.unit == "count"):
        return count.value / (_per_year(question.text) or 12)
    return None


def _per_year(text: str) -> int | None:
    return next((number for number, pattern in PER_YEAR if pattern.search(text)), None)


def _loan(question, _name):
    extra = question.named(r"\bextra\b|\badditional\b|on top|overpay\w*|โปะ(?:เพิ่ม)?|จ่ายเพิ่ม")
    down_rate = question.named(DOWN, unit="percent", before_first=True)
    arguments = {
        "operation": "loan",
        "years": _years(question),
        "annual_rate": _rate(question.take(is_rate)),
        "extra_payment": _value(extra),
    }
    down = question.named(DOWN)
    sum_lent = question.take(lambda a: is_money(a) and a.value > 0)
    if sum_lent is not None:
        less = down.value if down else sum_lent.value * down_rate.value if down_rate else 0
        arguments["principal"] = sum_lent.value - less
    per_year = _per_year(question.text)
    if per_year and per_year != 12:
        arguments["payments_per_year"] = per_year
    return arguments


def _loan_term(question, _name):
    paid = question.named(
        r"\bpay(?:ing|ments?)?(?! (?:it )?off)(?: of)?\b|instal?lments?(?: of)?|เดือนละ|งวดละ|ผ่อน(?:เดือนละ|งวดละ)?|จ่าย(?:เดือนละ)?"
    )
    found = {"operation": "loan_term", "payment": _value(paid), "annual_rate": _rate(question.take(is_rate))}
    return found | {"principal": _value(question.take(is_money))}


def _affordable(question, _name):
    return {
        "operation": "affordable_loan",
        "years": _years(question),
        "annual_rate": _rate(question.take(is_rate)),
        "payment": _value(question.take(is_money)),
    }


def _compound(question, _name):
    years = _years(question)
    put_in = question.named(r"\b(?:contribut\w+|deposit\w*|adding|add|saving|save)\b|ฝากเพิ่ม|ออมเพิ่ม|ออมเดือนละ|ฝากเดือนละ|เดือนละ")
    rate = _rate(question.take(is_rate))
    principal = question.take(is_money)
    if put_in and not principal:
        monthly = re.search(r"month|เดือน", question.text, re.IGNORECASE)
        if not monthly and not re.search(r"every year|a year|each year|per year|annual|ปีละ", question.text, re.IGNORECASE):
            put_in, principal = None, put_in
        else:
            return _savings(put_in, rate, years, 12 if monthly else 1)
    compounding = _per_year(question.text)
    if put_in and not compounding:
        compounding = 12 if re.search(r"month|เดือน", question.text, re.IGNORECASE) else 1
    return {
        "operation": "compound_interest",
        "principal": _value(principal),
        "annual_rate": rate,
        "years": years,
        "compounding_per_year": compounding,
        "contribution": _value(put_in),
    }


def _savings(put_in, rate, years, per_year):
    per_period = f"{float(rate[:-1]) / per_year:.12g}%" if rate else None
    periods = years * per_year if years else None
    return {"operation": "future_value", "payment": -put_in.value, "rate": per_period, "periods": periods}


def _simple_interest(question, _name):
    years = _years(question)
    found = {"operation": "simple_interest", "annual_rate": _rate(question.take(is_rate)), "principal": _value(question.take(is_money))}
    return found | {"years": years}


def _future_value(question, _name):
    found = {"operation": "future_value", "periods": _years(question), "rate": _rate(question.take(is_rate))}
    paid = question.named(r"\b(?:payments?|deposits?|saving)(?: of)?\b|ปีละ")
    now = question.take(is_money)
    return found | {"payment": -paid.value if paid else None, "present_value": -now.value if now else None}


def _present_value(question, _name):
    found = {"operation": "present_value", "periods": _years(question), "rate": _rate(question.take(is_rate))}
    paid = question.named(r"\b(?:payments?|annuity|receiv\w+|pays)(?: of)?\b|ปีละ|งวดละ")
    later = question.take(is_money)
    return found | {"payment": -paid.value if paid else None, "future_value": -later.value if later else None}


def _nominal(question, name):
    parameter = "annual_rate" if name == "effective_rate" else "effective_rate"
    found = {"operation": name, parameter: _rate(question.take(is_rate)), "compounding_per_year": _per_year(question.text)}
    return found if found[parameter] else None


def _flows(question: Question) -> list[float]:
    """Return the amounts without unit, digit groups that are surely lists taken apart ("-1000,300,420")."""
    flows = [amount for amount in question.amounts if is_money(amount) or (amount.calendar and amount.unit == "")]
    return [amount.value for amount in flows]


def _cash_flows(question, name):
    rates = [amount for amount in question.amounts if is_rate(amount)]
    flows = _signed_flows(question)
    if not flows:
        return None
    if name == "npv":
        return {"operation": "npv", "rate": _rate(rates[0] if rates else None), "cash_flows": flows}
    if name == "mirr":
        finance = question.named(r"financ\w+|borrow\w+|กู้", unit="percent")
        reinvest = question.named(r"reinvest\w*|ลงทุนต่อ", unit="percent")
        both = rates[0] if len(rates) == 1 else None
        return {"operation": name, "cash_flows": flows, "finance_rate": _rate(finance or both), "reinvest_rate": _rate(reinvest or both)}
    return {"operation": name, "cash_flows": flows}


def _signed_flows(question):
    start = question.named(START)
    if start and start.value > 0:
        rest = [a for at, a in enumerate(question.amounts) if at not in question.taken and a.unit == ""]
        flows = [amount.value for amount in rest]
        years = next((int(a.value) for a in question.amounts if a.unit == "year" and a.value < 100), 0)
        if len(flows) == 1 and years > 1:
            flows *= years
        return [-start.value, *flows]
    return _flows(question)


def _payback(question, name):
    flows = _signed_flows(question)
    if not flows:
        return None
    if len(flows) == 2 and flows[0] < 0:
        flows = [flows[0], *[flows[1]] * 50]
    found = {"operation": name, "initial_investment": -flows[0] if flows[0] < 0 else flows[0], "cash_flows": flows[1:] or None}
    if name == "discounted_payback":
        found["rate"] = _rate(question.take(is_rate))
    return found


def _mean_rate_series(question, _name):
    values = [a.value for a in question.amounts if a.unit == "" and not a.calendar]
    return {"operation": "growth_series", "series": values} if len(values) >= 3 else None


def _change(question, _name):
    values = [a for a in question.amounts if a.unit in ("", "units") and not a.calendar]
    if len(values) > 2:
        return _mean_rate_series(question, _name)
    if len(values) < 2:
        return None
    return {"operation": "percent_change", "old_value": values[0].value, "new_value": values[1].value}


def _cagr(question, _name):
    years = _years(question)
    calendar = sorted({a.value for a in question.amounts if a.calendar})
    if years is None and len(calendar) == 2:
        years = calendar[1] - calendar[0]
    values = [a for a in question.amounts if a.unit in ("", "units") and not a.calendar]
    if len(values) < 2:
        values = [a for a in question.amounts if a.unit in ("", "units")]
        if len(values) < 2:
            return None
    return {"operation": "cagr", "old_value": values[0].value, "new_value": values[1].value, "years": years}


def _depreciation(question, name):
    found = {"operation": name}
    salvage = question.named(r"\b(?:salvage|residual|scrap)(?: value)?(?: of)?\b|มูลค่าซาก|ราคาซาก|มูลค่าคงเหลือ")
    found["salvage"] = _value(salvage) if salvage else (0 if re.search(r"\bno (?:salvage|residual|scrap)|ไม่มี(?:มูลค่า|ราคา)ซาก", question.text, re.IGNORECASE) else None)  # fmt: skip
    if which := re.search(r"\b(?:in|for|of) year (\d{1,3})\b|\b(?:year|ปีที่) ?(\d{1,3})\b", question.text, re.IGNORECASE):
        found["period"] = int(which[1] or which[2])
        question.taken |= {at for at, a in enumerate(question.amounts) if which.start() <= a.start < which.end()}
    life = question.take(lambda a: a.unit == "year")
    found["life"] = int(life.value) if life else None
    if name == "units_of_production":
        whole = question.take(lambda a: a.unit == "units")
        made = question.take(lambda a: a.unit == "units")
        found |= {"units_total": _value(whole), "units_produced": [made.value] if made else None}
        found.pop("life")
        found.pop("period", None)
    found["cost"] = _value(question.take(is_money))
    return found


def _break_even(question, _name):
    fixed = question.named(r"\bfixed costs?(?: (?:of|are|is))?\b|\boverheads?\b|ต้นทุนคงที่|ค่าใช้จ่ายคงที่")
    variable = question.named(r"\bvariable costs?(?: per unit)?(?: (?:of|are|is))?\b|ต้นทุนผันแปร(?:ต่อหน่วย)?|ต้นทุนต่อ(?:หน่วย|ชิ้น)")
    price = question.named(r"\b(?:selling |sale |unit )?price(?: per unit)?(?: (?:of|is))?\b|\bsell(?:ing|s)?(?: (?:at|for))?\b|ราคาขาย(?:ต่อหน่วย)?|ขาย(?:ชิ้นละ|หน่วยละ)?|ราคา")  # fmt: skip
    return {"operation": "break_even", "fixed_costs": _value(fixed), "variable_cost": _value(variable), "price": _value(price)}


def _vat(question, _name):
    including = re.search(r"\b(?:includ\w*|inclusive|gross of|extract|back out|out of|remove|take out)\b|รวม\s?(?:VAT|ภาษี|แวต)|ถอด", question.text, re.IGNORECASE)  # fmt: skip
    excluding = re.search(r"\b(?:excluding|before|without|plus|add|exclusive|on top)\b|ไม่รวม|ก่อน|บวก", question.text, re.IGNORECASE)
    rate = _rate(question.take(is_rate))
    amount = question.take(is_money)
    return amount and {"operation": "vat", "amount": amount.value, "vat_rate": rate, "includes_vat": bool(including and not excluding)}


def _currency(question, _name):
    rate = question.named(r"\b(?:exchange )?rate(?: (?:of|is|at))?\b|\bat\b|=|อัตรา(?:แลกเปลี่ยน)?|เรท|ที่")
    amount = question.take(is_money)
    if not amount or not rate:
        return None
    target = re.search(r"\b(?:to|into|in) (thb|usd|eur|gbp|jpy|baht|dollars?|euros?|pounds?|yen)\b|เป็น\s?(บาท|ดอลลาร์|ยูโร|เยน|ปอนด์)", question.text, re.IGNORECASE)  # fmt: skip
    codes = {"baht": "THB", "บาท": "THB", "dollar": "USD", "ดอลลาร์": "USD", "euro": "EUR", "ยูโร": "EUR", "pound": "GBP", "ปอนด์": "GBP", "yen": "JPY", "เยน": "JPY"}  # fmt: skip
    word = (target[1] or target[2]).lower().rstrip("s") if target else ""
    found = {"operation": "convert_currency", "amount": amount.value, "exchange_rate": rate.value}
    return found | {"from_currency": amount.currency or None, "to_currency": codes.get(word, word.upper()) or None}


def _ratio(question, name):
    found = {"operation": name}
    for parameter in RATIO_FIGURES[name]:
        amount = question.named(FIGURES[parameter])
        found[parameter] = _value(amount)
    return found if any(found.get(parameter) is not None for parameter in RATIO_FIGURES[name]) else None


READERS = {
    "loan": _loan,
    "loan_term": _loan_term,
    "affordable_loan": _affordable,
    "compound_interest": _compound,
    "simple_interest": _simple_interest,
    "future_value": _future_value,
    "present_value": _present_value,
    "effective_rate": _nominal,
    "nominal_rate": _nominal,
    **dict.fromkeys(["npv", "irr", "mirr"], _cash_flows),
    **dict.fromkeys(["payback", "discounted_payback"], _payback),
    "percent_change": _change,
    "growth_series": _mean_rate_series,
    "cagr": _cagr,
    **dict.fromkeys(
        ["straight_line", "declining_balance", "double_declining", "sum_of_years_digits", "units_of_production"], _depreciation
    ),
    "break_even": _break_even,
    "vat": _vat,
    "convert_currency": _currency,
}
