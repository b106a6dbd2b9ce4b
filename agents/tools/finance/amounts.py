"""Amounts as people write them: 2 million, 5.5%, 300k, (1,200), ๓ แสน, สองล้านบาท, ร้อยละ 7, twenty years."""

import re
from dataclasses import dataclass

from agents.terms import THAI_DIGITS

MOST = 400  # amounts read from one text
SCALES = {
    "hundred": 100, "thousand": 1000, "k": 1000, "million": 10**6, "mn": 10**6, "mm": 10**6, "m": 10**6,
    "billion": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12,
    "ล้านล้าน": 10**12, "แสนล้าน": 10**11, "หมื่นล้าน": 10**10, "พันล้าน": 10**9, "ร้อยล้าน": 10**8, "สิบล้าน": 10**7,
    "ล้าน": 10**6, "แสน": 10**5, "หมื่น": 10**4, "พัน": 1000, "ร้อย": 100,
}  # fmt: skip
CURRENCIES = {
    "THB": r"฿|\bTHB\b|\bbaht\b|บาท", "USD": r"US\$|\$|\bUSD\b|\bdollars?\b|ดอลลาร์", "EUR": r"€|\bEUR\b|\beuros?\b|ยูโร",
    "GBP": r"£|\bGBP\b|\bpounds?\b|ปอนด์", "JPY": r"¥|\bJPY\b|\byen\b|เยน", "CNY": r"\bCNY\b|\bRMB\b|\byuan\b|หยวน",
    "SGD": r"S\$|\bSGD\b", "AUD": r"A\$|\bAUD\b", "INR": r"₹|\bINR\b|\brupees?\b", "HKD": r"HK\$|\bHKD\b",
    "CHF": r"\bCHF\b", "MYR": r"\bMYR\b|\bringgit\b|ริงกิต",
}  # fmt: skip
SIGNS = r"US\$|S\$|A\$|HK\$|[฿$€£¥₹]"
ONES = dict(
    zip(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ],
        range(20),
        strict=True,
    )
)
TENS = {w: 10 * (i + 2) for i, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"])}
THAI_ONES = {"ศูนย์": 0, "หนึ่ง": 1, "เอ็ด": 1, "สอง": 2, "ยี่": 2, "สาม": 3, "สี่": 4, "ห้า": 5, "หก": 6, "เจ็ด": 7, "แปด": 8, "เก้า": 9}
THAI_POWERS = {"สิบ": 10, "ร้อย": 100, "พัน": 1000, "หมื่น": 10**4, "แสน": 10**5}
THAI_WORD = "|".join([*THAI_ONES, *THAI_POWERS, "ล้าน"])
WORD = "|".join([*ONES, *TENS])
SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
NUMBER = re.compile(
    rf"(?P<open>\()?(?P<sign>[-−–])?\s?(?P<cur>{SIGNS})?\s?(?P<sign2>[-−])?"
    r"(?<![A-Za-z\d.])(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?P<close>\))?"
    rf"|\b(?P<word>(?:{WORD})(?:[ -](?:{WORD}))?)\b"
    rf"|(?P<thai>(?:{THAI_WORD}){{1,14}})(?!\d)",
    re.IGNORECASE,
)
SCALE_AFTER = re.compile(rf"[ -]?(?P<scale>{SCALE})(?![A-Za-z])(?P<half>ครึ่ง)?", re.IGNORECASE)
UNIT_AFTER = re.compile(
    r"\s?(?:(?P<percent>%|per\s?cent\b|pct\b|เปอร์เซ็นต์|เปอร์เซนต์)"
    r"|-?\s?(?P<year>years?\b|yrs?\b|y\b|ปี)|-?\s?(?P<month>months?\b|mths?\b|mos?\b|เดือน)|-?\s?(?P<quarter>quarters?\b|ไตรมาส)"
    r"|-?\s?(?P<day>days?\b|วัน)|(?P<count>periods?\b|instal?lments?\b|payments?\b|งวด|times\b|ครั้ง)"
    r"|(?P<units>units?\b|shares?\b|pieces?\b|ชิ้น|หน่วย|หุ้น))",
    re.IGNORECASE,
)
PERCENT_BEFORE = re.compile(r"ร้อยละ\s?$")


@dataclass(frozen=True)
class Amount:
    """value: a share of one where unit is "percent". unit: "" | percent | year | month | quarter | day | count | units.

    calendar: it reads like the number of a year (2024, 2567).
    """

    value: float
    start: int
    end: int
    unit: str = ""
    currency: str = ""
    calendar: bool = False
    scaled: bool = False


def amounts(text: str) -> list[Amount]:
    """Return the amounts of text in reading order, at most MOST; "1 ล้าน 5 แสน" is one."""
    text = text.translate(THAI_DIGITS)
    found: list[Amount] = []
    at = 0
    while len(found) < MOST and (match := NUMBER.search(text, at)):
        amount = _amount(text, match)
        at = max(match.end(), amount.end if amount else 0)
        if amount is None:
            continue
        last = found[-1] if found else None
        if last and _goes_on(text, last, amount):
            found[-1] = Amount(last.value + amount.value, last.start, amount.end, amount.unit, amount.currency, False, True)
        else:
            found.append(amount)
    return found


def _goes_on(text, last, amount):
    between = text[last.end : amount.start].strip()
    thai = bool(re.search("[ก-๙]", text[last.start : last.end])) or bool(re.search("[ก-๙]", text[amount.start : amount.end]))
    return (
        thai
        and last.scaled
        and not last.unit
        and not last.currency
        and not between
        and 0 < amount.value < last.value / 5
        and amount.unit in ("", "units")
    )


def _amount(text: str, match: re.Match) -> Amount | None:
    value, end = _value(match)
    if value is None:
        return None
    scaled = bool(match["thai"]) and value >= 100
    scale = SCALE_AFTER.match(text, end)
    if scale and not _is_unit_letter(match, scale, end):
        factor = SCALES[scale["scale"].lower()]
        value, end, scaled = (value + (0.5 if scale["half"] else 0)) * factor, scale.end(), True
    unit_match = UNIT_AFTER.match(text, end)
    unit = unit_match.lastgroup if unit_match else ""
    if not match["digits"] and not unit and not scaled:
        return None
    start = match.start("digits") if match["digits"] else match.start()
    if PERCENT_BEFORE.search(text[max(start - 10, 0) : start]):
        unit = "percent"
    currency = currency_at(text, match, end)
    if match["digits"]:
        negative = match["sign"] and not re.search(r"[\w%)]\s?$", text[max(match.start() - 2, 0) : match.start("sign")] or " ")
        if negative or match["sign2"] or (match["open"] and match["close"]):
            value = -value
    if unit == "percent":
        value = value / 100
    if unit_match and unit:
        end = unit_match.end()
    plain = bool(match["digits"]) and match["digits"].isdigit() and len(match["digits"]) == 4 and not (scaled or unit or currency)
    calendar = plain and (1950 <= value <= 2100 or 2490 <= value <= 2650)
    return Amount(float(value), match.start(), end, unit, currency, calendar, scaled)


def _is_unit_letter(match, scale, end):
    """Whether the letter after a number and a blank is no scale: "5 m" is metres or months, "$5 m" is money."""
    return scale["scale"].lower() in ("m", "b", "k") and scale.start("scale") > end and not match["cur"]


def _value(match):
    if match["digits"]:
        return float(match["digits"].replace(",", "")), match.end("digits") if not match["close"] else match.end()
    if match["word"]:
        parts = re.split("[ -]", match["word"].lower())
        return float(sum(ONES.get(part, TENS.get(part, 0)) for part in parts)), match.end()
    return thai_number(match["thai"]), match.end()


def thai_number(words: str) -> float | None:
    """Return what a Thai numeral in words stands for, None for words that only scale (ล้าน alone)."""
    total = section = digit = 0
    seen = False
    for word in re.findall(THAI_WORD, words):
        if word in THAI_ONES:
            digit, seen = THAI_ONES[word], True
        elif word == "ล้าน":
            if not seen and word == words:
                return None
            total, section, digit = (total + section + digit or 1) * 10**6, 0, 0
        else:
            if not seen and word != "สิบ":
                return None
            section += (digit or 1) * THAI_POWERS[word]
            digit, seen = 0, True
    return float(total + section + digit) if seen else None


def currency_at(text: str, match: re.Match, end: int) -> str:
    near = (match["cur"] or "") + text[end : end + 10].lstrip() if match["digits"] else text[end : end + 10].lstrip()
    before = text[max(match.start() - 5, 0) : match.start()].rstrip()
    for code, pattern in CURRENCIES.items():
        if re.match(rf"(?:{pattern})", near, re.IGNORECASE) or re.search(rf"(?:\b{code})$", before):
            return code
    return ""


def currency_of(text: str) -> str:
    """Return the ISO code of the first currency that text names, or ""."""
    hits = [
        (match.start(), -match.end(), code) for code, pattern in CURRENCIES.items() if (match := re.search(pattern, text, re.IGNORECASE))
    ]
    return min(hits)[2] if hits else ""


def number_in(text: str) -> float | None:
    """Return the amount that text consists of ("5.5%", "2 million baht", "(300)"), None if it is none or more."""
    found = amounts(text)
    return found[0].value if len(found) == 1 else None
