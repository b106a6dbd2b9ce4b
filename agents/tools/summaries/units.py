"""The sentences of a document that a summary may choose from, each with the section it stands in."""

import re
from collections import Counter
from dataclasses import dataclass, field

from agents.sentences import is_thai, split_sentences, strip
from agents.tools.texts import DocumentText
from documents.tokens import tokenize

PROSE = frozenset(["paragraph", "list_item", "quote"])
SHORTEST, LONGEST = 25, 600  # characters; shorter ones say too little alone, longer ones are no sentences
MOST = 6000
# What reads like a heading or a line of references is no statement.
_NO_STATEMENT = re.compile(r"^\W*(?:\[\d+\]|\d+\.\s*$|https?://)|^(?:fig(?:ure)?|table)\.?\s*\d+|\.{5,}")
_REFERENCES = re.compile(
    r"references|bibliography|works cited|acknowledg|appendix|เอกสารอ้างอิง|บรรณานุกรม|กิตติกรรมประกาศ|ภาคผนวก", re.IGNORECASE
)


@dataclass
class Unit:
    """text[start:end] of the document; section counts its sections from 0, place its units within the section."""

    start: int
    end: int
    section: int
    place: int
    words: Counter = field(default_factory=Counter)


def read_units(document: DocumentText, section: str = "", pages: tuple[int, int] | None = None) -> list[Unit]:
    """Return the sentences of the document's prose, in order, at most MOST.

    section: only under headings that hold these words. pages: only those from the first to the last, both included.
    """
    units, heading, number, place = [], (), 0, 0
    for start, end in _stretches(document):
        above = document.headings_above(start)
        if above != heading:
            heading, number, place = above, number + 1, 0
        if not _is_wanted(document, start, heading, section, pages):
            continue
        for left, right in split_sentences(document.text[start:end]):
            left, right = strip(document.text, start + left, start + right)
            words = document.text[left:right]
            if SHORTEST <= len(words) <= LONGEST and not _NO_STATEMENT.search(words) and _states(words):
                units.append(Unit(left, right, number, place, Counter(tokenize(words))))
                place += 1
        if len(units) >= MOST:
            break
    return units[:MOST]


def _states(words):
    """Say whether words read like a statement: a line without an end is a title or a name, in Thai if it is short."""
    if is_thai(words):
        return len(words) >= 65
    return len(words.split()) >= 6 and (words[-1] in ".!?:;”\"')" or len(words) >= 120)


def _stretches(document):
    if not document.blocks:
        return [(0, len(document.text))]
    return [(block.start, block.end) for block in document.blocks if block.kind in PROSE]


def _is_wanted(document, start, heading, section, pages):
    if section:
        return any(section.casefold() in each.casefold() for each in heading)
    if pages:
        page = document.page_at(start)
        return page is not None and pages[0] <= page <= pages[1]
    if not heading and document.headings_above(len(document.text)):
        return False  # the title page
    return not any(_REFERENCES.search(each) for each in heading)
