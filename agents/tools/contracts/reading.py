"""A document as numbered clauses and their sentences, in text that keeps every offset of the original."""

import re
from array import array
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cached_property

from agents.sentences import is_thai, split_sentences, strip

# One character for one, so that offsets stay: Thai digits, curly quotes, blanks of all kinds, long dashes.
PLAIN = str.maketrans("๐๑๒๓๔๕๖๗๘๙‘’‚“”„«»\u00a0\u2007\u202f\t\r\n\x0b\x0c‐‑‒–—", '0123456789\'\'\'"""""' + " " * 8 + "-----")
MARGINS = frozenset(["page_header", "page_footer"])
ROWS = frozenset(["table_row", "table_header"])
ORDINAL = r"\d{1,3}|[A-Za-z]|[ivx]{1,5}|[IVX]{1,6}|[ก-ฮ]"
MARKER = re.compile(
    r"\s*(?:(?P<word>(?i:article|section|clause|schedule|annex|appendix)|มาตรา|ข้อที่|ข้อ|หมวด|หมวดที่|ส่วนที่|"
    r"§)\s{0,2}(?P<n1>\d{1,4}(?:[./]\d{1,3}){0,3}|[IVXL]{1,6})"
    r"(?P<sub>(?:\([a-z0-9]{1,4}\)){0,3})[.:)]?(?=[\s\-:]|$)"
    rf"|\((?P<n2>{ORDINAL})\)(?=\s)|(?P<n3>\d{{1,3}}(?:\.\d{{1,3}}){{1,3}})[.):]?(?=\s)|(?P<n4>\d{{1,3}}|[A-Z]|[a-z]|"
    rf"[ivx]{{1,5}})[.)](?=\s)"
    r"|(?P<n5>\d{1,2})(?=\s{1,3}[A-Z][a-z])|(?P<bullet>[-*•◦▪–●○])(?=\s))"
)
INLINE = re.compile(
    r"(?:ข้อ|มาตรา)\s{0,2}\d{1,3}(?:\.\d{1,2}){0,2}(?=[\s.])|(?<=\s)(?:\d{1,3}(?:\.\d{1,2}){1,2}|\d{1,2}[.)])(?=\s)|(?<=[:;,]"
    r" )\([a-z0-9]{1,3}\)(?=\s)"
)
RUN_IN = re.compile(r"\s*([A-Z][^.:;]{1,60}?)(?:\.|:|\s-)(?=\s+[A-Z\"'(])")
MONTH = re.compile(r"\s?(?:January|February|March|April|May|June|July|August|September|October|November|December)\b")
HEADING_MOST = 90
SHORTENED = (" Rs.", " Nos.", " Sec.", " Rp.", " w.e.f.", " Sect.", " Cap.", " Reg.")  # no sentence ends in these
CONTINUES = re.compile(r"[a-z0-9(\"',;]|[A-Z][\w']*\s")


@dataclass(slots=True)
class Unit:
    """A paragraph, list item, row or heading. number: as printed, "4.2", "(a)", ""; body: where its own words begin.

    heading: what stands over it, topmost first; its own run-in heading last.
    """

    start: int
    end: int
    kind: str
    number: str = ""
    body: int = 0
    heading: tuple[str, ...] = ()
    header: str = ""

    @property
    def listed(self) -> bool:
        return self.kind == "item"


