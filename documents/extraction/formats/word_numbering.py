"""The numbers that Word shows before list items and clauses but does not store in their text."""

import re

from docx.oxml.ns import qn

ROMAN = [(1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]  # fmt: skip
THAI_LETTERS = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"


class Numbering:
    """Counts list items in document order."""

    def __init__(self, document):
        self.levels: dict[str, dict[int, tuple[str, str, int]]] = {}
        self.abstract: dict[str, str] = {}
        self.counters: dict[str, list[int | None]] = {}
        try:
            root = document.part.numbering_part.element
        except (KeyError, NotImplementedError, AttributeError):
            return
        abstracts = {a.get(qn("w:abstractNumId")): _levels(a) for a in root.findall(qn("w:abstractNum"))}
        for number in root.findall(qn("w:num")):
            target = number.find(qn("w:abstractNumId"))
            if target is not None:
                key = number.get(qn("w:numId"))
                self.abstract[key] = target.get(qn("w:val"))
                self.levels[key] = abstracts.get(self.abstract[key], {})

    def label(self, element, style) -> tuple[str, int | None]:
        """Return the label of a paragraph ("" for bullets) and its list depth from 0, None outside lists."""
        number, depth = _reference(element, style)
        if number is None or number == "0":
            return "", None
        levels = self.levels.get(number, {})
        kind, pattern, start = levels.get(depth, ("bullet", "", 1))
        # Lists that share an abstract definition share its count, as in Word.
        counter = self.counters.setdefault(self.abstract.get(number, number), [None] * 9)
        counter[depth] = start if counter[depth] is None else counter[depth] + 1
        counter[depth + 1 :] = [None] * (8 - depth)
        if kind in ("bullet", "none"):
            return "", depth

        def shown(match: re.Match) -> str:
            index = int(match.group(1)) - 1
            its_kind, _pattern, its_start = levels.get(index, ("decimal", "", 1))
            return format_number(counter[index] if counter[index] is not None else its_start, its_kind)

        return re.sub(r"%(\d)", shown, pattern), depth


def _levels(abstract) -> dict[int, tuple[str, str, int]]:
    """Return (number format, pattern, first number) of each level."""

    def value(level, tag: str, default: str) -> str:
        found = level.find(qn(tag))
        return found.get(qn("w:val")) or default if found is not None else default

    return {
        int(level.get(qn("w:ilvl"))): (
            value(level, "w:numFmt", "decimal"),
            value(level, "w:lvlText", ""),
            int(value(level, "w:start", "1")),
        )
        for level in abstract.findall(qn("w:lvl"))
    }


def _reference(element, style) -> tuple[str | None, int]:
    """Return numId and level of a paragraph, from itself or from its style and the styles that one is based on."""
    properties = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
    while properties is None and style is not None:
        properties = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        style = getattr(style, "base_style", None)
    if properties is None:
        return None, 0
    number, level = properties.find(qn("w:numId")), properties.find(qn("w:ilvl"))
    depth = int(level.get(qn("w:val"))) if level is not None else 0
    return (number.get(qn("w:val")) if number is not None else None), min(max(depth, 0), 8)


def format_number(number: int, kind: str) -> str:
    """Return number in one of Word's formats; unknown ones count in decimal."""
    if kind.endswith("Letter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if kind.startswith("upper") else letter
    if kind.endswith("Roman") and number > 0:
        roman = _roman(number)
        return roman.upper() if kind.startswith("upper") else roman
    if kind == "thaiLetters" and number > 0:
        return THAI_LETTERS[(number - 1) % len(THAI_LETTERS)]
    if kind == "thaiNumbers":
        return "".join(chr(ord("๐") + int(digit)) for digit in str(number))
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in ROMAN:
        text += letters * (min(number, 3999) // value)
        number = min(number, 3999) % value
    return text
