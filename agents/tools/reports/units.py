# ruff: noqa: E501 - patterns and messages stand on one line
"""In what a table's figures are given: thousands or millions, and of which currency."""

import re

from agents.tools.finance.amounts import currency_of

SCALES = [
    (1e9, r"\bin billions?\b|\bbillions?\b|[$€£¥฿]\s?bn\b|\bbn\b|พันล้าน|\b(?:USD|EUR|GBP|THB|US\$)\s?bn\b"),
    (1e6, r"\bin millions?\b|\bmillions?\b|[$€£¥฿]\s?(?:m|mm|mn)\b|\b(?:USD|EUR|GBP|THB|SGD|JPY|CNY|INR|US\$|baht)\s?(?:m|mm|mn)\b|\bMUSD\b|\bMEUR\b|\bMB\b|\bmn\b|ล้าน|000,000|'000,000"),
    (1e3, r"\bin thousands?\b|\bthousands?\b|['’‘]\s?000\b|\b000s\b|\b000['’]s?\b|[$€£¥฿]\s?k\b|\b(?:USD|EUR|GBP|THB|US\$)\s?k\b|\bTUSD\b|\bTEUR\b|\bKUSD\b|พัน"),
]  # fmt: skip
ONE = re.compile(r"หน่วย\s*[:：]?\s*บาท|\(บาท\)|\bin (?:US )?(?:dollars|baht|euros?|pounds|USD|THB|EUR|GBP)\b(?! (?:million|thousand))|\bunits?: ?(?:baht|thb|usd)\b|\b(?:currency|amounts? in):? ?(?:USD|THB|EUR|GBP|baht)\b(?! ?(?:m|k|th|mil|['’]))", re.IGNORECASE)  # fmt: skip
UNIT_WORDS = re.compile(r"หน่วย|\bunits?\b|\bin\b|\bamounts?\b|\bfigures\b|\bexpressed\b|\bcurrency\b|^\W*(?:US\$|USD|EUR|GBP|THB|SGD|JPY|[$€£¥฿]|ล้านบาท|พันบาท|บาท)|['’‘]000|\(|(?:US\$|\b(?:USD|EUR|GBP|THB|SGD|JPY|baht)\b|[$€£¥฿])\s?(?:millions?|thousands?|billions?|bn|mn|m|k)\b", re.IGNORECASE)  # fmt: skip


def scale_in(text: str) -> float | None:
    """Return the scale that a unit note names, 1 if it names single units, None if it is no unit note."""
    if len(text) > 160 or not UNIT_WORDS.search(text):
        return None
    for factor, pattern in SCALES:
        if re.search(pattern, text, re.IGNORECASE):
            return factor
    return 1.0 if ONE.search(text) else None


def short_scale(text: str) -> float | None:
    """Return the scale in a column's title, such as "2024 £'000" or "Amount (THB m)"."""
    for factor, pattern in SCALES:
        if re.search(pattern, text, re.IGNORECASE):
            return factor
    return None


def unit_of(lines: list[str]) -> tuple[float | None, str]:
    """Return (scale, currency) from the lines above a table, the nearest that says so."""
    scale, currency = None, ""
    for line in reversed(lines):
        found = scale_in(line)
        if scale is None and found is not None:
            scale = found
            currency = currency or currency_of(line)
        elif not currency and len(line) < 160 and UNIT_WORDS.search(line):
            currency = currency_of(line)
    return scale, currency
