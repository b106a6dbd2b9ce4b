"""What a run works with: its agent's instructions, tools and limits."""

from dataclasses import dataclass, field

from django.conf import settings

from agents.tool_servers.foreign_tools import foreign_tools
from agents.tools.protocol import Tool
from agents.tools.registry import TOOLS

SEARCH = "rag_search"
MOST_TOOLS = 100  # providers accept no more than 128
WITHOUT_AGENT = (SEARCH, "summarize")


@dataclass(frozen=True)
class Equipped:
    """A tool as an agent has it: `description` and `config` may be the agent's own."""

    tool: Tool
    description: str = ""
    config: dict = field(default_factory=dict)

    @property
    def name(self):
        return self.tool.name

    def spec(self):
        """Return it as OpenAI's protocol describes functions."""
        text = self.description or self.tool.description
        return {"type": "function", "function": {"name": self.name, "description": text, "parameters": self.tool.parameters}}


@dataclass(frozen=True)
class Limits:
    """steps: calls of tools. seconds: until the last word is begun. tokens: read and written, all calls of models together."""

    steps: int
    seconds: float
    tokens: int


@dataclass(frozen=True)
class Equipment:
    tools: dict[str, Equipped]
    limits: Limits
    system_prompt: str = ""

    @property
    def search(self) -> Equipped | None:
        return self.tools.get(SEARCH)

    @property
    def specific(self) -> list[Equipped]:
        """All tools but the search."""
        return [each for name, each in self.tools.items() if name != SEARCH]


def equipment_of(run) -> Equipment:
    """Return what the version of the agent that run was begun with says. May ask tool servers: call it in a thread."""
    definition = run.agent_version.definition if run.agent_version else {}
    entries = definition.get("tools") if run.agent_version else [{"name": name} for name in WITHOUT_AGENT]
    return Equipment(
        tools=_tools(entries or []),
        limits=_limits(definition.get("budgets") or {}),
        system_prompt=(definition.get("persona") or {}).get("system_prompt", ""),
    )


def _tools(entries):
    found = {}
    for entry in entries:
        for tool in _named(entry["name"]):
            found[tool.name] = Equipped(tool, entry.get("description") or "", entry.get("config") or {})
    return dict(list(found.items())[:MOST_TOOLS])


def _named(name) -> list[Tool]:
    """Return the tool of that name; what is not installed here, or no longer, is left out."""
    return [TOOLS[name]] if name in TOOLS else foreign_tools(name)


def _limits(given):
    """Return the agent's limits; where it says nothing, those of the installation."""
    usual = {"steps": settings.AGENT_STEPS, "seconds": settings.AGENT_SECONDS, "tokens": settings.AGENT_TOKENS}
    return Limits(**usual | {name: value for name, value in given.items() if name in usual and isinstance(value, int) and value > 0})
