"""Volume, issue, pages and year as they stand behind the name of a journal or book."""

import re

YEAR = r"(?:1[5-9]\d\d|20\d\d|2[45]\d\d)"
DASH = r"\s?[-–—‐−]\s?"
PAGE = r"(?:[A-Za-z]{0,2}\d{1,7}[A-Za-z]?)"
RANGE = rf"{PAGE}{DASH}{PAGE}"
ISSUE = rf"(?:\d{{1,5}}(?:{DASH}\d{{1,5}}|/\d{{1,4}})?|[Ss]uppl\.?(?:\s?\d+)?|[A-Z]\d{{0,3}})"
VOLUME_WORD = re.compile(r"\b(?:[Vv]ol(?:ume|s)?\.?|[Vv]\.|Bd\.|Т\.)\s*(\d{1,4}|[IVXLC]{1,7})\b|(?:ปีที่|เล่มที่|เล่ม)\s*(\d{1,4})")
ISSUE_WORD = re.compile(rf"(?:\b(?:[Nn]os?\.?|[Nn]\.|[Hh]\.|[Nn]umbers?|[Ii]ssues?|[Ii]ss\.?)|№)\s*({ISSUE})|ฉบับที่\s*({ISSUE})")
PAGES_WORD = re.compile(
    rf"(?:\b[Pp]{{1,2}}\.?\s?|\b[CcSС]\.\s|\b[Pp]ages?\s|หน้า(?:ที่)?\s*|น\.\s*)({RANGE}|{PAGE})(?![\w.]*\d)|[Aa]rticle\s+(?:no\.?\s*)?({PAGE})"
)
# Journal 9(8), 1735–1780 · 9 (8): 1735 · 2015;521(7553):436-44 · 521 (2015) 436–444
WITH_BRACKET = re.compile(
    rf"(?<![\d/–—-])(\d{{1,4}})\s?\(({ISSUE})\)\s*[:,]?\s*(?:pp?\.\s*|หน้า\s*|น\.\s*)?({RANGE}|{PAGE}(?=\s*[.,;)]|\s*$))?"
)
WITH_YEAR = re.compile(rf"(?<![\d/–—-])(\d{{1,4}}),?\s?\(({YEAR})\)[,:;]?\s*(?:pp?\.\s*)?({RANGE}|{PAGE}(?=[.,;)]|\s*$))?")
# 2, 1–2 (1955), 83–97
ACM = re.compile(rf"(?<![\d/])(\d{{1,4}}),\s({ISSUE})\s\(([A-Z][a-z]{{2,8}}\.?\s)?({YEAR})\)(?:,\s*({RANGE}|{PAGE}))?")
# 78.6 (1973) · 78, 6: 1360–1380 · 78, 6, 1360–1380
POINTED = re.compile(r"(?<![\d/.–—-])(\d{1,4})\.(\d{1,3})(?=\s*[(,:])")
TRIPLE = re.compile(rf"(?<![\d/–—-])(\d{{1,4}}),\s({ISSUE})\s?[:,]\s({RANGE}|[A-Za-z]?\d{{4,7}}(?=[.,;]))")
# 521, 436–444 · 521:436–444
VOLUME_PAGES = re.compile(rf"(?<![\d/.,-])(\d{{1,4}})\s?[:,;]\s?({RANGE}|{PAGE}(?=\s*[.,;(]|\s*$))(?!\d)")
VOLUME_YEAR = re.compile(rf"(?:,|\w)\s(\d{{1,3}})\s\(({YEAR})\)")
BARE_RANGE = re.compile(rf"(?<![\w/.-])({RANGE})(?![\w/-])")


