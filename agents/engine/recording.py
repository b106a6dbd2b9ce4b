"""Steps as rows and events: begun, ended, remembered for a run that goes on after a crash or a decision."""

import json
from dataclasses import asdict
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from agents.engine.storing import as_stored
from agents.following import group_of
from agents.models import RunEvent, Step
from agents.tools.registry import TOOLS
from agents.tools.results import Place, Result, Statement
from documents.retrieval import Passage, Retrieval
from projects import events

SHOWN_ARGUMENT, MOST_ARGUMENTS, LONGEST_BRIEF = 400, 20, 2000


@transaction.atomic
def begin(run, steps):
    """Save new steps, numbered on from those there are, and tell of each. Raises LostLease."""
    last = run.steps.order_by("-number").values_list("number", flat=True).first() or 0
    for number, step in enumerate(steps, last + 1):
        step.number = number
        step.arguments = as_stored(step.arguments)
        step.save(force_insert=True)
        tell(run, step)


@transaction.atomic
def end(run, step):
    """Save how a step has ended, and tell. Raises LostLease."""
    step.save(update_fields=["state", "text", "result", "error", "attempts_found", "tokens_in", "tokens_out", "duration_ms"])
    tell(run, step)


def tell(run, step):
    events.publish(RunEvent, run, "step", step_payload(step), groups=[group_of(run.pk)])


def step_payload(step):
    """Return what a step's event tells: all but its result, which `GET runs/{id}` gives."""
    return {
        "number": step.number,
        "kind": step.kind,
        "state": step.state,
        "name": step.name,
        "title": title_of(step),
        "arguments": {key[:SHOWN_ARGUMENT]: _short(value) for key, value in list(step.arguments.items())[:MOST_ARGUMENTS]},
        "text": step.text if step.kind != Step.Kind.TOOL else "",
        "error": step.error,
        "duration_ms": step.duration_ms,
        "views": [view["kind"] for view in step.result.get("views", [])],
        "attempts_found": len(step.attempts_found),
    }


def title_of(step):
    """Return a step's name for people."""
    if step.kind == Step.Kind.TOOL:
        return str(TOOLS[step.name].title) if step.name in TOOLS else step.name
    return _("Where to look") if step.kind == Step.Kind.ROUTE else _("Thinking")


def _short(value):
    """Return value, or its beginning as text: an event is small, whatever a model writes."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text[:SHOWN_ARGUMENT] + "…" if len(text) > SHOWN_ARGUMENT else value


def kept(result: Result) -> dict:
    """Return the JSON of result that a step keeps; what a search found is kept whole, so that it need not run again."""
    stored = result.as_json()
    if result.retrieval:
        found = result.retrieval
        stored["search"] = {
            "passages": [asdict(passage) for passage in found.passages],
            "trace": found.trace,
            "embedding_model": found.embedding_model,
            "dense_enabled": found.dense_enabled,
        }
        stored["brief"] = {"passages": len(found.passages), "found": _found_in(found.passages)}
    else:
        stored["brief"] = {"text": _in_brief(result)[:LONGEST_BRIEF]}
    return as_stored(stored)


def _found_in(passages):
    """Return the names of the documents, best first, each with its pages."""
    pages = {}
    for passage in passages:
        pages.setdefault(passage.document_name, []).append(passage.page_start)
    return [{"name": name, "pages": sorted({page for page in each if page})} for name, each in pages.items()]


def _in_brief(result):
    """Return what a person reads of a result: its statements, else its data."""
    if result.statements:
        return "\n".join(statement.text for statement in result.statements)
    return json.dumps(as_stored(result.data), ensure_ascii=False, indent=1) if result.data and not result.views else ""


def remembered(step) -> Result:
    """Return the Result that a finished step keeps; its views stay JSON."""
    stored = step.result
    result = Result(
        data=stored.get("data", {}),
        statements=[Statement(**each) for each in stored.get("statements", [])],
        places=[_place(each) for each in stored.get("places", [])],
        found_nothing=stored.get("found_nothing", False),
    )
    if search := stored.get("search"):
        passages = [Passage(**each | {"document_id": UUID(each["document_id"])}) for each in search["passages"]]
        result.passages = passages
        result.retrieval = Retrieval(passages, search["trace"], search["embedding_model"], search["dense_enabled"])
    return result


def _place(stored):
    return Place(**stored | {"document_id": UUID(stored["document_id"]), "heading_path": tuple(stored["heading_path"])})
