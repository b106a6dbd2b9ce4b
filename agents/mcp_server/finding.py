"""Projects by what an assistant calls them. What the caller may not see does not exist."""

from uuid import UUID

from django.utils.translation import gettext as _

from accounts.errors import PlatformError
from agents.models import Agent
from projects.models import Project


class NoSuchThing(PlatformError):
    """The name is unknown, or means more than one; the message says how to find the right one."""

    status, code = 404, "not-found"


def list_projects(user):
    rows = Project.objects.visible_to(user).active().listed()
    return [
        {
            "id": str(row.pk),
            "name": row.name,
            "description": row.description,
            "agents": [agent.name for agent in Agent.objects.usable_in(row, user)],
        }
        for row in rows
    ]


def project_named(user, name):
    """Return the project that an id or a name means; the only one if name is empty. Raises NoSuchThing."""
    visible = Project.objects.visible_to(user).active().listed()
    if not name:
        found = list(visible[:2])
        if len(found) != 1:
            raise NoSuchThing(_("Say which project: list_projects gives their ids."))
        return found[0]
    found = list(_by_id(visible, name) or visible.filter(name__iexact=name.strip().replace("\x00", ""))[:2])
    if len(found) > 1:
        raise NoSuchThing(_("More than one project is called “%(name)s”: give its id, as list_projects does.") % {"name": name})
    if not found:
        raise NoSuchThing(_("There is no project “%(name)s”. list_projects gives the ids of those there are.") % {"name": name})
    return found[0]


def agent_named(user, project, name):
    """Return the agent of that name, None if name is empty. Raises NoSuchThing."""
    if not name:
        return None
    for agent in Agent.objects.usable_in(project, user):
        if name.strip().casefold() in (agent.name.casefold(), agent.slug.casefold()):
            return agent
    raise NoSuchThing(_("This project has no agent “%(name)s”. list_projects names those it has.") % {"name": name})


def _by_id(visible, text):
    try:
        return visible.filter(pk=UUID(text))
    except ValueError:
        return None
