"""Skills: those listed in a section, and those of the word list that running text names."""

import re
from functools import cache

from agents.tools.lines import Line
from agents.tools.resumes.fragments import trimmed
from agents.tools.resumes.model import Found, Skill
from agents.tools.resumes.telling import placeness
from agents.tools.resumes.words import fold, named

SEPARATORS = re.compile(r"\s*[,;•●▪·|‖、]\s*|\s{2,}|\t|\s+/\s+|\s+[–—-]\s+(?=[A-Z])")
LEVEL = re.compile(
    r"\s*[\(\[:–—-]\s*(?:\d+\s*\+?\s*(?:years?|yrs?|ปี)|expert|advanced|intermediate|basic|beginner|proficient|fluent"
    r"|familiar|strong|good|excellent|ดีมาก|ดี|ปานกลาง|พอใช้|พื้นฐาน|ขั้นสูง|\d{1,3}\s?%|[★☆●○]+)[^)\]]*[\)\]]?\s*$",
    re.IGNORECASE,
)
INNER_LABEL = re.compile(r"^\s*([^:：]{2,40})[:：]\s*(?=\S)")
TOKEN = re.compile(r"[A-Za-z0-9À-ÿ][\w.+#/&'-]*[\w+#]|[A-Za-z0-9]")
MOST_WORDS, LONGEST = 5, 60
MOST_SKILLS = 80


@cache
def _lexicon() -> tuple[dict[str, str], dict[str, str], re.Pattern]:
    """Return ({word: name}, {word that counts in running text: name}, pattern of the Thai words)."""
    listed, anywhere = {}, {}
    for name, others in named("skills").items():
        careful = {each.removesuffix("!").casefold() for each in others if each.endswith("!")}
        for word in [name, *(each.removesuffix("!") for each in others)]:
            listed.setdefault(fold(word), name)
            if word.casefold() not in careful and len(word) > 2:
                anywhere.setdefault(fold(word), name)
    thai = sorted((word for word in anywhere if not word.isascii() and max(word) >= "ก"), key=len, reverse=True)
    return listed, anywhere, re.compile("|".join(map(re.escape, thai)))


def canonical(text: str) -> str | None:
    """Return the name that the word list has for text."""
    return _lexicon()[0].get(fold(text))


def listed_in(lines: list[Line]) -> list[Skill]:
    """Return the skills of a section that lists them."""
    found: list[Skill] = []
    for line in lines:
        for part in line.parts:
            text, start = part.text, part.start
            if match := INNER_LABEL.match(text):
                text, start = text[match.end() :], start + match.end()
            pieces = _pieces(text, start)
            if len(pieces) == 1 and len(pieces[0].text.split()) > MOST_WORDS:
                found += [Skill(each.name, each.found, True) for each in named_in(pieces[0].text, pieces[0].start)]
            else:
                found += [skill for piece in pieces if (skill := _skill(piece))]
    return _distinct(found)


def _pieces(text, start):
    found, at, _depth = [], 0, 0
    stops = [match.span() for match in SEPARATORS.finditer(text) if text[: match.start()].count("(") <= text[: match.start()].count(")")]
    for begin, end in [*stops, (len(text), len(text))]:
        piece = trimmed(text[at:begin], start + at)
        found += [piece] if piece else []
        at = end
    return found


def _skill(piece) -> Skill | None:
    text = LEVEL.sub("", piece.text).strip()
    last = re.match(r"(?i)(?:and|และ)\s+(?=\S)", text)
    start = piece.start + (last.end() if last else 0)
    text = text[last.end() :] if last else text
    text = text.rstrip(".") if not re.search(r"\.\w", text) else text
    if len(text) > LONGEST or len(text.split()) > MOST_WORDS or not re.search(r"[^\W\d]", text):
        return None
    bare = re.sub(r"\s*\([^)]*\)$", "", text)
    return Skill(canonical(text) or canonical(bare) or text, Found(text, [(start, start + len(text))]))


def named_in(text: str, offset: int = 0) -> list[Skill]:
    """Return the skills of the word list that text names, by a walk over its words (linear)."""
    _listed, anywhere, thai = _lexicon()
    found, tokens, at = [], list(TOKEN.finditer(text)), 0
    while at < len(tokens):
        for length in (4, 3, 2, 1):
            if at + length > len(tokens):
                continue
            start, end = tokens[at].start(), tokens[at + length - 1].end()
            name = anywhere.get(fold(text[start:end])) if end - start < LONGEST else None
            if name and _means_it(text[start:end], name):
                found.append(Skill(name, Found(text[start:end], [(offset + start, offset + end)]), False))
                at += length - 1
                break
        at += 1
    if thai.pattern:
        found += [
            Skill(anywhere[fold(match[0])], Found(match[0], [(offset + match.start(), offset + match.end())]), False)
            for match in thai.finditer(text)
        ]
    return _distinct(sorted(found, key=lambda each: each.found.spans))


def _means_it(text, name) -> bool:
    """One plain English word counts only where it is written as a name ("Docker"), or is long."""
    return " " in text or not text.islower() or len(text) > 6 or name.isupper() or any(char in text for char in "+#./")


def _distinct(skills: list[Skill]) -> list[Skill]:
    seen: dict[str, Skill] = {}
    for skill in skills:
        kept = seen.setdefault(fold(skill.name), skill)
        if kept is not skill and len(kept.found.spans) < 4:
            kept.found = Found(kept.found.text, [*kept.found.spans, *skill.found.spans])
    return list(seen.values())[:MOST_SKILLS]


def all_skills(sections, everything: list[Line]) -> list[Skill]:
    """Return listed skills first, then those that only running text names; a listed one also keeps where else it is named."""
    listed = listed_in(sections)
    names = {fold(each.name): each for each in listed}
    spoken = _distinct([skill for line in everything for skill in named_in(line.text, line.start)])
    for skill in spoken:
        if own := names.get(fold(skill.name)):
            own.found.spans = list(dict.fromkeys([*own.found.spans, *skill.found.spans]))[:5]
    return listed + [each for each in spoken if fold(each.name) not in names and not placeness(each.name) >= 1]
