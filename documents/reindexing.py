"""Blue / green: a new index is built beside the live one and takes its place when nothing is missing in it."""

import logging
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.errors import PlatformError
from documents.doorbell import ring_building, ring_tending
from documents.errors import NotAllowedNow
from documents.events import announce_index
from documents.indexes import create_index, dimensions_of, ensure_live_index, live_index, missing_from, wanted
from documents.leases import Lease
from documents.locks import hold_passages
from documents.models import Document, Index, StagedVectors
from documents.preparation import cut, prepare
from documents.publishing import insert
from documents.tending import tend
from projects.work import LostLease

log = logging.getLogger(__name__)
State = Index.State

MAX_ATTEMPTS = 8
LONGEST_WAIT_S = 60
FAILED = gettext_noop("The new index could not be built. The old one goes on answering; check the embedding model and try again.")
SUPERSEDED = gettext_noop("Other settings were chosen before this index was ready.")


def reindex(project):
    """Start to build an index from the project's settings as they are now; return it. Raises ModelUnavailable.

    The live index answers until the new one is complete. A build that is under way is given up.
    """
    if not live_index(project):
        return ensure_live_index(project)
    dimensions = dimensions_of(wanted(project)["embedding_model"])
    with transaction.atomic():
        hold_passages(project.pk)
        _give_up_builds(project)
        index = create_index(project, dimensions)
        announce_index(index)
        ring_building(index)
    return index


def rollback(project):
    """Go back to the index before the live one, and to the settings it was made with; return it.

    What was uploaded since is added to it first. Raises NotAllowedNow if there is none.
    """
    with transaction.atomic():
        hold_passages(project.pk)
        index = Index.objects.filter(project=project, state=State.RETIRED).order_by("-switched_at").first()
        if not index:
            raise NotAllowedNow(_("There is no earlier index to go back to."))
        _give_up_builds(project)
        Index.objects.filter(pk=index.pk).update(state=State.BUILDING, fence=F("fence") + 1, lease_expires_at=None, attempts=0)
        index.refresh_from_db()
        _restore_settings(project, index)
        announce_index(index)
        ring_building(index)
    return index


def build(index):
    """Fill a claimed index with every live revision and switch to it; raise nothing."""
    try:
        with Lease(index) as lease:
            while not switch(index):
                _fill(index, lease)
                tend(index)
    except LostLease:
        log.info("index %s is no longer ours", index.pk)
    except PlatformError as error:
        if error.retryable:
            _put_off(index, error)
        else:
            _fail(index, str(error))
    except DatabaseError:
        log.warning("index %s waits for the database", index.pk, exc_info=True)
    except Exception:
        log.exception("index %s", index.pk)
        _fail(index)


def switch(index):
    """Make index the live one if it lacks nothing; return whether it did. Raises LostLease."""
    with transaction.atomic():
        hold_passages(index.project_id)
        if missing_from(index).exists():
            return False
        for old in Index.objects.filter(project_id=index.project_id, state__in=(State.LIVE, State.RETIRED)).exclude(pk=index.pk):
            _retire(old)
        index.move(State.LIVE, switched_at=timezone.now(), reason="")
        announce_index(index)
        ring_tending(index)
    return True


def _retire(old):
    """Keep what was live until now for a roll-back; what was kept before it goes."""
    if old.state == State.LIVE:
        Index.objects.filter(pk=old.pk).update(state=State.RETIRED)
    else:
        Index.objects.filter(pk=old.pk).update(state=State.FAILED, reason=SUPERSEDED)
        ring_tending(old)


def _fill(index, lease):
    for document in missing_from(index).select_related("live_revision__content").iterator(chunk_size=20):
        lease.check()
        _add(index, document.live_revision)


def _add(index, revision):
    pieces = cut(index, revision.content)
    prepared = prepare(index, revision, pieces, on_batch=lambda done: index.beat(attempts=1))
    with transaction.atomic():
        hold_passages(index.project_id)
        index.beat(attempts=1)
        if Document.objects.filter(live_revision=revision).exists() and not index.chunks.filter(revision=revision).exists():
            insert(prepared, revision.pk)
        StagedVectors.objects.filter(index=index, revision=revision).delete()


def _give_up_builds(project):
    for index in Index.objects.filter(project=project, state=State.BUILDING):
        Index.objects.filter(pk=index.pk).update(state=State.FAILED, fence=F("fence") + 1, lease_expires_at=None, reason=SUPERSEDED)
        index.refresh_from_db()
        announce_index(index)
        ring_tending(index)


def _restore_settings(project, index):
    project.embedding_model = index.embedding_model
    project.chunk_method = index.chunking["method"]
    project.chunk_tokens = index.chunking["max_tokens"]
    project.chunk_overlap = index.chunking["overlap_tokens"]
    project.save(update_fields=["embedding_model", "chunk_method", "chunk_tokens", "chunk_overlap", "updated_at"])


def _put_off(index, error):
    if index.attempts >= MAX_ATTEMPTS:
        return _fail(index)
    wait = min(LONGEST_WAIT_S, 2**index.attempts)
    log.info("index %s waits %s s: %s", index.pk, wait, error)
    try:
        index.move(State.BUILDING, lease_expires_at=timezone.now() + timedelta(seconds=wait))
    except (LostLease, DatabaseError):
        log.info("index %s could not be put off", index.pk)


def _fail(index, reason=FAILED):
    try:
        with transaction.atomic():
            index.move(State.FAILED, reason=reason)
            announce_index(index)
            ring_tending(index)
    except (LostLease, DatabaseError):
        log.info("index %s ended elsewhere", index.pk)
