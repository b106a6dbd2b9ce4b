"""Where the authors of a reference end, who they are, and the year beside them."""

import re

from agents.tools.papers.marks import SENTENCE_END, YEAR, YEAR_AFTER_AUTHORS, YEAR_IN_BRACKETS, common_year
from agents.tools.papers.people import leading_authors, people_in
from agents.tools.papers.sheet import Sheet


class Authorship(Sheet):
    def _authors(self) -> int:
        """Read the authors, and the year if it stands beside them; return where the title begins."""
        end = self._end_of_authors()
        if end:
            people, more = people_in(self.text[:end], leading_authors(self.text)[1])
            self.reference.authors, self.reference.et_al = people, more
            self.reference.author_spans = self.joined.spans(0, len(self.text[:end].rstrip(" .,:;(")))
        after = self.text[end:]
        bracket = re.match(r"[.,:;\s]*", after).end()
        if match := YEAR_IN_BRACKETS.match(after, bracket):
            return self._year(match, end)
        if match := YEAR_AFTER_AUTHORS.match(after):
            return self._year(match, end)
        return end

    def _year(self, match, offset) -> int:
        if match[1].isdigit():
            self.keep("year", offset + match.start(1), offset + match.end(1), common_year(match[1]))
        self.blank(offset + match.start(), offset + match.end(2 if match[2] else 1))
        return offset + match.end()

    def _end_of_authors(self) -> int:
        text = self.text
        year = YEAR_IN_BRACKETS.search(text[:700])
        quote = self._quote_at()
        personal, _form = leading_authors(text)
        if year and (quote is None or year.start() < quote) and self._is_author_year(year.start(), personal):
            return year.start()
        if quote is not None and quote < 600:
            bare = re.search(rf"[.,\s]\s*({YEAR})[a-z]?[.,]?\s*$", text[:quote])
            return bare.start() if bare else quote
        if personal:
            return personal
        bare = re.search(rf"[.,]\s*({YEAR})[a-z]?[.,:]\s", text[:300])
        first = SENTENCE_END.search(text)
        stop = self._sentence_end(0)
        if bare and bare.start() < stop + 2 and bare.start() > 2 and not re.search(r"\d", text[: bare.start()]):
            return bare.start()
        colon = re.match(r"[^.:]{3,80}:\s", text)
        if (
            colon
            and people_in(text[: colon.end() - 2])[0][:1]
            and re.match(r"[^,.]*$", text[: colon.end() - 2])
            and not re.search(r"\d", colon[0])
        ):
            return colon.end() - 2 if self.reference.numbered else 0
        return stop if first and stop < 160 and len(text) - stop > 12 else self._comma_author()

    def _comma_author(self) -> int:
        """An organisation before a comma: "กรมการข้าว, คู่มือ…"."""
        match = re.match(r"([^,.]{3,90}),\s", self.text)
        return match.end(1) if match else 0

    def _is_author_year(self, at, personal) -> bool:
        """Whether the bracketed year at `at` ends the authors, not the reference ("Nature 521, 436–444 (2015)")."""
        if personal and at <= personal + 4:
            return True
        before = self.text[:at]
        if personal and personal < at - 4 and re.search(r"\w{3,}", before[personal:]):
            return bool(re.match(r"[\s,.&]*(?:and|&|และ|et al)", before[personal:])) and at < personal + 80
        return at < 240 and not re.search(r"\d", before) and len(self.text) - at > 20

    def _quote_at(self) -> int | None:
        match = re.search(
            r"(?:(?<=^)|(?<=[,.:;)\]]\s)|(?<=[,.:;)\]])|(?<=\bal\s))[“\"«](?=\w|[‘“])|(?:(?<=[,.)]\s)|(?<=^))‘(?=\w)", self.text[:700]
        )
        return match.start() if match else None
