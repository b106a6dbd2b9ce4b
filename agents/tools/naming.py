"""Which documents a question names by their file names."""

from rapidfuzz import fuzz

from agents.tools.texts import DocumentText

SHORTEST = 4


def said_in(question: str, texts: list[DocumentText]) -> list[DocumentText]:
    """Return the documents whose name, with or without its ending, the question says; [] if it says none."""
    asked = " ".join(question.casefold().split())
    whole = [each for each in texts if each.name.casefold() in asked]
    return whole or [
        each for each in texts if len(_stem(each.name)) >= SHORTEST and _stem(each.name) in asked and not _is_a_word(each.name)
    ]


def is_called(name: str, wanted: str) -> bool:
    """Whether wanted, as a model or a person writes it, means the file of that name."""
    name, wanted = name.casefold(), wanted.casefold().strip()
    return bool(wanted) and (wanted in name or name in wanted or fuzz.ratio(name, wanted) > 85)


def _stem(name):
    return name.rpartition(".")[0].casefold() or name.casefold()


def _is_a_word(name) -> bool:
    """A stem such as "resume" or "paper" is a word of the question, not a name."""
    return _stem(name).rstrip("s") in {
        "resume",
        "résumé",
        "paper",
        "article",
        "candidate",
        "reference",
        "policy",
        "report",
        "contract",
        "document",
    }
