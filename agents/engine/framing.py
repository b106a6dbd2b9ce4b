"""The words of answers on their way to those who watch them being made.

What is new in all answers of this process is written by one statement at a time, a row for each: answers that run
beside each other share the cost, and wait a little longer for each other the more there are.
"""

import asyncio
import logging
import secrets
from concurrent.futures import ThreadPoolExecutor
from weakref import WeakKeyDictionary

from channels.db import database_sync_to_async
from django.db import InterfaceError, OperationalError

from agents.following import GROUP
from agents.models import RunEvent
from projects import events
from projects.work import LostLease

logger = logging.getLogger(__name__)
RETRY_S = 0.5
# From one write to the next: a few answers should look fluent, many must not cost more than their model.
SHORTEST_S, LONGEST_S, PER_ANSWER_S = 0.04, 0.07, 0.0005
SLOW_S = 1.0
# A thread of its own: words do not queue up behind searches.
_thread = ThreadPoolExecutor(1, thread_name_prefix="frames")
_writers = WeakKeyDictionary()


class Frames:
    """Sends on what is new in a draft. A frame says where in the text it begins, so that none is ever written twice."""

    def __init__(self, run, draft):
        self.run, self.draft, self.sent, self.fault = run, draft, 0, None
        self.reply = secrets.token_hex(4)  # a run has one for each reply of its model
        self.written = asyncio.Event()
        self.unsure = None  # a piece that may have been written although the database did not say so
        self._writer = _writers.setdefault(asyncio.get_running_loop(), Writer())

    def news(self):
        """Say that the draft has grown."""
        self._writer.take(self)

    async def end(self):
        """Return once everything is sent. Raises LostLease."""
        while self.sent < len(self.draft.text) and not self.fault:
            self.written.clear()
            self.news()
            await self.written.wait()
        if self.fault:
            raise self.fault

    def piece(self):
        """Return the payload of the next frame, or None if nothing is new."""
        if self.unsure:
            return self.unsure
        text = self.draft.text[self.sent :]
        return {"text": text, "at": self.sent, "reply": self.reply} if text else None

    def is_written(self, piece):
        """Whether a piece arrived whose writing ended in a fault."""
        place = {"payload__at": piece["at"], "payload__reply": piece["reply"]}
        return RunEvent.objects.filter(owner_id=self.run.pk, type="token", **place).exists()


class Writer:
    """Writes for all Frames of one event loop. Its task ends when there is nothing to write."""

    def __init__(self):
        self._unsent, self._task = {}, None

    def take(self, frames):
        self._unsent[frames] = True
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._write_all())

    async def _write_all(self):
        clock = asyncio.get_running_loop().time
        try:
            while self._unsent:
                began = clock()
                batch = {frames: piece for frames in self._unsent if (piece := frames.piece())}
                self._unsent.clear()
                if await self._write(batch):
                    if clock() - began > SLOW_S:
                        logger.warning("writing frames of %s answers took %.1f s", len(batch), clock() - began)
                    pause_s = min(max(SHORTEST_S, len(batch) * PER_ANSWER_S), LONGEST_S)
                    await asyncio.sleep(max(0.0, began + pause_s - clock()))
                else:
                    await asyncio.sleep(RETRY_S)
        finally:
            self._task = None

    async def _write(self, batch):
        """Write the batch; return whether the database took it. What it did not take waits."""
        try:
            lost = await _write_down(batch)
        except (OperationalError, InterfaceError) as error:  # it may be back in a moment
            logger.warning("frames of %s answers wait for the database: %s", len(batch), error)
            for frames, piece in batch.items():
                frames.unsure, self._unsent[frames] = piece, True
            return False
        except Exception as error:  # noqa: BLE001 - told to those who wait for it
            for frames in batch:
                frames.fault = error
                frames.written.set()
            return True
        for frames, piece in batch.items():
            frames.sent += len(piece["text"])
            frames.unsure = None
            if frames.run.pk in lost:
                frames.fault = LostLease(f"run {frames.run.pk}")
            frames.written.set()
        return True


def _write_here(batch):
    """Write the pieces of batch ({Frames: payload}); return the ids of runs that belong to someone else by now."""
    told = [(frames.run, "token", piece) for frames, piece in batch.items() if not (frames.unsure and frames.is_written(piece))]
    return events.publish_all(RunEvent, told, group=GROUP) if told else set()


_write_down = database_sync_to_async(_write_here, thread_sensitive=False, executor=_thread)
