"""The agent of a chat page: which may be picked, which one is, and what to ask it first."""

from agents.choosing import UnknownAgent, choices, choose, description_of, name_of
from agents.definitions.speaking import language_of, prompts
from agents.models import Agent
from agents.suggestions import Example


def picked_agent(request, project, conversation) -> dict:
    """Return what the picker and the welcome need; ?agent= picks one for a new conversation."""
    try:
        agent = choose(request.user, project, "" if conversation else request.GET.get("agent", ""), conversation)
    except UnknownAgent:
        agent = choose(request.user, project)
    return {
        "agents": [(each.pk, name_of(each)) for each in choices(request.user, project)],
        "agent": agent,
        "agent_name": name_of(agent) if agent else "",
        "agent_description": description_of(agent) if agent else "",
        "prompts": suggested(agent, request.LANGUAGE_CODE) if agent else [],
    }


def suggested(agent: Agent, language: str) -> list[Example]:
    """Return the agent's suggested prompts, each knowing its language."""
    found = []
    for text in prompts(agent.current.definition, language):
        example = Example(text)
        example.language = language_of(text)
        found.append(example)
    return found
