"""The words BM25 sees: one function for chunks and for questions.

Runs of text are split by script. Latin words lose stop words and endings (Snowball), numbers and
identifiers stay whole, Thai becomes dictionary words and character trigrams, other scripts without
spaces become n-grams, the rest is stemmed where Snowball knows a language of that script.
Knows nothing of the database. Raise TOKENS_VERSION with every change of the output: an index
remembers the version it was built with.
"""

import re
import threading
import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache

from documents.thai_words import thai_words

TOKENS_VERSION = 1

MAX_TOKEN_CHARS = 64
# A run without a space this long is hardly prose; bounds what one call of the word cutter costs.
MAX_THAI_RUN_CHARS = 1_000
# The tokens of longer runs are made anew each time: bounds what remembering costs to some 10 MB.
MAX_KEPT_CHARS = 48

STOP_WORDS = frozenset(  # a list of eighty lines would say no more
    """a about an and any are as at be been being but by can could did do does doing for from had
    has have having he her hers him his how i if in into is it its itself me my of on or our ours
    she should so such than that the their theirs them then there these they this those to was we
    were what when where which while who whom whose why will with would you your yours""".split()  # noqa: SIM905
)
CLITICS = frozenset({"s", "t", "ll", "re", "ve", "d", "m"})
SNOWBALL = {
    "latin": "english",
    "cyrillic": "russian",
    "greek": "greek",
    "arabic": "arabic",
    "devanagari": "hindi",
    "tamil": "tamil",
    "armenian": "armenian",
}
NGRAMS = {"han": 2, "hangul": 2, "unspaced": 3}

_LATIN = "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_HAN_KANA = (
    "\u3005\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUNS = re.compile(
    rf"""
    (?P<latin>[{_LATIN}0-9]+(?:['._:/\-][{_LATIN}0-9]+)*)
    |(?P<thai>[\u0e01-\u0e3a\u0e40-\u0e4e]+)
    |(?P<han>[{_HAN_KANA}]+)
    |(?P<hangul>[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]+)
    |(?P<unspaced>[\u0e80-\u0ecf\u1000-\u103f\u1050-\u109f\u1780-\u17d3]+)
    |(?P<cyrillic>[\u0400-\u052f]+)
    |(?P<greek>[\u0370-\u03ff\u1f00-\u1fff]+)
    |(?P<arabic>[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5-\u06ff\u0750-\u077f]+)
    |(?P<devanagari>[\u0900-\u0963\u0970-\u097f]+)
    |(?P<tamil>[\u0b80-\u0be5]+)
    |(?P<armenian>[\u0531-\u0587]+)
    |(?P<other>[^\W_]+)
    """,
    re.VERBOSE,
)
_SEPARATORS = re.compile(r"[._:/\-]")
_DECIMAL = re.compile(r"\d+\.\d+")
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3})+(?![\d,])")
_CODE = re.compile(r"([a-z]{2,})(\d{2,})")
_NIKHAHIT_AA = re.compile("\u0e4d([\u0e48-\u0e4b]?)\u0e32")
# Fractions and superscripts would melt into the number or word before them.
_MELTING = re.compile("(?<=\\w)(?=[\u00bc-\u00be\u2150-\u215e\u00b9\u00b2\u00b3\u2070-\u209c])")
_REWRITES = {
    **dict.fromkeys([0xAD, 0x640, 0xFEFF, *range(0x200B, 0x2010), *range(0x64B, 0x660)], None),
    **{first + digit: str(digit) for first in (0xE50, 0x660, 0x6F0, 0x966) for digit in range(10)},
    **dict.fromkeys(map(ord, "\u2019\u2018\u02bc\u0060\u00b4"), "'"),
    **dict.fromkeys(range(0x2010, 0x2015), "-"),
    0x2212: "-",
}


def tokenize(text: str) -> list[str]:
    """Return the tokens of text in reading order, repeats included."""
    found = []
    for match in _RUNS.finditer(normalise(text)):
        run = match[0]
        # Passages repeat the end of the one before, and words repeat everywhere.
        found += _tokens(match.lastgroup, run) if len(run) <= MAX_KEPT_CHARS else _cut(match.lastgroup, run)
    return found


def normalise(text: str) -> str:
    """Return text in the one spelling that is compared: NFKC, sara am composed, ASCII digits.

    Letter case stays: an abbreviation such as IT is told from a stop word by it.
    """
    if text.isascii():
        return _THOUSANDS.sub(lambda number: number[0].replace(",", ""), text.replace("`", "'"))
    text = unicodedata.normalize("NFKC", _MELTING.sub(" ", text)).translate(_REWRITES)
    text = _NIKHAHIT_AA.sub("\\1\u0e33", text).replace("\u0e40\u0e40", "\u0e41")
    return _THOUSANDS.sub(lambda number: number[0].replace(",", ""), text)


@lru_cache(maxsize=20_000)
def _tokens(script: str, run: str) -> tuple[str, ...]:
    return _cut(script, run)


def _cut(script: str, run: str) -> tuple[str, ...]:
    return tuple(token[:MAX_TOKEN_CHARS] for token in _words(script, run))


def _words(script: str, run: str) -> Iterator[str]:
    if script == "latin":
        yield from _latin(run)
    elif script == "thai":
        yield from _thai(run)
    elif script in NGRAMS:
        yield from _ngrams(run, NGRAMS[script])
    else:
        yield _stem(script, run.lower())


def _latin(run: str) -> Iterator[str]:
    """Yield the words of run, and run itself where digits make it an identifier: INV-2041, 3.5."""
    folded = run if run.isascii() else _fold(run)
    lower = folded.lower()
    parts = _SEPARATORS.split(folded) if not folded.isalnum() else [folded]
    if len(parts) > 1 and any(char.isdigit() for char in lower):
        yield lower
        if _DECIMAL.fullmatch(lower):
            return
    for part in parts:
        yield from _word(part)


def _word(part: str) -> Iterator[str]:
    lower = part.lower()
    if lower in STOP_WORDS:
        if part.isupper() and len(part) > 1:
            yield lower
    elif lower.isdigit():
        yield lower
    else:
        first, *rest = lower.split("'")
        for piece in (first, *(end for end in rest if end not in CLITICS)):
            if piece and piece not in STOP_WORDS:
                yield _stem("latin", piece)
        if code := _CODE.fullmatch(lower):
            yield from code.groups()


def _fold(run: str) -> str:
    """Return run without its accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", run) if not unicodedata.combining(c))


def _thai(run: str) -> Iterator[str]:
    for start in range(0, len(run), MAX_THAI_RUN_CHARS):
        piece = run[start : start + MAX_THAI_RUN_CHARS]
        yield from (word for word in thai_words(piece) if len(word) > 1)
        yield from _ngrams(piece, 3)


def _ngrams(run: str, size: int) -> Iterator[str]:
    """Yield every stretch of size characters of run, or run itself if it is shorter."""
    for start in range(max(len(run) - size + 1, 1)):
        yield run[start : start + size]


@lru_cache(maxsize=50_000)
def _stem(script: str, word: str) -> str:
    if script not in SNOWBALL or len(word) > MAX_TOKEN_CHARS:
        return word
    stemmer, lock = _stemmer(SNOWBALL[script])
    with lock:
        return stemmer.stemWord(word)


@cache
def _stemmer(language: str):
    import snowballstemmer

    # A stemmer keeps its word in itself.
    return snowballstemmer.stemmer(language), threading.Lock()
