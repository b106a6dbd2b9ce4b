"""Who the résumé is about: name, headline and summary, from what stands before the first section."""

import re

from agents.tools.lines import Line
from agents.tools.resumes.contact import EMAIL, LINK, PHONE, is_contact_label
from agents.tools.resumes.fragments import STRONG, Fragment, cut, labelled, trimmed
from agents.tools.resumes.model import Found, Resume
from agents.tools.resumes.sections import heading_name
from agents.tools.resumes.telling import organisationness, placeness, titleness

TITLES_OF_THE_PAPER = re.compile(
    r"(?i)^(?:(?:the\s+)?curriculum\s+vitae|c\.?v\.?|r[ée]sum[ée]s?|biodata|ประวัติย่อ|เรซูเม่|ใบสมัครงาน"
    r"|ประวัติส่วนตัว)(?:\s*\(?(?:resume|résumé|cv)\)?)?\s*(?:of|–|—|-|:|$)\s*"
)
HONORIFIC = r"(?:นาย|นางสาว|นาง|น\.ส\.|ดร\.|ผศ\.|รศ\.|ศ\.|ว่าที่ร้อยตรี|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Prof\.?)"
ENGLISH_NAME = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.?\s+)?[^\W\d_][\w.'’‑-]*(?:\s+\(?[^\W\d_][\w.'’‑-]*\)?){1,4}(?:,\s*(?:PhD|Ph\.D\."
    r"|MD|MBA|CPA|RN|PE|PMP|BSN|MSc|Esq\.?|Jr\.?)(?:,\s*\w+)?)?$"
)
THAI_NAME = re.compile(rf"^{HONORIFIC}?\s*[ก-๙]{{2,25}}\s+(?:ณ\s)?[ก-๙]{{2,30}}(?:\s[ก-๙]{{2,20}})?(?:\s*\(.{{1,40}}\))?$")
BUT_AT = re.compile(STRONG.pattern.replace(r"|(?<=[\w)])\s+at\s+(?=[A-Z])", ""))  # "Architect at Fjord Systems" is one headline
PARTICLES = {"de", "da", "del", "della", "van", "von", "der", "den", "bin", "binti", "al", "el", "la", "le", "dos", "di", "du", "na", "y", "e", "ten", "ter", "af", "av", "ibn", "ul"}  # fmt: skip  # noqa: E501
SHORTEST_SUMMARY = 40


def read_identity(resume: Resume, head: list[Line], others: list[Line], used: set[int]) -> None:
    """head: the lines before the first section; others: personal details and the rest, where the head has no name."""
    for line in head + others:
        if label := labelled(line):
            _from_label(resume, *label)
    name = None
    if not resume.name:
        candidates = [each for line in head[:14] for each in _name_candidates(line, used)]
        name = max(candidates, key=lambda pair: pair[0], default=(0, None))[1]
        resume.name = name.found() if name else None
    if not resume.name:
        candidates = [each for line in others[:60] for each in _name_candidates(line, used) if each[0] > 3.4]
        name = max(candidates, key=lambda pair: pair[0], default=(0, None))[1]
        resume.name = name.found() if name else None
    _read_headline(resume, head, used)
    if not resume.summary:
        resume.summary = _loose_summary(head)


def _from_label(resume, name, value):
    if name == "name" and not resume.name:
        text = re.sub(r"\s{2,}.*$", "", value.text)
        surname_first = re.match(r"^([^/,]{2,40})\s*[/,]\s*([^/,]{2,40})$", text)
        shown = f"{surname_first[2].strip()} {surname_first[1].strip()}" if surname_first else text
        resume.name = Found(shown, [(value.start, value.start + len(text))])
    elif name in ("headline", "title") and not resume.headline:
        resume.headline = value.found()


def _name_candidates(line, used):
    """Give (score, fragment) of what could be a name in line: larger letters and earlier lines score more."""
    for part in line.parts:
        text, start = part.text, part.start
        if match := TITLES_OF_THE_PAPER.match(text):
            text, start = text[match.end() :], start + match.end()
        pieces = cut(text, start, STRONG)[:2]
        if pieces and EMAIL.search(pieces[0].text):
            pieces = cut(text, start, re.compile(r",\s+"))[:1]  # "Wei Jie Tan, Singapore. wei@…"
        for piece in pieces:
            if piece.start in used or not _name_like(piece.text):
                continue
            score = (
                3.0 + (1.0 if line.kind == "heading" and line.level == 1 else 0) + min(line.height, 40) / 40 - 0.002 * min(piece.start, 400)
            )
            score -= 2.0 * titleness(piece.text) + organisationness(piece.text) + 1.5 * placeness(piece.text)
            yield score, piece


def _name_like(text) -> bool:
    if len(text) > 60 or re.search(r"\d|@|[:/]", text) or heading_name(text) or is_contact_label(text):
        return False
    if re.search("[ก-๙]", text):
        return bool(THAI_NAME.match(text) or re.match(rf"^{HONORIFIC}[ก-๙]", text))
    words = [word for word in re.split(r"[\s]+", text.replace(",", " ")) if word]
    capital = all(word[0].isupper() or word.strip("'’(").lower() in PARTICLES or word[:1] == "(" for word in words)
    return bool(ENGLISH_NAME.match(text)) and capital


def _read_headline(resume, head, used):
    """The first title-like fragment near the name."""
    if resume.headline or not resume.name:
        return
    for line in head[:10]:
        for part in line.parts:
            for piece in cut(part.text, part.start, BUT_AT):
                first = cut(piece.text, piece.start, re.compile(r",\s+"))
                tail = piece.text[len(first[0].text) :].strip(" ,") if first else ""
                for each in (first[0], piece) if len(first) > 1 and placeness(tail) >= 0.7 else (piece, *first[:1]):
                    if _is_headline(each, resume, used):
                        resume.headline = each.found()
                        return


def _is_headline(fragment: Fragment, resume, used) -> bool:
    text = fragment.text
    if fragment.start in used or (fragment.start, fragment.end) in resume.name.spans or text == resume.name.text:
        return False
    if EMAIL.search(text) or LINK.search(text) or PHONE.search(text) or len(text) > 90 or text.endswith("."):
        return False
    return titleness(text) > 0.6 and len(text.split()) <= 10 and not TITLES_OF_THE_PAPER.match(text)


def _loose_summary(head) -> Found | None:
    """Running text before the first section."""
    lines: list[Line] = []
    for line in head[1:]:
        long = len(line.text) >= SHORTEST_SUMMARY and not (
            EMAIL.search(line.text) or LINK.search(line.text) or PHONE.search(line.text) or labelled(line)
        )
        if (long and len(line.text.split()) > (0 if re.search("[ก-๙]", line.text) else 6)) or (lines and line.block == lines[-1].block):
            lines.append(line)
        elif lines:
            break
    return joined(lines) if lines else None


def joined(lines: list[Line]) -> Found | None:
    """Return the text of lines as one value with the place of each."""
    kept = [each for each in (trimmed(line.text, line.start) for line in lines) if each]
    if not kept:
        return None
    text = lines[0].text
    for line in lines[1:]:
        thai = re.search("[ก-๙]$", text) and re.match("[ก-๙]", line.text)
        text = text + ("" if thai and line.height else " ") + line.text
    return Found(text.strip(), [(line.start, line.end) for line in lines])
