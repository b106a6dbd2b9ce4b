"""Finds the list of references of a document and parts it into entries."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache

from agents.tools.lines import Line, lines_of
from agents.tools.papers.joining import Joined, join
from agents.tools.resumes.words import fold
from agents.tools.texts import DocumentText

HEADINGS = """
references; reference; reference list; list of references
bibliography; selected bibliography; works cited; literature cited; cited literature
literature; references and notes; notes and references; references cited; sources; works cited and consulted; further reading
endnotes; เอกสารอ้างอิง; บรรณานุกรม; รายการอ้างอิง; อ้างอิง; รายการเอกสารอ้างอิง; เอกสารและสิ่งอ้างอิง; แหล่งอ้างอิง
"""
AFTER = re.compile(
    r"^(?:(?:[A-Z]|\d{1,2})[.)]?\s+)?(?:appendi(?:x|ces)\b|acknowledge?ments?\b|supplementary\b|supporting information"
    r"|author(?:s['’]?)? (?:biograph|contribution|information)|about the authors?"
    r"|biograph(?:y|ies)$|conflicts? of interest|funding$|data availability|declarations?$|list of (?:figures|tables)"
    r"|index$|ภาคผนวก|กิตติกรรมประกาศ|ประวัติผู้เขียน)",
    re.IGNORECASE,
)
LABEL = re.compile(r"^\s*(?:\[(\d{1,4})\]|\((\d{1,3})\)|(\d{1,4})\.(?=\s*\D)|(\d{1,3})\)\s|(\d{1,3})\s+(?=[A-Zก-๙]))\s*")
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
YEAR = re.compile(r"(?:1[5-9]|20|2[45])\d\d|[๑๒][๐-๙]{3}|\b(?:n\.d\.|ม\.ป\.ป\.)")
STARTS = re.compile(
    r"^(?:(?:[Vv]an|[Vv]on|[Dd]e|[Dd]er|[Dd]en|[Dd]el|[Dd]i|[Ll]a|[Ll]e|[Aa]l|[Ee]l|ter|ten)[ "
    r"-]){0,3}[A-ZÀ-ÞŁŠŽ][\w'’‐-]+(?:[ -][A-ZÀ-Þ][\w'’-]+){0,3}(?:,\s+(?:[A-ZÀ-Þ]\.|[A-ZÀ-Þ][\w'’.-]+)"
    r"|\s+[A-Z]{1,3}[,.:]|\s+et\s+al|\.|\s*\()"
    r"|^(?:[A-Z]\.[ -]?){1,3}\s?[A-ZÀ-Þ][\w'’-]+|^[ก-๙]{2,}"
)
ENDED = re.compile(r"(?:[.)\]”\"]|\d|/\S*|https?://\S+|10\.\d{4,9}/\S+)\s*$")
LONGEST_ENTRY, MOST_ENTRIES = 1_800, 1_500


@dataclass
class Entry:
    number: int
    numbered: bool
    joined: Joined


def entries_of(document: DocumentText) -> list[Entry]:
    """Return the entries of the list of references in order, or [] if there is none."""
    lines = lines_of(document)
    begin = heading_at(lines)
    if begin is not None:
        return _entries(_until_the_end(lines[begin + 1 :]), document)
    return _entries(lines, document) if _is_a_list(lines) else []


def heading_at(lines: list[Line]) -> int | None:
    """Return the number of the last heading of references that something follows."""
    found = None
    for number, line in enumerate(lines):
        if len(line.text) < 45 and is_heading(line.text) and number + 1 < len(lines):
            found = number
    return found


def is_heading(text: str) -> bool:
    text = re.sub(r"^\W*(?:\d{1,2}|[IVX]{1,5}|[A-H])?[.)]?\s+(?=\S)", "", " " + text.strip("#* "))
    return _bare(text) in _headings()


@cache
def _headings() -> frozenset[str]:
    return frozenset(_bare(each) for each in re.split(r"[;\n]", HEADINGS) if each.strip())


def _bare(text) -> str:
    """Marks that a bold Thai heading may draw twice, blanks and punctuation do not count."""
    return re.sub(r"[\W_]", "", fold(text)).replace("์", "")


def _until_the_end(lines):
    for number, line in enumerate(lines):
        short = len(line.text) < 60 and not YEAR.search(line.text)
        if short and AFTER.match(line.text.strip("#* ")) and (line.kind == "heading" or len(line.text.split()) <= 4):
            return lines[:number]
    return lines


def _is_a_list(lines) -> bool:
    """Whether a document without such a heading is a list of references itself."""
    shown = lines[:400]
    starts = sum(bool(STARTS.match(line.text) or LABEL.match(line.text)) and bool(YEAR.search(line.text)) for line in shown)
    dated = sum(bool(YEAR.search(line.text)) for line in shown)
    return len(shown) >= 2 and starts >= 2 and dated >= 0.3 * len(shown) and starts >= 0.25 * len(shown)


def _entries(lines: list[Line], document) -> list[Entry]:
    labelled = _labels(lines)
    starts = sorted(labelled) if labelled else _starts(lines, document)
    found = []
    for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
        own = lines[start:stop][:40]
        joined = join(own, document.text)
        if labelled:
            label = LABEL.match(joined.text.translate(THAI_DIGITS))
            cut = label.end() if label else 0
            joined = Joined(joined.text[cut:], joined.at[cut:])
        joined = Joined(joined.text[:LONGEST_ENTRY], joined.at[:LONGEST_ENTRY])
        if len(joined.text) > 15:
            found.append(Entry(labelled.get(start, len(found) + 1), bool(labelled), joined))
    return found[:MOST_ENTRIES]


def _labels(lines) -> dict[int, int]:
    """Return {line: number} of labels that count up; {} if the list isn't numbered."""
    runs: dict[int, int] = {}
    wanted = None
    for index, line in enumerate(lines):
        text = document_label(line)
        match = LABEL.match(text)
        number = int(next(group for group in match.groups() if group)) if match else None
        if number is None:
            continue
        if wanted is None and number <= 2 or wanted is not None and wanted <= number <= wanted + 2:
            runs[index] = number
            wanted = number + 1
    first = next(iter(runs), None)
    return runs if len(runs) >= 2 and first is not None and first <= 2 or (len(runs) == 1 and first == 0) else {}


