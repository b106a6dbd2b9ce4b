"""Event rows and their doorbell: sockets subscribe, replay what they missed, then forward."""

import json

from django.db import connection, transaction

from projects.bells import group_send
from projects.work import LostLease

# The counter is raised and its number used in one statement: events come by the dozen for every answer and document.
APPEND = """
WITH raised AS (UPDATE {work} SET event_seq = event_seq + 1 WHERE id = %s AND fence = %s RETURNING event_seq)
INSERT INTO {events} (owner_id, seq, type, payload, created_at)
SELECT %s, event_seq, %s, %s::jsonb, statement_timestamp() FROM raised RETURNING id, seq, created_at
"""


def publish(event_model, work, type_, payload, *, groups=()):
    """Append an event to work and tell the groups once it is committed; return the event.

    Raises LostLease for a writer whose fence is no longer the row's: two may not tell of the same work.

    A lost doorbell loses nothing: a reader that sees a gap in `seq` reads the rows (see `after`).
    """
    with transaction.atomic():
        event = _append(event_model, work, type_, payload)
        transaction.on_commit(lambda: ring(groups, event.as_message()), robust=True)
    return event


def _append(event_model, work, type_, payload):
    tables = {"work": work._meta.db_table, "events": event_model._meta.db_table}
    with connection.cursor() as cursor:
        cursor.execute(APPEND.format(**tables), [work.pk, work.fence, work.pk, type_, json.dumps(payload)])
        if (row := cursor.fetchone()) is None:
            raise LostLease(f"{type(work).__name__} {work.pk}")
    pk, seq, created_at = row
    return event_model(pk=pk, owner=work, seq=seq, type=type_, payload=payload, created_at=created_at)


def after(event_model, owner_id, seq):
    """Return the messages of owner's events later than seq, in order."""
    rows = event_model.objects.filter(owner_id=owner_id, seq__gt=seq).order_by("seq")
    return [row.as_message() for row in rows]


def ring(groups, message):
    """Send message to every socket that has joined one of the groups (type `work.event`)."""
    for group in groups:
        group_send(group, {"type": "work.event", "message": message})
