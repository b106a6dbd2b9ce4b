"""Names for what can be asked: `project/<name>-<id>`, `project/<name>-<id>/agent/<name>`, and embedding models.

Only the hexadecimal end of a name counts, so an id goes on meaning the same project after it was renamed.
"""

import re
from dataclasses import dataclass
from uuid import UUID

from django.utils.text import slugify

from agents.models import Agent
from agents.openai_api.errors import ModelNotFound
from projects.llm import models_client
from projects.llm.models_client import ModelRefused, ModelUnavailable
from projects.models import Project

ID_DIGITS = 12
PROJECT = re.compile(r"project/(?:[a-z0-9_-]{0,80}-)?(?P<digits>[0-9a-f]{12})(?:/agent/(?P<agent>[a-z0-9_-]{1,100}))?")
WHOLE = re.compile(r"project/(?P<whole>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:/agent/(?P<agent>[a-z0-9_-]{1,100}))?")
SLUG_CHARS = 40


@dataclass(frozen=True)
class Target:
    """What a model id names. agent: None for the project's own."""

    project: Project
    agent: Agent | None = None


def listed(user):
    """Return the entries of GET /v1/models: what user may ask, then what embeds."""
    entries = []
    for project in Project.objects.visible_to(user).active().listed():
        entries.append(_entry(project_model(project), project))
        entries += [_entry(agent_model(project, agent), project, agent) for agent in Agent.objects.usable_in(project, user)]
    return entries + [_embedding_entry(each) for each in embedding_models()]


def entry_of(user, model_id):
    """Return one entry. Raises ModelNotFound."""
    if known := next((each for each in embedding_models() if each["id"] == model_id), None):
        return _embedding_entry(known)
    target = find(user, model_id)
    name = agent_model(target.project, target.agent) if target.agent else project_model(target.project)
    return _entry(name, target.project, target.agent)


def find(user, model_id):
    """Return the Target of a model id, for user's eyes. Raises ModelNotFound."""
    matched = WHOLE.fullmatch(model_id) or PROJECT.fullmatch(model_id)
    project = matched and _project(user, matched)
    if not project:
        raise ModelNotFound(model_id)
    if not matched["agent"]:
        return Target(project)
    for agent in Agent.objects.usable_in(project, user):
        if matched["agent"] == _agent_name(agent):
            return Target(project, agent)
    raise ModelNotFound(model_id)


def project_model(project):
    return f"project/{_named(project.name, project.pk)}"


def agent_model(project, agent):
    return f"{project_model(project)}/agent/{_agent_name(agent)}"


def embedding_models():
    """Return what the model server says of its embedding models; nothing while it is away."""
    try:
        return [each for each in models_client.list_models() if each.get("kind") == "embedding"]
    except (ModelUnavailable, ModelRefused):
        return []


def _project(user, matched):
    """Return the project of a matched id; None if there is none, or more than one begins so."""
    visible = Project.objects.visible_to(user)
    if "whole" in matched.groupdict():
        return visible.filter(pk=matched["whole"]).first()
    first, last = (UUID(matched["digits"] + filler * (32 - ID_DIGITS)) for filler in "0f")
    found = list(visible.filter(pk__gte=first, pk__lte=last)[:2])
    return found[0] if len(found) == 1 else None


def _agent_name(agent):
    return agent.slug or _named(agent.name, agent.pk)


def _named(name, pk):
    slug = slugify(name)[:SLUG_CHARS].strip("-")
    return "-".join(filter(None, [slug, pk.hex[:ID_DIGITS]]))


def _entry(name, project, agent=None):
    created = (agent or project).created_at
    words = {"name": project.name, "description": project.description, "agent": agent.name if agent else None}
    return {"id": name, "object": "model", "created": int(created.timestamp()), "owned_by": "project", **words}


def _embedding_entry(each):
    facts = {name: each[name] for name in ("dimensions", "max_tokens", "languages") if name in each}
    return {"id": each["id"], "object": "model", "created": 0, "owned_by": "installation", **facts}
