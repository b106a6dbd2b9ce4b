"""Find provisions in the project's statutes, regulations and policies: by number, and by meaning."""

import re

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.citations import literal
from agents.tools.choosing import DOCUMENTS, named
from agents.tools.law.provisions import Provision, provisions_of, references_in
from agents.tools.protocol import Context, Tool
from agents.tools.registry import register
from agents.tools.results import Cell, Column, Result, Statement, Table

LONGEST_SHOWN = 1500  # characters of a provision in the answer; the place has all of it
LONGEST_PLACE = 6000
MOST_FOUND = 6
_LAW = re.compile(
    r"\b(?:law|laws|legal(?:ly)?|act|statutes?|regulations?|provisions?|ordinance|code|article|section|clause|legislation)\b"
    r"|กฎหมาย|มาตรา|พระราชบัญญัติ|พ\.ร\.บ|ระเบียบ|ข้อบังคับ|ประมวล|กฎกระทรวง|ประกาศ",
    re.IGNORECASE,
)


@register
class LawSearch(Tool):
    name = "law_search"
    title = gettext_lazy("Law search")
    icon = "gavel"
    description = (
        "Find provisions (sections, articles, clauses, มาตรา) in the statutes, regulations and policies of the project, by number "
        "(“section 118(2)”) or by meaning, and return them whole, with the provisions they refer to. Use it for questions about what "
        "the law or a rule says."
    )
    parameters = {
        "type": "object",
        "properties": {
            "query": {
                "type": "string",
                "minLength": 1,
                "maxLength": 2000,
                "description": "What to look for, numbers of provisions included.",
            },
            "documents": DOCUMENTS,
        },
        "required": ["query"],
        "additionalProperties": False,
    }
    returns = {
        "type": "object",
        "properties": {
            "provisions": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "name": {"type": "string"},
                        "title": {"type": "string"},
                        "document": {"type": "string"},
                        "text": {"type": "string"},
                        "found_by": {"type": "string", "enum": ["number", "meaning"]},
                        "refers_to": {"type": "array", "items": {"type": "string"}},
                        "place": {"type": "integer"},
                    },
                    "required": ["name", "document", "text", "found_by", "place"],
                },
            }
        },
        "required": ["provisions"],
    }

    def run(self, context: Context, arguments: dict) -> Result:
        with translation.override(context.language):
            return _found(context, arguments)

    def propose(self, context: Context) -> dict | None:
        question = context.question[:2000]
        wanted = references_in(question)
        if not (wanted or _LAW.search(question)):
            return None
        texts = context.texts()
        if wanted and any(_numbered(wanted, provisions_of(text)) for text in texts):
            return {"query": question}
        return {"query": question} if _LAW.search(question) and _by_meaning(context, question, {t.document_id: t for t in texts}) else None


def _found(context, arguments):
    texts = named(context, arguments["documents"]) if arguments.get("documents") else context.texts()
    texts = {text.document_id: text for text in texts}
    wanted, hits = references_in(arguments["query"]), []
    for text in texts.values():
        if context.should_stop():
            break
        hits += [(text, provision, "number") for provision in _numbered(wanted, provisions_of(text))]
    if not hits:
        hits = [(text, provision, "meaning") for text, provision in _by_meaning(context, arguments["query"], texts)]
    return _shown(hits[:MOST_FOUND])


def _numbered(wanted, provisions) -> list[Provision]:
    """Return the provisions that are named: any label fits a number printed without one, and “12(b)” may stand inside of “12”."""
    found = []
    for label, number, _start, _end in wanted:
        exact = [each for each in provisions if each.number == number and (not each.label or each.label == label)]
        whole = number.partition("(")[0]
        found += exact or [each for each in provisions if each.number == whole and each.label == label]
    return list({each.start: each for each in found}.values())


def _by_meaning(context, query, texts):
    """Return (text, provision) for the passages that fit best, the innermost provision that holds each."""
    found, known = {}, {}
    for passage in context.search(query, documents=list(texts) or None).passages:
        text = texts.get(passage.document_id)
        if text is None:
            continue
        known.setdefault(text.document_id, provisions_of(text))
        middle = (passage.start + min(passage.end, passage.start + 400)) // 2
        holding = [each for each in known[text.document_id] if each.start <= middle < each.end]
        if holding:
            innermost = min(holding, key=lambda each: each.end - each.start)
            found.setdefault((text.document_id, innermost.start), (text, innermost))
    return list(found.values())[:3]


def _shown(hits):
    result = Result(data={"provisions": []}, found_nothing=not hits)
    rows = []
    for text, provision, by in hits:
        place = result.place(text.place(provision.start, min(provision.end, provision.start + LONGEST_PLACE)))
        words = text.text[provision.start : provision.end].strip()
        others = _references(text, provision)
        shown = literal(words[:LONGEST_SHOWN]) + ("…" if len(words) > LONGEST_SHOWN else "")
        result.statements.append(Statement(f"**{literal(_title(provision))}** ({literal(text.name)}): “{shown}”\n\n", [place]))
        entry = {"name": provision.name, "title": provision.title, "document": text.name, "text": words[:LONGEST_PLACE], "found_by": by}
        result.data["provisions"].append(entry | {"refers_to": [each.name for each in others], "place": place})
        places = [result.place(text.place(each.start, min(each.end, each.start + LONGEST_PLACE))) for each in others]
        listed = ", ".join(each.name for each in others)
        rows.append([Cell(_title(provision), [place]), Cell(text.name), Cell(listed, places)])
    if hits:
        columns = [Column(_("Provision")), Column(_("Document")), Column(_("Refers to"))]
        result.views.append(Table(columns, rows, _("Provisions found")))
    else:
        result.statements.append(Statement(_("No provision of the documents here fits.")))
    return result


def _title(provision):
    return f"{provision.name}. {provision.title}" if provision.title else provision.name


def _references(text, provision):
    """Return the provisions of the same document that this one names."""
    named_here = references_in(text.text[provision.start : min(provision.end, provision.start + LONGEST_PLACE)])
    others = [each for each in named_here if (each[0], each[1]) != (provision.label, provision.number)]
    return [each for each in _numbered(others, provisions_of(text)) if each.start != provision.start][:8]
