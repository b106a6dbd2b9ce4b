"""Where a text may be cut: after a sentence, at a word, at worst between two characters as a reader sees them.

English and Thai first. Every function looks at a bounded stretch, so that no text makes it slow. Knows nothing of tokens.
"""

import re
import unicodedata
from collections.abc import Iterator

_CLOSERS = "\"'”’»)]"
# Whitespace after the end of a sentence, a blank line, or a space between Thai clauses, which is how Thai ends them.
_SENTENCE_GAP = re.compile(r"(?<=[.!?…\"'”’»)\]။])\s+|(?<=\n)\s+|(?<=[\u0e00-\u0e7f])[ \u00a0\t]+(?=[\u0e00-\u0e7f\"“(])|(?<=[。！？])")
_ABBREVIATION_LIST = (
    "mr mrs ms dr prof st no nos art arts sec fig figs eq vs etc al inc ltd co corp cf e.g i.e p pp vol ed approx dept est jan feb mar apr "
    "jun jul aug sep sept oct nov dec พ.ศ ค.ศ น ม.ค ก.พ มี.ค เม.ย พ.ค มิ.ย ก.ค ส.ค ก.ย ต.ค พ.ย ธ.ค"
)
_ABBREVIATIONS = frozenset(_ABBREVIATION_LIST.split())
_JOINERS = "\u200d\ufe0e\ufe0f"
# Farther than any real cluster of combining marks; a hostile one is cut.
_LONGEST_CLUSTER = 64
# Some eight words before the cut and three after it.
_THAI_BEFORE, _THAI_AFTER = 40, 15


def sentence_starts(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where each sentence of text[start:end] but the first begins, in order."""
    for gap in _SENTENCE_GAP.finditer(text, start, end):
        if start < gap.end() < end and _ends_sentence(text, start, gap.start(), gap.end()):
            yield gap.end()


def sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences of text[start:end] as (start, end); they touch each other."""
    edges = [start, *sentence_starts(text, start, end), end]
    return list(zip(edges, edges[1:], strict=False))


def cut_at_word(text: str, start: int, limit: int) -> int:
    """Return the best place to cut text in (start, limit]: after a space, else between Thai words, else between characters."""
    if limit >= len(text):
        return len(text)
    nearest = start + (limit - start) // 3
    for place in range(limit, nearest, -1):
        if text[place - 1].isspace() and not _inside_cluster(text, place):
            return place
    if _is_thai(text[limit]) and (place := _thai_word_start(text, start, limit)):
        return place
    return cut_between_characters(text, start, limit)


def cut_between_characters(text: str, start: int, limit: int) -> int:
    """Return the last place in (start, limit] that splits no CR LF, accent, vowel sign or joined emoji."""
    for place in range(limit, max(start, limit - _LONGEST_CLUSTER), -1):
        if not _inside_cluster(text, place):
            return place
    return limit


def splits_word(text: str, place: int) -> bool:
    """Tell whether a cut at place has no space on either side."""
    return 0 < place < len(text) and not text[place - 1].isspace() and not text[place].isspace()


def _ends_sentence(text: str, start: int, before: int, after: int) -> bool:
    last = text[before - 1]
    if last in _CLOSERS:
        tail = text[max(start, before - 4) : before].rstrip(_CLOSERS)
        return bool(tail) and tail[-1] in ".!?…"
    if last != ".":
        return True
    if text[after].islower():
        return False
    word = re.search(r"[^\s(\"“]*$", text[max(start, before - 12) : before - 1])[0].lower()
    return word not in _ABBREVIATIONS and not (len(word) == 1 and word.isalpha()) and not (word.isdecimal() and len(word) <= 2)


def _inside_cluster(text: str, place: int) -> bool:
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    return (
        (before == "\r" and after == "\n")
        or before in _JOINERS[0]
        or after in _JOINERS
        or unicodedata.category(after).startswith("M")
        or after == "\u0e33"  # sara am, which is a mark and a vowel in one
        or "\U0001f3fb" <= after <= "\U0001f3ff"
        or ("\ud800" <= before <= "\udbff" and "\udc00" <= after <= "\udfff")
        or "\u0e40" <= before <= "\u0e44"  # a Thai vowel written before its consonant
    )


def _is_thai(character: str) -> bool:
    return "\u0e00" <= character <= "\u0e7f"


def _thai_word_start(text: str, start: int, limit: int) -> int | None:
    """Return the last beginning of a Thai word in (start, limit], looking at a window around limit."""
    from pythainlp.tokenize import word_tokenize

    place = cut_between_characters(text, start, max(start + 1, limit - _THAI_BEFORE))
    best = None
    for word in word_tokenize(text[place : limit + _THAI_AFTER], engine="newmm"):
        if place > limit:
            break
        if place > start and not _inside_cluster(text, place):
            best = place
        place += len(word)
    return best
