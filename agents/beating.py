"""The leases of all answers of this process, renewed together: one statement for those that are due about now."""

import asyncio
from weakref import WeakKeyDictionary

from projects.threads import in_thread
from projects.work import LostLease, beat_all

GATHER_S = 0.3
_beats = WeakKeyDictionary()


async def beat(run):
    """Renew the run's lease; return whether a person asked to stop. Raises LostLease, or DatabaseError."""
    return await _beats.setdefault(asyncio.get_running_loop(), Beats()).join(run)


class Beats:
    """Those of one event loop."""

    def __init__(self):
        self._due, self._task = {}, None

    async def join(self, run):
        answer = asyncio.get_running_loop().create_future()
        self._due[answer] = run
        if self._task is None:
            self._task = asyncio.create_task(self._beat())
        return await answer

    async def _beat(self):
        await asyncio.sleep(GATHER_S)
        due, self._due, self._task = self._due, {}, None
        try:
            held = await in_thread(beat_all)(list(due.values()))
        except Exception as error:  # noqa: BLE001 - told to those who wait for it
            held, fault = {}, error
        else:
            fault = None
        for answer, run in due.items():
            if answer.done():  # nobody waits any more
                continue
            if run.pk in held:
                answer.set_result(held[run.pk])
            else:
                answer.set_exception(fault or LostLease(f"run {run.pk}"))
