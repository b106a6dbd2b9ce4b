"""Posts held: title, organisation, place, period and what was done there."""

import re

from agents.tools.lines import Line
from agents.tools.resumes.entries import Entry, entries_of
from agents.tools.resumes.forms import rows_of
from agents.tools.resumes.fragments import COMMA, STRONG, Fragment, cut, labelled, trimmed, without
from agents.tools.resumes.model import Found, Job
from agents.tools.resumes.periods import periods_in
from agents.tools.resumes.telling import _lists, organisationness, placeness, titleness

INLINE_BULLET = re.compile(r"\s[•●▪■◦‣]\s*|\s[-–]\s(?=[A-Zก-๙])(?=.*\s[-–]\s)")
MOST_BULLETS = 40


def jobs_of(lines: list[Line]) -> list[Job]:
    if rows := rows_of(lines):
        found = [Job() for _row in rows]
        for job, row in zip(found, rows, strict=True):
            for name, value in row.items():
                _fill(job, name, value, periods_in(value.text, value.start, points=True))
        if any(job.title or job.organisation for job in found):
            return found
    if any(name in ("title", "organisation") for name, _value in filter(None, map(labelled, lines))):
        found = _from_form(lines)
        if found:
            return found
    return [job for entry in entries_of(lines) if (job := _job(entry)).title or job.organisation]


def _from_form(lines) -> list[Job]:
    """Read a form: a label that comes a second time begins the next post."""
    found, seen, last = [], set(), None
    for line in lines:
        label = labelled(line)
        name, value = label if label else (None, None)
        periods = [period for part in line.parts for period in periods_in(part.text, part.start)]
        if not name and periods and len(line.text) < 70:
            name, value = "period", Fragment(line.text, line.start, line.end)
        if not name:
            if found and last == "duties":
                found[-1].bullets += _bullets([line])
            continue
        if (name in seen or not found) and (name in seen or name in ("period", "title", "organisation")):
            found.append(Job())
            seen = set()
        if not found:
            continue
        seen.add(name)
        last = name
        _fill(found[-1], name, value, periods)
    return [job for job in found if (job.title or job.organisation)]


def _fill(job, name, value, periods):
    if name == "period" and periods:
        job.period = periods[0]
    elif name == "title":
        job.title = value.found()
    elif name == "organisation":
        organisation, place = _organisation_and_place(value)
        job.organisation, job.location = organisation.found(), place.found() if place else job.location
    elif name == "location":
        job.location = value.found()
    elif name == "duties":
        pieces = cut(value.text, value.start, re.compile(r"\s+/\s+|\s*[•●▪]\s*|\s{2,}|\n"))
        job.bullets += [each.found() for each in pieces][:MOST_BULLETS]


def _job(entry: Entry) -> Job:
    job = Job(period=entry.period)
    head, inline = [], []
    for number, line in enumerate(entry.head):
        spans = entry.period.spans if entry.period and line is entry.dated else []
        for text, start in without(line, spans):
            if told := re.match(r"^[\s)\]]*[:–—-]\s+(?=\S.{25})", text):
                inline += cut(text[told.end() :], start + told.end(), re.compile(r";\s+"), number)
                continue
            first, *rest = cut(text, start, INLINE_BULLET, number) or [None]
            if first:
                head += _pieces(first)
            inline += rest
    _assign(job, head)
    job.bullets = ([each.found() for each in inline] + _bullets(entry.details))[:MOST_BULLETS]
    return job


def _pieces(fragment: Fragment) -> list[Fragment]:
    """Cut at strong separators; at commas only where that parts a title from its organisation."""
    found = []
    for piece in cut(fragment.text, fragment.start, STRONG, fragment.line):
        pieces = cut(piece.text, piece.start, COMMA, fragment.line)
        together = _run_together(piece)
        if len(together) > 1:
            found += together
        elif len(pieces) > 1 and titleness(pieces[0].text) > 0.6 and titleness(piece.text) and organisationness(pieces[0].text) < 0.9:
            found.append(pieces[0])
            second = pieces[1]
            if titleness(second.text) > 0.9 and len(pieces) > 2 and not organisationness(second.text):
                found[-1] = trimmed(piece.text[: second.end - piece.start], piece.start, fragment.line)
                pieces = pieces[1:]
            found.append(trimmed(piece.text[pieces[1].start - piece.start :], pieces[1].start, fragment.line))
        elif len(pieces) > 1 and titleness(pieces[1].text) > 0.9 and titleness(pieces[0].text) < 0.5:
            rest = pieces[2].start if len(pieces) > 2 else None
            found += [*pieces[:2], trimmed(piece.text[rest - piece.start :], rest, fragment.line) if rest else None]
        else:
            found.append(piece)
    return [each for each in found if each]


def _run_together(piece: Fragment) -> list[Fragment]:
    """Cut "HR Officer Luzon Plastics Corporation" after the noun of the title, "…บริษัท …" before the organisation."""
    english, thai, _organisations, thai_organisations, _places = _lists()
    if thai.match(piece.text):
        for match in thai_organisations.finditer(piece.text, 4):
            if piece.text[match.start() - 1] in " \u200b":
                return _at(piece, match.start())
    if organisationness(piece.text) >= 0.6 and titleness(piece.text) and titleness(piece.text) < 0.95:
        words = list(re.finditer(r"\S+", piece.text))
        for number, word in enumerate(words[:-1]):
            if "," in piece.text[: word.end()]:
                break
            if word[0].casefold().strip(",.") in english and words[number + 1][0][:1].isupper():
                nxt = words[number + 1][0].casefold().strip(",.")
                if nxt not in english:
                    return _at(piece, words[number + 1].start())
    return [piece]


