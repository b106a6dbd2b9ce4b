"""Taking a revision from its original to searchable passages: extracting, chunking, embedding, ready.

Each stage keeps its result, so that whoever claims the revision after a crash goes on from there. All
writes are fenced: a worker that was cancelled or overtaken stops without a trace.
"""

import logging
import time
from datetime import timedelta

from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext_noop

from accounts.errors import PlatformError
from documents import reading
from documents.errors import IndexSwitched, NothingNew
from documents.events import announce
from documents.extraction import ExtractionError
from documents.fetching import fetch_original
from documents.indexes import ensure_live_index
from documents.leases import Lease
from documents.models import Content, Revision, StagedVectors
from documents.preparation import cut, prepare
from documents.publishing import publish
from projects.llm.errors import GatewayError
from projects.llm.models_client import ModelUnavailable
from projects.work import LostLease

log = logging.getLogger(__name__)
State = Revision.State

MAX_CRASHES = 3
# For models, which may be starting or at their limit, and for an address, which mostly is just wrong.
MAX_WAITS, MAX_RETRIES = 8, 2
LONGEST_WAIT_S = 60
CRASHED = gettext_noop("Processing this file stopped the worker %(times)s times. Save or export it again and upload the new copy.")
UNAVAILABLE = gettext_noop("The embedding model could not be reached for several minutes. Start the model server, then try again.")
UNEXPECTED = gettext_noop("Something went wrong while this file was processed. Try again; if it fails again, tell your administrator.")
VERBATIM = "%(message)s"
NO_PASSAGES = gettext_noop("No text was found in the file.")


def ingest(revision):
    """Take a claimed revision (see Revision.objects.claim) as far as it goes; return nothing, raise nothing.

    It ends ready or failed with a reason; or it is given back, to be claimed again later.
    """
    try:
        with Lease(revision) as lease:
            _advance(revision, lease)
    except LostLease:
        log.info("revision %s is no longer ours", revision.pk)
    except ExtractionError as error:
        _end(revision, State.FAILED, error.reason, error.template, error.params)
    except NothingNew as error:
        _end(revision, State.CANCELLED, error.code, VERBATIM, {"message": str(error)})
    except PlatformError as error:
        if error.retryable:
            _put_off(revision, error)
        else:
            _end(revision, State.FAILED, error.code, VERBATIM, {"message": str(error)})
    except DatabaseError:
        log.warning("revision %s waits for the database", revision.pk, exc_info=True)  # the lease runs out by itself
    except Exception:
        log.exception("revision %s", revision.pk)
        _end(revision, State.FAILED, "unexpected", UNEXPECTED)


def _advance(revision, lease):
    if revision.attempts > MAX_CRASHES:
        return _end(revision, State.FAILED, "crashed", CRASHED, {"times": MAX_CRASHES})
    if not Content.objects.filter(pk=revision.pk).exists():
        _extract(revision, lease)
    elif revision.state in (State.QUEUED, State.EXTRACTING):
        step(revision, State.CHUNKING)
    while not _publish(revision, lease):
        lease.check()


def _extract(revision, lease):
    started = time.monotonic()
    step(revision, State.EXTRACTING)
    fetch_original(revision)
    on_progress = reading.Throttle(lambda *done: show_progress(revision, *done))
    extracted = reading.read(revision, should_stop=lease.lost, on_progress=on_progress, patient=revision.waits < MAX_WAITS)
    lease.check()
    with transaction.atomic():
        found = reading.keep(revision, extracted)
        step(revision, State.CHUNKING, attempts=1, progress_done=0, progress_total=0, **found, **timed(revision, "extract", started))


def _publish(revision, lease):
    """Chunk and embed for the index that is live now; return False if another one is by the time it is done."""
    started = time.monotonic()
    index = ensure_live_index(revision.document.project)
    pieces = cut(index, revision.content)
    lease.check()
    if not pieces:
        _end(revision, State.FAILED, "no_text", NO_PASSAGES)
        return True
    timings = revision.timings_ms | {"chunk": ms_since(started)}
    step(revision, State.EMBEDDING, progress_done=0, progress_total=len(pieces))
    started = time.monotonic()
    prepared = prepare(index, revision, pieces, on_batch=lambda done: _after_batch(revision, lease, done))
    lease.check()
    try:
        publish(revision, prepared, timings | {"embed": ms_since(started)})
    except IndexSwitched:
        return False
    return True


def _after_batch(revision, lease, done):
    lease.check()
    if done < revision.progress_total:
        show_progress(revision, done, revision.progress_total, attempts=1)  # it gets somewhere: a later crash counts anew


def step(revision, state, **fields):
    """Move to state and tell the watchers, in one transaction. Raises LostLease."""
    with transaction.atomic():
        revision.move(state, **fields)
        announce(revision)


def show_progress(revision, done, total, **fields):
    """Record how far the stage is. Raises LostLease."""
    with transaction.atomic():
        revision.move(revision.state, progress_done=done, progress_total=total, **fields)
        announce(revision, "progress")


def timed(revision, stage, started):
    return {"timings_ms": {**revision.timings_ms, stage: ms_since(started)}}


def ms_since(started):
    return round((time.monotonic() - started) * 1000)


def _end(revision, state, code, template, params=None):
    """Bring the revision to an end that is not ready, with the reason; its staged work goes."""
    params = params or {}
    reason = {"reason_code": code, "reason": template % params, "reason_template": template, "reason_params": params}
    try:
        with transaction.atomic():
            StagedVectors.objects.filter(revision=revision).delete()
            step(revision, state, finished_at=timezone.now(), **reason)
    except LostLease:
        log.info("revision %s ended elsewhere", revision.pk)
    except DatabaseError:
        log.warning("revision %s could not be ended yet", revision.pk, exc_info=True)


def _put_off(revision, error):
    """Give the work back until something that it needs is there again; after so many times it fails."""
    model_away = isinstance(error, ModelUnavailable)
    if revision.waits >= (MAX_WAITS if model_away or isinstance(error, GatewayError) else MAX_RETRIES):
        template, params = (UNAVAILABLE, {}) if model_away else (VERBATIM, {"message": str(error)})
        return _end(revision, State.FAILED, error.code, template, params)
    wait = min(LONGEST_WAIT_S, 2 ** (revision.waits + 1))
    try:
        until = timezone.now() + timedelta(seconds=wait)
        revision.move(revision.state, waits=revision.waits + 1, attempts=revision.attempts - 1, lease_expires_at=until)
    except (LostLease, DatabaseError):
        log.info("revision %s could not be put off", revision.pk)
