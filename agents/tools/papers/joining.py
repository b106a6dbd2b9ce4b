"""Lines joined into one text that still knows where each of its characters stands in the document."""

import re
from dataclasses import dataclass

from agents.tools.lines import Line
from agents.tools.resumes.model import Found, Span

THAI_END, THAI_START = re.compile("[ก-๛]$"), re.compile("[ก-๛]")


@dataclass
class Joined:
    """text, and for each of its characters the offset in the document."""

    text: str
    at: list[int]

    def spans(self, start: int, end: int) -> list[Span]:
        """Return where text[start:end] stands; more than one where lines or columns come between."""
        found: list[Span] = []
        for offset in self.at[start:end]:
            if found and 0 <= offset - found[-1][1] <= 3:
                found[-1] = (found[-1][0], max(found[-1][1], offset + 1))
            elif not (found and offset < found[-1][1] and offset >= found[-1][0]):
                found.append((offset, offset + 1))
        return found

    def found(self, start: int, end: int, text: str | None = None) -> Found:
        return Found(self.text[start:end] if text is None else text, self.spans(start, end))


def join(lines: list[Line], source: str) -> Joined:
    """Join lines with blanks; a word cut by a hyphen at the end of a line is put together again."""
    letters: list[str] = []
    at: list[int] = []
    for line in lines:
        for part in line.parts:
            _append(letters, at, source[part.start : part.end], part.start)
    return Joined("".join(letters), at)


def _append(letters, at, text, start):
    if letters:
        tail = "".join(letters[-200:])
        if re.search(r"(?:https?://|doi)\S*$", tail) and not tail.endswith((".", ",")) and not re.match(r"[A-Z][a-z]|\(", text):
            pass  # an address that goes on
        elif re.search(r"[a-zà-ÿ][-‐\u00ad]$", tail) and re.match(r"[a-zà-ÿ]", text):
            letters.pop()
            at.pop()
        elif re.search(r"\d\s?[-–]$", tail) and re.match(r"\d", text):
            pass  # a range of pages
        elif tail.endswith(("-", "‐")) and re.match(r"\w", text):
            pass  # "Pre-" and "Training"
        elif not (THAI_END.search(tail) and THAI_START.match(text)):
            letters.append(" ")
            at.append(at[-1])
    previous = letters[-1] if letters else ""
    for index, char in enumerate(text):
        if char.isspace():
            if previous == " " or not letters:
                continue
            char = " "
        letters.append(char)
        at.append(start + index)
        previous = char
