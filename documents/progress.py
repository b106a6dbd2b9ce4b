"""Which files are on their way, for the tray and the pages: how far, how long, or what went wrong."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from documents.models import Revision
from projects.models import Project

SHOWN = 30
FAILURES_SHOWN_FOR = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Tray:
    revisions: list[Revision]
    open_count: int
    more: int

    @property
    def failed_count(self):
        return sum(not each.is_open for each in self.revisions)


def files_in_progress(user):
    """Return the open revisions of the user's projects, and the user's own failures of the last minutes."""
    recent = timezone.now() - FAILURES_SHOWN_FOR
    mine_failed = Q(state=Revision.State.FAILED, finished_at__gt=recent, document__uploaded_by_id=user.pk)
    seen = Revision.objects.filter(document__project__in=Project.objects.visible_to(user).active())
    rows = seen.filter(Q(state__in=Revision.OPEN_STATES) | mine_failed).select_related("document").order_by("-state", "created_at", "pk")
    shown = list(rows[: SHOWN + 1])
    open_count = seen.filter(state__in=Revision.OPEN_STATES).count() if len(shown) > SHOWN else sum(each.is_open for each in shown)
    return Tray(shown[:SHOWN], open_count, max(0, open_count - SHOWN))


def percent(revision):
    """Return how much of the current stage is done (0–100), or None where it is not known."""
    if not revision.progress_total:
        return None
    return min(100, round(100 * revision.progress_done / revision.progress_total))
