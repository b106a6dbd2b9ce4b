"""An answer put together from what tools state: no word of it is made up, and each rests on its places."""

import re

from agents.citations import CitedText
from agents.engine.draft import Draft
from agents.tools.results import Result, Statement

MOST_MARKERS = 6  # a line of numbers helps nobody; the views of the result cite every value
_LIST_ITEM = re.compile(r"\s*(?:[-*+]|\d{1,4}[.)])\s")
_BLOCK = re.compile(r"\s*(?:#{1,6}\s|[-*+]\s|\d{1,4}[.)]\s|\||>|```)")


def compose(draft: Draft, results: list[Result]) -> CitedText:
    """Return the statements of results in order, with citations into draft.evidence."""
    text = CitedText()
    for result in results:
        before = None
        for statement in result.statements:
            text.add(_gap(text, before, statement) + statement.text.strip(), _spans(draft, result, statement), _sure(result, statement))
            before = statement
    return text


def confidence_of(results: list[Result]) -> float | None:
    """Return the mean score of the places that the statements rest on; None if they rest on none."""
    scores = [result.places[index].score for result in results for each in result.statements for index in each.places]
    return sum(scores) / len(scores) if scores else None


def _gap(text, before, statement):
    """Lines of one result stand under each other; a list, a heading or another result begins a paragraph."""
    if not text.markdown:
        return ""
    if before is None:
        return "\n\n"
    listed = bool(_LIST_ITEM.match(before.text)), bool(_LIST_ITEM.match(statement.text))
    if listed == (True, True):
        return "\n"
    plain = not _BLOCK.match(before.text) and not _BLOCK.match(statement.text)
    return "\n" if plain else "\n\n"


def _spans(draft, result: Result, statement: Statement):
    places = [result.places[index] for index in statement.places][:MOST_MARKERS]
    return [(draft.index_of(place), 0, len(place.quote)) for place in places if place.quote]


def _sure(result, statement):
    return min((result.places[index].score for index in statement.places), default=1.0)
