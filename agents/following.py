"""Reading a run's events as they come: what was missed first, then what is new, each exactly once."""

import asyncio

from channels.layers import get_channel_layer

from agents.models import Run, RunEvent
from projects import events
from projects.threads import in_thread

LAST = ("answer", "error", "stopped")
RECHECK_S = 1.0  # a doorbell may be lost; the rows are not


def group_of(run_id):
    return f"run-{run_id}"


async def follow(run_id, after=0):
    """Yield the run's messages later than `after` in order, until its last one; end too if there can be none."""
    layer = get_channel_layer()
    channel = await layer.new_channel()
    await layer.group_add(group_of(run_id), channel)
    bell = None
    try:
        while True:
            messages, is_open = await _missed(run_id, after)
            for message in messages:
                after = message["seq"]
                yield message
                if message["type"] in LAST:
                    return
            if not is_open:  # deleted, or all of it is known
                return
            # The layer drops a channel whose receive is cancelled, so one waits on across time-outs.
            bell = bell or asyncio.ensure_future(layer.receive(channel))
            await asyncio.wait({bell}, timeout=RECHECK_S)
            while bell.done() and (message := bell.result()["message"])["seq"] <= after + 1:
                bell = asyncio.ensure_future(layer.receive(channel))
                if message["seq"] == after + 1:
                    after += 1
                    yield message
                    if message["type"] in LAST:
                        return
                await asyncio.wait({bell}, timeout=RECHECK_S)
            if bell.done():  # a gap: the rows know what is between
                bell = None
    finally:
        if bell:
            bell.cancel()
        await layer.group_discard(group_of(run_id), channel)


@in_thread
def _missed(run_id, after):
    """Return (messages, whether more may come); the run is asked first, so that its last message is not missed."""
    is_open = Run.objects.filter(pk=run_id, state__in=Run.UNFINISHED_STATES).exists()
    return events.after(RunEvent, run_id, after), is_open


@in_thread
def visible_run(user, run_id):
    """Return the run if the user may see it, else None."""
    from agents.models import Conversation

    return Run.objects.filter(pk=run_id, conversation__in=Conversation.objects.visible_to(user)).first()
