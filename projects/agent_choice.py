"""Which agents a project may have as its own: the app that knows them says so."""

from collections.abc import Callable

DEFAULT = "general"

_listed: Callable = lambda project: []  # noqa: E731 - until install


def install(listed: Callable) -> None:
    """Let `listed(project)` return the (id or slug, name) of every agent that all members of project may use."""
    global _listed
    _listed = listed


def agent_choices(project) -> list[tuple[str, str]]:
    """Return (value, name) pairs for a form; what is chosen now stays choosable if it has gone."""
    pairs = _listed(project)
    if project.agent and project.agent not in dict(pairs):
        pairs.append((project.agent, project.agent))
    return pairs


def is_agent(project, value) -> bool:
    """Say whether a project may name this agent; empty stands for the default."""
    return not value or value in dict(_listed(project))
