"""Deciding whether the embeddings have a say: not where their model does not know the language."""

from dataclasses import dataclass

from documents.extraction.language import WORD_SETS, detect_language

# A model that covers any of these reads the Latin alphabet: text of no clear language is left to it.
LATIN = frozenset(WORD_SETS)


@dataclass(frozen=True)
class Verdict:
    """Whether the dense half is on, why in a word the interface translates, and how much it weighs."""

    enabled: bool
    reason: str
    alpha: float
    floor: float = 0.0


def question_language(text: str) -> str:
    """Return the ISO code of a question, "und" if there is no telling.

    A few words tell little: another Latin language than English needs two of its own words to be named.
    """
    language = detect_language(text)
    if language in LATIN and language != "en":
        words = set(text.lower().split())
        if len(words & (WORD_SETS[language] - WORD_SETS["en"])) < 2:
            return "und"
    return language


def covers(languages: set[str], language: str) -> bool:
    """Whether a model that declares languages (none: not known, * : all) is meant for this one."""
    if not languages or "*" in languages or language in languages:
        return True
    return language == "und" and bool(languages & LATIN)


def judge(language: str, declared: set[str], findings: dict, alpha: float) -> Verdict:
    """Decide for a question in language. findings: the index's self-test, by language (see self_test.py)."""
    found = findings.get(language) or {}
    floor = float(findings.get("floor") or 0)
    if not covers(declared, language):
        return Verdict(False, "language_not_covered", 0.0)
    if found.get("enabled") is False:
        return Verdict(False, "self_test_failed", 0.0)
    return Verdict(True, "covered" if declared else "not_declared", float(found.get("alpha", alpha)), floor)
