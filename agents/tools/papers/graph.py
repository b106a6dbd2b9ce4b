"""Who cites whom: references matched with the papers of the project, and with what a question names."""

import re
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from agents.tools.papers.contexts import Citing
from agents.tools.papers.metadata import read_paper
from agents.tools.papers.model import Paper, Reference
from agents.tools.papers.people import people_in
from agents.tools.papers.reading import references_of
from agents.tools.resumes.model import Found, Span
from agents.tools.texts import DocumentText

SAME_TITLE = 90
NAMED = 86


@dataclass
class Source:
    """A document with what it says of itself and what it cites."""

    document: DocumentText
    paper: Paper
    references: list[Reference]

    @property
    def label(self) -> str:
        return self.paper.title.text if self.paper.title else self.document.name


@dataclass
class Citation:
    """cited: the paper of the project, None for a work outside it. how: "doi" or "title". contexts: sentences that cite."""

    source: Source
    reference: Reference
    cited: Source | None = None
    how: str = ""
    contexts: list[Span] = field(default_factory=list)


def read_source(document: DocumentText) -> Source:
    return Source(document, read_paper(document), references_of(document))


def as_reference(source: Source) -> Reference:
    """Return the paper itself as others would cite it, from its first page."""
    paper = source.paper
    fields = {"title": paper.title or Found(source.document.name, []), "year": paper.year, "doi": paper.doi, "container": paper.venue}
    authors = [person for name in paper.authors for person in people_in(name.text, "whole")[0]]
    kept = {name: found for name, found in fields.items() if found}
    return Reference(0, source.label, [], authors, fields=kept, kind="article-journal" if paper.venue else "report")


def citations_within(sources: list[Source]) -> list[Citation]:
    """Return every citation of one of the papers by another, in the order of the sources."""
    by_doi = {each.paper.doi.text.casefold(): each for each in sources if each.paper.doi}
    titled = [(plain(each.label), each) for each in sources if each.paper.title and len(plain(each.label)) > 12]
    found = []
    for source in sources:
        citing = Citing(source.document, source.paper.references_at)
        for reference in source.references:
            cited, how = _match(reference, source, by_doi, titled)
            if cited:
                found.append(Citation(source, reference, cited, how, citing.places(reference)))
    return found


def _match(reference, source, by_doi, titled):
    doi = reference.value("doi").casefold()
    if doi and doi in by_doi and by_doi[doi] is not source:
        return by_doi[doi], "doi"
    title = plain(reference.value("title"))
    if len(title) < 12:
        return None, ""
    for other, candidate in titled:
        if candidate is not source and fuzz.ratio(title, other, score_cutoff=SAME_TITLE) and _years_agree(reference, candidate):
            return candidate, "title"
    return None, ""


def _years_agree(reference, candidate) -> bool:
    """Preprint and article may lie a year or two apart; an unknown year agrees with any."""
    said, own = reference.value("year"), candidate.paper.year
    return not said or not own or abs(int(said) - int(own.text)) <= 2


def citations_of(named: str, sources: list[Source]) -> list[Citation]:
    """Return who cites what a question names: a title, a file of the project, or authors with or without a year."""
    target = next((each for each in sources if _is(named, each)), None)
    if target:
        return [each for each in citations_within(sources) if each.cited is target]
    found = []
    for source in sources:
        citing = Citing(source.document, source.paper.references_at)
        found += [Citation(source, each, None, "", citing.places(each)) for each in source.references if names(named, each)]
    return found


def _is(named, source) -> bool:
    wanted = plain(named)
    return len(wanted) > 5 and (
        wanted == plain(source.document.name)
        or wanted == plain(source.document.name.rsplit(".", 1)[0])
        or fuzz.ratio(wanted, plain(source.label)) >= NAMED
    )


def names(named: str, reference: Reference) -> bool:
    """Whether the words of a question mean this reference."""
    wanted, title = plain(named), plain(reference.value("title"))
    year = re.search(r"(?<!\d)(?:1[5-9]|20|2[45])\d\d(?!\d)", named)
    words = re.findall(r"[^\W\d_]{3,}", named.casefold())
    families = {word for each in reference.authors for word in re.findall(r"[^\W\d_]{3,}", each.family.casefold())}
    if title and len(wanted) > 10 and (fuzz.ratio(wanted, title) >= NAMED or wanted in title):
        return True
    said = [word for word in words if word not in ("and", "the", "paper", "article", "work", "book", "study", "others")]
    if not said or not families or not set(said) <= families:
        return False
    return not year or reference.value("year") in (year[0], str(int(year[0]) - 543))


def plain(text: str) -> str:
    return re.sub(r"[^\w\u0e00-\u0e7f]+", " ", text.casefold()).strip()
