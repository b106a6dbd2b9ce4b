"""Tools of other servers as agents name them: `server.tool`, or `server.*` for all of them."""

import json
import logging
from hashlib import sha256
from typing import Any

from django.core.cache import cache
from redis.exceptions import RedisError

from agents.attempts import find_attempts
from agents.models import McpServer
from agents.tool_servers import client
from agents.tools.protocol import Context, Tool
from agents.tools.results import Result
from projects.llm import background

logger = logging.getLogger(__name__)
KEPT_S, AWAY_S = 300, 30
LONGEST_DESCRIPTION, LONGEST_HINT, LARGEST_SCHEMA = 1000, 300, 20_000
LONGEST_TEXT = 60_000
SEPARATORS = (".", "__")
DEEPEST = 12


class ForeignTool(Tool):
    """What a server offers under a name of ours. It has side effects unless an administrator says otherwise."""

    icon = "globe"

    def __init__(self, server: McpServer, told: dict):
        self.server, self.told = server, told
        self.name = f"{server.name}.{told['name']}"
        self.title = f"{told['title'][:60]} ({server.name})"
        self.description = harmless_words(told["description"], LONGEST_DESCRIPTION) or f"{told['name']}, a tool of {server.name}."
        self.parameters = harmless_schema(told["parameters"])
        self.has_side_effects = told["name"] not in (server.harmless_tools or [])

    def run(self, context: Context, arguments: dict) -> Result:
        said = background.run(client.call_tool(self.server, self.told["name"], arguments), context.should_stop)
        data = {"text": said["text"][:LONGEST_TEXT]} if said["text"] else {}
        if said["structured"] is not None and len(json.dumps(said["structured"])) <= LONGEST_TEXT:
            data["structured"] = said["structured"]
        return Result(data=data, found_nothing=not data)


def foreign_tools(name: str) -> list[Tool]:
    """Return the tools that name means; [] if its server is unknown, switched off or away. Call it in a thread."""
    server, wanted = _server_of(name)
    if server is None:
        return []
    offered = [told for told in _listed(server) if _fits(told)]
    return [ForeignTool(server, told) for told in offered if wanted in ("*", told["name"])]


def forget(server: McpServer) -> None:
    """Ask the server again the next time."""
    cache.delete(_key(server))


def harmless_words(text: str, longest: int) -> str:
    """Return a server's words about itself, or "" where they read like orders: they stand outside of any fence."""
    text = " ".join(text.split())[:longest]
    return "" if find_attempts(text) else text


def harmless_schema(schema: Any, depth: int = 0) -> Any:
    """Return a JSON schema without references, patterns (which could run for ever), examples and words that give orders."""
    if depth > DEEPEST:
        return {}
    if isinstance(schema, list):
        return [harmless_schema(each, depth + 1) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {}
    for key, value in schema.items():
        if key in ("title", "description") and isinstance(value, str):
            value = harmless_words(value, LONGEST_HINT)
        elif key in ("$ref", "$dynamicRef", "pattern", "patternProperties", "examples", "$schema", "$id"):
            continue
        kept[key] = harmless_schema(value, depth + 1)
    return kept


def _server_of(name):
    """Return (the enabled server that name begins with, the rest of it)."""
    for mark in SEPARATORS:
        first, found, rest = name.partition(mark)
        if found and rest and (server := McpServer.objects.filter(name=first, is_enabled=True).first()):
            return server, rest
    return None, ""


def _fits(told):
    schema = told["parameters"]
    return isinstance(schema, dict) and schema.get("type") == "object" and len(json.dumps(schema)) <= LARGEST_SCHEMA and told["name"]


def _listed(server):
    """Return what the server offers, asked at most every KEPT_S."""
    key = _key(server)
    try:
        known = cache.get(key)
    except RedisError:
        known = None
    if known is None:
        known, lasts_s = _ask(server)
        try:
            cache.set(key, known, lasts_s)
        except RedisError:
            logger.warning("what %s offers can't be remembered", server.name)
    return known


def _ask(server):
    try:
        return background.run(client.list_tools(server)), KEPT_S
    except client.ToolError as error:
        logger.warning("the tool server %s offers nothing now: %s", server.name, error)
        return [], AWAY_S


def _key(server):
    return f"tools-of:{server.pk}:{sha256(f'{server.url} {server.authorization}'.encode()).hexdigest()}"