def _at(piece, position):
    return [
        each
        for each in (
            trimmed(piece.text[:position], piece.start, piece.line),
            trimmed(piece.text[position:], piece.start + position, piece.line),
        )
        if each
    ]


def _assign(job, head: list[Fragment]) -> None:
    """Give each fragment the role that its words speak for; where none does, order decides: title before organisation."""
    left = [each for each in head if len(each.text) <= 120]
    title = max(left, key=lambda each: titleness(each.text) - 0.8 * organisationness(each.text) - 0.5 * placeness(each.text), default=None)
    if title and titleness(title.text) - 0.8 * organisationness(title.text) > 0.1:
        left.remove(title)
    else:
        plain = [each for each in left if not organisationness(each.text) and placeness(each.text) < 0.8]
        title = plain[0] if len(plain) > 1 or (plain and len(left) > 1) else None
        if title:
            left.remove(title)
    if title:
        title, place = _title_and_place(title)
        job.title = title.found()
        job.location = place.found() if place else None
    placed = [each for each in left if _only_a_place(each.text)]
    others = [each for each in left if each not in placed]
    organisation = max(others, key=lambda each: (organisationness(each.text) >= 0.6, -each.line, -each.start), default=None)
    if organisation is None and placed and len(placed) > 1:
        organisation = placed.pop(0)
    picked = organisation
    if organisation:
        organisation, place = _organisation_and_place(organisation)
        job.organisation = organisation.found()
        placed = [place] if place else placed
    placed = placed or [each for each in others if each is not picked and placeness(each.text) >= 0.8]
    if placed:
        job.location = placed[0].found()


def _title_and_place(fragment: Fragment):
    """Return (title, place or None): "ตำแหน่ง พยาบาล (ขอนแก่น)" without its label and with its place apart."""
    label = re.match(r"(?:ตำแหน่ง(?:งาน)?|[Pp]osition|[Rr]ole)\s*[:：]?\s*(?=\S)", fragment.text)
    if label and len(label[0]) < len(fragment.text) - 2:
        fragment = trimmed(fragment.text[label.end() :], fragment.start + label.end(), fragment.line)
    bracket = re.search(r"\s*\(([^()]{2,40})\)\s*$", fragment.text)
    if bracket and placeness(bracket[1]) >= 0.7:
        inside = Fragment(bracket[1], fragment.start + bracket.start(1), fragment.start + bracket.end(1), fragment.line)
        return trimmed(fragment.text[: bracket.start()], fragment.start, fragment.line), inside
    return fragment, None


def _only_a_place(text) -> bool:
    """Whether all of text is a place, not "Lotus Soft, Bangkok"."""
    first, _comma, rest = text.partition(",")
    if organisationness(text) >= 0.6 and placeness(first) < 1:
        return False
    return placeness(text) >= 0.8 and (not rest or placeness(first) >= 0.8 or bool(re.fullmatch(r"\s*[A-Z]{2}(?:\s\d{5})?", rest)))


def _organisation_and_place(fragment: Fragment):
    """Return (organisation, place or None): "Harbour Payments Ltd, London, UK" is cut at its first comma."""
    bracket = re.search(r"\s*\(([^()]{2,40})\)\s*$", fragment.text)
    if bracket and placeness(bracket[1]) >= 0.7:
        inside = Fragment(bracket[1], fragment.start + bracket.start(1), fragment.start + bracket.end(1), fragment.line)
        return trimmed(fragment.text[: bracket.start()], fragment.start, fragment.line), inside
    for match in COMMA.finditer(fragment.text):
        place = trimmed(fragment.text[match.end() :], fragment.start + match.end(), fragment.line)
        organisation = trimmed(fragment.text[: match.start()], fragment.start, fragment.line)
        if place and organisation and (placeness(place.text) >= 0.4 or not organisationness(place.text)):
            return organisation, place
    match = re.search(r"(?<=[ก-๙).])\s+(\S+)$", fragment.text)
    if match and placeness(match[1]) >= 1.0:
        place = Fragment(match[1], fragment.start + match.start(1), fragment.end, fragment.line)
        return trimmed(fragment.text[: match.start()], fragment.start, fragment.line), place
    return fragment, None


def _bullets(lines: list[Line]) -> list[Found]:
    """Join lines that go on from the one before: no mark, and a small letter or an unfinished line."""
    found: list[Found] = []
    for number, line in enumerate(lines):
        goes_on = found and not line.bullet and (line.kind != "list_item" or line.height)
        goes_on = goes_on and (line.text[:1].islower() or _unfinished(found[-1], line) or wrapped(lines[number - 1], line))
        if goes_on:
            blank = "" if re.search("[ก-๙]$", found[-1].text) and re.match("[ก-๙]", line.text) else " "
            found[-1] = Found(f"{found[-1].text}{blank}{line.text}", [*found[-1].spans, (line.start, line.end)])
        else:
            found += (
                [each.found() for each in cut(line.text, line.start, INLINE_BULLET)]
                if len(line.parts) == 1
                else [Found(line.text, [(line.start, line.end)])]
            )
    return found


def wrapped(last, line) -> bool:
    """Whether the first word of line had no room in the one before."""
    if not line.height or last.page != line.page or last.column != line.column or abs(line.x0 - last.x0) > 2 or len(last.text) < 25:
        return False
    if not re.match("[ก-๙]", line.text) and not line.text[:1].isdigit():
        return False  # a capital letter begins the next point
    width = (line.parts[-1].x1 - line.x0) / max(1, len(line.text))
    first = len(line.text.split()[0]) if not re.match("[ก-๙]", line.text) else 6
    return width * (min(first, 20) + 1) > last.room + 1


def _unfinished(last, line) -> bool:
    return last.text.endswith((",", " and", " of", " the", "-")) and len(line.text) < 200