def document_label(line) -> str:
    """Return the beginning of a line with its label, which the list's own mark may hold."""
    return line.text[:40].translate(THAI_DIGITS)


def _starts(lines, document) -> list[int]:
    """Return the lines that begin an entry: by hanging indent, by wider gaps, by paragraphs, else by the look of the words."""
    if not lines:
        return []
    if any(line.height for line in lines):
        rule = _by_indent(lines) or _by_gap(lines) or _by_words(lines)
    else:
        rule = _by_blocks(lines) or _by_words(lines)
    starts = sorted({0} | {number for number in range(len(lines)) if rule(number)})
    return starts


def _by_indent(lines):
    bases = {}
    for key in {(line.page, line.column) for line in lines}:
        bases[key] = Counter(round(line.x0) for line in lines if (line.page, line.column) == key)
    hanging, base = 0, {}
    for key, edges in bases.items():
        left = min(edges)
        base[key] = left
        hanging += sum(count for x, count in edges.items() if 6 < x - left < 60)
    if hanging < 0.2 * len(lines):
        return None
    return lambda number: lines[number].x0 <= base[(lines[number].page, lines[number].column)] + 3


def _by_gap(lines):
    gaps = {
        number: lines[number].top - lines[number - 1].top for number in range(1, len(lines)) if _follows(lines[number - 1], lines[number])
    }
    if len(gaps) < 3:
        return None
    pitch = sorted(gaps.values())[len(gaps) // 4]
    wide = {number for number, gap in gaps.items() if gap > 1.12 * pitch + 0.5}
    if not 0.08 * len(lines) <= len(wide) <= 0.8 * len(lines):
        return None
    words = _by_words(lines)
    return lambda number: number in wide or words(number) if number not in gaps or lines[number - 1].room > 60 else number in wide


def _follows(last, line) -> bool:
    return last.page == line.page and last.column == line.column and 0 < line.top - last.top < 60


def _by_blocks(lines):
    """Each paragraph or list item is an entry, unless one paragraph holds them all."""
    blocks = Counter(line.block for line in lines)
    if len(blocks) < 2 or max(blocks.values()) > 12:
        return None
    return lambda number: number == 0 or lines[number].block != lines[number - 1].block


def _by_words(lines):
    def begins(number):
        if number == 0:
            return True
        last, line = lines[number - 1].text, lines[number].text
        return bool(
            ENDED.search(last)
            and STARTS.match(line)
            and (YEAR.search(last[-60:]) or last.rstrip().endswith((".", ")")) or re.search(r"10\.\d{4}|https?:", last))
            and not _mid_entry(last, line)
        )

    return begins


def _mid_entry(last, line) -> bool:
    """Whether a line that looks like a start goes on: after an initial, "vol.", "and"."""
    return bool(
        re.search(r"(?:\b[A-Z]\.|\b(?:vol|no|pp?|ed|eds|in|and|of|the|Proc|Conf)\.?|[,&:])\s*$", last, re.IGNORECASE)
    ) and not re.search(r"\d\.\s*$", last)
