"""A project's documents as a list: found by words, filtered by state, sorted."""

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from documents.models import Document, Revision

State = Revision.State
FILTERS = {
    "": (_("All"), None),
    "ready": (_("Ready"), Q(state=State.READY)),
    "running": (_("In progress"), Q(state__in=Revision.OPEN_STATES)),
    "failed": (_("Failed or stopped"), Q(state__in=[State.FAILED, State.CANCELLED])),
}
SORTS = {
    "": (_("Newest first"), ["-updated_at", "pk"]),
    "name": (_("Name"), ["name", "pk"]),
    "size": (_("Largest first"), ["-size_bytes", "pk"]),
    "oldest": (_("Oldest first"), ["created_at", "pk"]),
}


def documents_of(project, *, words="", state="", sort=""):
    """Return the project's documents with `state` and `size_bytes` of the newest revision; unknown choices mean the first."""
    newest = Revision.objects.filter(document=OuterRef("pk")).order_by("-number")
    columns = {name: Subquery(newest.values(name)[:1]) for name in ("state", "size_bytes")}
    found = Document.objects.filter(project=project).annotate(**columns)
    if words := words.replace("\x00", "").strip():
        found = found.filter(name__icontains=words)
    if condition := FILTERS.get(state, FILTERS[""])[1]:
        found = found.filter(condition)
    return found.with_revisions().order_by(*SORTS.get(sort, SORTS[""])[1])
