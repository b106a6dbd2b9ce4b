"""Tells job titles, organisations and places from each other by the words in them."""

import re
from functools import cache

from agents.tools.resumes.words import fold, plain

WORD = re.compile(r"[^\W\d_][\w.'’&+-]*")
STATE = re.compile(r"^[A-Z][\w .'’-]{1,30},\s*(?:[A-Z]{2,3}|[A-Z][\w .]{2,25})(?:\s+\d{4,6})?$")
POSTCODE = re.compile(r"(?<!\d)\d{5}(?!\d)|\b[A-Z]{1,2}\d{1,2}[A-Z]?\s\d[A-Z]{2}\b|\b[A-Z]{2}\s\d{5}\b")
THAI_ADDRESS = re.compile(r"ถนน|ถ\.|ซอย|ซ\.|แขวง|เขต|ตำบล|ต\.|อำเภอ|อ\.|จังหวัด|จ\.|หมู่|หมู่บ้าน|ม\.\s?\d")
STREET = re.compile(
    r"\b\d{1,5}\s+[A-Z]\w+.*\b(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|way|court|place|square|blvd|boulevard)\b"
    r"|\b\w+(?:straße|strasse|gata|weg)\b|\bP\.?O\.? Box\b",
    re.I,
)
SENIORITY = {"senior", "junior", "lead", "chief", "deputy", "associate", "assistant", "head", "principal", "staff", "general", "managing", "vice", "executive"}  # fmt: skip  # noqa: E501
# These make a title even if an organisation's word stands beside them ("Bank Teller", "Hotel Manager").
THAI_LETTER = re.compile("[ก-๙]")


@cache
def _lists():
    titles, organisations = plain("titles"), plain("organisations")
    places = frozenset(fold(each) for each in plain("places", ";"))
    return (
        frozenset(each for each in titles if each.isascii()),
        re.compile("|".join(sorted((re.escape(each) for each in titles if not each.isascii()), key=len, reverse=True))),
        frozenset(each for each in organisations if each.isascii()),
        re.compile("|".join(sorted((re.escape(each) for each in organisations if not each.isascii()), key=len, reverse=True))),
        places,
    )


def titleness(text: str) -> float:
    """Return 0 to 1: how much text looks like a job title."""
    english, thai, *_rest = _lists()
    words = [each.casefold().strip(".'’") for each in WORD.findall(text)]
    if not words or len(words) > 14:
        return 0.0
    found = thai.match(text.strip())
    if found:
        return 0.95
    if any(word in english for word in words):
        last = max(number for number, word in enumerate(words) if word in english)
        return 0.95 if last == len(words) - 1 or words[last + 1] in ("of", "for", "i", "ii", "iii", "in", "to", "and") else 0.7
    return 0.4 if words[0] in SENIORITY or thai.search(text) else 0.0


def organisationness(text: str) -> float:
    _english, _thai, english, thai, _places = _lists()
    words = [each.casefold().strip(".'’") for each in WORD.findall(text)]
    if thai.match(text.strip()):
        return 0.97
    if any(word in english for word in words):
        return 0.9 if words[-1] in english or words[0] in ("university", "ministry", "department", "bank", "institute", "college") else 0.6
    return 0.35 if re.search(r"จำกัด|\(มหาชน\)|มหาวิทยาลัย| & ", text) else 0.0


def placeness(text: str) -> float:
    *_rest, places = _lists()
    folded = fold(text)
    pieces = [fold(re.sub(r"\(.*?\)|\d{4,6}", "", each)) for each in re.split(r"[,/]| - ", text)]
    if folded in places or (pieces and all(piece in places for piece in pieces if piece)):
        return 1.0 if any(pieces) else 0.0
    if THAI_ADDRESS.search(text) and re.search(r"\d", text):
        return 0.97
    if STREET.search(text):
        return 0.95
    if any(piece in places for piece in pieces):
        return 0.85
    if re.match(r"^[A-Z][\w .'’-]{1,30},\s*[A-Z]{2}(?:\s+\d{5})?$", text):
        return 0.9
    words = folded.split()
    if THAI_LETTER.search(text):
        return 0.8 if any(word in places for word in re.split(r"[\s,]+", folded)) or text.startswith(("จ.", "จังหวัด", "กรุงเทพ")) else 0.0
    if len(words) > 1 and (words[-1] in places or " ".join(words[-2:]) in places) and len(words) <= 4:
        return 0.7
    return 0.45 if STATE.match(text) else 0.0
