"""Claims queued runs and makes their answers as tasks of the web process's event loop."""

import asyncio
import logging
from contextvars import Context

from django.db import Error

from agents.models import Run
from agents.warming import warm_up
from projects.threads import in_thread

logger = logging.getLogger(__name__)
AT_ONCE = 200
POLL_S = 2.0  # finds what another process left behind


class Executor:
    """One per web process. A ring makes it look at once; between rings it looks every POLL_S seconds."""

    def __init__(self):
        self._running = {}
        self._loop = None
        self._watch = None
        self._rung = None
        self._warming = None

    @property
    def is_on(self):
        return self._loop is not None

    async def start(self):
        """Begin to claim runs."""
        self._rung = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._watch = asyncio.create_task(self._keep_looking())
        self._warming = asyncio.create_task(warm_up())

    async def stop(self):
        """Stop all answers in the making; their leases are given back, so that the next process goes on."""
        self._loop = None
        tasks = [self._watch, self._warming, *self._running.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def ring(self, begin=None):
        """Say that there is a run to begin (its id, if it is known) or to stop. Callable from any thread; does nothing elsewhere."""
        if self._loop:
            call = (self._begin, begin) if begin else (self._rung.set,)
            # An answer outlives the request that asked for it, and so must not run in its context.
            self._loop.call_soon_threadsafe(*call, context=Context())

    def _begin(self, pk):
        """Make the answer, unless that is under way or too many are: then it is found again later."""
        from agents.answering import execute

        if pk not in self._running and len(self._running) < AT_ONCE:
            task = self._running[pk] = asyncio.create_task(execute(pk))
            task.add_done_callback(lambda _task: self._ended(pk))

    async def _keep_looking(self):
        while True:
            self._rung.clear()
            try:
                waiting, unwanted = await self._look()
            except Error:
                logger.warning("the database is away; looking for runs again in %s s", POLL_S)
                waiting, unwanted = [], []
            for pk in unwanted:
                if task := self._running.get(pk):
                    task.cancel()
            for pk in waiting:
                self._begin(pk)
            try:
                await asyncio.wait_for(self._rung.wait(), POLL_S)
            except TimeoutError:
                continue

    def _ended(self, pk):
        """Forget the run; another may have waited for its end."""
        self._running.pop(pk, None)
        self._rung.set()

    @in_thread
    def _look(self):
        waiting = list(Run.objects.awaiting_worker().order_by("created_at").values_list("pk", flat=True)[:AT_ONCE])
        unwanted = Run.objects.filter(pk__in=list(self._running), cancel_requested=True).values_list("pk", flat=True)
        return waiting, list(unwanted)


executor = Executor()
