"""The words of an answer on their way to those who watch it being made."""

import asyncio

from django.db import InterfaceError, OperationalError, transaction

from agents.following import group_of
from agents.models import RunEvent
from projects import events
from projects.threads import in_thread

RETRY_S = 0.5
FRAME_S = 0.04  # tokens are sent in frames: one by one they would cost more than the model


@in_thread
def publish(run, type_, payload):
    """Tell of one thing that happened to run. Raises LostLease."""
    events.publish(RunEvent, run, type_, payload, groups=[group_of(run.pk)])


@in_thread
@transaction.atomic
def move(run, state):
    """Take run to state, and tell. Raises LostLease."""
    run.move(state)
    events.publish(RunEvent, run, "state", {"state": state}, groups=[group_of(run.pk)])


def storable(text):
    """Return text without what the database refuses: NUL, and halves of characters that a server has torn apart."""
    return text.replace("\x00", "").encode(errors="replace").decode()


class Frames:
    """Sends on what is new in a draft. One frame is under way at a time, and none is given up half-way: it might
    arrive all the same, and be sent again."""

    def __init__(self, run, draft):
        self.run, self.draft, self.sent, self.ended = run, draft, 0, False
        self.arrived = asyncio.Event()
        self._pumping = asyncio.create_task(self._pump())

    async def end(self):
        """Return once everything is sent. Raises LostLease."""
        self.ended = True
        self.arrived.set()
        await asyncio.shield(self._pumping)

    async def _pump(self):
        while not (self.ended and self.sent == len(self.draft.text)):
            await self.arrived.wait()
            self.arrived.clear()
            try:
                await self._flush()
            except (OperationalError, InterfaceError):  # it may be back in a moment: what is unsent waits
                self.arrived.set()
                await asyncio.sleep(RETRY_S)
            if not self.ended:
                await asyncio.sleep(FRAME_S)

    async def _flush(self):
        until = len(self.draft.text)
        if until > self.sent:
            await publish(self.run, "token", {"text": self.draft.text[self.sent : until]})
            self.sent = until
