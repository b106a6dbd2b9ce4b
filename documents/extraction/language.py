"""Which language a text is in, by its script and, for Latin script, by its most frequent words."""

import re
from collections import Counter

SAMPLE_CHARS = 200_000
SCRIPTS = [
    ("th", 0x0E00, 0x0E7F), ("he", 0x0590, 0x05FF), ("ar", 0x0600, 0x06FF), ("ja", 0x3040, 0x30FF),
    ("zh", 0x4E00, 0x9FFF), ("ko", 0xAC00, 0xD7AF), ("ru", 0x0400, 0x04FF), ("el", 0x0370, 0x03FF),
    ("hi", 0x0900, 0x097F), ("lo", 0x0E80, 0x0EFF), ("my", 0x1000, 0x109F), ("km", 0x1780, 0x17FF),
]  # fmt: skip
COMMON_WORDS = {
    "en": "the of and to in is that for it as was with be by on not are this or from at which an have you",
    "de": "der die und das den nicht von zu ist mit des auf für im dem ein eine als auch es sich werden",
    "fr": "le la les des et est une du dans que pour qui sur pas par au avec sont plus ce il cette",
    "es": "el la los de que y en un por con para una las del se no es su al como más pero",
    "it": "il di che la e in un per non una con del sono della le da si al come dei nel",
    "pt": "o de que e do da em um para com não uma os no se na por mais as dos como",
    "nl": "de het een van en in is dat op te voor met niet zijn aan er om ook als bij",
    "id": "yang dan di dengan untuk dari ini dalam pada adalah itu tidak ke akan oleh atau",
    "vi": "và của là các có trong cho được với một không người này những để khi",
}
WORD_SETS = {language: set(words.split()) for language, words in COMMON_WORDS.items()}


class Sample:
    """The first SAMPLE_CHARS of a document, for deciding its language."""

    def __init__(self):
        self._parts: list[str] = []
        self._length = 0

    def add(self, text: str) -> None:
        if self._length < SAMPLE_CHARS:
            self._parts.append(text[: SAMPLE_CHARS - self._length])
            self._length += len(self._parts[-1])

    def language(self) -> str:
        return detect_language(" ".join(self._parts))


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the main language of text, "und" if there is no telling.

    Thai wins with a fifth of the letters, because Thai documents quote many English terms.
    """
    if text.isascii():
        return _latin_language(text) if any(map(str.isalpha, text)) else "und"
    counts = _letters_by_script(text)
    total = sum(counts.values())
    if not total:
        return "und"
    if counts["th"] >= 0.2 * total:
        return "th"
    if counts["ja"] >= 0.1 * total:
        return "ja"
    script, count = counts.most_common(1)[0]
    return _latin_language(text) if script == "latin" or count < 0.3 * total else script


def _letters_by_script(text: str) -> Counter:
    counts = Counter()
    for char, count in Counter(text).items():  # a text has few different characters
        if char.isalpha() and (script := _script(ord(char))):
            counts[script] += count
    return counts


def _script(code: int) -> str | None:
    if code < 0x0250:
        return "latin"
    return next((name for name, low, high in SCRIPTS if low <= code <= high), None)


def _latin_language(text: str) -> str:
    words = re.findall(r"[^\W\d_]+", text.lower())
    scores = {language: sum(map(known.__contains__, words)) for language, known in WORD_SETS.items()}
    best = max(scores, key=scores.get)
    if scores[best] > 0.02 * len(words) and (scores[best] >= 3 or best == "en"):
        return best
    # Names, figures and labels hold no common words; without accents English is the least surprising guess.
    letters = [char for char in text if char.isalpha()]
    return "en" if sum(map(str.isascii, letters)) > 0.98 * len(letters) else "und"
