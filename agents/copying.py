"""A copy of a project has the agents that its original shares."""

from agents.definitions.saving import add_version
from agents.models import Agent
from projects.signals import project_duplicated


def install():
    project_duplicated.connect(_copy_agents, dispatch_uid="agents")


def _copy_agents(sender, *, source, copy, user, **_options):
    for agent in Agent.objects.told().filter(project=source, is_shared=True).select_related("current"):
        twin = Agent(project=copy, created_by=user, is_shared=True, is_enabled=agent.is_enabled)
        add_version(twin, agent.current.source, agent.current.definition, user=user)
        if copy.agent == str(agent.pk):
            copy.agent = str(twin.pk)
            copy.save(update_fields=["agent"])
