"""Keeping the summary of a long conversation up to date, before what it replaces is missed."""

import logging

from agents import memory
from agents.engine.making import Making
from agents.untrusted import Fence
from projects.llm import gateway
from projects.llm.errors import GatewayError
from projects.threads import in_thread

logger = logging.getLogger(__name__)
PURPOSE = "summary"


async def recall(making: Making) -> None:
    """Put into making.told what the run's model is told of the conversation; what no longer fits is summarised first.

    A summary that can't be made holds nothing up: the oldest messages are then left out.
    """
    conversation, window = making.run.conversation, {"context_window": making.model.context_window}
    if due := memory.overdue(conversation, making.history, **window):
        try:
            await in_thread(memory.keep)(conversation, await _summary(making, due), due[-1])
        except GatewayError as error:
            logger.warning("conversation %s could not be summarised: %s", conversation.pk, error.code)
    making.told = memory.recall(conversation, making.history, **window)


async def _summary(making, due) -> str:
    if making.model.is_builtin:
        return memory.in_short(making.run.conversation, due)
    fence = Fence("CONVERSATION")
    messages = memory.prompt(making.run.conversation, due, fence.mark)
    request = making.request(messages, purpose=PURPOSE)
    return await gateway.complete(request, making.model) or memory.in_short(making.run.conversation, due)
