"""Stopping and starting again: a raised fence takes the work out of any worker's hands at once."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from documents.doorbell import ring_ingestion
from documents.errors import NotAllowedNow
from documents.events import announce
from documents.models import Revision, StagedVectors

ENDED_BADLY = (Revision.State.FAILED, Revision.State.CANCELLED)
CANCELLED = gettext_noop("Stopped. Start it again, or upload another version.")
SUPERSEDED = gettext_noop("A newer version was uploaded before this one was ready.")


@transaction.atomic
def cancel(revision):
    """Stop work on the revision; the version before it goes on answering. Raises NotAllowedNow once it has ended."""
    if not _stop(revision, "cancelled", CANCELLED):
        raise NotAllowedNow(_("There is nothing to stop: this document is no longer being processed."))


@transaction.atomic
def restart(revision):
    """Queue a failed or cancelled revision again; stages that were passed are not repeated.

    Raises NotAllowedNow if it did not end badly, or if a newer version has taken its place.
    """
    if Revision.objects.filter(document_id=revision.document_id, number__gt=revision.number).exclude(state__in=ENDED_BADLY).exists():
        raise NotAllowedNow(_("A newer version of this document exists: retry that one."))
    fresh = {"reason_code": "", "reason": "", "reason_template": "", "reason_params": {}, "attempts": 0, "waits": 0, "finished_at": None}
    ended = Revision.objects.filter(pk=revision.pk, state__in=ENDED_BADLY)
    if not ended.update(state=Revision.State.QUEUED, fence=F("fence") + 1, lease_expires_at=None, **fresh):
        raise NotAllowedNow(_("Only a document that failed or was stopped can be tried again."))
    revision.refresh_from_db()
    announce(revision)
    ring_ingestion(revision)


def supersede(document):
    """Stop work on every unfinished revision of document, inside the transaction that adds a newer one."""
    for revision in document.revisions.filter(state__in=Revision.OPEN_STATES):
        _stop(revision, "superseded", SUPERSEDED)


def _stop(revision, code, template):
    going = Revision.objects.filter(pk=revision.pk, state__in=Revision.OPEN_STATES)
    reason = {"reason_code": code, "reason": template, "reason_template": template, "reason_params": {}}
    stopped = going.update(
        state=Revision.State.CANCELLED, fence=F("fence") + 1, lease_expires_at=None, finished_at=timezone.now(), **reason
    )
    if stopped:
        StagedVectors.objects.filter(revision=revision).delete()
        revision.refresh_from_db()
        announce(revision)
    return bool(stopped)
