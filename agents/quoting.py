"""How a chosen unit is quoted: with what it leans on, lists whole, table rows readable."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .citations import Span, literal
from .evidence import CELLS, LIST_MARK, Evidence, headings
from .question_type import Asks, Question

MAX_ITEMS = 12
MAX_LEAN = 320  # characters of an earlier sentence quoted along for the sake of a pronoun
UNDER_HEADING = 2  # sentences quoted for a heading that matches
LEANS = re.compile(
    r"(?:he|she|it|they|this|that|these|those|his|her|its|their|such|here|there|however|instead|also|then"
    r"|both|the latter|the former)\b|(?:เขา|เธอ|มัน|พวกเขา|ซึ่ง|โดย|และ|แต่|จากนั้น|ทั้งนี้|ดังกล่าว|สิ่งนี้)",
    re.IGNORECASE,
)
RULE = re.compile(r"^[\s|:+=-]+$")


@dataclass(frozen=True, slots=True)
class Quote:
    """Markdown of a quotation and the one span it was taken from."""

    markdown: str
    span: Span
    bullet: bool = False


def quotes_for(question: Question, evidence: Evidence, chosen: list[int]) -> list[Quote]:
    """Return the quotations for the chosen units, in their order."""
    return [quote for index in chosen for quote in _quotes(question, evidence, index)]


def _quotes(question, evidence, index) -> Iterator[Quote]:
    unit = evidence.units[index]
    wants_all = question.asks in (Asks.LIST, Asks.PROCEDURE)
    if unit.kind == "row":
        yield _row(evidence, unit)
    elif unit.kind == "heading":
        yield from _under(evidence, index)
    elif unit.text.endswith(":") and (items := _items(evidence, index + 1, unit.passage)):
        yield _sentence(evidence, unit)
        yield from items
    elif unit.kind == "item" and wants_all:
        yield from _whole_list(evidence, index)
    else:
        yield _leaning(evidence, index)


def _sentence(evidence, unit, start=None):
    start = unit.start if start is None else start
    text = evidence.passages[unit.passage].text[start : unit.end]
    bullet = unit.kind == "item"
    return Quote(literal(LIST_MARK.sub("", text, count=1) if bullet else text), (unit.passage, start, unit.end), bullet)


def _leaning(evidence, index):
    """Quote a sentence, together with the one before it when it begins with a pronoun or the like."""
    unit, before = evidence.units[index], evidence.neighbour(index, -1)
    if unit.kind == "sentence" and before and before.kind == "sentence" and LEANS.match(unit.text):
        gap = unit.start - before.end
        if before.end - before.start <= MAX_LEAN and 0 <= gap <= 3:
            return _sentence(evidence, unit, before.start)
    return _sentence(evidence, unit)


def _under(evidence, index):
    """Quote what stands under a heading, or the heading itself when nothing does."""
    owner = evidence.units[index].passage
    at, found = index + 1, []
    while at < len(evidence.units) and evidence.units[at].passage == owner and len(found) < UNDER_HEADING:
        unit = evidence.units[at]
        if unit.kind == "heading":
            break
        if unit.kind == "item":
            found += _items(evidence, at, owner)
            break
        found.append(_row(evidence, unit) if unit.kind == "row" else _sentence(evidence, unit))
        at += 1
    return found or [_sentence(evidence, evidence.units[index])]


def _whole_list(evidence, index):
    first = index
    while (before := evidence.neighbour(first, -1)) and before.kind == "item":
        first -= 1
    if before and before.text.endswith(":"):
        yield _sentence(evidence, before)
    yield from _items(evidence, max(first, index - MAX_ITEMS + 1), evidence.units[index].passage)


def _items(evidence, first, owner):
    """Return the quotes of the list items of passage owner from first on, at most MAX_ITEMS."""
    found = []
    for unit in evidence.units[first : first + MAX_ITEMS]:
        if unit.kind != "item" or unit.passage != owner:
            break
        found.append(_sentence(evidence, unit))
    return found


def _row(evidence, unit):
    cells = _cells(unit.text)
    header = _header(evidence, unit, len(cells))
    if header:
        pairs = [f"**{literal(name)}:** {literal(value)}" for name, value in zip(header, cells, strict=True) if value]
        shown = " · ".join(pairs)
    else:
        shown = " · ".join(literal(cell) for cell in cells if cell)
    return Quote(shown, (unit.passage, unit.start, unit.end), bullet=True)


def _cells(text):
    return CELLS.split(text.strip().strip("|").strip())


def _header(evidence, unit, width):
    """Return the table's column names if they are known and fit, else None."""
    lines = list(reversed(headings(evidence.passages[unit.passage])))
    text = evidence.passages[unit.passage].text
    lines += [line for line in text[: unit.start].splitlines() if CELLS.search(line.strip()) and not RULE.match(line)][:1]
    for line in lines:
        names = _cells(line)
        if len(names) == width > 1 and not any(_is_number(name) for name in names):
            return names
    return None


def _is_number(cell):
    return cell.replace(",", "").replace(".", "").strip("%$ ").isdigit()
