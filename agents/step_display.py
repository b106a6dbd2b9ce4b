"""Steps and their results, prepared for the eye: every value with the links to where it stands."""

import json
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _

from agents.engine.recording import title_of
from agents.models import Step
from agents.tools.registry import TOOLS

STATE_ICONS = {
    Step.State.RUNNING: "loader-circle",
    Step.State.AWAITING: "circle-help",
    Step.State.ALLOWED: "loader-circle",
    Step.State.DONE: "check",
    Step.State.FAILED: "circle-alert",
    Step.State.DECLINED: "ban",
    Step.State.STOPPED: "circle-stop",
}
MOST_ROWS = 100
MOST_LINKS = 3
SHOWN_QUOTE = 240


@dataclass
class ShownStep:
    """arguments: [(name, text)]. views: dicts as in templates/agents/views/. attempts: places with `url`."""

    step: Step
    title: str
    icon: str
    state_icon: str
    arguments: list = field(default_factory=list)
    views: list = field(default_factory=list)
    attempts: list = field(default_factory=list)
    brief: dict = field(default_factory=dict)


def shown_steps(run, steps, citations=()):
    """Return steps (from `Step.objects.to_show()`) ready to be drawn; values that the answer cites carry its numbers."""
    numbers = {(each.revision_id, each.start, each.end): each.number for each in citations}
    return [_shown(run, step, numbers) for step in steps]


def _shown(run, step, numbers):
    result = step.shown or {}
    links = [_link(place, numbers) for place in result.get("places", [])]
    return ShownStep(
        step=step,
        title=title_of(step),
        icon=TOOLS[step.name].icon if step.name in TOOLS else "wrench",
        state_icon=STATE_ICONS[step.state],
        arguments=[(name, _as_text(value)) for name, value in step.arguments.items()],
        views=[_view(run, step, number, view, links) for number, view in enumerate(result.get("views", []))],
        attempts=[attempt | {"url": _url(attempt) if attempt.get("document") else ""} for attempt in step.attempts_found],
        brief=result.get("brief") or {},
    )


def _as_text(value):
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _link(place, numbers):
    where = place | {"document": place["document_id"], "revision": place["revision_id"]}
    return {
        "url": _url(where),
        "number": numbers.get((place["revision_id"], place["start"], place["end"])),
        "page": place["page"],
        "row": place["row"],
        "name": place["document_name"],
        "quote": " ".join(place["quote"].split())[:SHOWN_QUOTE],
    }


def _url(where):
    query = {"start": where["start"], "end": where["end"], "revision": where["revision"]}
    query |= {key: where[key] for key in ("page", "row") if where.get(key)}
    return f"{reverse('documents:view', args=[where['document']])}?{urlencode(query)}#passage"


def _view(run, step, number, view, links):
    """Return view with links in place of indexes, its template, and the address of its file."""
    shown = _linked(view, links)
    if view["kind"] == "table":
        shown["rows"] = _aligned(shown)
    rows = shown.get("rows", shown.get("cells", []))
    return shown | {
        "template": _template(view["kind"]),
        "id": f"view-{run.pk}-{step.number}-{number}",
        "file_url": reverse("agents:view-file", args=[run.pk, step.number, number]),
        "more": max(0, len(rows) - MOST_ROWS),
        "items_of": view["kind"] == "facts" and shown["items"],
        "lines_of": _matrix_lines(shown) if view["kind"] == "matrix" else rows[:MOST_ROWS],
    }


def _template(kind):
    name = f"agents/views/{kind}.html"
    try:
        get_template(name)
    except TemplateDoesNotExist:
        return "agents/views/unknown.html"
    return name


def _linked(value, links):
    """Return value with every cell's places as links."""
    if isinstance(value, list):
        return [_linked(each, links) for each in value]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("places"), list):
        indexes = [index for index in value["places"] if isinstance(index, int) and index < len(links)]
        return value | {"links": [links[index] for index in dict.fromkeys(indexes)][:MOST_LINKS]}
    return {key: _linked(each, links) for key, each in value.items()}


def _aligned(view):
    """Let each cell know how its column stands."""
    sides = [column["align"] for column in view["columns"]]
    return [[cell | {"align": side} for cell, side in zip(row, sides, strict=False)] for row in view["rows"]]


def _matrix_lines(view):
    return [{"label": label, "cells": cells} for label, cells in zip(view["row_labels"], view["cells"], strict=False)][:MOST_ROWS]


def attempts_note(found) -> str:
    """Return what is said to the reader about text that tried to give orders."""
    if any(each.get("document") for each in found):
        return _("A document tries to give instructions. They were not followed.")
    return _("What a tool returned tries to give instructions. They were not followed.")
