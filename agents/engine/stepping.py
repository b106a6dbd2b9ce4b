"""Taking steps: calls of tools become rows, run beside each other, and wait for a person where they change something."""

import asyncio
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from agents.engine import recording
from agents.engine.calling import Outcome, call, check_arguments
from agents.engine.making import Making
from agents.following import group_of
from agents.models import Run, RunEvent, Step
from agents.tools.protocol import BadArguments
from projects import events
from projects.threads import in_thread


class AwaitsDecision(Exception):
    """The run rests until a person has allowed or declined a step."""


@dataclass(frozen=True)
class Wanted:
    """A call as rules or a model want it. error: why it can't be made, where that is known beforehand."""

    name: str
    arguments: dict = field(default_factory=dict)
    call_id: str = ""
    error: str = ""
    tokens: tuple[int, int] = (0, 0)


async def take_steps(making: Making, wanted: list[Wanted]) -> list[Step]:
    """Make the calls and return their steps, in order, with `outcome` set. Raises LostLease, AwaitsDecision."""
    steps = [_known(making, each) or _new(making, each) for each in wanted]
    fresh = [step for step in steps if step.pk is None]
    if fresh:
        await in_thread(recording.begin)(making.run, fresh)
    await _run_all(making, [step for step in fresh if step.state == Step.State.RUNNING])
    if any(step.state == Step.State.AWAITING for step in steps):
        await in_thread(_rest)(making.run)
        raise AwaitsDecision
    return steps


async def finish_past(making: Making) -> None:
    """Run what an earlier attempt left unfinished, or a person has allowed since. Raises LostLease."""
    for step in making.past:
        if step.state == Step.State.RUNNING and step.kind == Step.Kind.TOOL and _changes_something(making, step):
            step.state, step.error = Step.State.FAILED, _("It was broken off: whether it took effect is not known, so it is not repeated.")
            await in_thread(recording.end)(making.run, step)
    waiting = (Step.State.RUNNING, Step.State.ALLOWED)
    await _run_all(making, [step for step in making.past if step.state in waiting and step.kind == Step.Kind.TOOL])
    for step in making.past:
        if step.state == Step.State.DONE and step.kind == Step.Kind.TOOL:
            making.draft.take(recording.remembered(step))


def outcome_of(step: Step) -> Outcome:
    """Return what came of a step, also of one that was taken before."""
    if not hasattr(step, "outcome"):
        done = step.state == Step.State.DONE
        error = step.error or (_("This was declined.") if step.state == Step.State.DECLINED else "")
        step.outcome = Outcome(recording.remembered(step) if done else None, error, step.duration_ms or 0)
    return step.outcome


def _known(making, wanted):
    """Return the step of an earlier attempt that made the same call."""
    same = (step for step in making.past if step.kind == Step.Kind.TOOL and step.name == wanted.name and step.arguments == wanted.arguments)
    return None if wanted.call_id else next(same, None)


def _new(making, wanted):
    step = Step(run=making.run, kind=Step.Kind.TOOL, name=wanted.name[:80], call_id=wanted.call_id[:80], arguments=wanted.arguments)
    step.tokens_in, step.tokens_out = wanted.tokens
    step.error = wanted.error or _refusal(making, wanted)
    if step.error:
        step.state, step.duration_ms = Step.State.FAILED, 0
        step.outcome = Outcome(error=step.error)
    elif making.equipment.tools[wanted.name].tool.has_side_effects:
        step.state = Step.State.AWAITING
    return step


def _refusal(making, wanted):
    """Return why a call is not even begun: no such tool, or arguments that don't fit."""
    equipped = making.equipment.tools.get(wanted.name)
    if equipped is None:
        return _("There is no tool “%(name)s”. There are: %(names)s.") % {
            "name": wanted.name[:80],
            "names": ", ".join(making.equipment.tools),
        }
    try:
        check_arguments(equipped.tool, wanted.arguments)
    except BadArguments as error:
        return str(error)
    return ""


def _changes_something(making, step):
    equipped = making.equipment.tools.get(step.name)
    return equipped is None or equipped.tool.has_side_effects


async def _run_all(making, steps):
    tasks = [asyncio.create_task(_run(making, step)) for step in steps]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()


async def _run(making, step):
    equipped = making.equipment.tools.get(step.name)
    if equipped is None:
        outcome = Outcome(error=_("This tool is no longer there."))
    else:
        outcome = await call(equipped, making.context_for(step.name), step.arguments, timeout_s=max(1.0, making.seconds_left))
    step.outcome = outcome
    step.state = Step.State.FAILED if outcome.error else Step.State.DONE
    step.error, step.duration_ms, step.attempts_found = outcome.error, outcome.duration_ms, outcome.attempts
    if outcome.result:
        making.draft.take(outcome.result)
        step.result = recording.kept(outcome.result)
    await in_thread(recording.end)(making.run, step)


@transaction.atomic
def _rest(run):
    """Give the lease back until a person has decided; attempts count from there again."""
    run.move(Run.State.WAITING, attempts=0)
    events.publish(RunEvent, run, "state", {"state": Run.State.WAITING}, groups=[group_of(run.pk)])
