"""Numbers, dates, money, shares and durations in English and Thai text, comparable as values."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from .terms import THAI_DIGITS, canonical
from .vocabulary import words

NUMBER = re.compile(
    r"(?<![A-Za-z\d.,])(?P<digits>\d{1,3}(?:,\d{2,3})+(?:\.\d+)?|\d+(?:[.:]\d+)?)"
    r"|\b(?P<word>two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen"
    r"|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen)\b"
    r"|(?P<thai>หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบเอ็ด|สิบสอง|สิบ)(?=\s?(?:ครั้ง|คน|ปี"
    r"|เดือน|วัน|แห่ง|ทีม|เกม|คะแนน|สัปดาห์|ชั่วโมง|รอบ|ประเภท|ชนิด|ประการ|ข้อ|ส่วน|ตัว|รางวัล"
    r"|ล้าน|พัน|ร้อย|เท่า|ใบ|ชุด|ฉบับ|กลุ่ม|\s))",
    re.IGNORECASE,
)
WORD_VALUES = {
    **{
        word: str(value)
        for value, word in enumerate(
            words(
                """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
                seventeen eighteen nineteen twenty"""
            ),
            start=2,
        )
    },
    **{word: str(10 * value) for value, word in enumerate(["thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 3)},
    **{"hundred": "100", "thousand": "1000", "dozen": "12"},
    **{word: str(value) for value, word in enumerate(words("""หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า สิบ สิบเอ็ด สิบสอง"""), 1)},
}
MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    "|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม"
    "|ม\\.ค\\.|ก\\.พ\\.|มี\\.ค\\.|เม\\.ย\\.|พ\\.ค\\.|มิ\\.ย\\.|ก\\.ค\\.|ส\\.ค\\.|ก\\.ย\\.|ต\\.ค\\.|พ\\.ย\\.|ธ\\.ค\\."
)
SCALES = {
    "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
    "ร้อย": 100, "พันล้าน": 10**9, "พัน": 1000, "หมื่นล้าน": 10**10, "หมื่น": 10**4, "แสนล้าน": 10**11, "แสน": 10**5,
    "ล้านล้าน": 10**12, "ล้าน": 10**6,
}  # fmt: skip
SCALE_AFTER = re.compile(r"[ -]?(" + "|".join(sorted(SCALES, key=len, reverse=True)) + r")", re.IGNORECASE)
UNITS_AFTER = (
    ("percent", r"\s?%|\s?per\s?cent\b|\s?percentage points?\b|\s?เปอร์เซ็นต์"),
    (
        "money",
        r"\s?(?:dollars?|euros?|pounds?|baht|usd|thb|eur|gbp|cents?)\b|\s?(?:บาท|ดอลลาร์|ยูโร|ปอนด์"
        r"|เยน|[€£฿¥])",
    ),
    ("year", r"[ -](?:full |calendar |consecutive )?years?\b|\s?ปี"),
    ("month", r"[ -](?:full |calendar |consecutive )?months?\b|\s?เดือน"),
    ("week", r"[ -](?:full |consecutive )?weeks?\b|\s?(?:สัปดาห์|อาทิตย์)"),
    ("day", r"[ -](?:working |business |calendar |consecutive |full |paid )*days?\b|\s?วัน"),
    ("hour", r"[ -](?:full |consecutive )?(?:hours?|hrs?)\b|\s?ชั่วโมง"),
    ("minute", r"[ -](?:minutes?|mins?)\b|\s?นาที"),
    ("second", r"[ -](?:seconds?|secs?)\b|\s?วินาที"),
)
AFTER = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in UNITS_AFTER), re.IGNORECASE)
MONEY_BEFORE = re.compile(r"(?:[$€£¥฿]|\b(?:usd|eur|gbp|thb))\s?$", re.IGNORECASE)
PERCENT_BEFORE = re.compile(r"ร้อยละ\s?$")
DATE_BEFORE = re.compile(rf"(?:\b(?:{MONTHS})|พ\.ศ\.|ค\.ศ\.|วันที่|(?<!\d)ปี)[ .,]*(?:\d{{1,2}},? )?$", re.IGNORECASE)
DATE_AFTER = re.compile(
    rf"(?:st|nd|rd|th)?,?\s?(?:of )?(?:{MONTHS})(?![a-z])|(?:st|nd|rd|th)[ -](?:century|centuries)"
    rf"|s\b|[-/]\d{{1,2}}[-/]\d|\s?(?:bc|ad|ce)\b",
    re.IGNORECASE,
)
ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
DURATIONS = frozenset({"year", "month", "week", "day", "hour", "minute", "second"})
MOST = 60  # figures read of one sentence or row; more is no sentence
BUDDHIST_OFFSET = 543


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as written, with the values it may stand for and what it counts."""

    start: int
    end: int
    kind: str  # number | date | money | percent | duration | time
    forms: frozenset[str]
    unit: str  # "" when not one of UNITS_AFTER
    spelled: bool

    def agrees_with(self, other: "Figure") -> bool:
        """Say whether both stand for one value and count the same thing, as far as is written."""
        if self.forms.isdisjoint(other.forms):
            return False
        return not self.unit or not other.unit or self.unit == other.unit


def figures(text: str) -> list[Figure]:
    """Return the figures of text in reading order; list numbers at its very start are left out."""
    text = text.translate(THAI_DIGITS)
    found = []
    for match in NUMBER.finditer(text):
        start, end = match.span()
        if start <= 1 and match["digits"] and text[end : end + 2] in (". ", ") ", ".\t"):
            continue
        found.append(_figure(text, match, start, end))
        if len(found) == MOST:
            break
    return found


def _figure(text, match, start, end):
    raw = match.group().lower()
    value = canonical(raw) if match["digits"] else WORD_VALUES[raw]
    scale = SCALE_AFTER.match(text, end)
    scaled_end = scale.end() if scale else end
    after = AFTER.match(text, scaled_end)
    before = text[max(start - 24, 0) : start]
    unit = after.lastgroup if after else ""
    if MONEY_BEFORE.search(before):
        unit = "money"
    elif PERCENT_BEFORE.search(before):
        unit = "percent"
    kind = "duration" if unit in DURATIONS else unit or "number"
    plain = raw.isdigit() and not scale
    if ":" in raw:
        kind = "time"
    elif (plain and kind in ("number", "duration") and DATE_BEFORE.search(before)) or (plain and DATE_AFTER.match(text, end)):
        kind, unit = "date", ""
    elif plain and not unit and ORDINAL.match(text, end):
        unit = "ordinal"
    elif plain and not unit and len(raw) == 4 and "1000" <= raw <= "2699":
        kind = "date"
    return Figure(start, end, kind, _forms(value, scale, kind), unit, not match["digits"])


def _forms(value, scale, kind):
    forms = {value}
    if scale and value.replace(".", "", 1).isdigit():
        forms.add(f"{float(value) * SCALES[scale.group(1).lower()]:.0f}")
    if kind == "date" and value.isdigit() and len(value) == 4:
        forms.add(str(int(value) - BUDDHIST_OFFSET if int(value) >= 2400 else int(value) + BUDDHIST_OFFSET))
    return frozenset(forms)


def missing(claimed: Iterable[Figure], source: list[Figure]) -> list[Figure]:
    """Return the claimed figures that no figure of source agrees with."""
    return [figure for figure in claimed if not any(figure.agrees_with(other) for other in source)]
