"""Word lists: one name a line with its other names, or words set apart by blanks or semicolons; # begins a comment."""

import re
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent


@cache
def named(list_name: str) -> dict[str, list[str]]:
    """Return {name: [other names]} of words/list_name.txt, in the order of the file."""
    found = {}
    for line in _lines(list_name):
        name, _equals, others = line.partition("=")
        found[name.strip()] = [each.strip() for each in others.split(";") if each.strip()]
    return found


@cache
def by_word(list_name: str) -> dict[str, str]:
    """Return {folded word: name}, names themselves included; a mark "!" at the end of a word is left out."""
    found = {}
    for name, others in named(list_name).items():
        for word in [name, *others]:
            found.setdefault(fold(word.removesuffix("!")), name)
    return found


@cache
def plain(list_name: str, separator: str | None = None) -> frozenset[str]:
    """Return the words of a list without names."""
    return frozenset(word.strip() for line in _lines(list_name) for word in line.split(separator) if word.strip())


def fold(text: str) -> str:
    """Return text as words are compared: case, outer punctuation and runs of blanks do not count."""
    return re.sub(r"\s+", " ", text.casefold().replace("’", "'")).strip(" .:;,•·|*_#-–—/\u200b")


def _lines(list_name):
    text = (HERE / f"{list_name}.txt").read_text("utf-8")
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
