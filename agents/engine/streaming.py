"""A model's reply, collected into the draft and sent on in frames as it comes."""

from agents.engine.frames import storable
from agents.engine.framing import Frames
from agents.engine.making import Making
from projects.llm import gateway


async def stream(making: Making, request) -> None:
    """Let the run's model answer request. Raises GatewayError, LostLease."""
    draft = making.draft
    frames = Frames(making.run, draft)
    said = False
    try:
        async for delta in gateway.stream(request, making.model):
            if delta.text and not said:
                draft.clock("first_token")
                said = True
            draft.text += storable(delta.text)
            draft.quoted = delta.data or draft.quoted
            frames.news()
    finally:
        draft.clock("answered")
        await frames.end()
