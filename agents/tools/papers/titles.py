"""The title of a reference: in quotation marks, up to its stop, or up to the comma before what it appeared in."""

import re

from agents.tools.papers.commas import title_end
from agents.tools.papers.marks import ABBREVIATION, CLOSING, EDITION, IN, OPENING, PLACE, PUBLISHER, SENTENCE_END, YEAR
from agents.tools.papers.numbers import Numbers
from agents.tools.papers.sheet import Sheet


class Titles(Sheet):
    def _title(self, at: int) -> int:
        """Read the title that begins at or after `at`; return where the rest begins."""
        while at < len(self.text) and self.text[at] in " .,:;)":
            at += 1
        if IN.match(self.text, at) and self.text[:at].rstrip().endswith(","):
            return at
        if at < len(self.text) and self.text[at] in OPENING:
            end = self._closing(at)
            if end:
                self.keep("title", at + 1, end)
                return end + 1
        end = self._sentence_end(at)
        if gap := re.search(r"\s{5,}", self.text[at:end]):
            end = at + gap.start()
        end = min(end, self._marked_end(at, end))
        comma = self._comma_before_container(at, end)
        if comma is None and self.text[:at].rstrip().endswith(",") and end >= len(self.text.rstrip()) - 1:
            comma = title_end(self.text, at, PUBLISHER)
        if comma:
            end = comma
        inside = re.search(
            r"\s*[\[(](?:[^\[\]()]*(?:thesis|dissertation|วิทยานิพนธ์|ดุษฎีนิพนธ์|publication|report|preprint)[^\[\]()]*)[\])]",
            self.text[at:end],
            re.IGNORECASE,
        )
        stop = at + inside.start() if inside else end
        trailing = re.search(rf"[,.]?\s*\(?({YEAR})\)?\s*$", self.text[at:stop])
        if (trailing and trailing.start() > 8 and "year" not in self.reference.fields) and trailing[0].lstrip()[:1] in ",(":
            stop = at + trailing.start()
        edition = EDITION.search(self.text, at, stop)
        shown = edition.start() if edition and edition.start() > at + 5 else stop
        self.keep("title", at, shown)
        return stop if stop < end else end

    def _marked_end(self, at, end) -> int:
        """Return where " // Journal" or " (Publisher, Place, Year)" begins, else end."""
        if slashes := re.search(r"\s//\s", self.text[at:]):
            return at + slashes.start()
        if semicolon := re.search(rf";\s+(?=[^;]*:\s[^;]*{YEAR})", self.text[at:end]):
            return at + semicolon.start()
        for match in re.finditer(r"\s\(([^()]{4,120})\)", self.text[at : end + 130]):
            if (
                match.start() > 6
                and at + match.start() < end
                and (re.search(rf",\s*{YEAR}$", match[1]) or PUBLISHER.search(match[1]) or re.match(rf"{PLACE}:\s[A-Z]", match[1]))
            ):
                return at + match.start()
        return end

    def _closing(self, at) -> int | None:
        """Return where the quotation that opens at `at` ends; quotations inside it are skipped."""
        mark, close = self.text[at], CLOSING[self.text[at]]
        depth = 0
        for index in range(at, min(len(self.text), at + 500)):
            char = self.text[index]
            if mark != close and char == mark:
                depth += 1
            elif char == close and index > at:
                depth -= 1 if mark != close else 0
                follows = self.text[index + 1 : index + 3]
                apostrophe = close == "’" and re.match(r"\w", follows)
                if depth <= 0 and not apostrophe and (mark != close or re.match(r"\s*[,.(]|\s|$", follows)):
                    return index
        return None

    def _sentence_end(self, at) -> int:
        """Return where the sentence that begins at `at` ends; stops of initials and abbreviations do not count."""
        for match in SENTENCE_END.finditer(self.text, at + 3):
            if self.text[match.start()] == "." and ABBREVIATION.search(self.text[max(0, match.start() - 12) : match.start()]):
                continue
            if self.text[match.start()] in "?!" and re.match(r"\s+[a-z]", self.text[match.end() : match.end() + 3]):
                continue
            if self.text[match.start()] in "?!" and self.text[:at].rstrip().endswith(","):
                continue  # everything is parted by commas
            if self.text[match.start()] in "?!" and self._another_sentence(match.end()):
                continue
            return match.start() + (1 if self.text[match.start()] in "?!" else 0)
        return len(self.text.rstrip())

    def _another_sentence(self, at) -> bool:
        """Whether the sentence after a question belongs to the title too: a third stretch, the journal, follows it."""
        stop = re.compile(r"\.\s").search(self.text, at)
        if not stop or re.match(r"\W*(?:[Ii]n\b|[“\"])", self.text[at:]):
            return False
        numbers = Numbers(self.text[at:], has_year=True)
        begin = at + numbers.begin if numbers.begin is not None else len(self.text)
        return stop.end() < begin and bool(re.search(r"[^\W\d_]{3}", self.text[stop.end() : begin]))

    def _comma_before_container(self, at, end) -> int | None:
        """Where commas part everything ("Title, Journal, vol. 3", "…, 2nd ed., Place: Publisher, 2016."), return the comma."""
        numbers = re.search(r",\s+(?:vol\.|no\.|pp?\.|ปีที่|ฉบับที่|หน้า|ใน\s|in:?\s+[A-Z])", self.text[at:end])
        place = re.search(rf",\s+(?:[A-Z][a-zA-Z]+|[ก-๙ฯ]{{3,20}})\s*:\s*[^,]{{3,60}},\s*{YEAR}", self.text[at : end + 60])
        if place and place.start() < end - at:
            return at + place.start()
        if not numbers:
            return None
        if re.match(r",\s+(?:ใน\s|in)", numbers[0]) or re.search(r"^,\s+pp?\.\s*[\d–-]+\.\s+In\s", self.text[at + numbers.start() :]):
            return at + numbers.start()
        before = self.text[at : at + numbers.start()]
        comma = before.rfind(",")
        return at + comma if comma > 8 else None
