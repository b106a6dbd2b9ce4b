"""Which documents a tool works on: those named in the call, else those of the question, else the project's."""

import re

from agents.tools.protocol import BadArguments, Context
from agents.tools.texts import DocumentText

DOCUMENTS = {
    "type": "array",
    "items": {"type": "string", "minLength": 1, "maxLength": 300},
    "maxItems": 20,
    "description": "File names; left out: the documents of the question, else those of the project that fit.",
}


def named(context: Context, names: list[str]) -> list[DocumentText]:
    """Return the documents with these file names, in this order; an extension may be left out. Raises BadArguments."""
    texts = context.texts([]) if names else []
    found = []
    for name in names:
        match = next((text for text in texts if plain(text.name) == plain(name)), None) or next(
            (text for text in texts if plain(name) and plain(name) in plain(text.name)), None
        )
        if match is None:
            raise BadArguments(
                f"There is no document called “{name[:120]}”. There are: {', '.join(text.name for text in texts[:20]) or 'none'}."
            )
        if match not in found:
            found.append(match)
    return found


def plain(name: str) -> str:
    """Return a file name as people write it: lower case, no extension, blanks for marks."""
    return " ".join(re.sub(r"[_\-.]+", " ", re.sub(r"\.[a-z0-9]{2,5}$", "", name.lower())).split())


def best_of(context: Context, query: str, most: int = 5) -> list[DocumentText]:
    """Return the documents of the project that hold the passages closest to query, closest first."""
    ranked: dict = {}
    for passage in context.search(query, top_k=20).passages:
        ranked.setdefault(passage.document_id, passage.score)
    chosen = list(ranked)[:most]
    texts = {text.document_id: text for text in context.texts(chosen)} if chosen else {}
    return [texts[pk] for pk in chosen if pk in texts]
