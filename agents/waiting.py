"""Ways of waiting for an answer: all of it at once, as server-sent events, or for as long as somebody listens."""

import asyncio
import json
import time
from contextlib import asynccontextmanager

from asgiref.sync import async_to_sync
from django.db import close_old_connections

from agents import runs
from agents.answering import execute
from agents.executor import executor
from agents.following import follow, while_visible
from agents.models import Run
from projects.threads import in_thread

POLL_S = 0.05
LONGEST_WAIT_S = 300
KEEP_ALIVE_S = 15
EVENT_STREAM = "text/event-stream"


def await_end(run):
    """Return when the run has ended, or can't go on before a person decides, or after LONGEST_WAIT_S; the run is refreshed.

    Without an executor in this process (a command, say) the answer is made here.
    """
    if not executor.is_on:
        for pk in line_before(run):
            async_to_sync(execute)(pk)
    deadline = time.monotonic() + LONGEST_WAIT_S
    run.refresh_from_db()
    while run.is_open and time.monotonic() < deadline and not _rests(run):
        close_old_connections()  # those who wait must not keep the pool's connections from those who answer
        time.sleep(POLL_S)
        run.refresh_from_db()
    return run


def _rests(run):
    """Say whether the run waits for one that waits for a person's decision."""
    line = line_before(run) if run.state == Run.State.QUEUED else []
    return Run.objects.filter(pk__in=line[:-1], state=Run.State.WAITING).exists()


def line_before(run):
    """Return the ids of the run and of those whose end it waits for, in the order in which they can be made."""
    line = [run]
    while before := Run.objects.filter(answer=line[0].question.parent_id, state__in=Run.UNFINISHED_STATES).first():
        line.insert(0, before)
    return [each.pk for each in line]


async def _make_here(run_id):
    for pk in await in_thread(lambda: line_before(Run.objects.select_related("question").get(pk=run_id)))():
        await execute(pk)


async def server_sent(run_id, reader_id, after=0):
    """Yield a run's events as text/event-stream (WHATWG HTML, section 9.2), each with its seq as id.

    reader_id: the person who listens; the stream ends when the run is no longer theirs to see. It also ends where a person
    has to decide on a step; what comes afterwards is heard by asking again.
    """
    work = None if executor.is_on else asyncio.create_task(_make_here(run_id))
    seen = while_visible(follow(run_id, after, pulse=True), reader_id, run_id)
    messages, spoke_at = until_decision(seen, run_id), time.monotonic()
    try:
        async for message in messages:
            if message is not None:
                yield f"id: {message['seq']}\nevent: {message['type']}\ndata: {json.dumps(message)}\n\n"
            elif time.monotonic() - spoke_at < KEEP_ALIVE_S:
                continue
            else:
                yield ": still here\n\n"
            spoke_at = time.monotonic()
    finally:
        await messages.aclose()
        if work:
            await work


@asynccontextmanager
async def making(run):
    """Give the run's events as they come, and None now and then while none does.

    The run is made for the body alone: when that is left, it is stopped.
    """
    work = None if executor.is_on else asyncio.create_task(_make_here(run.pk))
    messages = until_decision(follow(run.pk, pulse=True), run.pk)
    try:
        yield messages
    finally:
        await messages.aclose()
        await asyncio.shield(in_thread(runs.stop)(run))  # a run that has ended stays as it is
        if work:
            work.cancel()  # whoever is stopped by a cancelled task looks whether it was meant
            await asyncio.gather(work, return_exceptions=True)


async def until_decision(messages, run_id):
    """Yield the messages up to the last one, or to one that says that the run waits for a person."""
    try:
        async for message in messages:
            yield message
            if message and message["type"] == "state" and message["state"] == Run.State.WAITING and message["seq"] == await _last(run_id):
                return
    finally:
        await messages.aclose()


@in_thread
def _last(run_id):
    return Run.objects.filter(pk=run_id).values_list("event_seq", flat=True).first()
