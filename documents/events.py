"""What happens to documents, told to whoever watches the project."""

from django.db import transaction

from documents.models import IndexEvent, RevisionEvent
from projects.events import publish, ring


def group_of(project_id):
    return f"project-{project_id}-documents"


def announce(revision, type_="state"):
    """Record where the revision stands and tell the project's watchers once that is committed."""
    project_id = revision.document.project_id
    return publish(RevisionEvent, revision, type_, standing(revision), groups=[group_of(project_id)])


def announce_removal(document):
    message = {"type": "removed", "document": str(document.pk)}
    transaction.on_commit(lambda: ring([group_of(document.project_id)], message), robust=True)


def announce_index(index, type_="index"):
    payload = {"index": index.number, "state": index.state, "reason": index.reason}
    return publish(IndexEvent, index, type_, payload, groups=[group_of(index.project_id)])


def standing(revision):
    """Return what a watcher needs to show the revision; the same shape in events and snapshots."""
    return {
        "document": str(revision.document_id),
        "name": revision.document.name,
        "revision": revision.number,
        "state": revision.state,
        "progress": [revision.progress_done, revision.progress_total],
        "reason_code": revision.reason_code,
        "reason": revision.reason,
    }
