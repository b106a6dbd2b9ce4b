# ruff: noqa: E501 - patterns and messages stand on one line
"""Periods of reports: years, quarters, halves and dates, in both calendars, from the words of headings and sentences."""

import re
from dataclasses import dataclass, replace

from agents.terms import THAI_DIGITS
from agents.tools.tables.cells import MONTH, MONTHS, year_of

YEAR4 = r"(?:19[89]\d|20[0-5]\d|25[3-9]\d|26[0-2]\d)"
YEAR = rf"(?:{YEAR4}|['’]?\d{{2}}(?!\d))"
FY = r"(?:FY|F\.Y\.|fiscal(?: year)?|financial year)"
MOST_CHARS = 50_000  # of one text; a block of a report is shorter
LAST_DAY = {1: 31, 2: 28, 3: 31, 4: 30, 5: 31, 6: 30, 7: 31, 8: 31, 9: 30, 10: 31, 11: 30, 12: 31}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4}
LENGTHS = [
    (
        "3M",
        r"\b(?:three|3)[- ]months?\b|\bquarter(?:ly)? ended\b|งวด(?:สาม|3)\s?เดือน|(?<!\S)(?:สาม|3)\s?เดือนสิ้นสุด|\b(?:13|thirteen) weeks\b",
    ),
    (
        "6M",
        r"\b(?:six|6)[- ]months?\b|\bhalf[- ]year(?:ly)?(?: ended)?\b|งวด(?:หก|6)\s?เดือน|(?:หก|6)\s?เดือนสิ้นสุด|\b(?:26|twenty-six) weeks\b",
    ),
    ("9M", r"\b(?:nine|9)[- ]months?\b|งวด(?:เก้า|9)\s?เดือน|(?:เก้า|9)\s?เดือนสิ้นสุด"),
    (
        "12M",
        r"\b(?:years?|twelve months|12 months|fiscal year|52 weeks|53 weeks)\s+(?:ended|ending|to)\b|\bfor the years?\b|ปีสิ้นสุด|สำหรับปี|รอบปี|ประจำปี",
    ),
]
PATTERNS = [
    ("quarter", rf"\bQ(?P<q>[1-4])\s?[-/'’ ,]?\s?(?:{FY}\s?)?(?P<y>{YEAR})\b"),
    ("quarter", rf"\b(?P<q>[1-4])Q\s?[-/'’ ]?\s?(?:{FY}\s?)?(?P<y>{YEAR})\b"),
    ("quarter", rf"\b(?:{FY}\s?)?(?P<y>{YEAR4})\s?[-/ ]?\s?Q(?P<q>[1-4])\b"),
    ("quarter", rf"ไตรมาส(?:ที่)?\s?(?P<q>[1-4])\s?(?:/|ปี|ของปี|,|\s)\s?(?:พ\.ศ\.\s?)?(?P<y>{YEAR4})"),
    ("quarter", rf"\b(?P<q>first|second|third|fourth|1st|2nd|3rd|4th)[- ]quarter(?:,)? (?:of )?(?:the )?(?:{FY}\s)?(?:year )?(?P<y>{YEAR4})\b"),
    ("half", rf"\bH(?P<q>[12])\s?[-/'’ ]?\s?(?:{FY}\s?)?(?P<y>{YEAR})\b"),
    ("half", rf"\b(?P<q>[12])H\s?[-/'’ ]?\s?(?:{FY}\s?)?(?P<y>{YEAR})\b"),
    ("half", rf"\b(?P<y>{YEAR4})\s?[-/ ]?\s?H(?P<q>[12])\b"),
    ("half", rf"\b(?P<q>first|second|1st|2nd)[- ]half(?:,)? (?:of )?(?P<y>{YEAR4})\b"),
    ("half", rf"ครึ่งปี(?P<q>แรก|หลัง)\s?(?:ของ)?(?:ปี\s?|/)?(?P<y>{YEAR4})"),
    ("nine", rf"\b9M\s?[-/'’ ]?\s?(?P<y>{YEAR})\b"),
    ("date", rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[\s-](?P<m>{MONTH})[a-z]*\.?,?[\s-](?:พ\.ศ\.\s?|ค\.ศ\.\s?)?(?P<y>{YEAR})(?!\d)"),
    ("date", rf"(?<!\w)(?P<m>{MONTH})[a-z]*\.?\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y>{YEAR4})\b"),
    ("date", rf"\b(?P<y>{YEAR4})-(?P<m>\d{{2}})-(?P<d>\d{{2}})\b"),
    ("date", rf"\b(?P<d>\d{{1,2}})[./](?P<m>\d{{1,2}})[./](?P<y>{YEAR4})\b"),
    ("month", rf"(?<![\wก-๙])(?P<m>{MONTH})[a-z]*\.?[\s-](?:พ\.ศ\.\s?)?(?P<y>{YEAR4}|['’]\d{{2}}|(?<=-)\d{{2}}|(?<=\. )\d{{2}})(?!\d)"),
    ("span", rf"\b(?:{FY}\s?)?(?P<y>{YEAR4})\s?[/–-]\s?(?P<z>\d{{2}}|{YEAR4})\b(?![/–-])"),
    ("year", rf"\b{FY}\s?[-'’]?\s?(?P<y>{YEAR})\b"),
    ("year", rf"(?<![\d.,/-])(?P<y>{YEAR4})\s?(?:A|E|F|B)?(?![\d,/%]|\.\d|-\d)"),
]  # fmt: skip
COMPILED = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in PATTERNS]
INTERIM = re.compile("|".join(pattern for name, pattern in LENGTHS if name != "12M") + r"|\binterim\b|ระหว่างกาล|ไตรมาส", re.IGNORECASE)


