"""Numbers of contracts in figures and words: sums of money, percentages, lengths of time."""

import re
from dataclasses import dataclass

from agents.tools.finance.amounts import ONES, TENS

WORDS = ONES | TENS
THAI_WORDS = {
    "หนึ่ง": 1,
    "สอง": 2,
    "สาม": 3,
    "สี่": 4,
    "ห้า": 5,
    "หก": 6,
    "เจ็ด": 7,
    "แปด": 8,
    "เก้า": 9,
    "สิบ": 10,
    "สิบเอ็ด": 11,
    "สิบสอง": 12,
    "สิบห้า": 15,
    "ยี่สิบ": 20,
    "ยี่สิบสี่": 24,
    "สามสิบ": 30,
    "สามสิบหก": 36,
    "สี่สิบห้า": 45,
    "หกสิบ": 60,
    "เก้าสิบ": 90,
}
_WORD = "(?:" + "|".join(sorted(WORDS, key=len, reverse=True)) + ")"
_SPELLED = rf"(?:(?:one|two|three)\s+hundred(?:\s+and)?\s+)?{_WORD}(?:[\s-]{_WORD})?|one\s+hundred"
_THAI_SPELLED = "|".join(sorted(THAI_WORDS, key=len, reverse=True))
_UNIT = (
    r"(?P<unit>(?:business|working|calendar|banking|clear|consecutive)?\s?days?|hours?|weeks?|(?:calendar\s)?months?|(?:calendar\s)?years?|"
    r"วันทำการ|วัน|ชั่วโมง|สัปดาห์|เดือน|ปี)"
)
DURATION = re.compile(
    rf"(?<![\w.,/])(?:(?:(?P<word>{_SPELLED})|(?P<thai>{_THAI_SPELLED}))\s*\(\s*(?P<both>\d{{1,4}})\s*\)|"
    rf"(?P<figure>\d{{1,4}}(?:\.5)?)(?:\s*\([^()]{{1,40}}\))?"
    rf"|(?P<only>{_SPELLED})|(?P<thaionly>{_THAI_SPELLED}))[\s-]{{0,2}}{_UNIT}(?![a-z])(?:['’]s?)?",
    re.IGNORECASE,
)
CURRENCIES = {
    "THB": r"THB|Thai Baht|Baht|บาท|฿",
    "USD": r"USD|US\s?\$|U\.S\.\s?\$|\$|US dollars?|dollars?|ดอลลาร์(?:สหรัฐ)?",
    "EUR": r"EUR|€|euros?|ยูโร",
    "GBP": r"GBP|£|pounds? sterling|pounds",
    "JPY": r"JPY|¥|yen|เยน",
    "SGD": r"SGD|S\$|Singapore dollars?",
    "MYR": r"MYR|RM|ringgit",
    "INR": r"INR|₹|Rs\.?|rupees?",
    "CNY": r"CNY|RMB",
    "HKD": r"HKD|HK\$",
    "AUD": r"AUD|A\$|AU\$",
    "CAD": r"CAD|C\$|CA\$",
    "CHF": r"CHF",
    "VND": r"VND|dong",
    "IDR": r"IDR|Rp\.?",
    "PHP": r"PHP|₱",
    "KRW": r"KRW|₩|won",
    "NZD": r"NZD|NZ\$",
    "SEK": r"SEK",
    "AED": r"AED",
}
_BY_CODE = {code: re.compile(f"(?:{pattern})", re.IGNORECASE) for code, pattern in CURRENCIES.items()}
_SIGN = (
    r"(?:THB|USD|US\s?\$|U\.S\.\s?\$|EUR|€|GBP|£|JPY|¥|SGD|S\$|MYR|RM|INR|₹|Rs\.?|CNY|RMB|HKD|HK\$|AUD|AU?\$|CAD|CA?\$|CHF|VND|"
    r"IDR|PHP|KRW|NZD|NZ\$|SEK|AED|Thai Baht|Baht|฿|\$)"
)
_NAME = (
    r"(?:THB|USD|EUR|GBP|JPY|SGD|MYR|INR|CNY|HKD|AUD|CAD|CHF|VND|(?:Thai )?baht|(?:US |U\.S\. |Singapore )?dollars?|euros?|"
    r"pounds?(?: sterling)?|yen|ringgit|rupees?"
    r"|บาท|ดอลลาร์สหรัฐ|ดอลลาร์|ยูโร|เยน|€|£)"
)
_FIGURE = r"\d{1,3}(?:[,.' ]\d{3}){1,4}(?:[.,]\d{1,2})?|\d{1,2}(?:,\d{2}){1,3},\d{3}|\d{1,12}(?:\.\d{1,2})?"
MONEY = re.compile(
    rf"(?<![\w])(?P<sign>{_SIGN})\s?(?P<first>{_FIGURE})(?![\d])(?:\s?(?P<scale>million|billion|thousand|m|k)\b)?"
    rf"|(?<![\w.,])(?P<second>{_FIGURE})(?:\s?/?-)?\s?(?:(?P<big>million|billion|thousand|ล้าน|แสน|หมื่น|"
    rf"พัน)\s?)?(?:\([^()]{{1,80}}\)\s?)?(?P<name>{_NAME})(?![a-z])",
    re.IGNORECASE,
)
SCALES = {"million": 1e6, "m": 1e6, "billion": 1e9, "thousand": 1e3, "k": 1e3, "ล้าน": 1e6, "แสน": 1e5, "หมื่น": 1e4, "พัน": 1e3}
PERCENT = re.compile(
    r"(?<![\w.])(?P<figure>\d{1,3}(?:\.\d{1,4})?)\s?(?:%|per\s?cent\b|percent\b|เปอร์เซ็นต์)|"
    r"ร้อยละ\s{0,2}(?P<thai>\d{1,3}(?:\.\d{1,4})?)(?:\s\([^()]{1,40}\))?",
    re.IGNORECASE,
)
PER = [
    (
        "month",
        re.compile(
            r"per (?:calendar )?month|a month|each month|every month|monthly|/\s?month|p\.m\.|ต่อเดือน|เดือนละ|"
            r"รายเดือน|ทุกเดือน",
            re.IGNORECASE,
        ),
    ),
    (
        "year",
        re.compile(
            r"per annum|per year|p\.\s?a\.|a year|each year|per (?:contract|calendar) year|annual|yearly|/\s?year|ต่อปี|ปีละ|รายปี",
            re.IGNORECASE,
        ),
    ),
    ("day", re.compile(r"per (?:calendar )?day|a day|each day|every day|daily|for each day|ต่อวัน|วันละ|รายวัน", re.IGNORECASE)),
    ("hour", re.compile(r"per hour|an hour|hourly|/\s?hour|ต่อชั่วโมง|ชั่วโมงละ", re.IGNORECASE)),
    ("week", re.compile(r"per week|a week|each week|weekly|ต่อสัปดาห์|สัปดาห์ละ", re.IGNORECASE)),
    ("quarter", re.compile(r"per quarter|each quarter|every quarter|quarterly|ไตรมาสละ|รายไตรมาส", re.IGNORECASE)),
]


