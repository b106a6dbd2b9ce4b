"""Receiving documents: a file or an address becomes a revision that waits to be ingested.

What is acknowledged is on disk and in a row; the message to a worker is only a doorbell.
"""

from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.files import File
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from documents import originals
from documents.cancelling import restart, supersede
from documents.doorbell import ring_ingestion
from documents.errors import NotAllowedNow, NothingUploaded
from documents.events import announce
from documents.locks import hold_names
from documents.models import Document, Revision
from documents.names import display_name
from documents.url_source import check_url
from projects.models import Project

CREATED, REPLACED, DUPLICATE = "created", "replaced", "duplicate"


class Receipt(NamedTuple):
    """outcome: created, replaced (a new revision of a document of that name) or duplicate (nothing new to do)."""

    document: Document
    revision: Revision
    outcome: str


def receive(*, project, user, file, name):
    """Take a seekable file into project under name; return the Receipt once it can no longer be lost.

    The same bytes under any name in the project are recognised. Other bytes under a name that is
    taken become its next revision; the old one answers until that is ready. Raises FileTooLarge,
    NotAllowedNow for an archived or deleted project.
    """
    file = file if isinstance(file, File) else File(file)
    sha256, size = originals.measure(file, settings.UPLOAD_MAX_BYTES)
    if known := _same_bytes(project, sha256):
        return _recognise(known)
    stored = originals.store(project.pk, file)
    try:
        with transaction.atomic():
            receipt = _record(project, user, display_name(name), file=stored, sha256=sha256, size_bytes=size)
    except DatabaseError:
        raise  # it may have been committed: the row decides later whether the file is an orphan
    except Exception:
        originals.discard(stored)
        raise
    if receipt.revision.file.name != stored:
        originals.discard(stored)
    return receipt


@transaction.atomic
def receive_url(*, project, user, url):
    """Take what an address points to into project; a worker fetches it. Raises UrlRefused, NotAllowedNow."""
    check_url(url, allow_private=settings.URL_ALLOW_PRIVATE)
    _open_project(project)
    document = Document.objects.filter(project=project, source_url=url).first()
    name = document.name if document else display_name(unquote(urlsplit(url).path).rstrip("/") or urlsplit(url).netloc)
    return _add_revision(project, user, name, source_url=url, sha256="", size_bytes=0)


def _record(project, user, name, **stored):
    _open_project(project)
    if known := _same_bytes(project, stored["sha256"]):
        return _recognise(known)
    return _add_revision(project, user, name, **stored)


def _open_project(project):
    """Wait for other uploads to this project and make sure that it still takes any."""
    hold_names(project.pk)
    found = Project.objects.filter(pk=project.pk).values_list("archived_at").first()
    if found is None:
        raise NotAllowedNow(_("This project has been deleted."))
    if found[0]:
        raise NotAllowedNow(_("This project is archived: restore it to add documents."))


def _same_bytes(project, sha256):
    """Return the revision of these bytes that a document of project has or is about to have, or None."""
    rows = Revision.objects.filter(document__project=project, sha256=sha256).select_related("document").order_by("-pk")
    return next((revision for revision in rows if _stands(revision)), None)


def _stands(revision):
    """Say whether the revision is what its document will answer from."""
    newer = Revision.objects.filter(document_id=revision.document_id, number__gt=revision.number)
    return not newer.exclude(state__in=(Revision.State.FAILED, Revision.State.CANCELLED)).exists()


def _recognise(revision):
    if revision.state in (Revision.State.FAILED, Revision.State.CANCELLED):
        restart(revision)
    return Receipt(revision.document, revision, DUPLICATE)


def _add_revision(project, user, name, source_url="", **fields):
    document, created = Document.objects.get_or_create(project=project, name=name, defaults={"uploaded_by": user, "source_url": source_url})
    last = document.revisions.order_by("-number").first()
    supersede(document)
    revision = Revision.objects.create(document=document, number=last.number + 1 if last else 1, **fields)
    announce(revision)
    ring_ingestion(revision)
    return Receipt(document, revision, CREATED if created else REPLACED)


def nothing_uploaded():
    return NothingUploaded(_("Choose at least one file, or give an address."))
