"""Bringing in what an address points to, as the original of a revision that was added by address."""

from django.conf import settings
from django.core.files import File
from django.db import transaction
from django.utils.translation import gettext as _

from documents import originals
from documents.errors import NothingNew
from documents.locks import hold_names
from documents.models import Document, Revision
from documents.names import display_name
from documents.url_source import fetch


def fetch_original(revision):
    """Download the original of a claimed revision unless it has one.

    Raises UrlRefused, UrlFailed, FileTooLarge, NothingNew if the project has these bytes already, LostLease.
    """
    if revision.file:
        return
    fetched = fetch(revision.document.source_url, settings.UPLOAD_MAX_BYTES, allow_private=settings.URL_ALLOW_PRIVATE)
    try:
        with fetched.path.open("rb") as file:
            _keep(revision, File(file), display_name(fetched.filename))
    finally:
        fetched.path.unlink(missing_ok=True)


def _keep(revision, file, name):
    sha256, size = originals.measure(file, settings.UPLOAD_MAX_BYTES)
    stored = originals.store(revision.document.project_id, file)
    try:
        with transaction.atomic():
            hold_names(revision.document.project_id)
            _refuse_known(revision, sha256)
            _rename(revision.document, name)
            revision.move(revision.state, file=stored, sha256=sha256, size_bytes=size)
    except Exception:
        originals.discard(stored)
        raise


def _refuse_known(revision, sha256):
    here = Revision.objects.filter(document__project_id=revision.document.project_id, sha256=sha256, state=Revision.State.READY)
    known = here.filter(document__live_revision__sha256=sha256).select_related("document").first()
    if known and known.document_id == revision.document_id:
        raise NothingNew(_("The address still has the same content."))
    if known:
        raise NothingNew(_("The same content is here already, as “%(name)s”.") % {"name": known.document.name})


def _rename(document, name):
    """Call a new document what the server calls the file, unless another one has that name."""
    taken = Document.objects.filter(project_id=document.project_id, name=name).exists()
    if document.live_revision_id is None and not taken and document.revisions.count() == 1:
        document.name = name
        document.save(update_fields=["name", "updated_at"])
