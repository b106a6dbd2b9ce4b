"""Where the text of a paper cites a reference: "[3, 5–7]", "(Kahneman, 2011)", "Kahneman (2011)", "(สมชาย, 2562)"."""

import re

from agents.tools.papers.model import Reference
from agents.tools.resumes.model import Span
from agents.tools.texts import DocumentText

GROUP = re.compile(r"\[(\d{1,4}(?:\s?[,;–—-]\s?\d{1,4}){0,20})\]")
YEAR_NEAR = re.compile(r"(?<!\d)(?:1[5-9]\d\d|20\d\d|2[45]\d\d)[a-z]?(?!\d)")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"(\[])|\n\s*\n")
LONGEST, MOST, NEAR = 420, 6, 70


class Citing:
    """The body of one paper, searched once for all its references."""

    def __init__(self, document: DocumentText, end: int):
        self.document, self.text, self.end = document, document.text, end
        text = self.text
        self._numbers: dict[int, list[int]] = {}
        for match in GROUP.finditer(text, 0, end):
            for number in _numbers(match[1]):
                self._numbers.setdefault(number, []).append(match.start())
        self._years: dict[str, list[int]] = {}
        for match in YEAR_NEAR.finditer(text, 0, end):
            self._years.setdefault(match[0][:4], []).append(match.start())

    def places(self, reference: Reference) -> list[Span]:
        """Return the sentences that cite reference, at most six."""
        at = self._numbers.get(reference.number, []) if reference.numbered else []
        at = at or self._named(reference)
        return list(dict.fromkeys(self._sentence(each) for each in at))[:MOST]

    def _named(self, reference) -> list[int]:
        year = reference.value("year")
        if not reference.authors or not year:
            return []
        family = reference.authors[0].family.casefold()
        spoken = {family, family.split()[0]} if reference.authors[0].literal and "ก" <= family[:1] <= "๙" else {family}
        found = []
        for shown in (year, str(int(year) + 543)):
            for position in self._years.get(shown, []):
                before = self.text[max(0, position - NEAR) : position].casefold()
                if any(each in before for each in spoken):
                    found.append(position)
        return sorted(found)

    def _sentence(self, position) -> Span:
        first = max(0, position - LONGEST // 2)
        stop = min(self.end, position + LONGEST // 2)
        if block := self.document.block_at(position):
            first, stop = max(first, block.start), min(stop, block.end)
        start = first
        for match in SENTENCE.finditer(self.text, first, stop):
            if match.end() <= position:
                start = match.end()
            elif match.start() > position:
                stop = match.start()
                break
        text = self.text[start:stop]
        return start + len(text) - len(text.lstrip()), stop - (len(text) - len(text.rstrip()))


def _numbers(text) -> list[int]:
    found: list[int] = []
    for piece in re.split(r"\s?[,;]\s?", text):
        ends = [int(each) for each in re.findall(r"\d+", piece)]
        found += range(ends[0], ends[1] + 1) if len(ends) == 2 and ends[0] < ends[1] <= ends[0] + 40 else ends
    return found