@dataclass
class Reading:
    """text: the document's words with single blanks between them and a line break between units, in plain characters.

    origin: for each character of text its offset in the document. units: in text order.
    """

    text: str
    origin: array
    units: list[Unit]
    thai: bool
    _sentences: dict[int, list[tuple[int, int]]] = field(default_factory=dict)

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Return where text[start:end] stands in the document."""
        return self.origin[start], self.origin[end - 1] + 1

    def of(self, unit: Unit) -> str:
        return self.text[unit.start : unit.end]

    def sentences(self, unit: Unit) -> list[tuple[int, int]]:
        """Return the sentences of unit's own words; Thai clauses stay whole, as blanks in them end nothing."""
        if unit.start not in self._sentences:
            self._sentences[unit.start] = self._split(unit)
        return self._sentences[unit.start]

    def _split(self, unit):
        piece = self.text[unit.body : unit.end]
        if is_thai(piece) and len(piece) <= 900:
            return [strip(self.text, unit.body, unit.end)]
        spans: list[tuple[int, int]] = []
        for start, end in split_sentences(piece):
            if spans and piece[spans[-1][0] : spans[-1][1]].endswith(SHORTENED):
                start = spans.pop()[0]
            spans.append((start, end))
        return [(unit.body + start, unit.body + end) for start, end in spans]

    def all_sentences(self):
        for unit in self.prose:
            for start, end in self.sentences(unit):
                yield unit, start, end

    @cached_property
    def prose(self) -> list[Unit]:
        return [unit for unit in self.units if unit.kind != "heading"]

    @cached_property
    def _starts(self):
        return [unit.start for unit in self.units]

    def unit_at(self, offset: int) -> Unit | None:
        at = bisect_right(self._starts, offset) - 1
        return self.units[at] if at >= 0 else None


def read(document) -> Reading:
    """Take a DocumentText apart."""
    plain = document.text.translate(PLAIN)
    raw = [(block.kind, block.start, block.end) for block in document.blocks if block.kind not in MARGINS] or [
        ("paragraph", start, end) for start, end in _lines(document.text)
    ]
    text, origin, spans = _gather(plain, raw)
    joined = list(_join(text, spans))
    text = "".join(text[start:end].replace("\n", " ") + "\n" for _kind, start, end in joined)
    pieces = [piece for span in joined for piece in _cut(text, *span)]
    return Reading(text, origin, _number(text, pieces), is_thai(text))


def _gather(plain, raw):
    """Return the words of the blocks with single blanks, where each character comes from, and the blocks' new spans."""
    words, origin, spans, length = [], array("L"), [], 0
    for kind, start, end in raw:
        begin = length
        for match in re.finditer(r"\S+", plain[start:end].replace("\u200b", " ").replace("\ufeff", " ")):
            words.append(match.group() + " ")
            origin.extend(range(start + match.start(), start + match.end() + 1))
            length += len(match.group()) + 1
        if length > begin:
            words[-1] = words[-1][:-1] + "\n"
            spans.append((kind, begin, length - 1))
    return "".join(words), origin, spans


def _lines(text):
    position = 0
    for line in text.splitlines(keepends=True):
        start, end = strip(text, position, position + len(line))
        position += len(line)
        if start < end:
            yield start, end


def _join(text, raw):
    """Put together what a page's line breaks have torn apart: an item's first line and the paragraph it goes on in."""
    held = None
    for kind, start, end in raw:
        if start >= end:
            continue
        if held and _goes_on(text, held, kind, start):
            held = (held[0], held[1], end)
            continue
        if held:
            yield held
        held = (kind, start, end)
    if held:
        yield held


def _goes_on(text, held, kind, start):
    marker = MARKER.match(text, start, start + 60)
    if kind != "paragraph" or held[0] not in ("paragraph", "list_item"):
        return False
    if marker and (marker["n2"] or "").isdigit() and text[marker.end() + 1 : marker.end() + 2].islower():
        return text[held[2] - 1] not in ".;:"  # "fifteen" at the end of a line, "(15) days" on the next
    if marker and not marker["n5"]:
        return False
    if marker and not (MONTH.match(text, marker.end()) and held[0] == "list_item"):
        return False
    last = text[held[2] - 1]
    if last in ".;:!?":
        return False
    length = held[2] - held[1]
    if text[start].islower() or last in ",&" or text[held[2] - 4 : held[2]].lower() in (" and", " the"):
        return True
    return held[0] == "list_item" and length > 60 and bool(CONTINUES.match(text, start))


