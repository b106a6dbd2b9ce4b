"""Sentence boundaries in English and Thai text, as offsets.

Knows nothing of documents or questions. One pass over the text with bounded look-ahead, so the
time is linear in its length whatever it holds.
"""

import re
from bisect import bisect_right

from .vocabulary import words

MAX_CHARS = 600  # a longer "sentence" is no use as a quotation; it is cut at a clause or a space
THAI_MIN, THAI_GOOD, THAI_MAX = 30, 70, 250  # Thai puts spaces between clauses, not only sentences
PROSE_LINE = 140  # wrapped lines of a page are shorter; a longer line is a whole paragraph
SHORT_LINE = 45  # a line this short that stops without punctuation is a heading or an entry

CLOSERS = frozenset("\"'”’»)]}›」』*_")
OPENERS = "\"'“‘«([{‹「『*_"
UNSPACED_STOPS = frozenset("。！？｡।॥۔")

# Abbreviations that a name or number follows: the stop after them hardly ever ends a sentence.
TITLES = frozenset(
    words(
        """mr mrs ms dr prof rev hon sr jr st mt ft gen col lt sgt capt cmdr gov pres sen rep messrs e.g i.e eg
        ie cf vs viz al ca approx fig figs eq sec art cl ch vol ed eds no nos p pp para tel ext dept univ assn
        bros jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun ดร ผศ รศ ศ น.ส ด.ช
        ด.ญ พ.ศ ค.ศ พล.อ พล.ต พ.ต.อ ร.ต ม.ร.ว ม.ล เลขที่ ม"""
    )
)
# Abbreviations that may also close a sentence: decided by the word that follows.
MAYBE_LAST = frozenset(words("""inc ltd co corp plc llc etc u.s u.k u.n e.u d.c a.m p.m ph.d b.c a.d"""))
STARTERS = frozenset(
    words(
        """the a an this that these those it its he she they his her their we our you i in on at by for from with
        after before when while although however but and as if since until during there here to of some many
        most all both each no not such another one two also then thus what who why how where according because
        despite between under over once instead today"""
    )
)

STOP = re.compile(r"[.!?…。！？｡؟।॥۔]+")
LIST_MARK = re.compile(r"(?:[-*+•◦▪‣·–—●○]|\(?[0-9๐-๙]{1,3}[.)]|\(?[a-zA-Zก-ฮ][.)]|[ivxIVX]{1,5}[.)])[ \t]")
THAI = re.compile(r"[\u0e00-\u0e7f]")
LATIN = re.compile(r"[A-Za-z]")
SPACES = re.compile(r"\s+")
CLAUSE = re.compile(r"[;:,](?=\s)|\s[–—-]\s")

# A clause beginning with one of these opens a new thought; with one of CONTINUES it goes on.
THAI_OPENS = (
    "อย่างไรก็ตาม", "อย่างไรก็ดี", "นอกจากนี้", "นอกจากนั้น", "ดังนั้น", "เพราะฉะนั้น", "ทั้งนี้", "ทั้งนั้น",
    "ต่อมา", "จากนั้น", "หลังจาก", "ก่อนหน้า", "เมื่อ", "ในปี", "ใน พ.ศ.", "ในขณะ", "ขณะที่", "แต่", "เนื่องจาก",
    "สำหรับ", "ส่วน", "หาก", "ถ้า", "กรณี", "พนักงาน", "ผู้", "บริษัท", "เขา", "เธอ", "มัน", "พวกเขา", "การ", "ข้อ",
    "มาตรา", "ตาม", "ปัจจุบัน", "โดยทั่วไป", "แม้", "นี่", "สิ่งนี้", "ตัวอย่างเช่น", "ห้าม",
)  # fmt: skip
THAI_CONTINUES = (
    "และ", "หรือ", "ที่", "ซึ่ง", "อัน", "โดย", "เพื่อ", "ว่า", "กับ", "ของ", "ได้แก่", "เช่น", "รวมถึง", "รวมทั้ง",
    "ถึง", "จาก", "ตั้งแต่", "จน", "ให้", "ก็", "จึง", "ๆ", "ฯ", "คือ", "เป็น",
    "วัน", "เดือน", "ปี", "บาท", "คน", "ครั้ง", "ชั่วโมง", "นาที", "เปอร์เซ็นต์", "ล้าน", "พัน",
    "กิโลเมตร", "เมตร", "ตารางกิโลเมตร", "แห่ง", "ประการ", "แต้ม", "คะแนน", "ดอลลาร์", "ปอนด์", "ยูโร",
)  # fmt: skip
THAI_DANGLES = ("และ", "หรือ", "ที่", "ซึ่ง", "ของ", "ใน", "คือ", "ได้แก่", "เช่น", "ว่า", "พ.ศ.", "ค.ศ.", "ประมาณ", "จำนวน")


