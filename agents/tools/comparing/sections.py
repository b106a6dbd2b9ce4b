"""Two versions of a policy, or two documents of one kind: sections that belong together, and what differs in them. Pure."""

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from agents.sentences import split_sentences
from agents.tools.texts import DocumentText

_NUMBERED = re.compile(r"^\W*(?:(?:section|article|clause|chapter|part|ข้อ|มาตรา|หมวด|ส่วนที่)\s*)?[\d๐-๙ivxIVX.()]*[.)\s:-]*")
ALIKE = 0.6  # of two headings, from which they name the same section
SAME, CHANGED, ADDED, REMOVED = "same", "changed", "added", "removed"
MOST_SECTIONS, MOST_SENTENCES = 300, 400


@dataclass
class Section:
    heading: str
    start: int
    end: int
    sentences: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Pair:
    """verdict: SAME, CHANGED, ADDED or REMOVED. gone and new: spans of sentences that only one of the two has."""

    heading: str
    before: Section | None
    after: Section | None
    verdict: str
    gone: list[tuple[int, int]] = field(default_factory=list)
    new: list[tuple[int, int]] = field(default_factory=list)


def sections_of(document: DocumentText) -> list[Section]:
    """Return the document's sections; a document without headings is one."""
    headings = [block for block in document.blocks if block.kind == "heading"][:MOST_SECTIONS]
    if not headings:
        return [_section(document, "", 0, len(document.text))]
    ends = [block.start for block in headings[1:]] + [len(document.text)]
    made = [
        _section(document, " ".join(document.text[block.start : block.end].split()), block.end, end)
        for block, end in zip(headings, ends, strict=True)
    ]
    return [each for each in made if each.sentences]


def align(before: DocumentText, after: DocumentText) -> list[Pair]:
    """Return pairs of sections in the order of after; those that only before has come last."""
    old, pairs = sections_of(before), []
    for section in sections_of(after):
        match = _closest(section, old)
        if match:
            old.remove(match)
        pairs.append(_compared(before, after, match, section))
    return pairs + [Pair(each.heading, each, None, REMOVED, gone=each.sentences) for each in old]


def _section(document, heading, start, end):
    spans = [(start + left, start + right) for left, right in split_sentences(document.text[start:end])[:MOST_SENTENCES]]
    return Section(heading, start, end, spans)


def _closest(section, others):
    best = max(others, key=lambda each: _likeness(section.heading, each.heading), default=None)
    return best if best and _likeness(section.heading, best.heading) >= ALIKE else None


def _likeness(one, other):
    one, other = (_NUMBERED.sub("", heading).casefold().strip() for heading in (one, other))
    return SequenceMatcher(None, one, other).ratio() if one and other else float(one == other)


def _compared(before, after, old, new):
    if old is None:
        return Pair(new.heading, None, new, ADDED, new=new.sentences)
    told_before = [_plain(before.text[start:end]) for start, end in old.sentences]
    told_after = [_plain(after.text[start:end]) for start, end in new.sentences]
    gone = [span for span, words in zip(old.sentences, told_before, strict=True) if words not in set(told_after)]
    fresh = [span for span, words in zip(new.sentences, told_after, strict=True) if words not in set(told_before)]
    return Pair(new.heading, old, new, CHANGED if gone or fresh else SAME, gone, fresh)


def _plain(words):
    return re.sub(r"\W+", " ", words.casefold()).strip()
