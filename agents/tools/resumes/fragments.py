"""Cuts the head of an entry (a post, a degree) into fragments: the stretches between separators, with their places."""

import re
from dataclasses import dataclass

from agents.tools.lines import Line
from agents.tools.resumes.model import Found, Period, Span
from agents.tools.resumes.periods import periods_in
from agents.tools.resumes.words import by_word, fold

STRONG = re.compile(r"\s*[|•·‖¦]\s*|\s+@\s+|\s+[–—―]\s+|\s+-\s+|\t+|\s{3,}|\s+/\s+|(?<=[\w)])\s+at\s+(?=[A-Z])|;\s+|\s*(?<!\S):\s+")
COMMA = re.compile(r",\s+(?!(?:Ltd|Inc|LLC|L\.L\.C|Co|Corp|PLC|Plc|GmbH|S\.A|Limited|Pte|Pty|Jr|Sr|LLP|USA Inc)\b)")
LABEL = re.compile(r"^\s*([^:：]{1,45}?)\s*[:：]\s*(?=\S)")
EDGES = " \t,;:|•·–—-()[]*_"


@dataclass
class Fragment:
    text: str
    start: int
    end: int
    line: int = 0

    def found(self) -> Found:
        return Found(self.text, [(self.start, self.end)])


def cut(text: str, start: int, pattern: re.Pattern, line: int = 0) -> list[Fragment]:
    """Return the stretches of text between matches of pattern; start: offset of text."""
    found, at = [], 0
    for match in [*pattern.finditer(text), None]:
        stop = match.start() if match else len(text)
        if fragment := trimmed(text[at:stop], start + at, line):
            found.append(fragment)
        at = match.end() if match else stop
    return found


def trimmed(text: str, start: int, line: int = 0) -> Fragment | None:
    """Return text without blanks and stray marks at its edges; a bracket that has its partner stays."""
    lead = len(text) - len(text.lstrip(EDGES))
    bare = text[lead:].rstrip(EDGES)
    if bare.count("(") > bare.count(")") and text[lead + len(bare) :].lstrip()[:1] == ")":
        bare = text[lead : text.index(")", lead + len(bare)) + 1]
    return Fragment(bare, start + lead, start + lead + len(bare), line) if re.search(r"\w", bare) else None


def without(line: Line, spans: list[Span]) -> list[tuple[str, int]]:
    """Return the pieces (text, start) of each part of line that lie outside spans."""
    pieces = []
    for part in line.parts:
        at = part.start
        for start, end in sorted(spans):
            if start < part.end and end > part.start:
                pieces.append((part.text[at - part.start : max(0, start - part.start)], at))
                at = min(end, part.end)
        pieces.append((part.text[at - part.start :], at))
    return [(text, start) for text, start in pieces if text.strip()]


def period_of(line: Line, *, points: bool = False) -> Period | None:
    for part in line.parts:
        if found := periods_in(part.text, part.start, points=points):
            return found[0]
    return None


def labelled(line: Line) -> tuple[str, Fragment] | None:
    """Return (label's name, value) of a line such as "Position: Nurse", or of two cells."""
    if len(line.parts) >= 2:
        name = by_word("labels").get(fold(line.parts[0].text))
        if name:
            first, last = line.parts[1], line.parts[-1]
            return name, Fragment("  ".join(part.text for part in line.parts[1:]), first.start, last.end)
    first = line.parts[0]
    if match := LABEL.match(first.text):
        name = by_word("labels").get(fold(match[1]))
        value = trimmed(first.text[match.end() :], first.start + match.end())
        if name and value:
            return name, value
    return None
