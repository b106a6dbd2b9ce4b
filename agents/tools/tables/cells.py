# ruff: noqa: E501 - patterns and messages stand on one line
"""What a cell holds: numbers and dates as spreadsheets and reports write them, English and Thai."""

import re
from datetime import date

from agents.terms import THAI_DIGITS

SIGNS = r"(?:US\$|S\$|A\$|HK\$|R\$|NT\$|[฿$€£¥₹]|THB|USD|EUR|GBP|JPY|บาท)"
NUMBER = re.compile(
    rf"^(?P<open>\()?\s?(?P<minus>[-−–+])?\s?{SIGNS}?\s?(?P<open2>\()?(?P<minus2>[-−])?\s?"
    r"(?P<digits>\d{1,3}(?:[, \u00a0]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
    rf"\s?(?P<scale>k|m|mn|bn|b|million|billion|thousand|ล้าน|พัน)?\s?{SIGNS}?\s?(?P<percent>%)?\s?(?P<close>\))?\s?%?(?P<note>\s?[*†‡¹²³]|\s?\[\d\])?$",
    re.IGNORECASE,
)
EUROPEAN = re.compile(r"^(?P<open>\()?(?P<minus>[-−])?[€$£]?\s?(?P<digits>\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+,\d{1,2})\s?[€%]?\)?$")
SCALES = {"k": 1e3, "thousand": 1e3, "พัน": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "ล้าน": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9}
BLANKS = frozenset(["", "-", "–", "—", "n/a", "na", "n.a.", "null", "none", "nan", "nil", "ไม่มี", "-%", "#n/a", "?"])
MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan มกราคม ม.ค. มค", "february feb กุมภาพันธ์ ก.พ. กพ", "march mar มีนาคม มี.ค. มีค", "april apr เมษายน เม.ย. เมย",
            "may พฤษภาคม พ.ค. พค", "june jun มิถุนายน มิ.ย. มิย", "july jul กรกฎาคม ก.ค. กค", "august aug สิงหาคม ส.ค. สค",
            "september sep sept กันยายน ก.ย. กย", "october oct ตุลาคม ต.ค. ตค", "november nov พฤศจิกายน พ.ย. พย", "december dec ธันวาคม ธ.ค. ธค",
        ],
        start=1,
    )
    for name in names.split()
}  # fmt: skip
MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
DAY_MONTH_YEAR = re.compile(rf"^(\d{{1,2}})(?:st|nd|rd|th)?[\s-]({MONTH})[a-z]*\.?,?[\s-](?:พ\.ศ\.\s?)?(\d{{2,4}})$", re.IGNORECASE)
MONTH_DAY_YEAR = re.compile(rf"^({MONTH})[a-z]*\.?\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s(\d{{4}})$", re.IGNORECASE)
MONTH_YEAR = re.compile(rf"^({MONTH})[a-z]*\.?[\s-](\d{{2,4}})$", re.IGNORECASE)
ISO = re.compile(r"^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[ T]\d{1,2}:\d{2}(?::\d{2})?.{0,8})?$")
SLASHED = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})$")
MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
CLUSTER = rf"[ก-ฮ][{MARKS}]+"
# Some PDF writers draw a Thai syllable twice: "สินสิ ทรัพรั ย์" is สินทรัพย์.
ECHO = re.compile(rf"({CLUSTER})([เ-ไ]?[ก-ฮ][{MARKS}]*|[ก-ฮเ-ไาะำ])\s?\1\s?")
STUTTER = re.compile(rf"({CLUSTER})\s?\1")
BUDDHIST_FROM, BUDDHIST = 2400, 543


def is_blank(text: str) -> bool:
    return text.strip().casefold() in BLANKS


def number(text: str, *, european: bool = False) -> float | None:
    """Return the number a cell holds, None if it holds none. Brackets mean negative; 12% is 12."""
    text = text.strip()
    if len(text) > 40:
        return None
    text = text.translate(THAI_DIGITS)
    match = (EUROPEAN if european else NUMBER).match(text)
    if not match:
        return None
    digits = match["digits"]
    if european:
        value = float(digits.replace(".", "").replace(",", "."))
        return -value if match["minus"] or match["open"] else value
    value = float(re.sub(r"[, \u00a0]", "", digits)) * SCALES.get((match["scale"] or "").lower(), 1)
    negative = match["minus"] in ("-", "−", "–") or match["minus2"] or match["open"] or match["open2"]
    return -value if negative else value


def looks_european(texts: list[str]) -> bool:
    """Whether most numbers of a column have a decimal comma."""
    european = sum(bool(EUROPEAN.match(text)) for text in texts)
    western = sum(bool(NUMBER.match(text)) for text in texts)
    return european > western


def year_of(text: str | int) -> int:
    """Return a year in the Gregorian calendar: 2567 is 2024, 67 is 2024 in Thai short dates, 24 is 2024."""
    year = int(text)
    if year < 100:
        return year + 2500 - BUDDHIST if year >= 50 else year + 2000
    return year - BUDDHIST if year >= BUDDHIST_FROM else year


def day_of(text: str, *, day_first: bool = True) -> date | None:
    """Return the date a cell holds; the first of the month where it names none. None if it holds no date."""
    text = " ".join(text.translate(THAI_DIGITS).split())
    if not 6 <= len(text) <= 40:
        return None
    try:
        if match := ISO.match(text):
            return date(year_of(match[1]), int(match[2]), int(match[3] or 1))
        if match := SLASHED.match(text):
            first, second = int(match[1]), int(match[2])
            day, month = (first, second) if day_first else (second, first)
            return date(year_of(match[3]), month, day)
        if match := DAY_MONTH_YEAR.match(text):
            return date(year_of(match[3]), MONTHS[match[2].lower()], int(match[1]))
        if match := MONTH_DAY_YEAR.match(text):
            return date(year_of(match[3]), MONTHS[match[1].lower()], int(match[2]))
        if match := MONTH_YEAR.match(text):
            return date(year_of(match[2]), MONTHS[match[1].lower()], 1)
    except (ValueError, KeyError):
        return None
    return None


def month_first(texts: list[str]) -> bool:
    """Whether slashed dates of a column put the month first: some second part is no month, and no first part is none."""
    parts = [match for text in texts if (match := SLASHED.match(text.strip()))]
    return any(int(match[2]) > 12 for match in parts) and not any(int(match[1]) > 12 for match in parts)


def unechoed(text: str) -> str:
    """Return text with each Thai syllable once."""
    for _round in range(2 if ECHO.search(text) or STUTTER.search(text) else 0):
        text = STUTTER.sub(r"\1", ECHO.sub(r"\1\2", text))
    return text
