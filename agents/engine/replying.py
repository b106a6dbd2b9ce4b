"""One reply of a language model: words that go on to the reader, or calls of tools."""

import secrets
from dataclasses import dataclass, field

from agents.engine.dialogue import wire_name
from agents.engine.frames import publish, storable
from agents.engine.framing import Frames
from agents.engine.making import Making
from agents.engine.spelled_calls import may_become_call, read_arguments, read_calls
from agents.engine.stepping import Wanted
from projects.llm import gateway


@dataclass
class Reply:
    """text: what was said; finish: why it ended."""

    text: str = ""
    wanted: list[Wanted] = field(default_factory=list)
    finish: str = ""


async def reply_to(making: Making, request, *, spelled: bool) -> Reply:
    """Let the model go on; what it says grows in the draft as it comes.

    spelled: calls may stand in the words. Words that turn out to belong to a call are taken back from the reader.
    Raises GatewayError, LostLease.
    """
    draft, reply = making.draft, Reply()
    frames = Frames(making.run, draft)
    try:
        async for delta in gateway.stream(request, making.model):
            reply.text += storable(delta.text)
            reply.finish = delta.finish or reply.finish
            reply.wanted += [_wanted(making, call) for call in delta.calls]
            if reply.text and not (spelled and may_become_call(reply.text)):
                if not draft.text:
                    draft.clock("first_token")
                draft.text = reply.text
                frames.news()
        if spelled:
            reply.text, calls = read_calls(reply.text)
            reply.wanted += [_spelled(making, call) for call in calls]
        if not reply.wanted:
            draft.text = reply.text
    finally:
        draft.clock("answered")
        await frames.end()
    if reply.wanted and draft.text:
        draft.text = ""
        await publish(making.run, "retract", {})
    return reply


def _wanted(making, call) -> Wanted:
    arguments, why = read_arguments(call.arguments)
    return Wanted(own_name(making, call.name), arguments or {}, call.id, why)


def _spelled(making, call) -> Wanted:
    return Wanted(own_name(making, call.name), call.arguments or {}, f"call_{secrets.token_hex(6)}", call.why)


def own_name(making, name):
    """Return a tool's own name for the one that a model wrote."""
    return next((own for own in making.equipment.tools if name in (own, wire_name(own))), name)
