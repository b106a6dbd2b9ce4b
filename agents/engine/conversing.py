"""Answers with a language model."""

from agents import prompts
from agents.engine import frames
from agents.engine.making import Making
from agents.engine.searching import search
from agents.engine.streaming import stream
from agents.models import Run


async def answer(making: Making) -> None:
    """Fill making.draft. Raises LostLease, GatewayError, AwaitsDecision."""
    await frames.move(making.run, Run.State.RETRIEVING)
    found = await search(making, Run.State.ANSWERING)
    draft = making.draft
    draft.messages = prompts.build(
        making.project, making.question, found.passages, making.history, context_window=making.model.context_window
    )
    await stream(making, making.request(draft.messages))
