"""The files as they were uploaded: measured, stored for good, lent to readers, deleted after the commit."""

import hashlib
import os
import shutil
import tempfile
import uuid
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from documents.errors import too_large
from documents.models import Revision

BLOCK_BYTES = 1024 * 1024
# A file without a row this old belongs to an upload that has failed; a younger one may still get its row.
ORPHAN_AGE = timedelta(hours=6)


def measure(file, limit_bytes):
    """Return (sha256 as hex, size in bytes) of a seekable file. Raises FileTooLarge."""
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    while block := file.read(BLOCK_BYTES):
        size += len(block)
        if size > limit_bytes:
            raise too_large(limit_bytes)
        digest.update(block)
    return digest.hexdigest(), size


def store(project_id, file):
    """Keep a django File and return its name in storage once it is safe from a power cut."""
    file.seek(0)
    name = default_storage.save(f"{project_id}/{uuid.uuid4().hex}", file)
    _flush(name)
    return name


def discard(name):
    default_storage.delete(name)


def discard_on_commit(name):
    if name:
        transaction.on_commit(lambda: discard(name), robust=True)


@contextmanager
def local_copy(stored):
    """Give the path of a stored file on this machine, for the length of a with block."""
    path = _path(stored.name)
    if path:
        yield path
        return
    with tempfile.NamedTemporaryFile(prefix="original-") as copy, stored.open("rb") as source:
        shutil.copyfileobj(source, copy, BLOCK_BYTES)
        copy.flush()
        yield Path(copy.name)


def clear_orphans(now=None):
    """Delete stored files that no revision knows, left by uploads that died half-way; return how many."""
    before = (now or timezone.now()) - ORPHAN_AGE
    cleared = 0
    for folder in default_storage.listdir("")[0]:
        if not _is_uuid(folder):
            continue
        names = {f"{folder}/{name}" for name in default_storage.listdir(folder)[1]}
        known = set(Revision.objects.filter(file__in=names).values_list("file", flat=True))
        for name in names - known:
            if default_storage.get_modified_time(name) < before:
                discard(name)
                cleared += 1
    return cleared


def _is_uuid(text):
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def _path(name):
    try:
        return Path(default_storage.path(name))
    except NotImplementedError:
        return None


def _flush(name):
    """Force file and folder entries to disk where storage is a folder of this machine."""
    path = _path(name)
    if path is None:
        return
    for place in (path, path.parent, Path(settings.MEDIA_ROOT)):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
