"""Ranks the project's papers for a query by their titles, abstracts and passages."""

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from agents.tools.papers.metadata import read_paper
from agents.tools.papers.model import Paper
from agents.tools.texts import DocumentText

TITLE, ABSTRACT, PASSAGE = 3.0, 1.0, 2.0
MOST_PASSAGES = 3


@dataclass
class Hit:
    """passages: of the project's search (documents.retrieval.Passage), best first. score: higher is better."""

    document: DocumentText
    paper: Paper
    score: float = 0.0
    passages: list = field(default_factory=list)

    @property
    def label(self) -> str:
        return self.paper.title.text if self.paper.title else self.document.name

    @property
    def year(self) -> int | None:
        if self.paper.year:
            return int(self.paper.year.text)
        return None


def hits(documents: list[DocumentText], wanted: dict, passages) -> list[Hit]:
    """Return the papers that fit. wanted: query, author, year_from, year_to, each optional. passages: those of a search for the query."""
    found = [Hit(document, read_paper(document)) for document in documents]
    found = [each for each in found if _year_fits(each, wanted) and _author_fits(each, wanted.get("author", ""))]
    query = wanted.get("query", "")
    if not query:
        return sorted(found, key=lambda each: (-(each.year or 0), each.label))
    best = max((passage.score for passage in passages), default=0.0) or 1.0
    words = _words(query)
    for each in found:
        each.passages = [passage for passage in passages if passage.document_id == each.document.document_id][:MOST_PASSAGES]
        abstract = each.paper.abstract.text if each.paper.abstract else ""
        each.score = TITLE * _share(words, each.label) + ABSTRACT * _share(words, abstract)
        each.score += PASSAGE * max((passage.score for passage in each.passages), default=0.0) / best
        each.score += TITLE * (fuzz.ratio(query.casefold(), each.label.casefold()) > 85)
    return sorted((each for each in found if each.score > 0.6), key=lambda each: -each.score)


def _words(text) -> set[str]:
    return {word[:7] for word in re.findall(r"[^\W\d_]{3,}", text.casefold())}


def _share(words, text) -> float:
    if not words:
        return 0.0
    text = text.casefold()
    return sum(word in text for word in words) / len(words)


def _year_fits(hit, wanted) -> bool:
    first, last = wanted.get("year_from"), wanted.get("year_to")
    if not first and not last:
        return True
    return hit.year is not None and (first or 0) <= hit.year <= (last or 9999)


def _author_fits(hit, author) -> bool:
    if not author:
        return True
    wanted = re.findall(r"[^\W\d_]{2,}|[ก-๙]{2,}", author.casefold())
    return any(all(word in name.text.casefold() for word in wanted) for name in hit.paper.authors)
