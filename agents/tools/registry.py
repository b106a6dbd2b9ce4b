"""The tools that come with the installation, by name."""

from importlib import import_module

from agents.tools.protocol import Tool

MODULES = [
    "agents.tools.rag_search",
    "agents.tools.finance.calculator",
    "agents.tools.data.summary",
    "agents.tools.data.chart",
]

TOOLS: dict[str, Tool] = {}


def register(tool: type[Tool]) -> type[Tool]:
    """Class decorator: let agents name this tool."""
    TOOLS[tool.name] = tool()
    return tool


def load() -> None:
    """Import every tool, so that each registers itself."""
    for module in MODULES:
        import_module(module)
