"""The making of an answer: search, ask the model, check every sentence, save. A coroutine per run."""

import asyncio
import logging
import time
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from django.db import Error as DatabaseFault
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.errors import PlatformError
from agents import finishing, prompts
from agents.attachments import await_read
from agents.beating import beat
from agents.builtin_answerer import Asked, Quoted
from agents.errors import GivenUp
from agents.following import group_of
from agents.followups import standalone
from agents.frames import Frames
from agents.models import Run, RunEvent
from agents.runs import path_to
from agents.searching import search
from projects import events
from projects.llm import gateway, models_client
from projects.llm.calls import Request
from projects.llm.models import CatalogModel
from projects.threads import in_thread
from projects.work import LostLease

logger = logging.getLogger(__name__)
BEAT_S = 2.0
MAX_ATTEMPTS = 5  # an answer that ends its process each time must not do so for ever


@dataclass
class Draft:
    """What is known of the answer so far."""

    started: float = field(default_factory=time.monotonic)
    retrieval: object = None
    messages: list = field(default_factory=list)
    text: str = ""
    quoted: Quoted | None = None
    timings_ms: dict = field(default_factory=dict)

    def embed(self, texts):
        """Embed texts with the model of the project's index."""
        return models_client.embed_passages(texts, self.retrieval.trace["index"]["model"])

    @property
    def embeds(self):
        """`embed`, or None where its model does not know the language of the question."""
        return self.embed if self.retrieval and self.retrieval.trace.get("dense", {}).get("enabled") else None

    def clock(self, name):
        self.timings_ms[name] = round((time.monotonic() - self.started) * 1000, 1)


async def execute(pk):
    """Claim the run and make its answer. Returns when the run has ended or belongs to someone else."""
    run = await _claim(pk)
    if run is None:
        return
    with translation.override(run.conversation.user.language):
        await _bring_to_an_end(run, Draft())


async def _bring_to_an_end(run, draft):
    try:
        async with _kept_alive(run):
            await _make(run, draft)
    except LostLease:
        logger.info("run %s goes on elsewhere", run.pk)
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
        await _publish(run, "restart", {})
    await _move(run, Run.State.RETRIEVING)
    project, question = run.conversation.project, run.question.content
    history = await in_thread(lambda: path_to(run.question)[:-1])()
    named = await in_thread(lambda: list(run.question.mentions.all()))()
    await await_read(named)
    looking = {"user": run.conversation.user, "conversation": run.conversation, "documents": [each.pk for each in named]}
    draft.retrieval = await in_thread(search)(project, standalone(question, history), **looking)
    draft.clock("retrieved")
    passages = draft.retrieval.passages
    await _publish(run, "sources", {"passages": [_as_source(passage) for passage in passages]})
    model = await in_thread(CatalogModel.objects.select_related("provider").get)(pk=run.model)
    draft.messages = prompts.build(project, question, passages, history, context_window=model.context_window)
    await _move(run, Run.State.ANSWERING)
    await _stream(run, draft, _request(run, project, draft), model)
    await finishing.complete(run, draft)


def _request(run, project, draft):
    return Request(
        project=project,
        user=run.conversation.user,
        messages=draft.messages,
        purpose="chat",
        reference=str(run.pk),
        temperature=project.temperature,
        max_tokens=run.options.get("max_tokens"),
        context=Asked(run.question.content, draft.retrieval.passages, draft.embeds),
    )


async def _stream(run, draft, request, model):
    """Collect the model's deltas into draft and send them on in frames."""
    frames = Frames(run, draft)
    try:
        async for delta in gateway.stream(request, model):
            if not draft.text and delta.text:
                draft.clock("first_token")
            draft.text += _storable(delta.text)
            draft.quoted = delta.data or draft.quoted
            frames.news()
    finally:
        draft.clock("answered")
        await frames.end()


def _storable(text):
    """Return text without what the database refuses: NUL, and halves of characters that a server has torn apart."""
    return text.replace("\x00", "").encode(errors="replace").decode()


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
    return run and Run.objects.select_related("conversation__project", "conversation__user", "question", "answer").get(pk=pk).with_options()


@in_thread
@transaction.atomic
def _move(run, state):
    run.move(state)
    events.publish(RunEvent, run, "state", {"state": state}, groups=[group_of(run.pk)])


@in_thread
def _publish(run, type_, payload):
    events.publish(RunEvent, run, type_, payload, groups=[group_of(run.pk)])


def _as_source(passage):
    return {
        "document": str(passage.document_id),
        "name": passage.document_name,
        "page": passage.page_start,
        "score": round(passage.score, 4),
    }
