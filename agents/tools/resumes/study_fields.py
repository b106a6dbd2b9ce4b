"""Whether two names of fields of study mean one, across English and Thai."""

import re

from rapidfuzz import fuzz

from agents.tools.resumes.words import fold, named


def same_field(asked: str, studied: str) -> bool:
    """Whether two names of fields of study mean one, across English and Thai."""
    one, other = _english_field(asked), _english_field(studied)
    if not one or not other:
        return False
    return fuzz.ratio(one, other) >= 85 or set(one.split()) <= set(other.split())


def _english_field(text) -> str:
    text = fold(re.sub(r"(?i)\b(?:degree|the field of|studies)\b", "", text))
    for english, thai in named("fields_thai").items():
        if any(word == text.replace(" ", "") or (len(word) > 6 and word in text) for word in thai):
            return english
    return text
