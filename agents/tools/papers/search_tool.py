"""Papers of the project by topic, author and year; with a public index beside them where an operator has turned one on."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.tools.papers import asking, public_index
from agents.tools.papers.recognition import is_paper
from agents.tools.papers.searching import Hit, hits
from agents.tools.protocol import Context, Tool
from agents.tools.registry import register
from agents.tools.results import Cell, Column, Place, Result, Statement, Table

TEXT = {"type": "string"}
YEAR = {"type": "integer", "minimum": 1500, "maximum": 2200}
MOST_PAPERS, SHOWN, PASSAGES = 200, 20, 40


@register
class PaperSearch(Tool):
    """With PAPER_INDEX_URL set, `where: public` sends the query to that index; without it nothing leaves the installation."""

    name = "paper_search"
    title = gettext_lazy("Search papers")
    icon = "book"
    description = (
        "Find scientific papers of the project by topic, author and year; returns title, authors, year, venue and the passages that fit. "
        "Use it for questions that ask which papers there are, not for what one paper says."
    )
    parameters = {
        "type": "object",
        "properties": {
            "query": {"type": "string", "maxLength": 500, "description": "Topic or words of the title."},
            "author": {"type": "string", "maxLength": 200},
            "year_from": YEAR,
            "year_to": YEAR,
            "where": {"type": "string", "enum": ["project", "public"], "description": "public: an outside index, if one is set up."},
        },
        "additionalProperties": False,
    }
    returns = {
        "type": "object",
        "properties": {
            "papers": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "title": TEXT,
                        "authors": {"type": "array", "items": TEXT},
                        "year": {"type": ["integer", "null"]},
                        "venue": TEXT,
                        "document": TEXT,
                    },
                    "required": ["title", "authors", "year"],
                },
            }
        },
        "required": ["papers"],
    }

    @property
    def has_side_effects(self) -> bool:
        return public_index.is_on()

    def run(self, context: Context, arguments: dict) -> Result:
        with translation.override(context.language):
            if arguments.get("where") == "public" and public_index.is_on():
                return outside(arguments)
            return inside(context, arguments)

    def propose(self, context: Context) -> dict | None:
        if not asking.about_papers(context.question):
            return None
        return asking.paper_query(context.question)


def inside(context: Context, wanted: dict) -> Result:
    papers = [each for each in context.texts() if is_paper(each)][:MOST_PAPERS]
    passages = []
    if wanted.get("query") and papers:
        passages = context.search(wanted["query"], top_k=PASSAGES, documents=[each.document_id for each in papers]).passages
    found = hits(papers, wanted, passages)[:SHOWN]
    result = Result(data={"papers": [as_data(each) for each in found]}, found_nothing=not found)
    if not papers:
        result.statements.append(
            Statement(_("The project holds no papers yet. Add papers (with an abstract or references) to search them."))
        )
    elif not found:
        result.statements.append(Statement(_("None of the %(n)d papers of the project fits.") % {"n": len(papers)}))
    else:
        result.statements += [line(result, each) for each in found]
        result.views.append(table(result, found))
    return result


def line(result: Result, hit: Hit) -> Statement:
    said = [f"**{hit.label}**", ", ".join(each.text for each in hit.paper.authors[:6]), str(hit.year or "")]
    places = _places(result, hit, hit.paper.title, *hit.paper.authors[:2], hit.paper.year)
    return Statement("- " + ". ".join(filter(None, said)) + ".", places + [result.place(_place(hit, each)) for each in hit.passages[:1]])


def table(result: Result, found: list[Hit]) -> Table:
    columns = [
        Column(_("Title")),
        Column(_("Authors")),
        Column(_("Year"), "end"),
        Column(_("Published in")),
        Column(_("Passage that fits")),
    ]
    rows = []
    for hit in found:
        best = hit.passages[0] if hit.passages else None
        text = " ".join(best.text.split())[:240] if best else hit.paper.abstract.text[:240] if hit.paper.abstract else ""
        places = [result.place(_place(hit, each)) for each in hit.passages] or _places(result, hit, hit.paper.abstract)
        rows.append(
            [
                Cell(hit.label, _places(result, hit, hit.paper.title)),
                Cell(", ".join(each.text for each in hit.paper.authors), _places(result, hit, *hit.paper.authors)),
                Cell(str(hit.year or ""), _places(result, hit, hit.paper.year), value=hit.year),
                Cell(hit.paper.venue.text if hit.paper.venue else "", _places(result, hit, hit.paper.venue)),
                Cell(text, places),
            ]
        )
    return Table(columns, rows, title=_("Papers of the project"))


def _place(hit, passage) -> Place:
    return hit.document.place(passage.start, passage.end, passage.score)


def _places(result, hit, *values) -> list[int]:
    return [result.place(hit.document.place(*span)) for value in values if value for span in value.spans[:4]]


def as_data(hit: Hit) -> dict:
    paper = hit.paper
    return {
        "title": hit.label,
        "authors": [each.text for each in paper.authors],
        "year": hit.year,
        "venue": paper.venue.text if paper.venue else "",
        "doi": paper.doi.text if paper.doi else "",
        "abstract": paper.abstract.text[:1_500] if paper.abstract else "",
        "document": hit.document.name,
        "passages": [each.text for each in hit.passages],
    }


def outside(wanted: dict) -> Result:
    """What a public index holds; its values come from there and have no place in a document."""
    query = " ".join(filter(None, (wanted.get("query"), wanted.get("author"))))
    found = public_index.search_index(query) if query else []
    found = [each for each in found if (wanted.get("year_from") or 0) <= (each["year"] or 0) <= (wanted.get("year_to") or 9999)]
    result = Result(data={"papers": found}, found_nothing=not found)
    result.statements.append(Statement(_("The public index gives %(n)d papers; they are not in the project.") % {"n": len(found)}))
    columns = [Column(_("Title")), Column(_("Authors")), Column(_("Year"), "end"), Column(_("Published in")), Column("DOI")]
    rows = [
        [
            Cell(each["title"]),
            Cell(", ".join(each["authors"][:6])),
            Cell(str(each["year"] or ""), value=each["year"]),
            Cell(each["venue"]),
            Cell(each["doi"]),
        ]
        for each in found
    ]
    result.views += [Table(columns, rows, title=_("Papers of a public index"))] if rows else []
    return result
