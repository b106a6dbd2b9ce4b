"""Ways to reach somebody: emails, telephone numbers, links and where they live."""

import re

from agents.tools.lines import Line
from agents.tools.resumes.fragments import STRONG, cut, labelled, trimmed
from agents.tools.resumes.model import Found, Resume
from agents.tools.resumes.periods import DIGITS, periods_in
from agents.tools.resumes.telling import placeness, titleness
from agents.tools.resumes.words import by_word, fold

EMAIL = re.compile(r"[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,4}[A-Za-z]{2,12}")
PHONE = re.compile(r"(?<![\w/.@-])(?:\+|\(\+?|00)?\d(?:[\s.()\-–/]{0,2}\d){7,15}(?![\w@])")
LINK = re.compile(
    r"(?<![@\w.-])(?:https?://[^\s|,;<>]{4,200}|(?:www\.)?(?:[\w-]{1,63}\.){1,4}(?:com|org|net|io|dev|me|co|in|ai|app"
    r"|design|tech|info|edu|[a-z]{2})(?:/[^\s|,;<>]{0,150})?)(?![\w@])",
    re.IGNORECASE,
)
NOT_LINKS = re.compile(
    r"(?i)^(?:b\.?sc|m\.?sc|b\.?eng|ph\.?d|node\.js|vue\.js|next\.js|asp\.net|socket\.io|express\.js|d3\.js|react\.js"
    r"|three\.js|e\.g|i\.e|u\.s|co\.in)$|^\d|^[A-Za-z]\.[A-Za-z]{1,3}$"
)
MOST_LINES = 60


def read_contact(resume: Resume, head: list[Line], contact: list[Line], everything: list[Line]) -> set[int]:
    """Fill in what reaches the person; returns the starts of the fragments used, so that they are not read as names."""
    used: set[int] = set()
    near = (head + contact)[:MOST_LINES]
    for line in near + [line for line in everything if line not in near and re.search(r"@|\+\d|linkedin|github", line.text)]:
        for part in line.parts:
            _read_part(resume, part, used, phones=line in near or "+" in part.text)
    _read_location(resume, near, used)
    return used


def _read_part(resume, part, used, *, phones):
    text = part.text
    taken = []
    for match in EMAIL.finditer(text):
        _keep(resume.emails, match[0], part.start + match.start(), used)
        taken.append(match.span())
    for match in LINK.finditer(text):
        if not NOT_LINKS.match(match[0]) and not _inside(match, taken):
            _keep(resume.links, match[0].rstrip("./"), part.start + match.start(), used)
            taken.append(match.span())
    if phones:
        plain = text.translate(DIGITS)
        for match in PHONE.finditer(plain):
            if not _inside(match, taken) and _is_phone(match[0], plain[: match.start()]):
                lead = match[0].find("(") if match[0].count("(") > match[0].count(")") else -1
                start = match.start() + (1 if lead == 0 else 0)
                _keep(resume.phones, text[start : match.end()].strip(), part.start + start, used)


def _inside(match, spans):
    return any(match.start() < end and start < match.end() for start, end in spans)


def _is_phone(text, before) -> bool:
    digits = re.sub(r"\D", "", text)
    if not 8 <= len(digits) <= 15 or (periods_in(text) and not text.strip().startswith("+")):
        return False
    if re.search(r"(?i)(?:บัตรประชาชน|ประจำตัว|passport|\bid\b|tax|orcid|licen[cs]e|เลขที่|ใบอนุญาต)\W*(?:no\W*|number\W*)?$", before[-30:]):
        return False
    if re.fullmatch(r"\d-\d{4}-\d{5}-\d{2}-\d", text.strip()) or (len(digits) == 13 and digits[0] in "12345678" and "+" not in text):
        return False
    return text.strip()[0] in "+(0" or len(re.findall(r"\d+", text)) >= 2 or len(digits) >= 9


def _keep(values: list[Found], text, start, used):
    used.add(start)
    if fold(text) not in {fold(each.text) for each in values} and len(values) < 8:
        values.append(Found(text, [(start, start + len(text))]))


def _read_location(resume, near, used):
    """An address by its label, else the fragment that looks most like a place."""
    candidates = []
    for line in near:
        label = labelled(line)
        if label and label[0] == "location":
            fragment = label[1]
            cutter = re.search(r"\s{2,}|\s+(?=(?:Tel|Phone|โทร|อีเมล|E-?mail|Mobile)\b)", fragment.text)
            fragment = trimmed(fragment.text[: cutter.start()], fragment.start) if cutter else fragment
            candidates.append((2.0, fragment))
            continue
        if label:
            continue
        for part in line.parts:
            for piece in cut(part.text, part.start, STRONG):
                for each in (piece, *_tail(piece)):
                    if not (EMAIL.search(each.text) or LINK.fullmatch(each.text) or PHONE.search(each.text)) and len(each.text) < 140:
                        shorter = 0.3 * (each is not piece) + titleness(each.text) * (each is piece)
                        candidates.append((placeness(each.text) - shorter, each))
    best = max(candidates, key=lambda pair: pair[0], default=None)
    if best and best[0] >= 0.45:
        fragment = best[1]
        bare = re.match(r"(?:จังหวัด|จ\.)\s*(?=[ก-๙]+$)", fragment.text)
        fragment = trimmed(fragment.text[bare.end() :], fragment.start + bare.end()) if bare else fragment
        used.add(fragment.start)
        resume.location = fragment.found()


def _tail(piece):
    """What follows a title or an email in one line: "Engineer, Bengaluru, India"."""
    pieces = cut(piece.text, piece.start, re.compile(r",\s+|\.\s+(?=\S)"))
    rest = [trimmed(piece.text[each.start - piece.start :], each.start) for each in pieces[1:3]]
    return rest + [each for each in pieces[1:] if placeness(each.text) >= 1]


def is_contact_label(text: str) -> bool:
    return by_word("labels").get(fold(text.rstrip(":"))) in ("phone", "email", "link", "location", "private")
