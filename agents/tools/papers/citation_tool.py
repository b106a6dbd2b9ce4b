"""References of the project's papers: as a table, as BibTeX and RIS, and who cites whom."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.tools.naming import is_called, said_in
from agents.tools.papers import asking
from agents.tools.papers.citation_views import list_references, who_cites, who_cites_whom
from agents.tools.papers.graph import Source, read_source
from agents.tools.papers.locating import entries_of
from agents.tools.papers.recognition import is_paper
from agents.tools.protocol import Context, Tool, ToolError
from agents.tools.registry import register
from agents.tools.results import Result

TEXT = {"type": "string"}
NAMES = {
    "type": "array",
    "items": {"type": "string", "minLength": 1, "maxLength": 300},
    "maxItems": 60,
    "description": "File names, or parts of them. Left out: the documents of the question, else every paper of the project.",
}
MOST_PAPERS = 60


@register
class CitationFinder(Tool):
    name = "citation_finder"
    title = gettext_lazy("Find citations")
    icon = "quote"
    description = (
        "Read the lists of references of papers (APA, MLA, Chicago, Harvard, Vancouver, IEEE, ACM, LNCS and others, English and Thai) into "
        "authors, title, year, journal, volume, pages and doi; give them as BibTeX or RIS; find who cites whom among "
        "the project's papers, or "
        "who cites one work."
    )
    parameters = {
        "type": "object",
        "properties": {
            "documents": NAMES,
            "cited": {"type": "string", "maxLength": 300, "description": "Who cites this? A title, a file, or authors with a year."},
            "show": {
                "type": "string",
                "enum": ["references", "graph", "bibtex", "ris"],
                "description": "references: table with BibTeX and RIS (usual). graph: who cites whom. bibtex, ris: only that.",
            },
        },
        "additionalProperties": False,
    }
    returns = {
        "type": "object",
        "properties": {
            "references": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "document": TEXT,
                        "number": {"type": "integer"},
                        "key": TEXT,
                        "type": TEXT,
                        "authors": {"type": "array", "items": TEXT},
                        "title": TEXT,
                        "year": TEXT,
                        "text": TEXT,
                    },
                    "required": ["document", "number", "key", "authors", "title", "text"],
                },
            },
            "citations": {"type": "array", "items": {"type": "object"}},
            "bibtex": TEXT,
            "ris": TEXT,
        },
        "required": ["references", "citations"],
    }

    def run(self, context: Context, arguments: dict) -> Result:
        with translation.override(context.language):
            result = Result(data={"references": [], "citations": []})
            cited = arguments.get("cited", "").strip()
            everywhere = bool(cited) or arguments.get("show") == "graph"
            sources = read_sources(context, arguments.get("documents", []), everywhere=everywhere)
            if cited:
                who_cites(result, cited, sources)
            elif arguments.get("show") == "graph":
                who_cites_whom(result, sources)
            else:
                list_references(result, sources, arguments.get("show", "references"))
            return result

    def propose(self, context: Context) -> dict | None:
        question = context.question
        if not asking.about_references(question):
            return None
        if cited := asking.cited_work(question):
            return {"cited": cited[:300]}
        for show, pattern in (("graph", asking.WHOM), ("bibtex", asking.BIBTEX), ("ris", asking.RIS), ("graph", asking.WHO)):
            if pattern.search(question):
                return {"show": show}
        return {}


def read_sources(context: Context, named: list[str], *, everywhere: bool) -> list[Source]:
    """Return the papers, read. Raises ToolError if the person stops the run.

    named: parts of file names; what is named counts even if it is but a list of references. everywhere: all papers of the
    project are read, as one that the question names may be cited by any other.
    """
    texts = context.texts([] if everywhere else None)
    said = [] if named or everywhere else said_in(context.question, texts)
    texts = [each for each in texts if any(is_called(each.name, name) for name in named)] if named else said or texts
    chosen = bool(named or said or (context.documents and not everywhere))
    papers = [each for each in texts if is_paper(each) or (chosen and entries_of(each))]
    found = []
    for document in papers[:MOST_PAPERS]:
        if context.should_stop():
            raise ToolError(_("Stopped."))
        found.append(read_source(document))
    return found
