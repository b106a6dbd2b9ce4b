"""Telling those who watch an answer being made what happens to it. Its words go another way: see framing."""

from django.db import transaction

from agents.following import group_of
from agents.models import RunEvent
from projects import events
from projects.threads import in_thread


@in_thread
def publish(run, type_, payload):
    """Tell of one thing that happened to run. Raises LostLease."""
    events.publish(RunEvent, run, type_, payload, groups=[group_of(run.pk)])


@in_thread
@transaction.atomic
def move(run, state):
    """Take run to state, and tell. Raises LostLease."""
    run.move(state)
    events.publish(RunEvent, run, "state", {"state": state}, groups=[group_of(run.pk)])


def storable(text):
    """Return text without what the database refuses: NUL, and halves of characters that a server has torn apart."""
    return text.replace("\x00", "").encode(errors="replace").decode()
