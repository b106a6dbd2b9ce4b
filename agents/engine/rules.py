"""Answers without a language model: rules choose the tools, and the tools' own statements are the answer."""

import asyncio
import logging
from dataclasses import replace

from django.utils.translation import gettext as _

from accounts.errors import PlatformError
from agents import prompts
from agents.builtin_answerer import Asked, Quoted
from agents.engine import frames
from agents.engine.calling import in_tool_thread
from agents.engine.composing import compose, confidence_of
from agents.engine.framing import Frames
from agents.engine.making import Making
from agents.engine.router import DATA_TOOLS, Route, route_of
from agents.engine.searching import search
from agents.engine.stepping import Wanted, outcome_of, take_steps
from agents.engine.streaming import stream
from agents.models import Run
from agents.tools.results import Result

logger = logging.getLogger(__name__)
MOST_TOOLS = 3
PROPOSE_S = 20


async def answer(making: Making) -> None:
    """Fill making.draft. Raises LostLease, GatewayError, AwaitsDecision."""
    wanted = await _wanted(making) if making.equipment.specific else []
    route = await route_of(making, {each.name for each in wanted})
    if route is Route.DOCUMENTS:
        wanted = [each for each in wanted if each.name not in DATA_TOOLS]
    if not wanted:
        await _quote(making, [])
        return
    await frames.move(making.run, Run.State.WORKING)
    results = _results(making, await take_steps(making, wanted))
    found_nothing = all(result.found_nothing for result in results)
    if making.equipment.search and (found_nothing or route is Route.BOTH):
        await _quote(making, results)
    else:
        await _say(making, results, refused=found_nothing)


async def _wanted(making):
    try:
        return await asyncio.wait_for(in_tool_thread(proposals, making), min(PROPOSE_S, making.seconds_left))
    except TimeoutError:
        logger.warning("the tools of run %s did not say in time whether they fit", making.run.pk)
        return []


def proposals(making: Making) -> list[Wanted]:
    """Return the calls with which the agent's tools would answer, in the agent's order. Tools may read documents."""
    wanted = []
    for equipped in making.equipment.specific:
        arguments = _proposed(equipped, making.context_for(equipped.name))
        if arguments is None and making.named:  # perhaps it needs more than the documents that the question names
            making.unnamed.add(equipped.name)
            arguments = _proposed(equipped, making.context_for(equipped.name))
        if arguments is not None:
            wanted.append(Wanted(equipped.name, arguments))
    return wanted[:MOST_TOOLS]


def _proposed(equipped, context):
    try:
        return equipped.tool.propose(replace(context, config=equipped.config))
    except PlatformError:
        return None
    except Exception:
        logger.exception("the tool %s could not say whether it fits a question", equipped.name)
        return None


def _results(making, steps) -> list[Result]:
    outcomes = [outcome_of(step) for step in steps]
    making.draft.notes += [outcome.error for outcome in outcomes if outcome.error]
    return [outcome.result for outcome in outcomes if outcome.result]


async def _say(making, results, *, refused):
    """What the tools state is the answer."""
    text = compose(making.draft, results)
    if not text.markdown and not making.draft.notes:
        text.add(_("See the result below."))
    making.draft.quoted = Quoted(text, refused, confidence_of(results), [])
    making.draft.text = text.markdown
    await frames.move(making.run, Run.State.ANSWERING)
    await Frames(making.run, making.draft).end()


async def _quote(making, results):
    """Search, and let the built-in answerer go on after what the tools have stated."""
    if making.equipment.search is None:
        await _say(making, [Result(statements=[])], refused=True)
        return
    if not results:
        await frames.move(making.run, Run.State.RETRIEVING)
    found = await search(making, Run.State.ANSWERING)
    draft = making.draft
    begun = compose(draft, results)
    draft.text = begun.markdown
    draft.messages = prompts.build(making.project, making.question, found.passages, making.told)
    indexes = [draft.index_of_passage(passage) for passage in found.passages]
    asked = Asked(making.question, found.passages, draft.embeds, begun, indexes, all(each.found_nothing for each in results))
    await stream(making, making.request(draft.messages, context=asked))
