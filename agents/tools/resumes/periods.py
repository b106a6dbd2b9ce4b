"""Periods such as "Mar 2020 – present", "2559 - 2563" or "ม.ค. ๒๕๖๓ ถึง ปัจจุบัน". Buddhist years become common ones."""

import re
from datetime import date

from agents.tools.resumes.model import Period

ENGLISH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
THAI = (
    "มกราคม|ม\\.?\\s?ค\\.?|กุมภาพันธ์|ก\\.?\\s?พ\\.?|มีนาคม|มี\\.?\\s?ค\\.?|เมษายน|เม\\.?\\s?ย\\.?|พฤษภาคม"
    "|พ\\.?\\s?ค\\.?|มิถุนายน|มิ\\.?\\s?ย\\.?"
    "|กรกฎาคม|ก\\.?\\s?ค\\.?|สิงหาคม|ส\\.?\\s?ค\\.?|กันยายน|ก\\.?\\s?ย\\.?|ตุลาคม|ต\\.?\\s?ค\\.?|พฤศจิกายน"
    "|พ\\.?\\s?ย\\.?|ธันวาคม|ธ\\.?\\s?ค\\.?"
)
THAI_INITIALS = ["มค", "กพ", "มีค", "เมย", "พค", "มิย", "กค", "สค", "กย", "ตค", "พย", "ธค"]
THAI_NAMES = ["มกร", "กุมภ", "มีนา", "เมษ", "พฤษภ", "มิถุ", "กรกฎ", "สิงห", "กันย", "ตุลา", "พฤศ", "ธันว"]
ENGLISH_STARTS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
ERA = r"(?:พ\.?\s?ศ\.?|ค\.?\s?ศ\.?|ปี(?:\s?พ\.?ศ\.?)?)"
YEAR = r"(?:(?:19|20)\d\d|2[45]\d\d)"
PRESENT = (
    r"present|now|current(?:ly)?|today|to\s?date|till\s?date|date|ongoing|on-going|(?:จนถึง\s?)?ปัจจุบัน(?:นี้)?"
    r"|until\s+now|till\s+now"
)
POINT = rf"""(?:
    (?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?P<month{{n}}>(?:{ENGLISH})\b\.?|{THAI})\s*,?\s*(?:{ERA}\s*)?(?P<my{{n}}>{YEAR}|['’]?\d\d(?!\d))
  | (?<!\d)(?:\d{{1,2}}/)?(?P<num{{n}}>\d{{1,2}})\s?[/.\-]\s?(?P<ny{{n}}>{YEAR})(?!\d)
  | (?<!\d)(?P<iy{{n}}>{YEAR})[-/.](?P<inum{{n}}>0[1-9]|1[0-2])(?!\d)(?:-\d\d(?!\d))?
  | (?:{ERA}\s*)?(?<![\d/.])(?P<year{{n}}>{YEAR})(?!\d)
)"""
DASH = r"\s*(?:–|—|-|−|~|‐|‑|\bto\b|\bthrough\b|\buntil\b|\btill\b|ถึง|จนถึง|สู่|/)\s*"
BOTH = re.compile(
    rf"(?:{POINT.replace('{n}', '1')}){DASH}(?:(?P<present>{PRESENT})(?![a-z])|{POINT.replace('{n}', '2')})", re.IGNORECASE | re.VERBOSE
)
# "Jan – Mar 2020", "2018–19", "since 2019", "2019 onwards", "2019 -"
MONTHS_OF_ONE_YEAR = re.compile(
    rf"(?P<a>{ENGLISH}|{THAI})\.?{DASH}(?P<b>{ENGLISH}|{THAI})\.?\s*,?\s*(?:{ERA}\s*)?(?P<y>{YEAR})", re.IGNORECASE
)
SHORT_END = re.compile(rf"(?<!\d)(?P<y>{YEAR})\s?[-–—/]\s?(?P<e>\d\d)(?![\d/.\-])")
SINCE = re.compile(rf"(?:\bsince\b|\bfrom\b|ตั้งแต่|เริ่มงาน)\s*(?:{POINT.replace('{n}', '1')})", re.IGNORECASE | re.VERBOSE)
ONWARDS = re.compile(rf"(?:{POINT.replace('{n}', '1')})\s*(?:onwards?|เป็นต้นไป|(?:–|—|-)\s*$)", re.IGNORECASE | re.VERBOSE)
POINT_ALONE = re.compile(POINT.replace("{n}", "1"), re.IGNORECASE | re.VERBOSE)
DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")


