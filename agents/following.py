"""Reading a run's events as they come: what was missed first, then what is new, each exactly once."""

import asyncio
import time

from django.contrib.auth import get_user_model

from agents.listening import GROUP, listening
from agents.models import Run, RunEvent
from projects import events
from projects.threads import in_thread

LAST = ("answer", "error", "stopped")
# A bell may be lost; the rows are not. The longer nothing comes, the less often they are read.
RECHECK_S, LONGEST_RECHECK_S = 1.0, 4.0
VISIBLE_FOR_S = 5.0  # a reader who is no longer a member hears so much more at most


def group_of(run_id):
    """Return the group that hears of a run: one for all, since each process takes its pick (see listening.py)."""
    return GROUP


async def follow(run_id, after=0, *, pulse=False):
    """Yield the run's messages later than `after` in order, until its last one; end too if there can be none.

    pulse: yield None as well, each time that nothing has come for some seconds.
    """
    patience_s = RECHECK_S
    async with listening(run_id) as bells:
        while True:
            messages, is_open = await _missed(run_id, after)
            for message in messages:
                after = message["seq"]
                yield message
                if message["type"] in LAST:
                    return
            if not is_open:  # deleted, or all of it is known
                return
            patience_s = RECHECK_S if messages else min(patience_s * 2, LONGEST_RECHECK_S)
            while message := await _rung(bells, after, patience_s):
                if message["seq"] > after + 1:  # a gap: the rows know what is between
                    break
                after, patience_s = message["seq"], RECHECK_S
                yield message
                if message["type"] in LAST:
                    return
            if pulse and message is None:
                yield None


async def _rung(bells, after, patience_s):
    """Return the next message that is later than `after`, None if there is none for patience_s."""
    try:
        async with asyncio.timeout(patience_s):
            while (message := await bells.get())["seq"] <= after:
                pass
            return message
    except TimeoutError:
        return None


@in_thread
def _missed(run_id, after):
    """Return (messages, whether more may come); the run is asked first, so that its last message is not missed."""
    is_open = Run.objects.filter(pk=run_id, state__in=Run.UNFINISHED_STATES).exists()
    return events.after(RunEvent, run_id, after), is_open


async def while_visible(messages, user_id, run_id):
    """Yield the messages of a run, as `follow` gives them, for as long as this person may see it; looked up every few seconds."""
    seen_at = time.monotonic()
    try:
        async for message in messages:
            if time.monotonic() - seen_at > VISIBLE_FOR_S:
                if not await _may_see(user_id, run_id):
                    return
                seen_at = time.monotonic()
            yield message
    finally:
        await messages.aclose()


@in_thread
def _may_see(user_id, run_id):
    user = get_user_model().objects.filter(pk=user_id).first()
    return bool(user) and Run.objects.visible_to(user).filter(pk=run_id).exists()


@in_thread
def visible_run(user, run_id):
    """Return the run if the user may see it, else None."""
    return Run.objects.visible_to(user).filter(pk=run_id).first()
