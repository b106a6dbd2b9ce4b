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

# Rows are locked in the order of their ids, as in projects.work: statements over several that meet wait, and don't deadlock.
APPEND_ALL = """
WITH told AS (SELECT * FROM unnest(%s::{key}[], %s::bigint[], %s::text[], %s::text[]) AS told (id, fence, type, payload)),
held AS (
    SELECT work.id FROM {work} AS work JOIN told ON work.id = told.id AND work.fence = told.fence ORDER BY work.id FOR NO KEY UPDATE OF work
),
raised AS (
    UPDATE {work} AS work SET event_seq = work.event_seq + 1 FROM held WHERE work.id = held.id RETURNING work.id, work.event_seq
)
INSERT INTO {events} (owner_id, seq, type, payload, created_at)
SELECT raised.id, raised.event_seq, told.type, told.payload::jsonb, statement_timestamp() FROM raised JOIN told USING (id)
RETURNING owner_id, seq
"""


def publish(event_model, work, type_, payload, *, groups=()):
    """Append an event to work and tell the groups once it is committed; return the event.

    Raises LostLease for a writer whose fence is no longer the row's: two may not tell of the same work.

    A lost doorbell loses nothing: a reader that sees a gap in `seq` reads the rows (see `after`).
    """
    with transaction.atomic():
        event = _append(event_model, work, type_, payload)
        transaction.on_commit(lambda: ring(groups, event.as_message(), work.pk), robust=True)
    return event


def publish_all(event_model, told, *, group):
    """Append one event to each of several works in one statement, and tell the group of all of them with one bell.

    told: [(work, type, payload)], each work once. Returns the ids of works that were claimed by someone else meanwhile.
    """
    work = type(told[0][0])
    columns = zip(*((each.pk, each.fence, type_, json.dumps(payload)) for each, type_, payload in told), strict=True)
    tables = {"work": work._meta.db_table, "events": event_model._meta.db_table, "key": work._meta.pk.db_type(connection)}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(APPEND_ALL.format(**tables), [list(column) for column in columns])
        numbers = dict(cursor.fetchall())
        kept = [(each.pk, type_, payload) for each, type_, payload in told if each.pk in numbers]
        messages = [(str(pk), {"seq": numbers[pk], "type": type_, **payload}) for pk, type_, payload in kept]
        transaction.on_commit(lambda: group_send(group, {"type": "work.events", "events": messages}), robust=True)
    return {each.pk for each, _type, _payload in told} - numbers.keys()


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


def ring(groups, message, owner_id=""):
    """Send message to every socket that has joined one of the groups (type `work.event`)."""
    bell = {"type": "work.event", "message": message, "events": [(str(owner_id), message)]}
    for group in groups:
        group_send(group, bell)
