"""Work that survives the loss of any process: the row is the truth, a message only a doorbell.

A worker claims a row, which raises its fence and starts a lease; every later write names that fence, so
a worker that lost its lease can no longer change anything. A sweeper rings again for rows whose lease
has run out.
"""

from datetime import timedelta

from django.db import connection, models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

# Locked in the order of their ids: see projects.events.
BEAT_ALL = """
WITH held AS (
    SELECT work.id FROM {work} AS work JOIN unnest(%s::{key}[], %s::bigint[]) AS mine (id, fence) USING (id, fence)
    ORDER BY work.id FOR NO KEY UPDATE OF work
)
UPDATE {work} AS work SET lease_expires_at = %s FROM held WHERE work.id = held.id RETURNING work.id, work.cancel_requested
"""


class LostLease(Exception):
    """Another worker, or a person, has taken over: stop without writing anything."""


class WorkQuerySet(models.QuerySet):
    def awaiting_worker(self):
        """Open work that nobody holds: never claimed, given back, or its lease has run out."""
        free = Q(lease_expires_at__isnull=True) | Q(lease_expires_at__lt=Now())
        return self.filter(free, state__in=self.model.OPEN_STATES)

    def claim(self, pk):
        """Return the row, held by the caller for the model's LEASE_S, or None if it is not to be had."""
        with transaction.atomic():
            work = self.awaiting_worker().select_for_update(skip_locked=True, of=("self",)).filter(pk=pk).first()
            if work:
                work.fence += 1
                work.attempts += 1
                work.lease_expires_at = timezone.now() + timedelta(seconds=work.LEASE_S)
                work.save(update_fields=["fence", "attempts", "lease_expires_at"])
        return work


class LeasedWork(models.Model):
    """A row with a state machine. Subclasses name OPEN_STATES, the states in which there is work to do."""

    OPEN_STATES = ()
    LEASE_S = 30

    state = models.CharField(max_length=16, db_index=True)
    fence = models.BigIntegerField(default=0, editable=False)
    lease_expires_at = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0, editable=False)
    event_seq = models.BigIntegerField(default=0, editable=False)
    cancel_requested = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True

    @property
    def is_open(self):
        return self.state in self.OPEN_STATES

    def beat(self, **fields):
        """Renew the lease and save fields; return whether a person asked to stop. Raises LostLease."""
        lease = timezone.now() + timedelta(seconds=self.LEASE_S)
        self._write(lease_expires_at=lease, **fields)
        return type(self).objects.values_list("cancel_requested", flat=True).get(pk=self.pk)

    def move(self, state, **fields):
        """Go to state and save fields in one UPDATE; an end state gives the lease back. Raises LostLease."""
        if state not in self.OPEN_STATES:
            fields["lease_expires_at"] = None
        self._write(from_state=self.state, state=state, **fields)

    def release(self):
        """Give the lease back with the work undone, so that the next doorbell starts it at once."""
        self._write(lease_expires_at=None)

    def _write(self, from_state=None, **fields):
        mine = type(self).objects.filter(pk=self.pk, fence=self.fence)
        if from_state:
            mine = mine.filter(state=from_state)
        if not mine.update(**fields):
            raise LostLease(f"{type(self).__name__} {self.pk}")
        for name, value in fields.items():
            setattr(self, name, value)


def beat_all(works):
    """Renew the leases of several works of one kind in one statement.

    Returns {id: whether a person asked to stop} of those that are still held by the caller.
    """
    model = type(works[0])
    lease = timezone.now() + timedelta(seconds=model.LEASE_S)
    statement = BEAT_ALL.format(work=model._meta.db_table, key=model._meta.pk.db_type(connection))
    with connection.cursor() as cursor:
        cursor.execute(statement, [[work.pk for work in works], [work.fence for work in works], lease])
        return dict(cursor.fetchall())


class WorkEvent(models.Model):
    """One thing that happened to a piece of work; `seq` counts from 1 without gaps, per owner.

    Subclasses add `owner`, a foreign key to a LeasedWork, and the unique constraint on (owner, seq).
    """

    seq = models.BigIntegerField()
    type = models.CharField(max_length=32)
    payload = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def as_message(self):
        return {"seq": self.seq, "type": self.type, **self.payload}