class Numbers:
    """Spans (start, end) in text, or None. begin: where the first of them stands, which is where names end."""

    def __init__(self, text: str, *, has_year: bool):
        self.volume = self.issue = self.pages = self.year = None
        self.begin: int | None = None
        self.text = text
        self._taken: list[tuple[int, int]] = []
        self._words()
        if not self.volume:
            self._shapes(has_year)
        if not self.pages:
            self._pages()

    def _take(self, name, match, group):
        if match[group] and not getattr(self, name):
            setattr(self, name, match.span(group))

    def _began(self, match, at=None):
        start = match.start() if at is None else at
        self._taken.append((start, match.end()))
        self.begin = start if self.begin is None else min(self.begin, start)

    def blanked(self) -> str:
        """Return the text with the numbers and their labels as blanks."""
        text = self.text
        for start, end in self._taken:
            text = text[:start] + " " * (end - start) + text[end:]
        return text

    def _words(self):
        for name, pattern in (("volume", VOLUME_WORD), ("issue", ISSUE_WORD), ("pages", PAGES_WORD)):
            for match in pattern.finditer(self.text):
                group = 1 if match[1] else 2
                self._take(name, match, group)
                self._began(match)
                break

    def _shapes(self, has_year):
        if self.issue and (match := re.search(r"(?<=[\w.)])[,\s]+(\d{1,4}),?\s*$", self.text[: self.begin])):
            self.volume = match.span(1)  # Neural Computation 9, no. 8
            return self._began(match, match.start(1))
        if (match := ACM.search(self.text)) and match[5]:
            for name, group in (("volume", 1), ("issue", 2), ("year", 4), ("pages", 5)):
                self._take(name, match, group)
            return self._began(match)
        for pattern in (POINTED, TRIPLE):
            if (match := pattern.search(self.text)) and not re.fullmatch(YEAR, match[1]):
                for name, group in zip(("volume", "issue", "pages"), range(1, pattern.groups + 1), strict=False):
                    self._take(name, match, group)
                return self._began(match)
        if match := WITH_YEAR.search(self.text):
            for name, group in (("volume", 1), ("year", 2), ("pages", 3)):
                self._take(name, match, group)
            return self._began(match)
        for match in WITH_BRACKET.finditer(self.text):
            if re.fullmatch(YEAR, match[2]):
                continue
            if not re.fullmatch(YEAR, match[1]) or match[3]:
                for name, group in (("volume", 1), ("issue", 2), ("pages", 3)):
                    self._take(name, match, group)
                return self._began(match)
        for match in _overlapping(VOLUME_PAGES, self.text):
            if re.fullmatch(YEAR, match[1]):
                if re.search(r"[-–]", match[2]) and not self.pages:  # IEEE 2016:770–8
                    self._take("year", match, 1)
                    self._take("pages", match, 2)
                    self._began(match)
                continue
            if not self.pages or match.start() < self.pages[0]:
                self._take("volume", match, 1)
                self._take("pages", match, 2)
                return self._began(match)
        if (
            self.pages
            and (match := re.search(r"(?<=[a-zก-๙.)”])[,\s]+(\d{1,4})[,\s]*$", self.text[: self.begin]))
            and not re.fullmatch(YEAR, match[1])
        ):
            self.volume = match.span(1)  # Learning, 9, pp. 2579–2605
            self._began(match, match.start(1))
        return None

    def _pages(self):
        for match in BARE_RANGE.finditer(self.text):
            left = re.match(r"\d+", match[1])
            years = re.fullmatch(rf"{YEAR}{DASH}{YEAR}", match[1])
            inside = self.issue and self.issue[0] <= match.start() < self.issue[1]
            if left and not years and not inside:
                self._take("pages", match, 1)
                self._taken.append(match.span())
                self.begin = match.start() if self.begin is None else min(self.begin, match.start())
                return


def _overlapping(pattern, text):
    """Give matches that may share characters: "1973, 78, 1360–1380" holds two pairs."""
    at = 0
    while match := pattern.search(text, at):
        yield match
        at = match.end(1)


def full_range(text: str) -> str:
    """Return "1735-1780" for "1735–80"; a single page as it is."""
    parts = re.split(r"\s?[-–—‐−]\s?", text.strip())
    if len(parts) != 2:
        return text.strip()
    first, last = parts
    if first.isdigit() and last.isdigit() and len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return f"{first}-{last}"
