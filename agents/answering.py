"""The making of an answer: search, tools and model, every sentence checked, saved. A coroutine per run."""

import asyncio
import logging
from contextlib import asynccontextmanager

from django.db import Error as DatabaseFault
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.errors import PlatformError
from agents import afterwards, finishing
from agents.attachments import await_read
from agents.beating import beat
from agents.engine import conversing, rules
from agents.engine.draft import Draft
from agents.engine.frames import publish
from agents.engine.making import prepare
from agents.engine.remembering import recall
from agents.engine.searching import read_for_attempts
from agents.engine.stepping import AwaitsDecision, finish_past
from agents.errors import GivenUp
from agents.executor import executor
from agents.models import Run
from projects.threads import in_thread
from projects.work import LostLease

logger = logging.getLogger(__name__)
BEAT_S = 2.0
MAX_ATTEMPTS = 5  # an answer that ends its process each time must not do so for ever


async def execute(pk):
    """Claim the run and make its answer. Returns when the run has ended or belongs to someone else."""
    run = await _claim(pk)
    if run is None:
        return
    with translation.override(run.conversation.user.language):
        if run.cancel_requested:
            await _broken_off(run, Draft())
            return
        await _bring_to_an_end(run, Draft())
        executor.ring()  # another question may have waited for this end
        await afterwards.add(run.pk)


async def _bring_to_an_end(run, draft):
    try:
        async with _kept_alive(run):
            await _make(run, draft)
    except LostLease:
        logger.info("run %s goes on elsewhere", run.pk)
    except AwaitsDecision:
        logger.info("run %s waits for a decision", run.pk)
    except asyncio.CancelledError:
        await asyncio.shield(_broken_off(run, draft))
    except PlatformError as error:
        await _fail(run, draft, str(error))
    except DatabaseFault:
        logger.exception("run %s waits for the database; it starts again when its lease has run out", run.pk)
    except Exception:
        logger.exception("run %s failed", run.pk)
        await _fail(run, draft, _("Something went wrong on our side while answering. Your question is kept: try it again."))


async def _make(run, draft):
    if run.attempts > MAX_ATTEMPTS:
        raise GivenUp
    if run.attempts > 1:
        await publish(run, "restart", {})
    making = await in_thread(prepare)(run, draft)
    if making.context.documents:
        await await_read(making.context.documents)
    if making.past:
        await finish_past(making)
    await recall(making)
    await (rules if making.model.is_builtin else conversing).answer(making)
    await read_for_attempts(making)
    await finishing.complete(run, draft)


@asynccontextmanager
async def _kept_alive(run):
    """Renew the run's lease while the body runs; cancel the body if somebody asks to stop or the lease is lost."""
    body = asyncio.current_task()

    async def keep():
        while True:
            await asyncio.sleep(BEAT_S)
            try:
                unwanted = await beat(run)
            except LostLease:
                unwanted = True
            except DatabaseFault:
                continue
            if unwanted:
                body.cancel()
                return

    beating = asyncio.create_task(keep())
    try:
        yield
    finally:
        beating.cancel()


async def _broken_off(run, draft):
    """End a run that was stopped by a person, or give it back if it is the process that stops."""
    try:
        wanted = await in_thread(lambda: Run.objects.filter(pk=run.pk, fence=run.fence, cancel_requested=True).exists())()
        if wanted:
            await finishing.stop(run, draft)
        else:
            await in_thread(run.release)()
    except LostLease:
        pass


async def _fail(run, draft, message):
    try:
        await finishing.fail(run, draft, message)
    except (LostLease, DatabaseFault):
        logger.warning("run %s could not be marked as failed", run.pk)


@in_thread
def _claim(pk):
    run = Run.objects.claim(pk)
    related = ("conversation__project", "conversation__user", "question", "answer", "agent_version")
    return run and Run.objects.select_related(*related).get(pk=pk).with_options()