def periods_in(text: str, offset: int = 0, *, points: bool = False) -> list[Period]:
    """Return the periods in a line; points: also single dates, as periods that end then. offset: where the line begins."""
    plain = text.translate(DIGITS)[:400]
    found, taken = [], []
    for pattern, read in READERS[: None if points else -1]:
        for match in pattern.finditer(plain):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            if period := read(match):
                period.spans = [(offset + match.start(), offset + match.end())]
                found.append(period)
                taken.append(match.span())
    return sorted(found, key=lambda each: each.spans)


def months_of(periods: list[Period], today: date) -> int:
    """Return the months that the periods cover together; months covered twice count once."""
    spans = sorted(
        (_month(each.start, 1), today.year * 12 + today.month if each.open else _month(each.end, 12)) for each in periods if each.start
    )
    total, reached = 0, 0
    for first, last in spans:
        first = max(first, reached + 1)
        if last >= first:
            total, reached = total + last - first + 1, last
    return total


def _month(value, default):
    year, _dash, month = value.partition("-")
    return int(year) * 12 + int(month or default) if year else 0


def _both(match):
    start, end = _point(match, "1"), "" if match["present"] else _point(match, "2")
    if not start or (not match["present"] and (not end or end[:4] < start[:4])):
        return None
    return Period(start, end, bool(match["present"]), [])


def _months_of_one_year(match):
    year = _year(match["y"])
    return Period(f"{year}-{_month_number(match['a']):02d}", f"{year}-{_month_number(match['b']):02d}", False, [])


def _short_end(match):
    year = _year(match["y"])
    end = year // 100 * 100 + int(match["e"]) if year == int(match["y"]) else 2500 + int(match["e"]) - 543
    return Period(str(year), str(end), False, []) if 0 <= end - year < 30 else None


def _since(match):
    start = _point(match, "1")
    return Period(start, "", True, []) if start else None


def _alone(match):
    end = _point(match, "1")
    return Period("", end, False, []) if end else None


def _point(match, n) -> str:
    year = match[f"my{n}"] or match[f"ny{n}"] or match[f"iy{n}"] or match[f"year{n}"]
    month = _month_number(match[f"month{n}"]) if match[f"month{n}"] else int(match[f"num{n}"] or match[f"inum{n}"] or 0)
    if month > 12:
        return ""
    number = _year(year, thai=bool(match[f"month{n}"] and match[f"month{n}"][0] >= "ก"))
    return f"{number}-{month:02d}" if month else str(number)


def _year(text, thai=False) -> int:
    """Return a common year; two digits are of this century, or of 25xx after a Thai month."""
    number = int(text.lstrip("'’"))
    if number < 100:
        return 2500 + number - 543 if thai else (1900 if number > 60 else 2000) + number
    return number - 543 if number >= 2400 else number


def _month_number(text) -> int:
    bare = "".join(char for char in text.casefold() if char not in ". ")
    for names in (THAI_INITIALS, list(THAI_NAMES), ENGLISH_STARTS):
        for number, name in enumerate(names, start=1):
            if bare == name or (names is not THAI_INITIALS and bare.startswith(name)):
                return number
    return 13


READERS = [
    (BOTH, _both),
    (MONTHS_OF_ONE_YEAR, _months_of_one_year),
    (SHORT_END, _short_end),
    (SINCE, _since),
    (ONWARDS, _since),
    (POINT_ALONE, _alone),
]
