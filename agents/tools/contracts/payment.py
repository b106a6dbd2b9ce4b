"""What is to be paid: each sum with what it is for, how often and when; interest on what is late; limits left aside."""

import re
from dataclasses import dataclass

from agents.tools.contracts.quantities import Money, currency, figure, percents, period, sums
from agents.tools.contracts.reading import Reading

PURPOSES = {
    "penalty": r"penalt|liquidated damages|late (?:fee|charge)|fine\b|ค่าปรับ|เบี้ยปรับ",
    "deposit": r"deposit|earnest|เงินประกัน|มัดจำ|หลักประกัน",
    "rent": r"\brent(?:al)?\b|ค่าเช่า",
    "salary": r"salary|\bwages?\b|remuneration|gross pay|ค่าจ้าง|เงินเดือน",
    "allowance": r"allowance|bonus|เบี้ยเลี้ยง|โบนัส|ค่าเดินทาง",
    "instalment": r"instal?ments?|งวด|ผ่อน",
    "principal": r"\bloan of\b|\blend\b|principal|facility|the sum of|กู้เงิน|เงินต้น|เงินกู้",
    "royalty": r"royalt|ค่าสิทธิ",
    "minimum purchase": r"buy products|minimum (?:purchase|order)|at least|สั่งซื้อ|ไม่ต่ำกว่า",
    "price": r"\bprice|purchase|consideration|ราคา|amount",
    "fee": r"\bfees?\b|charge|per hour|retainer|not to exceed|ค่าบริการ|ค่าธรรมเนียม",
}
_PURPOSES = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in PURPOSES.items()}
NOT_PAID = re.compile(
    r"liabilit|liable|ความรับผิด|share capital|registered capital|ทุนจดทะเบียน|cover(?:age)? of (?:at least|not less)|insured?"
    r" (?:for|sum)|insurance[^.;]{0,60}at least|วงเงินประกัน|ทุนประกัน|owes the other|turnover of",
    re.IGNORECASE,
)
INTEREST = re.compile(r"\binterest\b|\bper annum on\b|late (?:payment|charge)|ดอกเบี้ย|เบี้ยปรับในอัตราร้อยละ", re.IGNORECASE)
DUE = re.compile(
    r"(?:within|no later than|not later than|on or before|on or about|before|by|due|upon|on|at the end of)\s+"
    r"(?:[^.;|]{0,40}?(?:\b(?:\d{1,2}(?:st|"
    r"nd|rd|th)?|days?|signing|signature|delivery|receipt|invoice|shipment|demand|acceptance)\b))[^.;|]{0,40}|in advance|in"
    r" arrears|monthly in advance"
    r"|(?:ภายใน|ก่อน|ในวัน(?=ที่|ทำ)|ล่วงหน้า|เมื่อ)[^.;|]{0,50}?(?=\s(?:หาก|โดย|และ|ส่วน|เกิน|พร้อม)|[;|]|$)",
    re.IGNORECASE,
)
HEADER_MONEY = re.compile(r"amount|price|fee|rent|payment|total|sum|จำนวนเงิน|ราคา|บาท|ค่า", re.IGNORECASE)
PLAIN = re.compile(r"(?<![\w.,])\d{1,3}(?:,\d{3})+(?:\.\d{2})?(?![\w,])")
COUNTED = 60
ROWS_MOST = 24
COLUMN = re.compile(r"\((?:THB|USD|EUR|GBP|JPY|SGD|MYR|INR|Baht|บาท|US\$|[$€£¥])\)", re.IGNORECASE)


@dataclass
class Payment:
    """per: month, year, … or ""; due: the span of words that say when."""

    money: Money
    purpose: str
    per: str
    due: tuple[int, int] | None


@dataclass
class Interest:
    """A rate in percent per month or year; late: charged on what is overdue."""

    rate: float
    per: str
    late: bool
    start: int
    end: int


