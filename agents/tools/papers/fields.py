"""Reads one reference into its fields, in any of the usual styles, English and Thai.

APA, Harvard, MLA, Chicago, Vancouver (NLM, AMA), IEEE, ACM, LNCS, Nature and their kin differ in where they put the year
and how they end the authors; what follows the title is read alike for all.
"""

import re

from agents.tools.papers.commas import title_end
from agents.tools.papers.joining import Joined
from agents.tools.papers.model import Reference
from agents.tools.papers.numbers import Numbers, full_range
from agents.tools.papers.people import leading_authors, people_in

DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
YEAR = r"(?:1[5-9]\d\d|20\d\d|2[45]\d\d)"
NO_DATE = r"(?:n\.\s?d\.|ม\.ป\.ป\.|ม\.ป\.ท\.|in press|forthcoming)"
DOI = re.compile(
    r"(?:\bdoi\s*[:.]?\s*|https?://(?:dx\.)?doi\.org/\s?|\bDOI\s*:?\s*(?:https?://(?:dx\.)?doi\.org/)?)*(10\.\d{4,9}/[^\s\"<>“”]+)",
    re.IGNORECASE,
)
ARXIV = re.compile(r"\barXiv[:\s]\s*(?:preprint\s*)?(?:arXiv:)?\s*(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7})", re.IGNORECASE)
URL = re.compile(r"(?:<\s*)?(https?://[^\s<>\"“”]+|www\.[^\s<>\"“”]+)(?:\s*>)?")
ACCESSED = re.compile(
    r"\[cited[^\]]{0,40}\]\.?|[\[(]?\s*(?:last\s+)?(?:accessed|retrieved|viewed|cited|checked"
    r"|visited)\b(?:\s+on)?[:\s]*(?:[A-Za-z]+\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+[A-Za-z]+\.?,?\s+\d{4}"
    r"|\d{4}[/-]\d{1,2}[/-]\d{1,2}|\d{4}\s+[A-Za-z]+\.?\s+\d{1,2})?\.?,?\s*(?:from)?\s*[\])]?"
    r"|\[?\bonline\]?\.?|\bavailable\s+(?:at|from|online)\b\s*:?|\bretrieved\s+from\b\s*:?|\bavailable\s*:|(?:สืบค้น"
    r"|เข้าถึง)(?:เมื่อ|ข้อมูล)?\s*(?:วันที่\s*)?(?:\d{1,2}\s*[ก-๙.]+\s*\d{4})?\s*,?\s*(?:จาก)?\s*:?|\[preprint\]|\[internet\]\.?",
    re.IGNORECASE,
)
YEAR_IN_BRACKETS = re.compile(
    rf"[\[(]\s*(?:พ\.ศ\.\s*|ค\.ศ\.\s*)?({YEAR}|{NO_DATE})([a-z])?(?:,\s*[^()\[\]]{{1,30}})?\s*[\])][.,:]?\s*", re.IGNORECASE
)
YEAR_AFTER_AUTHORS = re.compile(rf"[.,]?\s*({YEAR}|{NO_DATE})([a-z])?\s*[.,:]\s+(?=\S)", re.IGNORECASE)
OPENING, CLOSING = '“"«‘', {"“": "”", '"': '"', "«": "»", "‘": "’"}
ABBREVIATION = re.compile(
    r"(?:\b(?:vs|St|Vol|vol|No|no|Dr|Mr|Mrs|U\.S|U\.K|e\.g|i\.e|etc|cf|ed|Ed|eds|Proc|Conf|Int|Inc|Ltd|Jr|Sr|approx|pp|p)|\b[A-Z]|พ\.ศ|ค\.ศ)$"
)
SENTENCE_END = re.compile(r"[.?!](?=\s+[\w“\"‘\[(]|\s*$)|[.?!][”\"’]")
IN = re.compile(r"\W{0,3}(?:[Pp]p?\.?\s*[\d–-]+\.?\s+)?(?:In|in|ใน)\b\s*:?\s+(?=\S)")
EDITION = re.compile(
    r"\s*\(?\b(?:\d+(?:st|nd|rd|th)|first|second|third|revised)\s+(?:ed(?:ition|n)?\b\.?)\)?\.?,?|พิมพ์ครั้งที่\s*\d+\.?,?", re.IGNORECASE
)
EDITORS = re.compile(
    r"(?:edited by|eds?\.?\s+by)\s+[^.,]{3,80}[.,]|[^.()]{3,120}\((?:eds?|editors?)\.?\)[.,:]?\s*|\((?:eds?\.?|editors?)\)", re.IGNORECASE
)
THESIS = re.compile(r"\b(?:thesis|dissertation)\b|วิทยานิพนธ์|ดุษฎีนิพนธ์|สารนิพนธ์|ปริญญานิพนธ์|การค้นคว้าอิสระ", re.IGNORECASE)
CONFERENCE = re.compile(
    r"\b(?:proceedings|proc\.|conference|conf\.|symposium|workshop|meeting of|advances in neural|congress|colloquium)\b"
    r"|การประชุม|สัมมนา|รายงานสืบเนื่อง",
    re.IGNORECASE,
)
REPORT = re.compile(r"\b(?:technical report|tech\.? rep|working paper|white paper|discussion paper|report no)\b|รายงานวิจัย", re.IGNORECASE)
PUBLISHER = re.compile(
    r"\b(?:press|publish\w*|verlag|springer|elsevier|wiley|pearson|sage|routledge|mcgraw|addison|o'reilly|harper\w*"
    r"|penguin|macmillan|palgrave|books|academic|norton|straus|butterworth|heinemann|ieee|acm|mit|usenix|blackwell|"
    r"hutchinson|murray|greenwood|jossey|prentice|kluwer|birkhäuser|university|organization|association|bank|bureau"
    r"|ministry|institute)\b|สำนักพิมพ์|โรงพิมพ์|มหาวิทยาลัย|กระทรวง|กรม|ธนาคาร|บริษัท|สถาบัน|สำนัก",
    re.IGNORECASE,
)
PLACE = r"[A-ZÀ-ÞŁ][\w'’. -]{1,30}(?:,\s*(?:[A-Z]{2,4}|[A-Z]\.[A-Z]\.|[A-Z][a-z]+(?: [A-Z][a-z]+)?))?"
PLACE_THEN = re.compile(rf"^\W*({PLACE}|[ก-๙ฯ. ]{{2,25}})\s*:\s*(?=\S)")
LONGEST = 1_800


