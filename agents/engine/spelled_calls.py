"""Calls of tools that a model spells out in its reply, for want of a better way: one JSON object, more or less.

Only a reply that is such an object, or ends with it, calls: an object that is quoted in mid-answer does not. Pure.
"""

import ast
import json
import re
from typing import NamedTuple

LONGEST = 60_000
NAMES = ("tool", "tool_name", "name", "function", "action")
ARGUMENTS = ("arguments", "parameters", "args", "input", "action_input")
_FENCED = re.compile(r"```[\w-]*[ \t]*\n?(?P<body>[\[{].*?[\]}])\s*(?:```)?\s*\Z", re.DOTALL)
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_NAMED = re.compile(r"[\"'](?:tool|tool_name|function|action)[\"']\s*:")


class Spelled(NamedTuple):
    """arguments: None where they can't be read; why then says what is wrong."""

    name: str
    arguments: dict | None
    why: str = ""


def may_become_call(text: str) -> bool:
    """Say whether a reply that begins so may turn out to be a call: it is not shown until that is known."""
    begun = text.lstrip()[:3]
    return begun[:1] in ("", "{", "[") or "```".startswith(begun) or begun.startswith("```")


def read_calls(text: str) -> tuple[str, list[Spelled]]:
    """Return what the reply says before its calls, and the calls; (text, []) if it makes none."""
    body, before = _body(text)
    if not body:
        return text, []
    value = _value(body)
    if value is None:
        broken = [Spelled("", None, "The call could not be read: it must be one JSON object.")] if _NAMED.search(body) else []
        return (before, broken) if broken else (text, [])
    calls = [call for each in (value if isinstance(value, list) else [value]) if (call := _call(each))]
    return (before, calls) if calls else (text, [])


def _body(text):
    """Return the object that text ends with, and what stands before it."""
    stripped = text.strip()
    if len(stripped) > LONGEST:
        return "", text
    if stripped[:1] in ("{", "["):
        return stripped, ""
    at = stripped.rfind("```", 0, len(stripped) - 3) if stripped.endswith("```") else stripped.rfind("```")
    found = _FENCED.match(stripped, at) if at >= 0 else None
    return (found["body"], stripped[:at].strip()) if found else ("", text)


def _value(body):
    for read in (json.loads, lambda text: json.loads(_TRAILING_COMMA.sub(r"\1", text)), ast.literal_eval):
        try:
            return read(body)
        except (ValueError, SyntaxError, RecursionError, MemoryError, TypeError):
            continue
    return None


def _call(value):
    if not isinstance(value, dict):
        return None
    if isinstance(value.get("function"), dict):
        value = value["function"]
    name = next((value[key] for key in NAMES if isinstance(value.get(key), str)), None)
    given = next((value[key] for key in ARGUMENTS if key in value), None)
    if not name or (given is None and not isinstance(value.get("tool"), str)):
        return None
    return Spelled(name, *read_arguments(given))


def read_arguments(given) -> tuple[dict | None, str]:
    """Return arguments as a dict, or None and what is wrong. given: a dict, JSON text, or nothing."""
    if given is None or given == "":
        return {}, ""
    value = _value(given) if isinstance(given, str) and len(given) <= LONGEST else given
    if isinstance(value, dict):
        return value, ""
    return None, "The arguments could not be read: they must be one JSON object."
