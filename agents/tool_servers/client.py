"""Asking a tool server what it offers, and to work. Whatever it says is text that nobody vouches for."""

import asyncio
from contextlib import asynccontextmanager

import httpx2
from django.conf import settings
from django.utils.translation import gettext as _

from agents.tools.protocol import ToolError
from documents.errors import DocumentError

MOST_TOOLS, MOST_PAGES = 200, 5
LIST_TIMEOUT_S = 10


class ServerAway(ToolError):
    code, status, retryable = "tool-server-away", 502, True


async def list_tools(server) -> list[dict]:
    """Return what server offers: [{"name", "title", "description", "parameters"}]. Raises ServerAway."""
    found, cursor = [], None
    async with _session(server, min(server.timeout_s, LIST_TIMEOUT_S)) as session:
        for _page in range(MOST_PAGES):
            listed = await session.list_tools(cursor=cursor)
            found += [_as_told(tool) for tool in listed.tools]
            cursor = listed.next_cursor
            if not cursor:
                break
    return found[:MOST_TOOLS]


async def call_tool(server, name: str, arguments: dict) -> dict:
    """Return {"text", "structured"} of a call. Raises ToolError with what the server says, ServerAway if it says nothing."""
    async with _session(server, server.timeout_s) as session:
        result = await session.call_tool(name, arguments, read_timeout_seconds=server.timeout_s)
    text = "\n".join(_words(block) for block in result.content)
    if result.is_error:
        raise ToolError(text[:2000] or _("The tool failed and did not say why."))
    return {"text": text, "structured": result.structured_content}


def _as_told(tool):
    return {
        "name": tool.name,
        "title": tool.title or tool.name,
        "description": tool.description or "",
        "parameters": tool.input_schema,
    }


def _words(block):
    """Return a block of content as words; pictures, sounds and links are named, never fetched."""
    if block.type == "text":
        return block.text
    resource = getattr(block, "resource", None)
    if resource is not None and getattr(resource, "text", None):
        return resource.text
    return f"({block.type})"


@asynccontextmanager
async def _session(server, timeout_s):
    from mcp.client import Client
    from mcp.client.streamable_http import streamable_http_client

    from agents.tool_servers.transport import MOST_BYTES, PinnedTransport

    headers = {"Authorization": server.authorization} if server.authorization else {}
    options = {
        "transport": PinnedTransport(allow_private=settings.MCP_ALLOW_PRIVATE),
        "timeout": httpx2.Timeout(timeout_s, connect=min(timeout_s, 10)),
        "headers": headers,
        "trust_env": False,
    }
    try:
        async with asyncio.timeout(timeout_s), httpx2.AsyncClient(**options) as http:
            transport = streamable_http_client(server.url, http_client=http, max_sse_event_size=MOST_BYTES)
            async with Client(transport, read_timeout_seconds=timeout_s, cache=None) as session:
                yield session
    except ToolError:
        raise
    except TimeoutError as error:
        raise ServerAway(_("The tool server “%(server)s” did not answer in time.") % {"server": server.name}) from error
    except Exception as error:
        refused = _cause(error, DocumentError)
        if refused:
            raise ServerAway(f"{server.name}: {refused}") from error
        own = _cause(error, ToolError)
        if own:
            raise own from error
        raise ServerAway(_("The tool server “%(server)s” can’t be used at the moment.") % {"server": server.name}) from error


def _cause(error, kind):
    """Return the first error of a kind behind error, which may be a group of errors."""
    if isinstance(error, kind):
        return error
    parts = error.exceptions if isinstance(error, BaseExceptionGroup) else filter(None, [error.__cause__, error.__context__])
    return next((found for part in parts if (found := _cause(part, kind))), None)
