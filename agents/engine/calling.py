"""One call of a tool: its arguments checked, its work done in a thread within a time, its result read for attempts."""

import asyncio
import json
import logging
import threading
import time
from concurrent.futures import CancelledError as BrokenOff
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

from django.db import connection
from django.utils import translation
from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError, best_match
from referencing import Registry
from referencing.exceptions import Unresolvable

from accounts.errors import PlatformError
from agents.attempts import excerpt, find_attempts
from agents.engine.equipment import Equipped
from agents.engine.storing import as_lines
from agents.tools.protocol import BadArguments, Context
from agents.tools.results import Result

logger = logging.getLogger(__name__)
AT_ONCE = 6  # each may hold a connection of the database's pool, and answers need some too
MOST_ARGUMENT_CHARS = 100_000
READ_FOR_ATTEMPTS = 40_000
_threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="tool")


@dataclass
class Outcome:
    """What came of a call: a result, or an error that is safe to show; refusals of arguments can be corrected."""

    result: Result | None = None
    error: str = ""
    duration_ms: int = 0
    attempts: list[dict] = field(default_factory=list)


async def call(equipped: Equipped, context: Context, arguments: dict, *, timeout_s: float) -> Outcome:
    """Run the tool, in the language of the question. Cancelling this, or timeout_s, tells it to stop and waits no longer."""
    began, stopped = time.monotonic(), threading.Event()
    own = replace(context, config=equipped.config, should_stop=stopped.is_set)
    try:
        work = in_tool_thread(_work, equipped, own, arguments)
        outcome = await asyncio.wait_for(work, timeout_s)
    except TimeoutError:
        outcome = Outcome(error=_("It took longer than the time that is left for this answer."))
    finally:
        stopped.set()
    outcome.duration_ms = round((time.monotonic() - began) * 1000)
    return outcome


async def in_tool_thread(function, *arguments):
    """Run function in a thread of the tools: they never keep those that answers need from working."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _let_go, function, arguments)


def _let_go(function, arguments):
    try:
        return function(*arguments)
    finally:
        if not connection.in_atomic_block:
            connection.close()


def _work(equipped, context, arguments):
    with translation.override(context.language):
        try:
            check_arguments(equipped.tool, arguments)
            result = equipped.tool.run(context, arguments)
            return Outcome(result, attempts=attempts_in(result, equipped.name))
        except PlatformError as error:
            return Outcome(error=str(error))
        except BrokenOff:
            return Outcome(error=_("It was stopped."))
        except Exception:
            logger.exception("the tool %s failed", equipped.name)
            return Outcome(error=_("The tool failed on our side."))


def check_arguments(tool, arguments):
    """Raise BadArguments, saying what is wrong where, unless arguments fit the tool's schema."""
    if not isinstance(arguments, dict):
        raise BadArguments(_("The arguments must be a JSON object."))
    if len(json.dumps(arguments, default=str)) > MOST_ARGUMENT_CHARS:
        raise BadArguments(_("The arguments are too long."))
    try:
        # A registry of its own: what a schema refers to is never fetched.
        wrong = best_match(Draft202012Validator(tool.parameters, registry=Registry()).iter_errors(arguments))
    except (SchemaError, Unresolvable, RecursionError, TypeError, ValueError) as error:
        raise BadArguments(_("The tool describes its arguments in a way that can’t be checked.")) from error
    if wrong:
        where = ".".join(map(str, wrong.absolute_path))
        raise BadArguments(f"{where}: {wrong.message[:300]}" if where else wrong.message[:300])


def attempts_in(result: Result, tool_name: str) -> list[dict]:
    """Return what in a result reads like an order to a model, with the place where it stands if that is known."""
    found = []
    for passage in result.passages:
        found += [_at(passage, attempt) for attempt in find_attempts(passage.text)]
        found += [_named(passage.document_name, attempt, passage) for attempt in find_attempts(passage.document_name)]
    for place in result.places:
        found += [_at(place, attempt) for attempt in find_attempts(place.quote)]
    if not result.passages:
        stated = [statement.text for statement in result.statements]
        text = "\n".join([*stated, *as_lines(result.data)])[:READ_FOR_ATTEMPTS]
        quoted = " ".join(each["quote"] for each in found)
        found += [_named(tool_name, each, text=text) for each in find_attempts(text) if text[each.start : each.end] not in quoted]
    return list({(each["name"], each.get("start"), each["quote"]): each for each in found}.values())[:20]


def _at(source, attempt):
    text = getattr(source, "text", None) or source.quote
    return {
        "kind": attempt.kind,
        "name": source.document_name,
        "document": str(source.document_id),
        "revision": source.revision_id,
        "start": source.start + attempt.start,
        "end": source.start + attempt.end,
        "page": getattr(source, "page_start", None) or getattr(source, "page", None),
        "quote": excerpt(text, attempt),
    }


def _named(name, attempt, source=None, text=""):
    """An attempt in a file's name, or in a result that names no place."""
    found = {"kind": attempt.kind, "name": name, "quote": excerpt(text or name, attempt)}
    if source:
        found |= {"document": str(source.document_id), "revision": source.revision_id, "start": source.start, "end": source.start}
    return found
