"""Passages cut into the units an answer may quote, indexed for matching terms.

Knows nothing of questions or answers, only of what is written where.
"""

import re
from dataclasses import dataclass, field
from typing import Protocol

from .figures import WORD_VALUES, Figure, figures
from .sentences import split_sentences
from .terms import MAX_CHARS, THAI_DIGITS, WORD, Term, canonical, fold, stem, synonyms

MAX_PASSAGE_CHARS = 20_000  # a chunk has some 1,000; a longer passage is read up to here
MAX_UNITS = 600
SYNONYM, PREFIX = 0.9, 0.6  # what a looser match is worth beside the same word
SHORT, BY_CHANCE = 3, 0.5  # so few Thai letters may stand inside another word
LIST_MARK = re.compile(r"(?:[-*+•◦▪‣·–—●○]|\(?[0-9๐-๙]{1,3}[.)]|\(?[a-zA-Zก-ฮ][.)]|[ivxIVX]{1,5}[.)])[ \t]+")
CELLS = re.compile(r"\s*\|\s*|\t+")
TABLE_KINDS = frozenset({"table", "table_row"})
NUMBER_WORDS = {"one": "1", **WORD_VALUES}


class Passage(Protocol):
    """What the answerer reads of a retrieved passage; offsets are into the document's text."""

    text: str
    start: int
    end: int
    document_name: str
    score: float
    kind: str
    heading_path: list[str]


@dataclass(slots=True)
class Words:
    """The words of one stretch of text, ready for ``match``."""

    stems: frozenset[str]
    prefixes: frozenset[str]
    folded: str

    @classmethod
    def of(cls, text: str) -> "Words":
        stems = set()
        for found in WORD.finditer(text.translate(THAI_DIGITS)):
            raw = found.group().lower()
            if found.lastgroup == "word":
                stems.add(stem(raw))
                if raw in NUMBER_WORDS:
                    stems.add("#" + NUMBER_WORDS[raw])
            elif found.lastgroup == "number":
                stems.add("#" + canonical(raw))
        return cls(frozenset(stems), frozenset(s[:6] for s in stems if len(s) >= 6), fold(text))

    def match(self, term: Term) -> float:
        """Return how well term is found here: 1 the word itself, less for a kin, 0 absent."""
        if term.inside:
            if term.key in self.folded:
                sure = len(term.key) > SHORT or not term.joined or any(pair in self.folded for pair in term.joined)
                return 1.0 if sure else BY_CHANCE
            return SYNONYM if any(other in self.folded for other in synonyms(term.key)) else 0.0
        if term.key in self.stems:
            return 1.0
        if term.number:
            return 0.0
        if any(other in self.stems for other in synonyms(term.key)):
            return SYNONYM
        return PREFIX if len(term.key) >= 6 and term.key[:6] in self.prefixes else 0.0


@dataclass(slots=True)
class Unit:
    """A sentence, list item, heading or table row: the least that is quoted."""

    passage: int
    start: int  # into the passage's text
    end: int
    text: str
    kind: str  # sentence | item | heading | row
    words: Words
    figures: list[Figure] = field(default_factory=list)


@dataclass(slots=True)
class Evidence:
    """All units of the passages, in order, with what stands around them."""

    passages: list[Passage]
    units: list[Unit]
    surroundings: list[Words]  # per passage: document name, headings, table header
    wholes: list[Words]  # per passage: everything in it

    def neighbour(self, index: int, step: int) -> Unit | None:
        """Return the unit before (-1) or after (1) in the same passage."""
        other = index + step
        if 0 <= other < len(self.units) and self.units[other].passage == self.units[index].passage:
            return self.units[other]
        return None


def read(passages: list[Passage]) -> Evidence:
    """Return the evidence in passages; text repeated by overlapping chunks is kept once."""
    units, surroundings, wholes, seen = [], [], [], set()
    for number, passage in enumerate(passages):
        found = _units(number, passage)
        around = [passage.document_name, *headings(passage)]
        header = found[0].text if found and any(unit.kind == "row" for unit in found) else ""
        surroundings.append(Words.of(" \n".join([*around, header])))
        wholes.append(_union(found, surroundings[-1]))
        for unit in found:
            fingerprint = " ".join(unit.text.split())
            if fingerprint not in seen and len(units) < MAX_UNITS:
                seen.add(fingerprint)
                units.append(unit)
    return Evidence(list(passages), units, surroundings, wholes)


def headings(passage: Passage) -> list[str]:
    """Return the passage's heading path as a list, whichever way it is stored."""
    path = getattr(passage, "heading_path", None) or []
    return [path] if isinstance(path, str) else [str(part) for part in path]


def _units(number, passage):
    text = passage.text[:MAX_PASSAGE_CHARS]
    is_table = getattr(passage, "kind", "") in TABLE_KINDS
    spans = _lines(text) if is_table else split_sentences(text)
    units = []
    for start, end in spans:
        quoted = text[start:end]
        if any(char.isalnum() for char in quoted):
            kind = _row_kind(quoted, units) if is_table else _kind(quoted, getattr(passage, "kind", ""))
            head = quoted[:MAX_CHARS]
            units.append(Unit(number, start, end, quoted, kind, Words.of(head), figures(head)))
    return units


def _lines(text):
    position = 0
    for line in text.splitlines(keepends=True):
        stripped = line.strip()
        if stripped:
            start = position + line.index(stripped[0])
            yield start, start + len(stripped)
        position += len(line)


def _row_kind(quoted, above):
    """A first row of names without a single figure is the header, and no answer."""
    cells = CELLS.split(quoted.strip("| "))
    names = len(cells) > 1 and not any(cell.replace(",", "").replace(".", "").isdigit() for cell in cells)
    return "heading" if names and not above else "row"


def _kind(quoted, passage_kind):
    if passage_kind == "heading" or quoted.startswith("#"):
        return "heading"
    if quoted.startswith("|") or "\t" in quoted or quoted.count(" | ") >= 2:
        return "row"
    if LIST_MARK.match(quoted):
        return "item"
    thai = any("\u0e00" <= char <= "\u0e7f" for char in quoted[:20])
    short = len(quoted) < 60 and len(quoted.split()) <= 8
    return "heading" if short and not thai and quoted[-1].isalnum() else "sentence"


def _union(units, around):
    return Words(
        around.stems.union(*(unit.words.stems for unit in units)),
        around.prefixes.union(*(unit.words.prefixes for unit in units)),
        "\n".join([around.folded, *(unit.words.folded for unit in units)]),
    )
