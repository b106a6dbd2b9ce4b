"""Which agent answers: the one that is asked for, else the conversation's, else the project's."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.errors import PlatformError
from agents.definitions.speaking import spoken
from agents.models import Agent
from projects import agent_choice


class UnknownAgent(PlatformError):
    status, code = 404, "unknown-agent"

    def __init__(self):
        super().__init__(_("There is no such agent in this project, or it is switched off. Choose another one."))


def choose(user, project, wanted="", conversation=None):
    """Return the agent that answers user in project, or None if the installation has none.

    wanted: id or slug, or an Agent that is tried out. Raises UnknownAgent if user may not use it; an agent that a
    conversation or a project names and that has gone gives way to the next in line.
    """
    if isinstance(wanted, Agent):
        return wanted
    usable = Agent.objects.usable_in(project, user).select_related("current")
    if wanted:
        if found := usable.filter(named(wanted)).first():
            return found
        raise UnknownAgent
    if conversation and conversation.agent_id and (found := usable.filter(pk=conversation.agent_id).first()):
        return found
    for name in dict.fromkeys([project.agent, agent_choice.DEFAULT]):
        if name and (found := usable.filter(named(name)).first()):
            return found
    return None


def named(text):
    """Return the condition for an agent of this id or slug; slugs name those of the installation."""
    try:
        return Q(pk=UUID(str(text)))
    except ValueError:
        return Q(slug=str(text)[:80].replace("\x00", ""), project=None)


def choices(user, project):
    """Return the agents that user may pick in project, the installation's first."""
    found = list(Agent.objects.usable_in(project, user).select_related("current"))
    return sorted(found, key=lambda agent: (agent.project_id is not None, agent.slug != agent_choice.DEFAULT, agent.name.casefold()))


def name_of(agent) -> str:
    """Return an agent's name in the reader's language."""
    return spoken(agent.current.definition["agent"]["name"]) if agent.current else agent.name


def description_of(agent) -> str:
    return spoken(agent.current.definition["agent"].get("description", "")) if agent.current else agent.description


def install():
    agent_choice.install(_shared_in)


def _shared_in(project):
    """Return (value, name) of the agents that every member of project may use; a new project has the installation's."""
    rows = Agent.objects.told().filter(Q(project=None) | Q(project=project.pk, is_shared=True), is_enabled=True)
    return [(agent.slug if agent.project_id is None else str(agent.pk), name_of(agent)) for agent in rows.select_related("current")]
