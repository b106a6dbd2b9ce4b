"""Fills passages with paragraphs, in order, as full as they go; breaks a paragraph only where it does not fit.

Works on offsets alone; the splitter makes pieces of its spans.
"""

from dataclasses import dataclass

from documents.boundaries import cut_at_word, sentence_starts, sentences
from documents.ruler import Ruler

# A heading begins a new passage unless the one under way would be too short to stand alone, and so does a change of topic.
_HEADING_SHARE, _TOPIC_SHARE = 1 / 3, 1 / 6
# A paragraph is left whole for the next passage if this one is fuller than this.
_FULL_SHARE = 1 / 2
# Too little room is left to begin a sentence that must be cut anyway.
_NEARLY_FULL = 4 / 5


@dataclass(slots=True)
class Unit:
    """A stretch that is kept whole while it fits. opens: starts a section; turns: starts a topic; leads: belongs to what follows."""

    start: int
    end: int
    opens: bool = False
    turns: bool = False
    leads: bool = False


class Packer:
    """Takes units by add(), in order, and gives spans by finish()."""

    def __init__(self, text: str, ruler: Ruler, max_tokens: int, overlap_tokens: int):
        self._text, self._ruler = text, ruler
        self._max, self._overlap = max_tokens, overlap_tokens
        self._spans: list[tuple[int, int]] = []
        self._start: int | None = None  # of the passage under way, which reaches to _end
        self._end = 0
        self._leads_from: int | None = None
        self._follows: tuple[int, int] | None = None  # the span that the next passage may repeat the end of

    def add(self, unit: Unit) -> None:
        if (unit.opens and self._filled() >= _HEADING_SHARE) or (unit.turns and self._filled() >= _TOPIC_SHARE):
            self._close()
            self._follows = None
        whole = self._size(unit.start, unit.end) <= self._max
        if self._fits(unit.end) or (whole and (self._start is None or self._filled() >= _FULL_SHARE)):
            self._take(unit.start, unit.end, leads=unit.leads)
        else:
            for start, end in sentences(self._text, unit.start, unit.end):
                self._add_sentence(start, end)

    def finish(self, *, keep_leads: bool) -> tuple[list[tuple[int, int]], int | None]:
        """Return the spans in order; with keep_leads, headings at the very end are not in them but told by where they begin."""
        lead = None
        if self._start is not None and keep_leads and self._leads_from is not None:
            lead = self._leads_from
            self._end = lead
        if self._start is not None and self._end > self._start:
            self._spans.append((self._start, self._end))
        return self._spans, lead

    def _add_sentence(self, start: int, end: int) -> None:
        if self._fits(end) or self._size(start, end) <= self._max:
            self._take(start, end)
            return
        if self._filled() > _NEARLY_FULL:
            self._close(whatever=True)
        while start < end:
            base = start if self._start is None else self._start
            room = self._max - (self._overlap if self._start is None and self._follows else 0)
            limit = max(self._ruler.reach(base, room), start + 1)
            cut = end if limit >= end else cut_at_word(self._text, start, limit)
            self._take(start, cut)
            start = cut
            if start < end:
                self._close()

    def _take(self, start: int, end: int, *, leads: bool = False) -> None:
        """Put text[start:end] into the passage under way, or into a new one where it does not fit. Blanks are dropped."""
        if not self._text[start:end].strip():
            return
        if self._start is not None and not self._fits(end):
            self._close()
            if self._start is not None and not self._fits(end):
                self._close(whatever=True)
        if self._start is None:
            self._start = start if leads else self._repeat_from(start, end)
        self._end = end
        if not leads:
            self._leads_from = None
        elif self._leads_from is None:
            self._leads_from = start

    def _close(self, *, whatever: bool = False) -> None:
        """End the passage under way. Headings at its end stay for the next one, unless whatever."""
        if self._start is None:
            return
        lead, self._follows = (None if whatever else self._leads_from), None
        if lead is None:
            self._spans.append((self._start, self._end))
            self._follows = (self._start, self._end)
            self._start = self._leads_from = None
        elif lead > self._start:
            self._spans.append((self._start, lead))
            self._start = lead

    def _repeat_from(self, start: int, end: int) -> int:
        """Return where the passage that begins with text[start:end] begins if it repeats the end of the one before."""
        if self._follows is None or not self._overlap:
            return start
        before, edge = self._follows
        farthest = max(self._ruler.back(edge, self._overlap), before + 1, self._ruler.back(end, self._max))
        if farthest >= edge:
            return start
        at_sentence = next(sentence_starts(self._text, farthest - 1, edge), None)
        return at_sentence or self._word_start(farthest, edge)

    def _word_start(self, start: int, end: int) -> int:
        """Return where a word begins in text[start:end], or end if nowhere."""
        for place in range(start, end):
            if self._text[place - 1].isspace() and not self._text[place].isspace():
                return place
        place = cut_at_word(self._text, start - 1, start + (end - start) // 2)
        return place if start <= place < end else end

    def _fits(self, end: int) -> bool:
        return self._start is not None and self._size(self._start, end) <= self._max

    def _filled(self) -> float:
        return 0 if self._start is None else self._size(self._start, self._end) / self._max

    def _size(self, start: int, end: int) -> int:
        return self._ruler.size(start, end)
