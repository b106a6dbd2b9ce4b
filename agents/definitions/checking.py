"""Whether a definition can be used here: by the schema, and by what this installation has."""

import json
import re
from functools import cache
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator

from agents.definitions.icons import AGENT_ICONS
from agents.definitions.nearness import hint
from agents.definitions.tree import MOST_FAULTS
from agents.definitions.wording import told
from agents.models import McpServer
from agents.tool_servers.foreign_tools import SEPARATORS
from agents.tools.registry import TOOLS
from projects.choices import is_model

SCHEMA = Path(__file__).with_name("schema.json")
MOST_WILDCARDS = 4


@cache
def schema():
    """Return the JSON schema of a definition."""
    return json.loads(SCHEMA.read_text())


@cache
def _validator():
    return Draft202012Validator(schema())


def check(tree):
    """Add to tree.faults what is wrong with it; return remarks on what is left out."""
    if not isinstance(tree.value, dict):
        tree.fault((), _("Begin with “agent:”, and below it its name."))
        return []
    _by_schema(tree, _validator(), tree.value, ())
    for section, further in (("agent", _check_icon), ("model", _check_model), ("knowledge_base", _check_sources)):
        if _is_sound(tree, section):
            further(tree)
    return _check_tools(tree) if _is_sound(tree, "tools") else []


def _is_sound(tree, section):
    """Say whether a section is there and fits the schema, so that its values can be looked at."""
    return section in tree.value and not any(re.split(r"[.\[]", fault.path)[0] == section for fault in tree.faults)


def _by_schema(tree, validator, value, base):
    found = (each for error in validator.iter_errors(value) for each in told(error))
    for path, of_key, message in islice(found, MOST_FAULTS):
        tree.fault(_there(tree, base + path), message, of_key=of_key)


def _there(tree, path):
    """Return path, or the nearest part of it that stands in the text."""
    while path not in tree.marks:
        path = path[:-1]
    return path


def _check_icon(tree):
    icon = tree.value["agent"].get("icon")
    if icon is not None and icon not in AGENT_ICONS:
        tree.fault(("agent", "icon"), _("There is no icon “%(icon)s”.") % {"icon": icon} + " " + hint(icon, AGENT_ICONS))


def _check_model(tree):
    if not is_model("llm_model", tree.value.get("model")):
        tree.fault(("model",), _("There is no model “%(model)s” here.") % {"model": tree.value["model"]})


def _check_sources(tree):
    for index, source in enumerate(tree.value.get("knowledge_base", {}).get("sources", [])):
        path = source.get("path", "")
        where = ("knowledge_base", "sources", index, "path")
        if "/" in path or "\\" in path:
            tree.fault(where, _("Documents lie in no folders here: write the name of a document, or a pattern such as *.pdf."))
        elif sum(map(path.count, "*?[")) > MOST_WILDCARDS:
            tree.fault(where, _("A pattern may have %(most)s wildcards at most.") % {"most": MOST_WILDCARDS})


def _check_tools(tree):
    remarks, seen = [], {}
    servers = tool_servers() if any(entry["name"] not in TOOLS for entry in tree.value["tools"]) else []
    for index, entry in enumerate(tree.value["tools"]):
        name, where = entry["name"], ("tools", index, "name")
        if name in seen:
            tree.fault(where, _("The tool %(name)s is listed twice.") % {"name": name})
        elif name in TOOLS:
            _check_config(tree, TOOLS[name], entry, index)
        elif is_of_server(name, servers):
            pass  # its server says what it takes
        elif entry.get("optional"):
            remarks.append(_("The tool %(name)s is not installed here: it is left out until it is.") % {"name": name})
        else:
            tree.fault(where, _("There is no tool %(name)s here.") % {"name": name} + " " + hint(name, TOOLS))
        seen[name] = index
    return remarks


def tool_servers() -> list[str]:
    """Return the names of the tool servers that are switched on."""
    return list(McpServer.objects.filter(is_enabled=True).values_list("name", flat=True))


def is_of_server(name: str, servers: list[str]) -> bool:
    """Say whether name is that of a tool of one of servers, or `server.*`."""
    return any(name.startswith(server + mark) for server in servers for mark in SEPARATORS)


def _check_config(tree, tool, entry, index):
    if tool.config_schema is not None and "config" in entry:
        _by_schema(tree, Draft202012Validator(tool.config_schema), entry["config"], ("tools", index, "config"))