def split_sentences(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of each sentence, in order, never overlapping.

    ``text[start:end]`` is stripped and not empty; list items, headings and table rows stand alone.
    """
    spans = []
    for start, end in _blocks(text):
        cuts = [start, *_stops(text, start, end), end]
        for left, right in zip(cuts, cuts[1:], strict=False):
            spans.extend(_pieces(text, left, right))
    return spans


def is_thai(text: str) -> bool:
    """Say whether Thai letters make up a third or more of the letters, as read in the first 4,000."""
    head = text[:4000]
    thai = len(THAI.findall(head))
    return thai > 0 and thai * 2 >= len(LATIN.findall(head))


def strip(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span without the white space and invisible marks at its ends."""
    while start < end and (text[start].isspace() or text[start] in "\ufeff\u200b"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "\ufeff\u200b"):
        end -= 1
    return start, end


def _blocks(text):
    """Yield spans that no sentence crosses: paragraphs, list items, headings, rows."""
    block = position = 0
    for line in text.splitlines(keepends=True):
        after = position + len(line)
        if after < len(text) and _line_ends_block(line, text[after : after + 200]):
            yield block, after
            block = after
        position = after
    yield block, len(text)


def _line_ends_block(line, following):
    this = line.strip()
    head = following.lstrip(" \t")
    upcoming = head[:200].split("\n", 1)[0].strip()
    if not this or not upcoming or line.endswith("\f"):
        return True
    if this[0] in "#|" or upcoming[0] in "#|" or "\t" in this or this.startswith(("```", "~~~")):
        return True
    if LIST_MARK.match(head) or len(this) > PROSE_LINE:
        return True
    if this[-1] in ".!?…:;。！？":
        return this[-1] in ":。！？"  # otherwise the stops decide
    return len(this) <= SHORT_LINE and not (upcoming[0].islower() or this[-1] in ",-–")


def _stops(text, start, end):
    """Yield the ends of sentences that punctuation closes inside text[start:end]."""
    for match in STOP.finditer(text, start, end):
        after = match.end()
        limit = min(end, after + 4)
        while after < limit and text[after] in CLOSERS:
            after += 1
        if after >= end:
            return
        if text[match.end() - 1] in UNSPACED_STOPS or text[after].isspace() and _closes(text, start, match, after, end):
            yield after


def _closes(text, start, match, after, end):
    ahead = after
    limit = min(end, after + 40)
    while ahead < limit and (text[ahead].isspace() or text[ahead] in OPENERS):
        ahead += 1
    if ahead >= end or text[ahead].islower():
        return False
    if match.group() != ".":
        return True
    word = _word_before(text, start, match.start())
    if not word:
        return True
    return not _abbreviates(word, _word_at(text, ahead, end), at_start=match.start() - len(word) <= start)


def _abbreviates(word, following, *, at_start):
    """Say whether the stop after word belongs to it (an abbreviation, an initial, a list number)."""
    bare = word.lower().strip("(\"'“‘[")
    if bare in TITLES:
        return not (bare == "no" and following.isalpha())
    if bare.isdigit() and at_start:
        return True
    if bare in MAYBE_LAST or (len(bare) > 1 and "." in bare and bare.replace(".", "").isalpha()):
        return following.lower() not in STARTERS
    return len(bare) == 1 and bare.isalpha() and following.lower() not in STARTERS


def _word_before(text, start, at):
    begin = at
    limit = max(start, at - 20)
    while begin > limit and not text[begin - 1].isspace():
        begin -= 1
    return text[begin:at]


def _word_at(text, at, end):
    stop = at
    limit = min(end, at + 20)
    while stop < limit and text[stop].isalnum():
        stop += 1
    return text[at:stop]


def _pieces(text, start, end):
    """Yield stripped spans of usable length: Thai by clauses, over-long ones cut."""
    start, end = strip(text, start, end)
    if start == end:
        return
    if end - start > THAI_GOOD and THAI.search(text, start, end) and is_thai(text[start:end]):
        yield from _thai_clauses(text, start, end)
    elif end - start > MAX_CHARS:
        yield from _cut(text, start, end, MAX_CHARS)
    else:
        yield start, end


def _thai_clauses(text, start, end):
    """Cut at the spaces that look most like the end of a thought, mostly 30 to 250 characters apart."""
    begin, fallback = start, None
    for gap in SPACES.finditer(text, start, end):
        left, right = gap.start(), gap.end()
        if left - begin > THAI_MAX:
            if fallback and fallback > begin:
                yield strip(text, begin, fallback)
                begin = fallback
            fallback = None
        kind = _thai_gap(text, left, right, end)
        long_enough = THAI_MIN if kind == 2 else THAI_GOOD
        if kind and left - begin >= long_enough and end - right >= THAI_MIN // 2:
            yield begin, left
            begin, fallback = right, None
        elif kind or left - begin >= THAI_GOOD:
            fallback = right
    yield from _cut(text, begin, end, THAI_MAX * 2)


def _thai_gap(text, left, right, end):
    """Rate a space: 2 opens a new thought, 1 may, 0 stands inside one."""
    before, after = text[left - 1], text[right]
    if not ("\u0e00" <= before <= "\u0e7f" or before in "\"')”’!?…") or before in ",(":
        return 0
    if not ("\u0e00" <= after <= "\u0e7f" or after in "\"“‘'") or after in "ๆฯ":
        return 0
    following = text[right : min(right + 16, end)].lstrip("\"“‘'")
    if text[max(left - 8, 0) : left].endswith(THAI_DANGLES) or following.startswith(THAI_CONTINUES):
        return 0
    if following.startswith(THAI_OPENS):
        return 2
    if _beside_a_short_word(text, left, right, end):
        return 0
    return 2 if text[left:right] == "  " else 1


def _beside_a_short_word(text, left, right, end):
    """Say whether a run of under ten letters stands on a side of the space: part of a name, mostly."""
    return bool(SPACES.search(text, max(left - 10, 0), left) or SPACES.search(text, right, min(right + 10, end)))


def _cut(text, start, end, limit):
    """Yield pieces of at most limit characters, cut after a clause, else at a space, else anywhere."""
    while end - start > limit:
        window_end = start + limit
        clauses = [m.end() for m in CLAUSE.finditer(text, start + limit // 3, window_end)]
        if clauses:
            at = clauses[-1]
        else:
            spaces = [m.start() for m in SPACES.finditer(text, start + limit // 3, window_end)]
            at = spaces[-1] if spaces else window_end
        left, right = strip(text, start, at)
        if left < right:
            yield left, right
        start = max(at, right)
        start, end = strip(text, start, end)
    if start < end:
        yield start, end


def containing(spans: list[tuple[int, int]], offset: int) -> int:
    """Return the index of the span that holds offset, or of the last one before it (-1: none)."""
    return bisect_right(spans, (offset, float("inf"))) - 1
