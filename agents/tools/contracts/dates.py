"""Dates in English and Thai, the Buddhist era included, as ISO 8601."""

import re
from dataclasses import dataclass
from datetime import date

ENGLISH = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"]
THAI = ["มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน", "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม"]
THAI_SHORT = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
MONTHS = (
    {name: at for names in (ENGLISH, THAI, THAI_SHORT) for at, name in enumerate(names, 1)}
    | {name[:3]: at for at, name in enumerate(ENGLISH, 1)}
    | {"sept": 9}
)
ERA = 543  # years from the Christian to the Buddhist era
_EN = "(?:" + "|".join([*ENGLISH, *(f"{name[:3]}\\.?" for name in ENGLISH), "sept\\.?"]) + ")"
_TH = "(?:" + "|".join(re.escape(name) for name in [*THAI, *THAI_SHORT]) + ")"
DATE = re.compile(
    rf"(?<![\w/])(?P<d1>\d{{1,2}})(?:\s?(?:st|nd|rd|th))?(?:\s+day)?(?:\s+of)?,?[\s-]+(?P<m1>{_EN}),?[\s-]+(?P<y1>\d{{4}})\b"
    rf"|\b(?P<m2>{_EN})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})\b"
    r"|(?<![\d-])(?P<y3>\d{4})-(?P<m3>\d{2})-(?P<d3>\d{2})(?![\d-])"
    r"|(?<![\d/.])(?P<d4>\d{1,2})[/.](?P<m4>\d{1,2})[/.](?P<y4>\d{4})(?![\d/])"
    rf"|(?<!\d)(?P<d5>\d{{1,2}})\s{{0,2}}(?:เดือน\s{{0,2}})?(?P<m5>{_TH})\s{{0,2}}(?:(?P<era>พ\.ศ\.|พุทธศักราช|ค\.ศ\.|"
    rf"ปี)\s{{0,2}})?(?P<y5>\d{{4}}|\d{{2}})(?!\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateFound:
    iso: str
    start: int
    end: int


def dates(text: str, start: int = 0, end: int | None = None) -> list[DateFound]:
    """Return the whole dates of text[start:end] in order; impossible ones are left out."""
    found = []
    for match in DATE.finditer(text, start, len(text) if end is None else end):
        form = next(form for form in "12345" if match[f"d{form}"])
        day, month, year = match[f"d{form}"], match[f"m{form}"], match[f"y{form}"]
        if iso := _iso(int(year), _month(month), int(day), match["era"]):
            found.append(DateFound(iso, match.start(), match.end()))
    return found


def _month(text):
    return int(text) if text.isdigit() else MONTHS[text.lower()] if text.lower() in MONTHS else MONTHS[text.lower().rstrip(".")]


def _iso(year, month, day, era):
    if year < 100:
        year += 2500
    if year >= 2400 and era != "ค.ศ.":
        year -= ERA
    if month > 12 >= day:
        day, month = month, day
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""
