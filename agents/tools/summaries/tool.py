"""Summarize documents, a section or some pages."""

from collections import Counter

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.citations import literal
from agents.tools.choosing import DOCUMENTS, best_of, named
from agents.tools.protocol import Context, Tool
from agents.tools.registry import register
from agents.tools.results import Result, Statement
from agents.tools.summaries.asking import arguments_in
from agents.tools.summaries.model_words import in_own_words
from agents.tools.summaries.ranking import choose
from agents.tools.summaries.units import read_units
from documents.tokens import tokenize

SENTENCES = {"short": 3, "medium": 7, "long": 14}
MOST_DOCUMENTS = 5


@register
class Summarize(Tool):
    name = "summarize"
    title = gettext_lazy("Summarize")
    icon = "scroll-text"
    description = (
        "Summarize documents of the project, one section or a range of pages of them. Use it when the reader asks for a summary, an "
        "overview or the main points; not for a question that a search answers."
    )
    parameters = {
        "type": "object",
        "properties": {
            "documents": DOCUMENTS,
            "section": {
                "type": "string",
                "minLength": 1,
                "maxLength": 200,
                "description": "Words of a heading: only what stands under it.",
            },
            "first_page": {"type": "integer", "minimum": 1, "maximum": 100_000},
            "last_page": {"type": "integer", "minimum": 1, "maximum": 100_000},
            "length": {"type": "string", "enum": list(SENTENCES)},
            "focus": {"type": "string", "maxLength": 500, "description": "What the summary should be about."},
        },
        "additionalProperties": False,
    }
    returns = {
        "type": "object",
        "properties": {
            "summaries": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "document": {"type": "string"},
                        "sentences": {"type": "array", "items": {"type": "string"}},
                        "in_own_words": {"type": "string"},
                        "is_complete": {"type": "boolean"},
                    },
                    "required": ["document", "sentences"],
                },
            }
        },
        "required": ["summaries"],
    }

    def run(self, context: Context, arguments: dict) -> Result:
        with translation.override(context.language):
            return _summarized(context, arguments)

    def propose(self, context: Context) -> dict | None:
        return arguments_in(context.question)


def _summarized(context, arguments):
    result = Result(data={"summaries": []})
    for document in _documents(context, arguments.get("documents", [])):
        if context.should_stop():
            break
        pages = (arguments["first_page"], arguments.get("last_page", arguments["first_page"])) if "first_page" in arguments else None
        units = read_units(document, arguments.get("section", ""), pages)
        if not units:
            result.statements.append(Statement(_("“%(document)s” has no text there to summarize.") % {"document": document.name}))
        elif context.complete:
            _in_own_words(context, arguments, document, units, result)
        else:
            _quoted(arguments, document, units, result)
    if not result.statements:
        result.statements.append(Statement(_("There is no document here to summarize. Name one, or add it first.")))
    result.found_nothing = not result.data["summaries"]
    return result


def _documents(context, names):
    if names:
        return named(context, names)[:MOST_DOCUMENTS]
    if context.documents:
        return context.texts()[:MOST_DOCUMENTS]
    return best_of(context, context.question, 1)


def _quoted(arguments, document, units, result):
    count = SENTENCES[arguments.get("length", "medium")]
    chosen = choose(units, count, Counter(tokenize(arguments.get("focus", ""))))
    told = {"document": literal(document.name), "n": len(chosen), "all": len(units)}
    result.statements.append(Statement(_("The main sentences of **%(document)s**, quoted (%(n)s of %(all)s):") % told + "\n\n"))
    for unit in chosen:
        place = result.place(document.place(unit.start, unit.end))
        result.statements.append(Statement(f"- {literal(document.text[unit.start : unit.end])}", [place]))
    sentences = [document.text[unit.start : unit.end] for unit in chosen]
    result.data["summaries"].append({"document": document.name, "sentences": sentences})


def _in_own_words(context, arguments, document, units, result):
    """Let the model summarize, and keep main sentences as places, so that its own can be held against the text."""
    start, end = units[0].start, units[-1].end
    starts = [unit.start - start for unit in units[1:]]
    length = arguments.get("length", "medium")
    options = {"length": length, "language": context.language, "focus": arguments.get("focus", ""), "should_stop": context.should_stop}
    words, is_complete = in_own_words(context.complete, document.text[start:end], starts, **options)
    chosen = choose(units, 2 * SENTENCES[length])
    places = [result.place(document.place(unit.start, unit.end)) for unit in chosen]
    result.statements.append(Statement(words, places[:6]))
    if not is_complete:
        result.statements.append(Statement(_("“%(document)s” is so long that only its beginning was read.") % {"document": document.name}))
    sentences = [document.text[unit.start : unit.end] for unit in chosen]
    result.data["summaries"].append({"document": document.name, "sentences": sentences, "in_own_words": words, "is_complete": is_complete})
