"""What a definition says in the reader's language."""

from django.utils.translation import get_language

FALLBACK = "en"


def spoken(text, language=None) -> str:
    """Return a text that may be given per language: in language (default: the reader's), else English, else any."""
    if not isinstance(text, dict):
        return text or ""
    return text.get(language or get_language() or FALLBACK) or text.get(FALLBACK) or next(iter(text.values()), "")


def prompts(definition, language=None) -> list[str]:
    """Return the questions to start with."""
    return [spoken(each, language) for each in definition.get("ui", {}).get("suggested_prompts", [])]


def language_of(text) -> str:
    """Return the language that a text is written in, of those that pages can be in."""
    return "th" if any("\u0e00" <= char <= "\u0e7f" for char in text) else "en"