def read_reference(number: int, numbered: bool, joined: Joined) -> Reference:
    """Return the reference; what isn't said stays out of `fields`."""
    return _Reader(number, numbered, joined).read()


class _Reader:
    """text: the entry with what has been read blanked out, so that positions stay."""

    def __init__(self, number, numbered, joined):
        self.joined = joined
        self.plain = joined.text.translate(DIGITS)[:LONGEST]
        self.text = self.plain
        self.reference = Reference(number, joined.text, joined.spans(0, len(joined.text)), numbered=numbered)

    def read(self) -> Reference:
        self._addresses()
        title_at = self._authors()
        rest_at = self._title(title_at)
        self._rest(rest_at)
        self._kind()
        return self.reference

    def keep(self, name, start, end, text=None) -> None:
        """Keep text[start:end] without the marks around it."""
        while start < end and self.plain[start] in " .,;:([\"“”‘’'«»/":
            start += 1
        while end > start and self.text[end - 1 : end].isspace() and not self.plain[end - 1].isspace():
            end -= 1
        while end > start and self.plain[end - 1] in " .,;:([\"“”‘'«»/" + ("’" if name == "title" else ""):
            end -= 1
        if end > start and self.plain[start:end].count(")") > self.plain[start:end].count("("):
            end -= self.plain[start:end].endswith(")")
        shown = self.joined.text[start:end] if text is None else text
        if re.search(r"\w", shown):
            self.reference.fields[name] = self.joined.found(start, end, shown)

    def blank(self, start, end) -> None:
        self.text = self.text[:start] + " " * (end - start) + self.text[end:]

    # --- doi, address, dates of access

    def _addresses(self):
        if match := DOI.search(self.plain):
            end = match.start(1) + len(match[1].rstrip(".,;:)]}”\"'"))
            if match[1].count("(") > match[1][: end - match.start(1)].count(")") and self.plain[end : end + 1] == ")":
                end += 1
            self.keep("doi", match.start(1), end, self.plain[match.start(1) : end])
            self.blank(match.start(), match.end())
        if match := ARXIV.search(self.text):
            self.reference.kind = "article"
            self.keep("url", match.start(1), match.end(1), f"https://arxiv.org/abs/{match[1]}")
        for match in URL.finditer(self.text):
            address = match[1].rstrip(".,;:)]'")
            if "url" not in self.reference.fields and "doi.org" not in address:
                self.keep("url", match.start(1), match.start(1) + len(address), address)
            self.blank(match.start(), match.end())
        for match in ACCESSED.finditer(self.text):
            if match[0].strip():
                self.accessed = True
                self.blank(match.start(), match.end())

    accessed = False

    # --- authors and year

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

    # --- title

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

    # --- what follows the title

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

    # --- kind

    def _kind(self) -> None:
        reference, text = self.reference, self.plain
        container = reference.value("container")
        if THESIS.search(text):
            reference.kind = "thesis"
        elif CONFERENCE.search(container) or (CONFERENCE.search(text) and not reference.value("issue") and "container" in reference.fields):
            reference.kind = "paper-conference"
        elif reference.kind == "article" or re.fullmatch(r"(?i)\W*(?:corr|arxiv)\W*", container):
            reference.kind = "article"
        elif (
            reference.value("volume")
            and container
            and not (reference.value("publisher") and re.search(r"[.,;”\"’\d]\s+[Ii]n:?\s+[A-Z]", text))
        ):
            reference.kind = "article-journal"
        elif (
            container
            and (reference.value("publisher") or re.search(r"(?:[.,”\"’]\s+|^)(?:In|ใน)\b:?\s", text))
            and reference.value("pages")
        ):
            reference.kind = "chapter"
        elif container and reference.value("pages"):
            reference.kind = "article-journal"
        elif "url" in reference.fields and not reference.value("pages"):
            reference.kind = "webpage"
        elif REPORT.search(text):
            reference.kind = "report"
        elif container and reference.value("issue"):
            reference.kind = "article-journal"
        else:
            reference.kind = "book"


def common_year(text: str) -> str:
    """Return the year of the common era; from 2400 on a year is Buddhist."""
    number = int(text)
    return str(number - 543 if number >= 2400 else number)