@dataclass(frozen=True, slots=True)
class Money:
    amount: float
    currency: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Duration:
    """unit: day | business day | hour | week | month | year."""

    count: float
    unit: str
    start: int
    end: int

    @property
    def text(self) -> str:
        return f"{self.count:g} {self.unit}{'' if self.count == 1 else 's'}"

    @property
    def days(self) -> float:
        return self.count * {"hour": 1 / 24, "week": 7, "month": 30, "year": 365}.get(self.unit, 1)


@dataclass(frozen=True, slots=True)
class Percent:
    rate: float
    start: int
    end: int


def durations(text: str, start: int = 0, end: int | None = None) -> list[Duration]:
    found = []
    for match in DURATION.finditer(text, start, len(text) if end is None else end):
        count = match["both"] or match["figure"]
        value = float(count) if count else _spelled(match["only"] or "") or THAI_WORDS.get(match["thaionly"] or "", 0)
        if value:
            found.append(Duration(value, _unit(match["unit"]), match.start(), match.end()))
    return found


def _spelled(words):
    total = 0
    for word in re.split(r"[\s-]+", words.lower()):
        total = (total or 1) * 100 if word == "hundred" else total + WORDS.get(word, 0)
    return total


def _unit(word):
    word = word.lower()
    if "business" in word or "working" in word or "banking" in word or word == "วันทำการ":
        return "business day"
    for unit, forms in (("day", ("day", "วัน")), ("hour", ("hour", "ชั่วโมง")), ("week", ("week", "สัปดาห์")), ("month", ("month", "เดือน"))):
        if any(form in word for form in forms):
            return unit
    return "year"


def sums(text: str, start: int = 0, end: int | None = None) -> list[Money]:
    found = []
    for match in MONEY.finditer(text, start, len(text) if end is None else end):
        amount = figure(match["first"] or match["second"])
        scale = SCALES.get((match["scale"] or match["big"] or "").lower(), 1)
        if amount:
            found.append(Money(amount * scale, currency(match["sign"] or match["name"]), match.start(), match.end()))
    return found


def figure(text: str) -> float:
    """Return 1,200,000.50 or 1.200.000 or 50,00,000 as a number; a last group of two is decimals after another mark."""
    text = text.replace("'", "").replace(" ", "")
    if re.search(r"[.]\d{3}(?:[.,]|$)", text) and text.count(",") <= 1 and not re.search(r",\d{3}", text) and text.count(".") != 1:
        text = text.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"\d{1,3}\.\d{3}", text):
        text = text.replace(".", "")
    return float(text.replace(",", "") or 0)


def currency(word: str) -> str:
    for code in CURRENCIES:
        if code != "USD" and _BY_CODE[code].fullmatch(word):
            return code
    return "USD"


def percents(text: str, start: int = 0, end: int | None = None) -> list[Percent]:
    matches = PERCENT.finditer(text, start, len(text) if end is None else end)
    return [Percent(float(match["figure"] or match["thai"]), match.start(), match.end()) for match in matches]


def period(text: str) -> str:
    """Return per what text says a sum is due or a rate counts: month, year, day, hour, week, quarter or ""."""
    first = [(match.start(), name) for name, pattern in PER if (match := pattern.search(text))]
    return min(first)[1] if first else ""
