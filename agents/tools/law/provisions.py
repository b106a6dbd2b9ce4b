"""A statute, regulation or policy as numbered provisions, each with all that stands in it."""

import re
from dataclasses import dataclass

from agents.tools.texts import DocumentText

DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
LABELS = {
    "section": ("section", "sec.", "sec", "s.", "§", "§§"),
    "article": ("article", "art.", "art"),
    "clause": ("clause", "cl."),
    "rule": ("rule",),
    "regulation": ("regulation", "reg."),
    "paragraph": ("paragraph", "para.", "para"),
    "มาตรา": ("มาตรา",),
    "ข้อ": ("ข้อ", "ข้อที่"),
}
_LABEL_OF = {word: label for label, words in LABELS.items() for word in words}
_WORDS = "|".join(re.escape(word) for word in sorted(_LABEL_OF, key=len, reverse=True))
NUMBER = r"\d{1,4}(?:[./]\d{1,3}){0,4}[A-Za-z]?(?:\([0-9a-z]{1,4}\)){0,4}"
REFERENCE = re.compile(rf"(?<![A-Za-z\d.])(?P<label>{_WORDS})\s{{0,3}}(?P<number>{NUMBER})(?![\w])", re.IGNORECASE)
# At the beginning of a line: "Section 118.", "มาตรา 118", "118.", "4.2 Leave".
_HEAD = re.compile(
    rf"\s{{0,12}}(?:#+\s)?(?:(?P<label>{_WORDS})\s{{0,3}}(?P<n1>{NUMBER})[.:)]?|(?P<n2>{NUMBER})[.)]?)(?=\s|$)", re.IGNORECASE
)
LONGEST_TITLE = 120
MOST = 20_000


@dataclass
class Provision:
    """text[start:end] of the document. label: one of LABELS or ""; number: normalised ("118", "4.2", "12(b)"); title may be empty."""

    label: str
    number: str
    title: str
    start: int
    end: int

    @property
    def name(self):
        return f"{self.label.capitalize()} {self.number}".strip()


def provisions_of(document: DocumentText) -> list[Provision]:
    """Return the numbered provisions in text order; one ends where the next on its own or a higher level begins."""
    found = []
    for start, end in _lines(document):
        line = document.text[start:end].translate(DIGITS)
        head = _HEAD.match(line)
        if not head or (not head["label"] and not _may_number(line, head)):
            continue
        label = _LABEL_OF[head["label"].lower()] if head["label"] else ""
        found.append(Provision(label, plain_number(head["n1"] or head["n2"]), _title(line[head.end() :]), start, end))
        if len(found) == MOST:
            break
    return _closed(found, len(document.text))


def plain_number(number: str) -> str:
    return number.translate(DIGITS).strip(". ").lower()


def references_in(text: str) -> list[tuple[str, str, int, int]]:
    """Return (label, number, start, end) of each provision that text names."""
    return [
        (_LABEL_OF[match["label"].lower()], plain_number(match["number"]), match.start(), match.end())
        for match in REFERENCE.finditer(text.translate(DIGITS))
    ]


def _lines(document):
    if document.blocks:
        return [(block.start, block.end) for block in document.blocks if not block.kind.startswith(("page_", "table_"))]
    spans, at = [], 0
    for line in document.text.splitlines(keepends=True):
        spans.append((at, at + len(line)))
        at += len(line)
    return spans


def _may_number(line, head):
    """Say whether a bare number at the start of a line numbers a provision: dotted, or followed by a point or by a title."""
    rest = line[head.end() :].strip()
    return "." in head[0].strip() and bool(rest) and not rest[0].isdigit()


def _title(rest):
    """Return the heading at the start of a provision: its first words up to a stop, if they are few."""
    first = re.split(r"(?<=[^\W\d])[.:]\s|\n|\s[–—-]\s", rest.strip(" .:-–—"), maxsplit=1)[0].strip()
    return first if first and len(first) <= LONGEST_TITLE and len(first.split()) <= 12 else ""


def _closed(found, length):
    for place, provision in enumerate(found):
        level = _level(provision)
        later = next((each.start for each in found[place + 1 : place + 400] if _level(each) <= level), None)
        provision.end = later if later is not None else (found[place + 400].start if len(found) > place + 400 else length)
    return found


def _level(provision):
    """Return how deep a provision lies: labelled ones of whole numbers on top."""
    return provision.number.count(".") + provision.number.count("(") + (0 if provision.label or "." not in provision.number else 1)
