"""Two ways of waiting for an answer: all of it at once, or as server-sent events."""

import asyncio
import json
import time

from asgiref.sync import async_to_sync
from django.db import close_old_connections

from agents.answering import execute
from agents.executor import executor
from agents.following import follow
from agents.models import Run
from projects.threads import in_thread

POLL_S = 0.05
LONGEST_WAIT_S = 300
KEEP_ALIVE_S = 15


def await_end(run):
    """Return when the run has ended, or after LONGEST_WAIT_S; the run is refreshed.

    Without an executor in this process (a command, say) the answer is made here.
    """
    if not executor.is_on:
        for pk in line_before(run):
            async_to_sync(execute)(pk)
    deadline = time.monotonic() + LONGEST_WAIT_S
    run.refresh_from_db()
    while run.is_open and time.monotonic() < deadline:
        close_old_connections()  # those who wait must not keep the pool's connections from those who answer
        time.sleep(POLL_S)
        run.refresh_from_db()
    return run


def line_before(run):
    """Return the ids of the run and of those whose end it waits for, in the order in which they can be made."""
    line = [run]
    while before := Run.objects.exclude(state__in=Run.END_STATES).filter(answer=line[0].question.parent_id).first():
        line.insert(0, before)
    return [each.pk for each in line]


async def _make_here(run_id):
    for pk in await in_thread(lambda: line_before(Run.objects.select_related("question").get(pk=run_id)))():
        await execute(pk)


async def server_sent(run_id, after=0):
    """Yield a run's events as text/event-stream (WHATWG HTML, section 9.2), each with its seq as id."""
    making = None if executor.is_on else asyncio.create_task(_make_here(run_id))
    messages = follow(run_id, after)
    arriving = None
    try:
        while True:
            arriving = arriving or asyncio.ensure_future(anext(messages, None))
            await asyncio.wait({arriving}, timeout=KEEP_ALIVE_S)
            if not arriving.done():
                yield ": still here\n\n"
                continue
            message, arriving = arriving.result(), None
            if message is None:
                return
            yield f"id: {message['seq']}\nevent: {message['type']}\ndata: {json.dumps(message)}\n\n"
    finally:
        if arriving:
            arriving.cancel()
            await asyncio.gather(arriving, return_exceptions=True)
        await messages.aclose()
        if making:
            await making