@dataclass(frozen=True)
class Period:
    """name: 2024, 2024-Q1, 2024-H1, 2024-9M or an ISO date for a balance in the middle of a year."""

    name: str
    year: int
    order: float

    def __str__(self):
        return self.name


@dataclass(frozen=True)
class Mention:
    start: int
    end: int
    kind: str
    year: int
    part: int = 0
    month: int = 0
    day: int = 0


def mentions(text: str) -> list[Mention]:
    """Return the periods that text names, in the order they stand, without overlaps; earlier patterns win."""
    text = text[:MOST_CHARS].translate(THAI_DIGITS)
    found: list[Mention] = []
    taken = bytearray(len(text))
    for kind, pattern in COMPILED:
        for match in pattern.finditer(text):
            start, end = match.span()
            if not any(taken[start:end]) and (mention := _mention(kind, match)):
                found.append(mention)
                taken[start:end] = b"\1" * (end - start)
    return sorted(found, key=lambda each: each.start)


def _mention(kind, match):
    parts = match.groupdict()
    year = year_of(parts["y"].strip("'’"))
    if not 1980 <= year <= 2060:
        return None
    part = 0
    if parts.get("q"):
        said = parts["q"].lower()
        part = ORDINALS.get(said) or {"แรก": 1, "หลัง": 2}.get(said) or int(said)
    month = parts.get("m")
    month = (MONTHS.get(month.lower()) or (int(month) if month.isdigit() else 0)) if month else 0
    if kind in ("date", "month") and not 1 <= month <= 12:
        return None
    if kind == "span":
        later = year_of(parts["z"])
        if later != year + 1 and not (len(parts["z"]) == 2 and int(parts["z"]) == (year + 1) % 100):
            return None
        year, kind = year + 1, "year"
    return Mention(match.start(), match.end(), kind, year, part, month, int(parts.get("d") or 0))


def length_in(text: str) -> str:
    """Return 3M, 6M, 9M or 12M if text names the length of a period, else ""."""
    hits = [(match.start(), name) for name, pattern in LENGTHS if (match := re.search(pattern, text, re.IGNORECASE))]
    return min(hits)[1] if hits else ""


def period_of(mention: Mention, length: str = "", *, year_end: int = 0) -> Period:
    """Return the period a mention stands for. length: what the words around it say. year_end: month in which the business year ends.

    A date without a length is the balance at that day: of the year if the year ends then, else of the day.
    """
    year, month = mention.year, mention.month
    if mention.kind == "quarter":
        return quarter(year, mention.part)
    if mention.kind == "half" or (mention.kind == "year" and length == "6M"):
        part = mention.part or 1
        return Period(f"{year}-H{part}", year, year + part / 2 - 0.01)
    if mention.kind == "nine" or (mention.kind == "year" and length == "9M"):
        return Period(f"{year}-9M", year, year + 0.745)
    if mention.kind == "year":
        return Period(str(year), year, year + 1)
    if length == "3M":
        return quarter(year, (month + 2) // 3)
    if length == "6M":
        part = 1 if month <= 9 else 2
        return Period(f"{year}-H{part}", year, year + part / 2 - 0.01)
    if length == "9M":
        return Period(f"{year}-9M", year, year + 0.745)
    if length == "12M" or not year_end or month == year_end:
        return Period(str(year), year, year + 1)
    day = mention.day or LAST_DAY[month]
    return Period(f"{year}-{month:02}-{day:02}", year, year + (month - 1) / 12 + day / 372)


def quarter(year: int, part: int) -> Period:
    return Period(f"{year}-Q{part}", year, year + part / 4 - 0.02)


def before(period: Period) -> Period:
    """Return the same period a year earlier."""
    name = period.name.replace(str(period.year), str(period.year - 1), 1)
    return replace(period, name=name, year=period.year - 1, order=period.order - 1)


def year_end_of(text: str) -> int:
    """Return the month in which the business year ends as the first lines of a report say it, 12 where they don't."""
    found = re.search(
        rf"(?:years?|twelve months|52 weeks|ปี)\s?(?:ended|ending|to|สิ้นสุด(?:วันที่)?)\s?(?:on )?.{{0,4}}?(?P<m>{MONTH})",
        text[:6000],
        re.IGNORECASE,
    )
    return MONTHS.get(found["m"].lower(), 12) if found else 12
