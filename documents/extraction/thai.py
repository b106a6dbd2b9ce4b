"""Brings Thai text into the one spelling that people type.

PDF producers, OCR and old Windows fonts store the same syllable in several ways: sara am as nikhahit and
sara aa, a tone mark before its vowel, sara ae as two sara e, shifted marks in the private use area.
"""

import re

NIKHAHIT, SARA_AA, SARA_AM = "\u0e4d", "\u0e32", "\u0e33"
TONES = "\u0e48\u0e49\u0e4a\u0e4b"
MARKS = "\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
THAI = re.compile("[\u0e00-\u0e7f\uf700-\uf71a]")
# Shifted glyphs of the Windows and Macintosh Thai fonts (private use area) and what they stand for.
PRIVATE_USE = {
    0xF700: "\u0e10", 0xF701: "\u0e34", 0xF702: "\u0e35", 0xF703: "\u0e36", 0xF704: "\u0e37", 0xF705: "\u0e48",
    0xF706: "\u0e49", 0xF707: "\u0e4a", 0xF708: "\u0e4b", 0xF709: "\u0e4c", 0xF70A: "\u0e48", 0xF70B: "\u0e49",
    0xF70C: "\u0e4a", 0xF70D: "\u0e4b", 0xF70E: "\u0e4c", 0xF70F: "\u0e0d", 0xF710: "\u0e31", 0xF711: "\u0e4d",
    0xF712: "\u0e47", 0xF713: "\u0e48", 0xF714: "\u0e49", 0xF715: "\u0e4a", 0xF716: "\u0e4b", 0xF717: "\u0e4c",
    0xF718: "\u0e38", 0xF719: "\u0e39", 0xF71A: "\u0e3a",
}  # fmt: skip
SHIFTED = re.compile("[\uf700-\uf71a]")
RULES = [
    (re.compile("\u0e40\u0e40"), "\u0e41"),
    (re.compile(f"{NIKHAHIT}([{TONES}]?){SARA_AA}"), rf"\1{SARA_AM}"),
    (re.compile(f"([{TONES}]){NIKHAHIT}{SARA_AA}"), rf"\1{SARA_AM}"),
    (re.compile(f"{SARA_AM}([{TONES}])"), rf"\1{SARA_AM}"),
    # A vowel above or below belongs before its tone mark.
    (re.compile(f"([{TONES}\u0e4c])([\u0e31\u0e34-\u0e3a])"), r"\2\1"),
    (re.compile(f"([{MARKS}])\\1+"), r"\1"),
]
SPACED_MARK = re.compile(f"(?<=[\u0e01-\u0e4e]) +(?=[{MARKS}]|{SARA_AM})")


def normalise(text: str) -> str:
    """Return text with Thai in canonical spelling; other text comes back unchanged."""
    if not THAI.search(text):
        return text
    if SHIFTED.search(text):
        text = text.translate(PRIVATE_USE)
    for pattern, replacement in RULES:
        text = pattern.sub(replacement, text)
    return text


def normalise_layout(text: str) -> str:
    """Like normalise, for text read off a page: also drops the blanks set before zero-width marks."""
    return normalise(SPACED_MARK.sub("", text.translate(PRIVATE_USE))) if THAI.search(text) else text


def is_thai(char: str) -> bool:
    return "\u0e00" <= char <= "\u0e7f"


def joins_without_space(left: str, right: str) -> bool:
    """Whether a line ending in `left` and one starting with `right` belong together without a blank."""
    return _unspaced(left) and _unspaced(right)


def _unspaced(char: str) -> bool:
    return is_thai(char) or "\u3040" <= char <= "\u30ff" or "\u4e00" <= char <= "\u9fff"


def is_mark(char: str) -> bool:
    """Whether char cannot begin a syllable: a mark above or below, or a vowel that follows its consonant."""
    return bool(re.match(f"[{MARKS}\u0e30\u0e32\u0e33\u0e45\u0e46\u0e2f]", char))


def is_leading_vowel(char: str) -> bool:
    return "\u0e40" <= char <= "\u0e44"


def widest_tight_gap(char: str) -> float:
    """Return up to which gap, in ems, a letter still follows `char` without a blank.

    Measured on PDFs by Chromium: blanks are 0.26 em and wider. The box of a syllable ends too early where one
    glyph stands for several characters, most of all for sara am, whose right half is missing (0.52 to 0.60 em).
    """
    if char == SARA_AM:
        return 0.7
    return 0.25 if is_mark(char) else 0.2
