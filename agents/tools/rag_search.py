"""Search in the project's documents: the tool behind every answer that quotes them."""

from django.utils.translation import gettext_lazy as _

from agents.tools.protocol import Context, Tool
from agents.tools.registry import register
from agents.tools.results import Result

MOST = 50


@register
class RagSearch(Tool):
    name = "rag_search"
    title = _("Search the documents")
    icon = "search"
    description = (
        "Search the project's documents and return the passages that fit the query best, with document, page and score. "
        "Use it for any question about what documents say. Ask in the language of the question."
    )
    parameters = {
        "type": "object",
        "properties": {
            "query": {
                "type": "string",
                "minLength": 1,
                "maxLength": 4000,
                "description": "A full question or phrase.",
            },
            "top_k": {"type": "integer", "minimum": 1, "maximum": MOST, "description": "How many passages; usually left out."},
        },
        "required": ["query"],
        "additionalProperties": False,
    }
    config_schema = {
        "type": "object",
        "properties": {"top_k": {"type": "integer", "minimum": 1, "maximum": MOST, "description": "Passages per search."}},
        "additionalProperties": False,
    }
    returns = {
        "type": "object",
        "properties": {"passages": {"type": "array", "items": {"type": "object"}}},
        "required": ["passages"],
    }

    def run(self, context: Context, arguments: dict) -> Result:
        found = context.search(arguments["query"], top_k=arguments.get("top_k") or context.config.get("top_k"))
        passages = [
            {"document": passage.document_name, "page": passage.page_start, "score": round(passage.score, 4), "text": passage.text}
            for passage in found.passages
        ]
        return Result(data={"passages": passages}, passages=found.passages, retrieval=found, found_nothing=not passages)

    def propose(self, context: Context) -> dict | None:
        return {"query": context.question}
