"""A definition becomes the newest version of an agent."""

from django.db import transaction
from django.db.models import Max

from agents.definitions.icons import DEFAULT_ICON
from agents.definitions.speaking import spoken
from agents.models import AgentVersion


@transaction.atomic
def add_version(agent, source, definition, *, user=None, note=""):
    """Save agent, new or changed, with a version that is current from now on; return the agent."""
    told = definition["agent"]
    agent.name = spoken(told["name"], "en")
    agent.description = spoken(told.get("description", ""), "en")
    agent.icon = told.get("icon", DEFAULT_ICON)
    agent.save()
    type(agent).objects.select_for_update().get(pk=agent.pk)  # versions are numbered one after another
    last = agent.versions.aggregate(last=Max("number"))["last"] or 0
    agent.current = AgentVersion.objects.create(
        agent=agent, number=last + 1, source=source, definition=definition, created_by=user, note=note[:200]
    )
    agent.save(update_fields=["current"])
    return agent
