"""A person's word on a step that changes something: until it is given, nothing runs."""

from django.db import transaction

from agents.engine.recording import tell
from agents.errors import NotAwaiting
from agents.executor import executor
from agents.following import group_of
from agents.models import Run, RunEvent, Step
from projects import events


@transaction.atomic
def decide(run, number, *, allowed):
    """Allow or decline step `number` of run; once none is left to decide, the run goes on. Raises NotAwaiting.

    The caller has looked run up among those that the person may see.
    """
    held = Run.objects.select_for_update().get(pk=run.pk)
    step = held.steps.filter(number=number, state=Step.State.AWAITING).first()
    if held.state != Run.State.WAITING or step is None:
        raise NotAwaiting
    step.state = Step.State.ALLOWED if allowed else Step.State.DECLINED
    step.save(update_fields=["state"])
    tell(held, step)
    if not held.steps.filter(state=Step.State.AWAITING).exists():
        held.move(Run.State.QUEUED)
        events.publish(RunEvent, held, "state", {"state": Run.State.QUEUED}, groups=[group_of(held.pk)])
        transaction.on_commit(executor.ring)
    run.refresh_from_db()
