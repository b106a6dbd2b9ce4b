"""References and citations as statements, tables and files; every value with its places."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from agents.tools.papers.export import bibtex, keys, ris
from agents.tools.papers.graph import Citation, Source, as_reference, citations_of, citations_within
from agents.tools.results import Cell, Code, Column, Result, Statement, Table

MOST_ROWS, MOST_LINES = 1_000, 20


def list_references(result: Result, sources: list[Source], show: str) -> None:
    listed = [(source, reference) for source in sources for reference in source.references]
    references = [reference for _source, reference in listed]
    if not references:
        return nothing(result, _("None of the documents has a list of references. Add papers to the project, or name the ones to read."))
    named = keys(references)
    result.data["references"] = [as_data(source, reference, key) for (source, reference), key in zip(listed, named, strict=True)]
    for source in sources:
        if source.references:
            result.statements.append(counted(result, source))
    if show in ("references", "graph"):
        several = len({source.document.document_id for source, _reference in listed}) > 1
        result.views.append(reference_table(result, listed[:MOST_ROWS], several))
    if show in ("references", "bibtex"):
        result.data["bibtex"] = bibtex(references)
        result.views.append(Code(result.data["bibtex"], "bibtex", "references.bib", "BibTeX"))
    if show in ("references", "ris"):
        result.data["ris"] = ris(references)
        result.views.append(Code(result.data["ris"], "ris", "references.ris", "RIS"))
    return None


def nothing(result: Result, why: str) -> None:
    result.found_nothing = True
    result.statements.append(Statement(why))


def counted(result: Result, source: Source) -> Statement:
    """Say how many references a paper lists, and the first of them."""
    count = len(source.references)
    text = ngettext("**%(name)s** lists %(n)d reference", "**%(name)s** lists %(n)d references", count) % {"name": source.label, "n": count}
    years = sorted(reference.value("year") for reference in source.references if reference.value("year"))
    if years:
        text += _(", from %(first)s to %(last)s") % {"first": years[0], "last": years[-1]}
    return Statement(text + ".", _places(result, source, source.references[0].spans))


def reference_table(result, listed, several) -> Table:
    columns = [
        Column(_("No."), "end"),
        Column(_("Authors")),
        Column(_("Year"), "end"),
        Column(_("Title")),
        Column(_("In")),
        Column(_("Pages")),
        Column("DOI"),
    ]
    rows = []
    for source, reference in listed:
        number = Cell(str(reference.number), _places(result, source, reference.spans), value=reference.number)
        authors = ", ".join(each.shown for each in reference.authors[:6]) + (
            " " + _("and others") if reference.et_al or len(reference.authors) > 6 else ""
        )
        year = _field(result, source, reference, "year")
        year.value = int(year.text) if year.text else None
        title = _field(result, source, reference, "title")
        row = [number, Cell(authors, _places(result, source, reference.author_spans)), year, title]
        row += [_container(result, source, reference), _field(result, source, reference, "pages"), _field(result, source, reference, "doi")]
        rows.append(([Cell(source.label)] if several else []) + row)
    return Table(([Column(_("Paper"))] if several else []) + columns, rows, title=_("References"))


def _field(result, source, reference, name) -> Cell:
    found = reference.fields.get(name)
    return Cell(found.text, _places(result, source, found.spans)) if found else Cell("")


def _container(result, source, reference) -> Cell:
    """The journal or book with volume and issue, else the publisher."""
    cell = _field(result, source, reference, "container")
    if not cell.text:
        return _field(result, source, reference, "publisher")
    volume = _field(result, source, reference, "volume")
    issue = _field(result, source, reference, "issue")
    shown = " ".join(filter(None, (cell.text, volume.text))) + (f"({issue.text})" if issue.text else "")
    return Cell(shown, [*cell.places, *volume.places, *issue.places])


def _places(result, source, spans) -> list[int]:
    return [result.place(source.document.place(*span)) for span in spans[:6]]


def who_cites_whom(result: Result, sources: list[Source]) -> None:
    """Say which papers of the project cite each other."""
    found = citations_within(sources)
    if not found:
        return nothing(result, _("None of the project's papers cites another of them."))
    for each in found[:MOST_LINES]:
        text = _("**%(citing)s** cites **%(cited)s** (reference %(number)d).") % {
            "citing": each.source.label,
            "cited": each.cited.label,
            "number": each.reference.number,
        }
        result.statements.append(Statement(text, _evidence(result, each)))
    result.views.append(citation_table(result, found))
    result.data["citations"] = [citation_data(each) for each in found]
    result.data["bibtex"] = graph_bibtex(found)
    result.views.append(Code(result.data["bibtex"], "bibtex", "citations.bib", "BibTeX"))
    return None


def graph_bibtex(found: list[Citation]) -> str:
    """Return the papers of the graph as BibTeX, then who cites whom as comments, by their keys."""
    papers = {id(source): source for each in found for source in (each.source, each.cited) if source}
    references = [as_reference(each) for each in papers.values()]
    named = dict(zip(papers, keys(references), strict=True))
    edges = [f"% {named[id(each.source)]} cites {named[id(each.cited)]}" for each in found if each.cited]
    return bibtex(references) + "\n" + "\n".join(dict.fromkeys(edges)) + "\n"


def who_cites(result: Result, named: str, sources: list[Source]) -> None:
    found = citations_of(named, sources)
    result.data["citations"] = [citation_data(each) for each in found]
    if not found:
        return nothing(
            result,
            _("No paper of the project cites “%(named)s”; %(n)d lists of references were read.") % {"named": named, "n": len(sources)},
        )
    for each in found[:MOST_LINES]:
        cited = each.cited.label if each.cited else each.reference.value("title") or each.reference.text[:120]
        text = _("**%(citing)s** cites “%(cited)s” as reference %(number)d.") % {
            "citing": each.source.label,
            "cited": cited,
            "number": each.reference.number,
        }
        result.statements.append(Statement(text, _evidence(result, each)))
        for start, end in each.contexts[:3]:
            quote = " ".join(each.source.document.text[start:end].split())
            result.statements.append(Statement(f"> {quote}", [result.place(each.source.document.place(start, end))]))
    result.views.append(citation_table(result, found))
    return None


def citation_table(result, found: list[Citation]) -> Table:
    columns = [
        Column(_("Citing paper")),
        Column(_("Cited work")),
        Column(_("Reference"), "end"),
        Column(_("Matched by")),
        Column(_("In the text")),
    ]
    rows = []
    for each in found[:MOST_ROWS]:
        how = {"doi": "DOI", "title": _("title")}.get(each.how, _("name"))
        contexts = [result.place(each.source.document.place(*span)) for span in each.contexts]
        cited = each.cited.label if each.cited else each.reference.value("title") or each.reference.text[:120]
        places = _places(result, each.source, each.reference.spans)
        said = ngettext("%(n)d time", "%(n)d times", len(contexts)) % {"n": len(contexts)} if contexts else "–"
        number = Cell(str(each.reference.number), places, value=each.reference.number)
        rows.append(
            [Cell(each.source.label, _title_places(result, each.source)), Cell(cited, places), number, Cell(how), Cell(said, contexts)]
        )
    return Table(columns, rows, title=_("Who cites whom"))


def _title_places(result, source) -> list[int]:
    return _places(result, source, source.paper.title.spans[:1]) if source.paper.title else []


def _evidence(result, citation) -> list[int]:
    own = _places(result, citation.source, citation.reference.spans[:2])
    return own + [result.place(citation.source.document.place(*span)) for span in citation.contexts[:2]]


def as_data(source, reference, key) -> dict:
    found = {"document": source.document.name, "number": reference.number, "key": key, "type": reference.kind, "text": reference.text}
    found["authors"] = [each.shown for each in reference.authors]
    names = ("title", "year", "container", "volume", "issue", "pages", "publisher", "doi", "url")
    return found | {name: reference.value(name) for name in names if name in ("title", "year") or reference.value(name)}


def citation_data(each: Citation) -> dict:
    return {
        "citing": each.source.document.name,
        "cited": each.cited.document.name if each.cited else "",
        "title": each.reference.value("title"),
        "reference": each.reference.number,
        "matched_by": each.how or "name",
        "contexts": [" ".join(each.source.document.text[start:end].split()) for start, end in each.contexts],
    }
