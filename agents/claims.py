"""An answer in Markdown taken apart into statements, and which of them claim anything.

Code, headings, table heads, pleasantries, questions and lead-ins claim nothing; a refusal is told
from a claim.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .citations import MARKER
from .sentences import split_sentences
from .terms import terms


class Kind(StrEnum):
    """What a statement is."""

    CLAIM = "claim"
    NEUTRAL = "neutral"
    REFUSAL = "refusal"


@dataclass(frozen=True, slots=True)
class Statement:
    """text[start:end] of an answer; hints are the source numbers its own markers name."""

    start: int
    end: int
    kind: Kind
    text: str  # as written, markers and Markdown signs blanked: offsets still fit
    hints: tuple[int, ...] = ()


FENCE = re.compile(r"^\s{0,3}(`{3,}|~{3,})")
HEADING = re.compile(r"^\s{0,3}#{1,6}\s")
RULE = re.compile(r"^[\s|:=*_-]+$")
LEADING_SIGNS = re.compile(r"(?:\s|>|[-*+•](?=\s)|\d{1,3}[.)](?=\s)|[|])*")
EMPHASIS = re.compile(r"\*{1,3}|(?<!\w)_{1,2}|_{1,2}(?!\w)|`|~~")
LINK = re.compile(r"\]\([^()\s]{0,300}\)")
INLINE_CODE = re.compile(r"`[^`\n]+`")
DOLLARS = re.compile(r"^\s*\$\$")

PLEASANTRY = re.compile(
    r"^\W*(?:sure|certainly|of course|absolutely|great question|hello|hi|thanks?|thank you"
    r"|you're welcome|here(?:'s|’s| is| are)"
    r"|i hope|hope this|let me|please (?:let|feel|note that i|ask)|feel free|if you (?:have|need"
    r"|want|would)|i(?:'m| am) (?:happy|glad)"
    r"|based on (?:the|your|these|this)(?: \w+){0,3}|according to (?:the|your"
    r"|these) (?:documents?|sources?|passages?|context)"
    r"|in (?:summary|short|conclusion)|to summari[sz]e|below (?:is|are)|the following"
    r"|สวัสดี|ขอบคุณ|แน่นอน|ยินดี|หวังว่า|หากมีคำถาม|หากต้องการ|หากคุณ|ต่อไปนี้|นี่คือ|ได้ครับ"
    r"|ได้ค่ะ|โปรดแจ้ง|ขอสรุป|จากเอกสาร|ตามเอกสาร|สรุป)",
    re.IGNORECASE,
)
SOURCES = r"(?:documents?|sources?|contexts?|passages?|texts?|excerpts?|materials?|information(?: provided)?|files?)"
REFUSAL = re.compile(
    rf"\b(?:i|we)(?: (?:am|was|were|are))?(?: \w+)? ?(?:could|can|do|did|was|am|were|are)?(?:not"
    rf"|n't|n’t| not|not) (?:find|locate|know|answer|see|have|able to (?:find|answer|determine))"
    rf"|\bunable to (?:find|answer|locate|determine)|\bno (?:relevant )?(?:information|mention"
    rf"|answer|details?)\b[^.]{{0,60}}\b(?:{SOURCES}|found|available|provided|about|on)\b"
    rf"|\b{SOURCES}\b[^.;]{{0,40}}\b(?:do|does|did|is|are)(?:n't|n’t"
    rf"| not)\b[^.;]{{0,30}}\b(?:contain|mention|provide|include|specify|state|say|answer|cover"
    rf"|address|discuss|enough)"
    rf"|\bnot (?:mentioned|specified|stated|found|provided|available|covered|given|in) (?:in|by"
    rf"|from)? ?(?:the|your|these|any)?(?: \w+)? ?{SOURCES}"
    r"|\bnot in (?:the|your) documents"
    r"|ไม่พบ(?:ข้อมูล|คำตอบ|รายละเอียด|ใน)|ไม่มีข้อมูล|ไม่ได้(?:ระบุ|กล่าวถึง|ให้ข้อมูล)|ไม่ทราบ"
    r"|ไม่สามารถ(?:ตอบ|หา|ค้นหา|ระบุ)|ไม่ปรากฏ(?:ข้อมูล|ใน)",
    re.IGNORECASE,
)
MOST_WORDS = 14  # of a pleasantry


def statements(text: str) -> list[Statement]:
    """Return the statements of an answer in order; what holds no letter or digit is left out."""
    markers = own_markers(text)
    readable = _without(text, markers)
    found = []
    for start, end, what in _stretches(readable):
        for left, right in split_sentences(readable[start:end]):
            left, right = left + start, right + start
            left = LEADING_SIGNS.match(readable, left, right).end()
            body = _plain(readable[left:right])
            if any(char.isalnum() for char in body):
                found.append((left, right, body, _kind(body) if what == "prose" else Kind.NEUTRAL))
    return _with_hints(text, found, markers)


def own_markers(text: str) -> list[re.Match]:
    """Return the citation markers an answer came with, those in code left alone."""
    code = [(start, end) for start, end, what in _stretches(text) if what == "code"]
    code += [match.span() for match in INLINE_CODE.finditer(text)]
    code.sort()
    found, at = [], 0
    for match in MARKER.finditer(text):
        while at < len(code) and code[at][1] <= match.start():
            at += 1
        if at == len(code) or match.end() <= code[at][0]:
            found.append(match)
    return found


def _without(text, matches):
    """Return text with the matches blanked, at the same length."""
    pieces, position = [], 0
    for match in matches:
        pieces += [text[position : match.start()], " " * len(match.group())]
        position = match.end()
    return "".join([*pieces, text[position:]])


def _blank(text, pattern):
    return pattern.sub(lambda match: " " * len(match.group()), text)


def _plain(text):
    """Return text with its inline Markdown blanked, at the same length."""
    return _blank(_blank(text, LINK), EMPHASIS).replace("|", " ").replace("[", " ").replace("\n", " ")


def _stretches(text) -> Iterator[tuple[int, int, str]]:
    """Yield (start, end, what) of runs of lines: prose, code, or an aside (heading, rule, table head)."""
    position, run, fence = 0, 0, ""
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines):
        after, upcoming = position + len(line), lines[number + 1] if number + 1 < len(lines) else ""
        what, fence = _line(line, upcoming, fence)
        if what != "prose" or "|" in line:
            if run < position:
                yield run, position, "prose"
            yield position, after, what
            run = after
        position = after
    if run < len(text):
        yield run, len(text), "prose"


def _line(line, upcoming, fence):
    """Return what a line is, and the fence that is open after it."""
    stripped = line.strip()
    if fence:
        return "code", "" if stripped.startswith(fence) else fence
    if opening := FENCE.match(line) or DOLLARS.match(line):
        mark = opening.group().strip()
        closed = len(stripped) >= 2 * len(mark) and stripped.endswith(mark)
        return "code", "" if closed else mark
    table_head = "|" in line and "|" in upcoming and "-" in upcoming and RULE.match(upcoming)
    return "aside" if HEADING.match(line) or RULE.match(line) or table_head else "prose", ""


def _kind(body):
    stripped = body.strip()
    if REFUSAL.search(stripped):
        return Kind.REFUSAL
    if stripped.endswith(("?", ":", "：")) or not terms(stripped):
        return Kind.NEUTRAL
    short = len(stripped.split()) <= MOST_WORDS and len(stripped) <= 160
    if short and PLEASANTRY.match(stripped) and not any(char.isdigit() for char in stripped):
        return Kind.NEUTRAL
    return Kind.CLAIM


def _with_hints(text, found, markers):
    """Attach each marker of the text to the statement it stands in or follows."""
    result, at = [], 0
    for index, (start, end, body, kind) in enumerate(found):
        until = found[index + 1][0] if index + 1 < len(found) else len(text)
        hints = []
        while at < len(markers) and markers[at].start() < until:
            hints += [int(number) for number in re.findall(r"\d{1,3}", markers[at].group())][:10]
            at += 1
        result.append(Statement(start, end, kind, body, tuple(dict.fromkeys(hints))))
    return result
