"""What a paper says of itself on its first page: title, authors, year, venue, abstract, doi."""

import re

from agents.tools.lines import Line, lines_of
from agents.tools.papers.joining import join
from agents.tools.papers.locating import heading_at
from agents.tools.papers.marks import DOI, YEAR, common_year
from agents.tools.papers.model import Paper
from agents.tools.papers.people import ORGANISATION, THAI_ORGANISATION
from agents.tools.resumes.model import Found
from agents.tools.texts import DocumentText

ABSTRACT = re.compile(r"^[\W_]*(?:abstract|summary|executive summary|บทคัดย่อ)\b[\W_]*", re.IGNORECASE)
STOPS = re.compile(
    r"^\W*(?:key\s?words?|index terms|คำสำคัญ|ccs concepts|categories and subject|jel\b)|^\W*(?:\d{1,2}\.?"
    r"|[IVX]{1,4}\.)?\s*(?:introduction|background|บทนำ)\W*$|^abstract\W*$",
    re.IGNORECASE,
)
AFFILIATION = re.compile(
    r"@|\b(?:universit\w*|department|dept|institut\w*|faculty|school|laborator\w*|college|cent(?:er|re)|hospital|inc|ltd"
    r"|corp|group|unit|research|gmbh|e-?mail|corresponding)\b|มหาวิทยาลัย|คณะ|ภาควิชา|สถาบัน|สำนัก|โรงพยาบาล|กรม|บริษัท|อีเมล",
    re.IGNORECASE,
)
VENUE = re.compile(
    r"\b(?:journal|proceedings|conference|workshop|transactions|letters|review|quarterly|arxiv|preprint|vol\.?|volume"
    r"|issn|published|received|accepted|annals|bulletin)\b|วารสาร|ปีที่|ฉบับที่|การประชุม|\d+\(\d+\)",
    re.IGNORECASE,
)
PERSON = re.compile(
    r"^(?:(?:Dr|Prof)\.?\s)?(?:[^\W\d_][\w'’.-]*\s){1,4}[^\W\d_][\w'’.-]+$|^(?:ดร\.|ผศ\.|รศ\.|ศ\.)*\s*[ก-๙]{2,25}\s[ก-๙]{2,30}$"
)
MARKS = re.compile(r"[\d*†‡§¶∗⋆#]+(?:,[\d*†‡§]+)*|(?<=[a-z])\s?\([a-z0-9,]{1,5}\)")
MOST_HEAD, LONGEST_ABSTRACT = 60, 4_000


def read_paper(document: DocumentText, lines: list[Line] | None = None) -> Paper:
    """lines: those of the document, if they are at hand."""
    lines = lines_of(document) if lines is None else lines
    paper = Paper(references_at=len(document.text))
    at = heading_at(lines)
    if at is not None:
        paper.references_at = lines[at].start
    first = lines[:MOST_HEAD]
    head = first[: next((number for number, line in enumerate(first) if ABSTRACT.match(line.text)), 14)]
    after_title = _title(paper, head, document)
    _authors(paper, head[after_title : after_title + 12])
    _dates(paper, head, first, document)
    _abstract(paper, lines[:250], document)
    if match := DOI.search(document.text[: min(4_000, paper.references_at)]):
        paper.doi = Found(match[1].rstrip(".,;)"), [match.span(1)])
    return paper


def _title(paper, head, document) -> int:
    """Take the largest letters, or the first heading, or the first line; return the number of the line after it."""
    usable = [
        number
        for number, line in enumerate(head)
        if len(line.text) > 8 and not re.match(r"(?i)^(?:https?:|doi|arxiv:|issn|vol|received)", line.text)
    ]
    if not usable:
        return 0
    tallest = max((head[number].height for number in usable), default=0)
    if tallest:
        start = next(number for number in usable if head[number].height > 0.97 * tallest)
    else:
        start = next((number for number in usable if head[number].kind == "heading"), usable[0])
    stop = start + 1
    while stop < len(head) and stop - start < 5 and _goes_on(head[stop - 1], head[stop], tallest):
        stop += 1
    joined = join(head[start:stop], document.text)
    text = re.sub(r"^#+\s*", "", joined.text)
    paper.title = joined.found(len(joined.text) - len(text), len(joined.text), text.strip(" *"))
    return stop


def _goes_on(last, line, tallest) -> bool:
    if tallest:
        return line.height > 0.97 * tallest
    return line.block == last.block and last.kind == "heading"


def _authors(paper, lines):
    for line in lines:
        text = line.text
        if AFFILIATION.search(text) or VENUE.search(text) or re.search(r"\d{4}", text) or THAI_ORGANISATION.match(text):
            if paper.authors:
                return
            continue
        found = [each for part in line.parts for each in _names(part.text, part.start)]
        if not found and paper.authors:
            return
        paper.authors += found


def _names(text, start) -> list[Found]:
    """Return the names of a line of authors; marks of affiliations are left out."""
    found, at = [], 0
    for match in [*re.finditer(r"\s*[,;·]\s*(?:and\s+|และ\s*)?|\s+(?:and|&|และ)\s+|\s{2,}", text), None]:
        stop = match.start() if match else len(text)
        raw = text[at:stop]
        bare = MARKS.sub("", raw).strip(" ,*")
        lead = raw.find(bare) if bare else -1
        if bare and PERSON.match(bare) and not ORGANISATION.search(bare) or found and re.fullmatch(r"[ก-๙]{6,40}", bare):
            begin = start + at + max(0, lead)
            found.append(Found(bare, [(begin, begin + len(bare))]))
        elif bare and len(bare) > 2:
            return found if found else []
        at = match.end() if match else stop
    return found


def _dates(paper, head, first, document):
    """Take the year from the lines above the abstract that speak of the venue, else from any there."""
    near = head + [line for line in first[len(head) :] if re.search(r"(?i)^\W*(?:published|©|copyright|received|accepted)", line.text)]
    found = [
        (bool(VENUE.search(line.text)), line, match) for line in near for match in re.finditer(rf"(?<![\d/]){YEAR}(?![\d-])", line.text)
    ]
    found.sort(key=lambda each: not each[0])
    for _venue, line, match in found:
        if paper.title and line.start < paper.title.spans[-1][1]:
            continue
        year = common_year(match[0])
        if 1600 < int(year) < 2100 and line.parts:
            start = line.start + match.start()
            paper.year = Found(year, [(start, start + 4)])
            break
    for line in head:
        if VENUE.search(line.text) and not paper.venue and (not paper.title or line.start >= paper.title.spans[-1][1]):
            paper.venue = Found(line.text, [(line.start, line.end)])


def _abstract(paper, lines, document):
    for number, line in enumerate(lines):
        match = ABSTRACT.match(line.text)
        if not match or (len(line.text) > 40 and not re.match(r"^[\W_]*(?:abstract|บทคัดย่อ)[\W_]*[—–:.\s-]", line.text, re.IGNORECASE)):
            continue
        stop = number + 1
        while stop < len(lines) and not _ends_abstract(lines[stop], line):
            stop += 1
        own = lines[number:stop] if len(line.text) > 40 else lines[number + 1 : stop]
        if own:
            joined = join(own, document.text)
            lead = ABSTRACT.match(joined.text)
            start = lead.end() if lead and len(line.text) > 40 else 0
            paper.abstract = joined.found(start, min(len(joined.text), start + LONGEST_ABSTRACT))
            return


def _ends_abstract(line, heading) -> bool:
    return (
        bool(STOPS.match(line.text))
        or (line.kind == "heading" and line.text != heading.text)
        or (line.height and line.height > 1.15 * heading.height and len(line.text) < 70)
    )
