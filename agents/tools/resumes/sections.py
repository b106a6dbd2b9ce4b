"""Splits the lines of a résumé into its sections."""

import re
from dataclasses import dataclass, field
from functools import cache

from rapidfuzz import fuzz, process

from agents.tools.lines import Line, Part
from agents.tools.resumes.words import by_word, fold, named

LONGEST_HEADING = 48
# What a heading that no list knows is told by ("Where I have worked", "Tools of my trade").
STEMS = [
    ("experience", re.compile(r"\b(?:work(?:ed|ing)?|employ\w*|career|jobs?|experience\w*|positions?|intern\w*)\b|ประสบการณ์"
r"|การทำงาน|ฝึกงาน", re.I)),
    ("education", re.compile(r"\b(?:educat\w*|academ\w*|stud(?:y|ies|ied)|school\w*|degrees?)\b|การศึกษา|วุฒิ", re.I)),
    ("certifications", re.compile(r"\b(?:certif\w*|licen[cs]\w*|accredit\w*|credential\w*)\b|ใบรับรอง|ประกาศนียบัตร|ใบอนุญาต", re.I)),
    ("languages", re.compile(r"\b(?:languages?|linguistic\w*|i speak)\b|ภาษา", re.I)),
    ("skills", re.compile(r"\b(?:skills?|competenc\w*|expertise|technolog\w*|tools?|toolbox|software|abilit\w*|proficien\w*"
r"|strengths?|stack)\b|ทักษะ|ความสามารถ|โปรแกรม", re.I)),
    ("summary", re.compile(r"\b(?:summary|profile|about|objective|introduction)\b|เกี่ยวกับ|แนะนำตัว|จุดมุ่งหมาย", re.I)),
    ("other", re.compile(r"\b(?:awards?|honou?rs?|publications?|projects?|references?|referees?|interests?|hobb\w+|activit\w+"
r"|volunteer\w*|memberships?|training|courses?|patents?)\b|รางวัล|ผลงาน|อ้างอิง|กิจกรรม|อบรม|งานอดิเรก", re.I)),
]  # fmt: skip
NUMBERING = re.compile(r"^(?:\d{1,2}[.):]?|(?:[IVX]{1,4}|[A-H])[.)])\s+")


@dataclass
class Section:
    """name: one of words/sections.txt, or "head" for what comes before the first heading."""

    name: str
    heading: Line | None = None
    lines: list[Line] = field(default_factory=list)


def sections_of(lines: list[Line]) -> list[Section]:
    """Return the sections in order; a heading with text after its colon begins a section with that text."""
    body = _body_height(lines)
    found = [Section("head")]
    for number, line in enumerate(lines):
        if number and line.stream != lines[number - 1].stream:
            found.append(Section("head"))
        following = lines[number + 1] if number + 1 < len(lines) else None
        name, rest = _opens(line, following, body)
        if name:
            found.append(Section(name, line, [rest] if rest else []))
        elif not _is_rule(line):
            found[-1].lines.append(line)
    return found


def heading_name(text: str) -> str | None:
    """Return the section that text is the heading of, by the list alone."""
    text = fold(NUMBERING.sub("", text.strip()))
    if not text or len(text) > LONGEST_HEADING:
        return None
    if exact := _known().get(_squeezed(text)):
        return exact
    if len(text) < 8:
        return None
    close = process.extractOne(_squeezed(text), list(_known()), scorer=fuzz.ratio, score_cutoff=90 if text.isascii() else 78)
    return _known()[close[0]] if close and abs(len(close[0]) - len(_squeezed(text))) <= 4 else None


@cache
def _known() -> dict[str, str]:
    return {_squeezed(word): name for word, name in by_word("sections").items()}


def _squeezed(text):
    """Letter-spaced headings ("S K I L L S") and blanks lost between Thai words must not matter."""
    return text.replace(" ", "").replace("&", "and")


def _opens(line, following, body):
    """Return (section that line opens, the rest of the line as a line of its own)."""
    first = line.parts[0].text
    if len(line.parts) == 1 or (line.height and line.height > 1.04 * body):
        if len(line.text) <= LONGEST_HEADING and (name := heading_name(line.text)):
            return (None, None) if _is_item(line) else (name, None)
        if name := _by_stem(line, following, body):
            return name, None
    label, colon, rest = line.text.partition(":")
    if colon and rest.strip() and len(line.parts) == 1 and len(label) <= 40 and not line.bullet:
        name = _known().get(_squeezed(fold(label)))
        if name in ("skills", "languages", "certifications", "summary") and not (name == "languages" and "," in label):
            start = line.start + first.index(":") + 1
            start += len(rest) - len(rest.lstrip())
            return name, Line([Part(rest.strip(), start, line.end)], line.kind, line.page, line.column, line.height, line.top)
    return None, None


def _is_item(line) -> bool:
    """A word such as "Research" or "Leadership" among the items of a list is no heading."""
    return (line.bullet or line.kind == "list_item") and line.kind != "heading"


def _by_stem(line, following, body):
    text = line.text.strip().rstrip(":")
    wordy = text.split()
    if len(text) > LONGEST_HEADING or len(wordy) > 6 or line.bullet or re.search(r"[\d,;:@|.!?]", text):
        return None
    underlined = following is not None and _is_rule(following)
    tall = line.height > 1.08 * body if line.height else line.kind == "heading" and line.level <= 2
    shouted = text.isupper() and len(text) > 4 and text.isascii()
    if not (underlined or tall or shouted):
        return None
    return next((name for name, pattern in STEMS if pattern.search(text)), None)


def _is_rule(line) -> bool:
    return bool(re.fullmatch(r"[-=_*~–—.\s]{3,}", line.text))


def _body_height(lines) -> float:
    heights = sorted(line.height for line in lines if line.height)
    return heights[len(heights) // 2] if heights else 0.0


def section_names() -> list[str]:
    return list(named("sections"))
