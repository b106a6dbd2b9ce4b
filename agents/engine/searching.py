"""The search that most answers begin with: a step like others, written together with what else is to be told."""

import time
from dataclasses import replace

from django.db import transaction

from agents.engine.calling import attempts_in
from agents.engine.equipment import SEARCH
from agents.engine.making import Making
from agents.engine.recording import begin, end, kept, remembered
from agents.following import group_of
from agents.models import Run, RunEvent, Step
from agents.tools.results import Result
from projects import events
from projects.threads import in_thread


async def search(making: Making, then: Run.State) -> Result:
    """Search for the run's question, take what is found into the draft and move the run on to state `then`.

    A search that an earlier attempt has made is remembered instead. Raises LostLease.
    """
    before = next((step for step in making.past if step.name == SEARCH and step.state == Step.State.DONE and not step.call_id), None)
    result, step = (remembered(before), None) if before else await in_thread(_search)(making)
    making.draft.take(result)
    making.draft.clock("retrieved")
    await in_thread(_tell)(making.run, step, result.passages, then)
    making.unread = (step or before, result)
    return result


async def read_for_attempts(making: Making) -> None:
    """Look in what was found for orders to the model, once the answer is said: nobody waits for it. Raises LostLease."""
    if making.unread:
        await in_thread(_read)(making, *making.unread)


def _read(making, step, result):
    step.attempts_found = attempts_in(result, SEARCH)
    if step.attempts_found:
        end(making.run, step)


def _search(making):
    began = time.monotonic()
    arguments = {"query": making.query}
    equipped = making.equipment.search
    result = equipped.tool.run(replace(making.context, config=equipped.config), arguments)
    step = Step(
        run=making.run,
        kind=Step.Kind.TOOL,
        state=Step.State.DONE,
        name=SEARCH,
        arguments=arguments,
        result=kept(result),
        duration_ms=round((time.monotonic() - began) * 1000),
    )
    return result, step


@transaction.atomic
def _tell(run, step, passages, then):
    """One transaction for all of it: somebody is waiting for the first word."""
    if step:
        begin(run, [step])
    groups = [group_of(run.pk)]
    events.publish(RunEvent, run, "sources", {"passages": [_as_source(passage) for passage in passages]}, groups=groups)
    run.move(then)
    events.publish(RunEvent, run, "state", {"state": then}, groups=groups)


def _as_source(passage):
    return {
        "document": str(passage.document_id),
        "name": passage.document_name,
        "page": passage.page_start,
        "score": round(passage.score, 4),
    }
