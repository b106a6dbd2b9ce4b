"""What follows the title: journal, book or site, volume, issue, pages, publisher or university."""

import re

from agents.tools.papers.marks import (
    ABBREVIATION,
    CONFERENCE,
    EDITION,
    EDITORS,
    IN,
    PLACE,
    PLACE_THEN,
    PUBLISHER,
    THESIS,
    YEAR,
    common_year,
)
from agents.tools.papers.numbers import Numbers, full_range
from agents.tools.papers.sheet import Sheet


class Publication(Sheet):
    def _rest(self, at: int) -> None:
        rest = self.text[at:]
        numbers = Numbers(rest, has_year="year" in self.reference.fields)
        for name in ("volume", "issue", "pages", "year"):
            if (span := getattr(numbers, name)) and name not in self.reference.fields:
                raw = rest[span[0] : span[1]]
                text = full_range(raw) if name == "pages" else common_year(raw) if name == "year" else re.sub(r"\s", "", raw)
                self.keep(name, at + span[0], at + span[1], text)
        self._year_of(at)
        self._container_and_publisher(at, rest, numbers)

    def _year_of(self, at) -> None:
        """Take the last year after the title, else the last one of all, that is no part of a range or a date of access."""
        if "year" in self.reference.fields:
            return
        pattern = re.compile(rf"(?<![\d/.–—-]){YEAR}(?!\s?[\d–—-])")
        found = list(pattern.finditer(self.text, at)) or list(pattern.finditer(self.text))
        if found:
            self.keep("year", found[-1].start(), found[-1].end(), common_year(found[-1][0]))

    def _container_and_publisher(self, at, rest, numbers):
        lead = IN.match(rest) or re.match(r"\W*pp?\.\s*[\d–-]+\.\s+In:?\s+", rest)
        begin = lead.end() if lead else 0
        if THESIS.search(self.text) and not numbers.volume:
            return self._school(at, rest)
        bare = numbers.blanked()
        if lead and (editors := EDITORS.match(rest, begin)):
            begin = editors.end()
        stop = numbers.begin if numbers.begin is not None and numbers.begin > begin else len(rest.rstrip())
        placed = re.search(rf"[.]\s+{PLACE}\s*:\s+[A-Z]", rest[begin:stop])
        if (
            not placed
            and (numbers.volume and not lead)
            or (
                numbers.pages
                and not lead
                and not CONFERENCE.search(rest[:stop])
                and not PLACE_THEN.match(rest[begin:stop].lstrip(" .,"))
                and not self._names_publisher(rest[begin:])
            )
        ):
            return self._container(at, rest, begin, stop)
        if lead or CONFERENCE.search(rest) or numbers.pages:
            end = self._container(at, rest, begin, self._end_of_book(rest, begin, stop))
            return self._publisher(at, bare, end)
        if self._is_web_page(rest):
            return self._container(at, rest, begin, self._end_of_book(rest, begin, stop))
        return self._publisher(at, bare, begin)

    def _is_web_page(self, rest) -> bool:
        """Whether an address follows the name of a site, not a publisher with its place or the author's own name."""
        if "url" not in self.reference.fields and not self.accessed:
            return False
        said = re.sub(r"\W+", " ", rest).strip().casefold()
        own = any(each.literal and said == each.family.casefold() for each in self.reference.authors)
        return not PLACE_THEN.match(rest) and not own

    def _names_publisher(self, text) -> bool:
        return bool(PUBLISHER.search(text))

    def _container(self, at, rest, begin, stop) -> int:
        text = re.split(r"\s{4,}|,\s*pp?\.\s*,", rest[begin:stop])[0]
        text = (
            re.sub(rf"[\s,.;:(]*(?:{YEAR}\)?|[A-Z][a-z]{{2,8}}\.?\s*\d{{0,2}},?\s*)?[\s,.;:(]*$", "", text)
            if re.search(rf"{YEAR}\)?[\s,.;:(]*$", text)
            else text
        )
        text = re.sub(r"[\s,.;:(]*(?:vol|no|pp|p|ปีที่|หน้า|น)\.?\s*$", "", text, flags=re.IGNORECASE)
        text = EDITION.sub(lambda match: " " * len(match[0]), text)
        self.keep("container", at + begin, at + begin + len(text.rstrip()))
        return begin + len(text)

    def _end_of_book(self, rest, begin, stop) -> int:
        """Return where the name of a book or of proceedings ends: before a stop, a bracket, a place or a publisher."""
        text = rest[begin:stop]
        ends = [stop]
        for match in re.finditer(
            r"\.(?=\s+\S)|\s\[|\s\((?=pp|\d|Vol|vol|น\.|หน้า|[^()]*(?:Press|Publish|Verlag|Springer|Wiley|Books|\d{4})[^()]*\))|;\s", text
        ):
            if match.start() > 6 and not ABBREVIATION.search(text[max(0, match.start() - 8) : match.start()]):
                ends.append(begin + match.start())
                break
        for match in re.finditer(r"\s\(([^()]{3,80})\)", text):
            if match.start() > 6 and PUBLISHER.search(match[1]):
                ends.append(begin + match.start())
        if (match := re.search(rf",\s+(?={PLACE}\s*:|(?:[A-Z]{{3,6}}|[A-Z]\w+(?: \w+)? Press)[,.]|[^,]{{3,40}},\s*{YEAR})", text)) or (
            match := re.search(r",\s+(?=[^,]*\b(?:Press|Verlag|Springer|Publish\w+|Heinemann|Books|Association for)\b|[ก-๙]{3,20}$)", text)
        ):
            ends += [begin + match.start()] * (match.start() > 8)
        return min(ends)

    def _school(self, at, rest) -> None:
        """The university of a thesis."""
        match = re.search(
            r"(?:มหาวิทยาลัย[ก-๙]+|จุฬาลงกรณ์มหาวิทยาลัย|สถาบัน[ก-๙]+)"
            r"|(?:[A-ZÀ-Þ][\w'’.-]+\s(?:[a-z]{2,3}\s)?){0,5}(?:University|Institute|College|School|Polytechnic"
            r"|Université|Universität)(?:\s(?:of|at|de|for)\s[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,3})?(?:\s[A-Z][\w-]+)*",
            self.text,
        )
        if match:
            end = match.end()
            if match[0].startswith("University of California") and (
                campus := re.match(r",?\s*(Irvine|Berkeley|Los Angeles|San Diego|Davis)", self.text[end:])
            ):
                end += campus.end()
            self.keep("publisher", match.start(), end)

    def _publisher(self, at, rest, begin) -> None:
        text = rest[begin:]
        lead = re.match(r"[\s.,;:)\]”\"’]*", text).end()
        text, offset = text[lead:], at + begin + lead
        if inside := re.match(rf"\s*\(?([^()]{{4,120}}?)(?:,\s*{YEAR})?\)", self.text[offset - 1 :]):
            inner = self._without_place(inside[1].partition(": ")[2] or inside[1])
            start = offset - 1 + inside.start(1) + inside[1].index(inner.strip())
            return self.keep("publisher", start, start + len(inner.strip()))
        cleaned = EDITION.sub(lambda match: " " * len(match[0]), text)
        cleaned = re.sub(r"\((?:[^()]{0,60})\)|\[[^\[\]]{0,60}\]", lambda match: " " * len(match[0]), cleaned)
        skip = len(cleaned) - len(cleaned.lstrip(" .,"))
        cleaned, offset = cleaned[skip:], offset + skip
        colon = re.match(rf"(?:{PLACE}|[ก-๙ฯ. ]{{2,25}})\s*:\s*(?=\S)", cleaned)
        if not colon:
            inner = re.search(rf"(?:^|[.,]\s*)({PLACE}|[ก-๙ฯ. ]{{2,25}})\s*:\s+(?=[A-Zก-๙])", cleaned)
            colon = inner if inner and inner.start() < 60 else None
        start = colon.end() if colon else 0
        if colon and PUBLISHER.search(colon[0]) and not PUBLISHER.search(re.split(r"[,;.]", cleaned[start:])[0]):
            cleaned, start, colon = cleaned[: colon.end()].rstrip(" :") + ".", colon.start(), None  # MIT Press: Cambridge
        tail = cleaned[start:]
        stop = re.search(rf"[.,;]?\s*\(?\b{YEAR}\b|[.;](?=\s|$)|,?\s*pp?\.\s*\d|,\s*\d+[–-]\d+", tail)
        piece = tail[: stop.start()] if stop else tail
        if not colon and "," in piece:
            piece = self._without_place(piece)
        lead = len(piece) - len(piece.lstrip(" ,.;:"))
        if 1 < len(piece.strip(" ,.;:")) <= 120 and not re.fullmatch(r"[\d\W]+", piece):
            name = "container" if re.fullmatch(r"(?i)\W*(?:corr|arxiv)\W*", piece) else "publisher"
            self.keep(name, offset + start + lead, offset + start + len(piece.rstrip(" ,.;:")))

    def _without_place(self, piece) -> str:
        """Drop the place before or after a publisher: "MIT Press, Cambridge, MA", "อุบลราชธานี"."""
        parts = piece.split(",")
        known = [number for number, part in enumerate(parts) if PUBLISHER.search(part)]
        if known and known[0] == 0:
            names = 1
            while (
                names < len(parts)
                and re.search(r"\band\b|&", parts[names])
                and re.match(r"\s[A-Z]\w+(?:,|\s+(?:and|&))", parts[names] + ",")
            ):
                names += 1
            return ",".join(parts[: max(names, known[-1] + 1)])
        if known and (" and " in piece or "&" in piece):
            return ",".join(parts[: known[-1] + 1])
        if known:
            skipped = len(",".join(parts[: known[0]])) + 1
            return " " * skipped + ",".join(parts[known[0] : known[-1] + 1])
        return parts[0] if all(re.fullmatch(rf"\s*(?:{PLACE}|[ก-๙ฯ ]{{2,25}}|[A-Z]{{2,4}})\s*", part) for part in parts[1:]) else piece