def _cut(text, kind, start, end):
    """Cut at clause numbers inside a paragraph that follow on from the one before."""
    if kind in ROWS or kind == "heading":
        return [(kind, start, end)]
    cuts, last = [start], MARKER.match(text, start, end)
    last = last.group().strip() if last else ""
    for match in INLINE.finditer(text, start + 1, end):
        if _follows(last, match.group()) and not text[max(start, match.start() - 12) : match.start()].rstrip().endswith(
            ("ตาม", "ใน", "ลำดับที่")
        ):
            cuts.append(match.start())
            last = match.group()
    return [(kind, *strip(text, left, right)) for left, right in zip(cuts, [*cuts[1:], end], strict=True)]


def _follows(last, number):
    """Say whether number is the next after last at its own or an outer level, or its first child."""
    if number.startswith("("):
        body = number.strip("()")
        if body in ("a", "i", "1"):
            return True
        before = last.strip("()")
        return last.startswith("(") and (ord(body[-1]) - ord(before[-1]) == 1 or body[:1] == "i" or body[:1] == "v")
    have, new = _digits(last), _digits(number)
    if not have or not new:
        return False
    if new[:-1] == have and new[-1] == 1:
        return True
    depth = len(new)
    return depth <= len(have) and new[:-1] == have[: depth - 1] and new[-1] == have[depth - 1] + 1


def _digits(number):
    return [int(part) for part in re.findall(r"\d{1,3}", number)]


def _number(text, pieces):
    units, above, header, bare = [], [], "", 0
    lead = ""  # a numbered short line or a heading: it stands over what follows
    for kind, start, end in pieces:
        if start >= end:
            continue
        if kind in ROWS:
            header = text[start:end] if kind == "table_header" or not header else header
            units.append(Unit(start, end, "row", body=start, heading=tuple(filter(None, [*above, lead])), header=header))
            continue
        header = ""
        marker = MARKER.match(text, start, min(end, start + 60))
        if marker and marker["n5"]:  # "71 Robinson Road" is no clause; "3 Pay" after "2 Job" is one
            if kind != "heading" and int(marker["n5"]) not in (bare + 1, 1) or MONTH.match(text, marker.end()):
                marker = None
            else:
                bare = int(marker["n5"])
        number = marker.group().strip() if marker else ""
        body = marker.end() if marker else start
        while body < end and text[body] in " .:-)":
            body += 1
        words = text[body:end]
        if kind == "heading" or _is_heading(words, number):
            lead = words.strip() or number
            units.append(Unit(start, end, "heading", number, body, (lead,)))
            continue
        own = RUN_IN.match(words)
        run_in = own.group(1) if own and len(own.group(1).split()) <= 7 else _thai_run_in(words, number)
        shape = "item" if kind == "list_item" or number[:1] in "-*•◦▪–●○(" and number else "paragraph"
        units.append(Unit(start, end, shape, number, body, tuple(filter(None, [*above, lead, run_in]))))
    return units


def _is_heading(words, number):
    stripped = words.strip()
    if not stripped or len(stripped) > HEADING_MOST or stripped[-1] in ".;,:":
        return bool(number) and bool(stripped) and len(stripped) <= 60 and stripped.endswith(".") and " " in stripped and stripped.isupper()
    if number[:1] in ("(", "-", "•", "*") or not number:
        return stripped.isupper() and len(stripped.split()) <= 8 and not re.search(r"\d|(?:LTD|LIMITED|INC|LLC)\b", stripped)
    if re.match("[ก-๙]", stripped):
        return len(stripped) <= 45 and not re.search("ต้อง|จะ|ห้าม|มีสิทธิ|ไม่", stripped)
    return len(stripped.split()) <= 8 and not re.search(r"\b(?:shall|must|will|may|is|are)\b", stripped)


def _thai_run_in(words, number):
    match = re.match(r"\s*([ก-๙]{2,40})\s", words) if number else None
    return match.group(1) if match else ""