def find_payments(reading: Reading) -> list[Payment]:
    found = []
    column, left = "", 0  # the head of a table that was laid out as lines, and for how many more lines it holds
    for unit in reading.units:
        words = reading.of(unit)
        if len(words) < 60 and COLUMN.search(words):
            column, left = words, ROWS_MOST
        elif unit.number and unit.kind == "heading" or left == 0:
            column = ""
        left = max(left - 1, 0)
        spans = [(unit.start, unit.end)] if unit.kind in ("row", "heading") else reading.sentences(unit)
        for start, end in spans:
            for money in _sums(reading, unit, start, end, column):
                found.append((money, unit, start, end))
    kept, seen = [], set()
    for money, unit, start, end in found[: COUNTED * 4]:
        if _is_limit(reading.text, money, start, end) or (money.amount, money.currency, unit.kind == "row") in seen:
            continue
        seen.add((money.amount, money.currency, unit.kind == "row"))
        kept.append(_payment(reading, unit, money, start, end))
    return _without_repeats(kept)[:COUNTED]


def _sums(reading, unit, start, end, column):
    plain = sums(reading.text, start, end)
    header = unit.header if unit.kind == "row" else column
    if plain or not header:
        return plain
    code = MONEY_NAME.search(header)
    if not code or not HEADER_MONEY.search(header):
        return []
    matches = PLAIN.finditer(reading.text, start, end)
    return [Money(figure(match.group()), currency(code.group()), match.start(), match.end()) for match in matches]


MONEY_NAME = re.compile(r"THB|USD|EUR|GBP|JPY|SGD|MYR|INR|CNY|HKD|AUD|CAD|CHF|VND|\bBaht\b|บาท|US\$|[$€£¥]", re.IGNORECASE)


def _is_limit(text, money, start, end):
    sentence = text[start:end]
    if money.amount < 1:
        return True
    return (
        bool(NOT_PAID.search(text, max(start, money.start - 160), money.end))
        and not re.search(r"pay|ชำระ|จ่าย", text[max(start, money.start - 40) : money.start])
        or bool(re.search(r"\bowes the other\b", sentence))
    )


def _payment(reading, unit, money, start, end):
    text = reading.text
    before = text[max(start, money.start - 110) : money.start]
    after = text[money.end : min(end, money.end + 60)]
    purpose = _purpose(before, after, " ".join(unit.heading), text[start:end])
    per = period(re.split(r"[,;(]", text[money.end : min(end, money.end + 28)])[0]) or period(
        text[max(start, money.start - 40) : money.start]
    )
    due = DUE.search(text, money.end, min(end, money.end + 160)) or DUE.search(text, start, money.start)
    return Payment(money, purpose, per, due.span() if due else None)


def _purpose(before, after, heading, sentence):
    for where in (before[-45:] + " " + after[:15], before, after, sentence, heading):
        last = [(match.start(), name) for name, pattern in _PURPOSES.items() for match in [_last(pattern, where)] if match]
        if last:
            return max(last)[1]
    return "payment"


def _last(pattern, text):
    match = None
    for match in pattern.finditer(text):  # noqa: B007 - the last one counts
        pass
    return match


def _without_repeats(payments):
    """Drop a sum that is named again, unless for another purpose."""
    seen, kept = set(), []
    for payment in payments:
        key = payment.money.amount, payment.money.currency, payment.purpose
        if key not in seen:
            seen.add(key)
            kept.append(payment)
    return kept


SAID_BEFORE = 2000  # characters in which interest was spoken of, for a sentence that speaks of a rate only


def find_interest(reading: Reading) -> list[Interest]:
    found, seen = [], set()
    for unit, start, end in reading.all_sentences():
        if not INTEREST.search(reading.text, start, end) and not (
            re.search(r"\brate\b|overdue|arrears", reading.text[start:end])
            and INTEREST.search(reading.text, max(unit.start, start - SAID_BEFORE), start)
        ):
            continue
        for percent in percents(reading.text, start, end):
            per = period(reading.text[percent.end : min(end, percent.end + 25)])
            if not per or (percent.rate, per) in seen:
                continue
            seen.add((percent.rate, per))
            late = bool(
                re.search(r"overdue|late|arrears|default|unpaid|delay|ผิดนัด|ล่าช้า|เกินกำหนด|ชำระช้า", reading.text[start:end], re.IGNORECASE)
            )
            found.append(Interest(percent.rate, per, late, percent.start, percent.end))
    return found
