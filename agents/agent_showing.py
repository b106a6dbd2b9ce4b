"""An agent as its pages show it, in the reader's language."""

from dataclasses import dataclass, field

from agents.choosing import description_of, name_of
from agents.definitions.checking import is_of_server, tool_servers
from agents.definitions.errors import DefinitionError
from agents.definitions.icons import DEFAULT_ICON
from agents.definitions.reading import read
from agents.definitions.speaking import prompts, spoken
from agents.tools.registry import TOOLS


@dataclass
class ShownTool:
    """title and icon as people know them; description as the model reads it."""

    name: str
    title: str
    icon: str
    description: str
    config: dict
    is_installed: bool


@dataclass
class Card:
    """What a list says of an agent."""

    name: str
    description: str
    icon: str
    tools: list[ShownTool]
    prompts: list[str]
    agent: object = None
    is_mine: bool = False

    def fits(self, words: str) -> bool:
        said = f"{self.name} {self.description} {self.agent.name} {self.agent.slug}".casefold()
        return all(word in said for word in words.casefold().split())

    def belongs(self, show: str) -> bool:
        built_in = self.agent.project_id is None
        return {"built-in": built_in, "project": not built_in, "mine": self.is_mine}.get(show, True)


@dataclass
class Shown(Card):
    """What its page says of it. remarks: what is left out here, and why."""

    persona: str = ""
    sources: list = field(default_factory=list)
    budgets: dict = field(default_factory=dict)
    model: str = ""
    remarks: list = field(default_factory=list)


def card(agent, user) -> Card:
    definition = agent.current.definition
    return Card(
        name_of(agent), description_of(agent), agent.icon, tools_of(definition), prompts(definition), agent, agent.created_by_id == user.pk
    )


def draft_card(definition) -> Card:
    """Return what a list would say of a definition that is not saved."""
    agent = definition["agent"]
    return Card(
        spoken(agent["name"]),
        spoken(agent.get("description", "")),
        agent.get("icon", DEFAULT_ICON),
        tools_of(definition),
        prompts(definition),
    )


def shown(agent, user, project) -> Shown:
    definition = agent.current.definition
    return Shown(
        **vars(card(agent, user)),
        persona=definition["persona"]["system_prompt"],
        sources=definition.get("knowledge_base", {}).get("sources", []),
        budgets=definition.get("budgets", {}),
        model=definition.get("model", ""),
        remarks=_remarks(agent.current.source),
    )


def tools_of(definition) -> list[ShownTool]:
    servers = tool_servers() if any(entry["name"] not in TOOLS for entry in definition["tools"]) else []
    return [_tool(entry, servers) for entry in definition["tools"]]


def _tool(entry, servers):
    name, tool = entry["name"], TOOLS.get(entry["name"])
    is_foreign = is_of_server(name, servers)
    description = entry.get("description") or (tool.description if tool else "")
    title, icon = (str(tool.title), tool.icon) if tool else (name, "globe" if is_foreign else "wrench")
    return ShownTool(name, title, icon, description, entry.get("config", {}), bool(tool) or is_foreign)


def _remarks(source):
    """Return what would be said of source if it were saved now: tools come and go."""
    try:
        return read(source).remarks
    except DefinitionError as error:
        return [str(fault) for fault in error.faults]
