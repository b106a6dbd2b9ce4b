"""Languages with their levels, and certificates."""

import re
from functools import cache

from agents.tools.lines import Line
from agents.tools.resumes.fragments import cut, trimmed
from agents.tools.resumes.model import Found, Language
from agents.tools.resumes.words import by_word, fold

ITEMS = re.compile(r"\s*[,;•●▪|·]\s*(?![^()]*\))|\s{2,}|\t|\s+/\s+")
LEVEL_ONLY = re.compile(
    r"(?i)^\W*(?:native|fluent|advanced|intermediate|basic|beginner|conversational|professional|business|good|excellent"
    r"|fair|mother tongue|elementary|limited|full|working|bilingual|[abc][12]\+?|n[1-5]|hsk|topik|toeic|toefl|ielts"
    r"|เจ้าของภาษา|ดีมาก|ดีเยี่ยม|ดี|ปานกลาง|พอใช้|พื้นฐาน|คล่อง|ระดับ)\b"
)
CERTIFICATE = re.compile(
    r"(?i)\b(?:certif\w+|licen[cs]ed?|diploma in|chartered|accredited)\b|ใบอนุญาต|ใบรับรอง|ประกาศนียบัตร"
    r"|ใบประกอบวิชาชีพ"
)
DATE_TAIL = re.compile(
    r"\s*[,(–—-]?\s*(?:issued\s+|expires\s+)?(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*\.?\s+)?(?:19|20"
    r"|25)\d\d\)?\s*(?:[–—-]\s*(?:\d{4}|present))?\)?$",
    re.I,
)


@cache
def _pattern() -> re.Pattern:
    words = sorted((word for word in by_word("languages")), key=len, reverse=True)
    return re.compile(r"(?:ภาษา\s?|(?<!\w))(?:" + "|".join(map(re.escape, words)) + r")(?![a-z])", re.IGNORECASE)


def languages_in(lines: list[Line]) -> list[Language]:
    """Return each language with the level that follows it, in words or as a CEFR or test level."""
    found: list[Language] = []
    seen = set()
    for line in lines:
        text = line.text
        matches = list(_pattern().finditer(text[:600]))
        for number, match in enumerate(matches):
            name = by_word("languages")[fold(match[0].removeprefix("ภาษา"))]
            stop = matches[number + 1].start() if number + 1 < len(matches) else len(text)
            level = _level(text[match.end() : stop])
            start = _offset(line, match.start())
            if name not in seen:
                seen.add(name)
                if not level and re.search(r"(?i)mother tongue|native|ภาษาแม่", text[: match.start()]):
                    level = "native"
                found.append(Language(name, level, Found(match[0], [(start, start + len(match[0]))])))
        if not matches and found and not found[-1].level and LEVEL_ONLY.match(text):
            found[-1].level = _level(text)
    return found


def _offset(line, position) -> int:
    """Return the offset in the document of a position in line.text."""
    at = 0
    for part in line.parts:
        if position <= at + len(part.text):
            return part.start + position - at
        at += len(part.text) + 2
    return line.end


def _level(text) -> str:
    text = re.split(r"[;\n•]|,(?![^()]*\))", text.strip(), maxsplit=1)
    inside = re.match(r"^\s*[,:–—\-|(\[]*\s*(.*?)\s*[)\]]?\s*$", text[0] or (text[1] if len(text) > 1 else ""))
    level = (inside[1] if inside else "").strip(" .,|:()-–—/")
    return re.sub(r"^(?:ระดับ|level:?|skills?:?)\s*", "", level, flags=re.I)[:60].strip()


def certificates_in(lines: list[Line]) -> list[Found]:
    """Return one per line, or per item where a line lists short ones."""
    found: list[Found] = []
    for number, line in enumerate(lines):
        if found and number and _goes_on(lines[number - 1], line):
            found[-1] = Found(f"{found[-1].text} {line.text}", [*found[-1].spans, (line.start, line.end)])
            continue
        for part in line.parts:
            pieces = cut(part.text, part.start, re.compile(r"\s*[;•●▪|]\s*|\s{2,}"))
            for piece in pieces:
                items = cut(piece.text, piece.start, re.compile(r",\s+(?![^()]*\))(?!(?:19|20|25)\d\d)"))
                short = len(items) > 1 and all(len(each.text) <= 45 and len(each.text.split()) <= 6 for each in items)
                found += [kept for each in (items if short else [piece]) if (kept := _certificate(each))]
    return found[:40]


def _goes_on(last, line) -> bool:
    """Whether line had no room in the one before it, in a narrow column."""
    if not line.height or last.page != line.page or last.column != line.column or abs(last.x0 - line.x0) > 2 or last.bullet or line.bullet:
        return False
    gap = line.top - last.top
    width = (line.parts[-1].x1 - line.x0) / max(1, len(line.text))
    return len(last.text) > 12 and gap < 1.45 * line.height and last.column > 0 and width * (len(line.text.split()[0]) + 1) > last.room


def _certificate(fragment) -> Found | None:
    label = re.match(r"^[^:]{3,40}:\s+", fragment.text)
    text = fragment.text[label.end() :] if label else fragment.text
    start = fragment.start + (label.end() if label else 0)
    kept = trimmed(DATE_TAIL.sub("", text), start)
    return kept.found() if kept and len(kept.text) > 1 else None
