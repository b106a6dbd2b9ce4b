"""The tools that come with the installation, by name."""

from importlib import import_module

from agents.tools.protocol import Tool

MODULES = [
    "agents.tools.rag_search",
    "agents.tools.contracts.tool",
    "agents.tools.summaries.tool",
    "agents.tools.law.tool",
    "agents.tools.comparing.tool",
    "agents.tools.reports.tool",
    "agents.tools.finance.calculator",
    "agents.tools.data.summary",
    "agents.tools.data.chart",
    "agents.tools.resumes.tool",
    "agents.tools.resumes.matcher_tool",
    "agents.tools.papers.search_tool",
    "agents.tools.papers.citation_tool",
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
