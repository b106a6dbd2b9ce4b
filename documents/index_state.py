"""Where a project stands between its settings and the index it answers from."""

from dataclasses import dataclass

from documents.indexes import live_index, missing_from, needs_reindex
from documents.models import Document, Index


@dataclass(frozen=True)
class IndexState:
    live: Index | None
    building: Index | None
    failed: Index | None  # the last attempt, if nothing has succeeded since
    can_go_back: bool
    is_outdated: bool
    done: int = 0  # documents in the index that is being built
    total: int = 0

    @property
    def percent(self):
        return 100 * self.done // self.total if self.total else 100


def state_of(project):
    """Return the IndexState of project; without documents there is nothing live, nothing outdated."""
    rows = Index.objects.filter(project=project)
    live = live_index(project)
    building = rows.filter(state=Index.State.BUILDING).first()
    latest = rows.order_by("-number").first()
    total = Document.objects.filter(project=project, live_revision__isnull=False).count() if building else 0
    return IndexState(
        live=live,
        building=building,
        failed=latest if latest and latest.state == Index.State.FAILED and not building else None,
        can_go_back=rows.filter(state=Index.State.RETIRED).exists(),
        is_outdated=needs_reindex(project),
        done=total - missing_from(building).count() if building else 0,
        total=total,
    )
