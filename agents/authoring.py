"""What people do with their own agents: make, change, go back, copy, share, switch off, delete.

Any member may make agents for themselves; sharing one with the project takes an editor.
"""

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.errors import PlatformError
from agents.choosing import name_of
from agents.definitions.reading import read
from agents.definitions.saving import add_version
from agents.definitions.speaking import spoken
from agents.definitions.writing import write
from agents.models import Agent
from projects.access import readable, require
from projects.errors import Archived
from projects.models import Role

MOST_AGENTS = 200  # of one project
MOST_NOTE = 200


class NotYours(PlatformError):
    status, code = 403, "agent-not-yours"


class TooManyAgents(PlatformError):
    status, code = 409, "too-many-agents"


def visible(user, agent_id, project=None):
    """Return the agent for those who may see it, of project or of the installation; strangers get 404."""
    found = Agent.objects.visible_to(user).select_related("current", "project", "created_by")
    agent = get_object_or_404(found, pk=agent_id)
    if project and agent.project_id not in (None, project.pk):
        get_object_or_404(found.filter(project=project), pk=agent_id)
    return agent


def changeable(user, agent_id, project=None):
    """Return the agent for those who may change it. Raises NotYours, Archived."""
    agent = visible(user, agent_id, project)
    if agent.project_id is None:
        raise NotYours(_("Built-in agents can’t be changed. Duplicate it into the project and change the copy."))
    if agent.project.archived_at:
        raise Archived
    if not Agent.objects.editable_by(user).filter(pk=agent.pk).exists():
        raise NotYours(_("Only editors of the project and whoever made this agent may change it. You can duplicate it."))
    return agent


def writable(user, project_id):
    """Return the project for any member who may add an agent of their own to it. Raises Archived."""
    project = readable(user, project_id)
    if project.archived_at:
        raise Archived
    return project


@transaction.atomic
def create(user, project, source, *, is_shared=False, note=""):
    """Save source as a new agent of project. Raises DefinitionError, TooManyAgents, RoleTooLow to share without being an editor."""
    if is_shared:
        require(project, Role.EDITOR)
    definition = read(source).definition
    if Agent.objects.told().filter(project=project).count() >= MOST_AGENTS:
        raise TooManyAgents(_("This project has %(most)s agents, which is the most. Delete one first.") % {"most": MOST_AGENTS})
    return add_version(Agent(project=project, created_by=user, is_shared=is_shared), source, definition, user=user, note=note)


def change(user, agent, source, *, note=""):
    """Save source as the agent's newest version, unless nothing has changed. Raises DefinitionError."""
    definition = read(source).definition
    if (source, definition) == (agent.current.source, agent.current.definition):
        return agent
    return add_version(agent, source, definition, user=user, note=note)


def go_back(user, agent, number):
    """Make an old version the newest again. Raises DefinitionError if it can't be used any more."""
    old = get_object_or_404(agent.versions, number=number)
    return change(user, agent, old.source, note=_("As in version %(number)s") % {"number": number})


def duplicate(user, agent, project):
    """Copy an agent into project, for user alone until it is shared."""
    written = read(agent.current.source).written
    name = _("%(name)s (copy)") % {"name": name_of(agent)[:60]}
    told = written["agent"] | {"name": name}
    note = _("Copied from “%(name)s”") % {"name": spoken(written["agent"]["name"])}
    return create(user, project, write(written | {"agent": told}), note=note)


def set_shared(user, agent, on):
    """Show the agent to the whole project, or to its maker alone. Raises RoleTooLow, NotYours."""
    require(readable(user, agent.project_id), Role.EDITOR)
    if not on and agent.created_by_id != user.pk:
        raise NotYours(_("Only whoever made this agent can take it back. You can switch it off or delete it."))
    Agent.objects.filter(pk=agent.pk).update(is_shared=on)


def set_enabled(agent, on):
    Agent.objects.filter(pk=agent.pk).update(is_enabled=on)


def delete(agent):
    """Delete the agent with its versions; answers that it gave stay."""
    agent.delete()
