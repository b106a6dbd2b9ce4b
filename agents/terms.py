"""What a piece of text is about: its weighed terms, its numbers, its negations.

A term of a script with spaces is a stem; a Thai term is a dictionary word to be found inside the
other text, so that only the short side (a question, an answer) is ever segmented. This is finer
than the tokens of the search index (documents.tokens): it keeps offsets, names and figures.
"""

import re
import threading
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import snowballstemmer

from .vocabulary import COMMON, IRREGULAR, STOP_WORDS, SYNONYMS, THAI_COMMON, THAI_STOP_WORDS

MAX_CHARS = 4000  # of a question or one sentence: the rest adds time, not meaning
MAX_THAI_RUN = 120  # newmm slows down on long ambiguous runs

THAI_RUN = "\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e"
UNSPACED = "\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u9fff\U00020000-\U0003ffff"
LATIN = "\u00c0-\u024f\u1e00-\u1eff"
WORD = re.compile(
    rf"(?P<number>[0-9](?:[0-9]|[.,:/](?=[0-9]))*(?:st|nd|rd|th\b)?)|(?P<thai>[{THAI_RUN}]+)"
    rf"|(?P<unspaced>[{UNSPACED}]+)"
    rf"|(?P<word>(?:[A-Za-z{LATIN}][A-Za-z0-9{LATIN}]*|[^\W\d_]+)(?:['’](?:s|t|re|ve|ll|d|m)\b)?)"
)
THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
SPLIT_SARA_AM, SARA_AM = "\u0e4d\u0e32", "\u0e33"  # two spellings that look the same
_english = snowballstemmer.stemmer("english")
_english_lock = threading.Lock()  # the stemmer object keeps the word in itself


@dataclass(frozen=True, slots=True)
class Term:
    """One word that carries meaning; ``inside`` terms are looked for as substrings.

    joined: the word with its left and its right neighbour, which vouch for a short word found
    inside a text written without spaces.
    """

    key: str
    start: int
    end: int
    weight: float
    inside: bool = False
    name: bool = False
    number: bool = False
    joined: tuple[str, ...] = ()


def fold(text: str) -> str:
    """Return text as substring terms expect it: lower case, sara am composed, Arabic digits."""
    return text.lower().translate(THAI_DIGITS).replace(SPLIT_SARA_AM, SARA_AM)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return what inflections and the commonest derivations of a lower-case word share."""
    word = word.replace("’", "'").removesuffix("'s").removesuffix("'")
    if not word.isascii():
        word = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    word = IRREGULAR.get(word, word)
    with _english_lock:
        word = _english.stemWord(word)
    if len(word) > 5 and word.endswith(("er", "or")):
        word = word[:-2]
    return word.removesuffix("e") if len(word) > 4 else word


def terms(text: str) -> list[Term]:
    """Return the terms of a short text in reading order, with weights from 0 to 2."""
    text = text[:MAX_CHARS].translate(THAI_DIGITS)
    found = []
    sentence_start = True
    for match in WORD.finditer(text):
        kind, raw, at = match.lastgroup, match.group(), match.start()
        if kind == "number":
            key = canonical(raw)
            found.append(Term("#" + key, at, match.end(), 1.6, number=True))
        elif kind == "thai":
            found.extend(_thai_terms(raw.replace(SPLIT_SARA_AM, SARA_AM), at))
        elif kind == "unspaced":
            found.extend(_bigrams(raw, at))
        elif term := _word_term(raw, at, sentence_start):
            found.append(term)
        sentence_start = False
    return found


def _word_term(raw, at, sentence_start):
    lower = raw.lower()
    raw = re.split("['’]", raw, maxsplit=1)[0] or raw  # what's, I'm, tenant's
    if lower in STOP_WORDS or raw.lower() in STOP_WORDS or (len(raw) == 1 and raw.isascii()):
        return None
    acronym = len(raw) > 1 and raw.isupper()
    named = acronym or (raw[0].isupper() and not sentence_start)
    key = stem(lower)
    named = named and key not in COMMON
    weight = 0.4 if key in COMMON else 1.5 if named else 1.0
    return Term(key, at, at + len(raw), weight, name=named)


def _thai_terms(run, at):
    words, found = thai_words(run), []
    for index, word in enumerate(words):
        start, at = at, at + len(word)
        if word in THAI_STOP_WORDS or len(word) < 2:
            continue
        unknown = len(word) >= 3 and word not in thai_dictionary()
        weight = 1.4 if unknown else 0.5 if word in THAI_COMMON else min(1.2, 0.3 * len(word))
        joined = tuple("".join(words[i : i + 2]) for i in (index - 1, index) if 0 <= i < len(words) - 1)
        found.append(Term(word, start, at, weight, inside=True, name=unknown, joined=joined))
    return found


def _bigrams(run, at):
    if len(run) == 1:
        return [Term(run, at, at + 1, 0.5, inside=True)]
    return [Term(run[i : i + 2], at + i, at + i + 2, 0.7, inside=True) for i in range(len(run) - 1)]


@lru_cache(maxsize=4096)
def thai_words(run: str) -> tuple[str, ...]:
    """Return the dictionary words of a run of Thai letters; joined they are the run."""
    from pythainlp.tokenize import word_tokenize

    words = []
    for at in range(0, len(run), MAX_THAI_RUN):
        words += word_tokenize(run[at : at + MAX_THAI_RUN], engine="newmm", keep_whitespace=True)
    return tuple(words)


@cache
def thai_dictionary() -> frozenset[str]:
    """Return the words newmm knows."""
    from pythainlp.corpus import thai_words as words

    return frozenset(words())


def synonyms(key: str) -> tuple[str, ...]:
    """Return the stems and Thai words that may stand for key."""
    return _synonym_table().get(key, ())


@cache
def _synonym_table():
    table = {}
    for line in SYNONYMS:
        keys = [word if re.match(f"[{THAI_RUN}]", word) else stem(word) for word in line.split()]
        for key in keys:
            table[key] = (*table.get(key, ()), *(k for k in keys if k != key))
    return table


def canonical(number: str) -> str:
    """Return 1,200.50 as 1200.5, so that equal figures compare equal; dates and times stay."""
    number = number.rstrip("stndrh")
    plain = number.replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{2,3})+(\.\d+)?|\d+(\.\d+)?", number) else number
    if plain.count(".") == 1:
        plain = plain.rstrip("0").rstrip(".")
    return plain.lstrip("0") or "0" if plain.replace(".", "").isdigit() and not plain.startswith("0.") else plain
