"""Holding a claimed row through steps that take longer than its lease."""

import threading
import time
from datetime import timedelta

from django.db import DatabaseError, connection
from django.utils import timezone

from projects.work import LostLease

BEAT_S = 3


class Lease:
    """Renews the lease of claimed work from a thread of its own for the length of a with block.

    A person who cancels, or another worker, raises the fence: then `lost` turns true within BEAT_S.
    """

    def __init__(self, work):
        self.work = work
        self._lost = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"lease-{work.pk}", daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *error):
        self._stop.set()

    def lost(self):
        return self._lost.is_set()

    def check(self):
        """Raise LostLease if the work is no longer ours."""
        if self.lost():
            raise LostLease(str(self.work.pk))

    def _run(self):
        renewed = time.monotonic()
        while not self._stop.wait(BEAT_S):
            try:
                if not self._renew():
                    self._lost.set()
                    return
                renewed = time.monotonic()
            except DatabaseError:
                if time.monotonic() - renewed > self.work.LEASE_S:
                    self._lost.set()
                    return
            finally:
                connection.close()

    def _renew(self):
        mine = type(self.work).objects.filter(pk=self.work.pk, fence=self.work.fence, state__in=self.work.OPEN_STATES)
        return mine.filter(lease_expires_at__isnull=False).update(lease_expires_at=timezone.now() + timedelta(seconds=self.work.LEASE_S))
