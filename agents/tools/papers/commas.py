"""Where the title ends in references that part everything by commas: "D. Kahneman, Thinking, Fast and Slow, Pearson, Harlow, 2019."."""

import re

from agents.tools.papers.numbers import YEAR, Numbers

MANNER = re.compile(r"\b(?:thesis|dissertation|preprint|tech(?:nical)?\.? report)\b", re.IGNORECASE)


def title_end(text: str, at: int, publisher: re.Pattern) -> int | None:
    """Return where the title that begins at `at` ends, None if that can't be told.

    The journal is the last stretch before the numbers; a publisher is known by a word in it, else by its place before
    place and year.
    """
    segments = [(match.start(), match.end()) for match in re.finditer(r"[^,]+", text[at:])]
    words = [(start, end) for start, end in segments if re.search(r"[^\W\d_]{3}", text[at + start : at + end])]
    if len(words) < 2:
        return None
    numbers = Numbers(text[at:], has_year=True)
    if numbers.volume:
        before = [each for each in words if each[0] < numbers.begin]
        return at + before[-1][0] - 1 if len(before) > 1 else None
    if re.search(rf"\s\({YEAR}\)\W*$", text.rstrip()):
        return at + words[-1][0] - 1
    return _before_publisher(text, at, words, publisher)


def _before_publisher(text, at, words, publisher) -> int | None:
    shown = [text[at + start : at + end] for start, end in words]
    for number in range(1, len(words)):
        if MANNER.search(shown[number]):
            return at + words[number][0] - 1
        if publisher.search(shown[number]):
            # "Farrar, Straus and Giroux": a firm of several names begins before its last ones.
            several = re.match(r"\s*[A-Z]\w+\s+(?:and|&)\s+[A-Z]", shown[number])
            first = number - 1 if several and number > 1 and len(shown[number - 1].split()) == 1 else number
            return at + words[first][0] - 1
    dated = re.search(rf",\s*\(?{YEAR}\)?\W*$", text[at:])
    if dated and len(words) >= 3:
        return at + words[-2][0] - 1
    return None
