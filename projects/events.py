"""Event rows and their doorbell: sockets subscribe, replay what they missed, then forward."""

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import transaction

from projects.work import next_seq


def publish(event_model, work, type_, payload, *, groups=()):
    """Append an event to work and tell the groups once it is committed; return the event.

    Raises LostLease if work was claimed by someone else since it was read.

    A lost doorbell loses nothing: a reader that sees a gap in `seq` reads the rows (see `after`).
    """
    with transaction.atomic():
        event = event_model.objects.create(owner=work, seq=next_seq(work), type=type_, payload=payload)
        transaction.on_commit(lambda: ring(groups, event.as_message()), robust=True)
    return event


def after(event_model, owner_id, seq):
    """Return the messages of owner's events later than seq, in order."""
    rows = event_model.objects.filter(owner_id=owner_id, seq__gt=seq).order_by("seq")
    return [row.as_message() for row in rows]


def ring(groups, message):
    """Send message to every socket that has joined one of the groups (type `work.event`)."""
    layer = get_channel_layer()
    for group in groups:
        async_to_sync(layer.group_send)(group, {"type": "work.event", "message": message})
