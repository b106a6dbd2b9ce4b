"""Opens zip-based files (Office, EPUB) only after their directory has been found harmless."""

import zipfile
from pathlib import Path

from documents.extraction.errors import Bomb, Corrupt, Encrypted, gettext_noop
from documents.extraction.limits import Limits

# Below this a high ratio is just an empty sheet; above it nobody's real document compresses that well.
RATIO_MATTERS_ABOVE_BYTES = 20 * 1024 * 1024
NESTED = (".zip", ".gz", ".bz2", ".xz", ".7z", ".rar", ".tar")
PROLOGUE_BYTES = 4096


def open_checked(path: Path, limits: Limits) -> zipfile.ZipFile:
    """Return the archive. Raises Bomb, Encrypted or Corrupt before anything is unpacked in full."""
    try:
        archive = zipfile.ZipFile(path)
        entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Corrupt from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise Encrypted
    _check_sizes(entries, limits)
    for entry in entries:
        if entry.filename.lower().endswith((".xml", ".rels", ".opf", ".ncx")):
            _refuse_entities(archive, entry)
    return archive


def _check_sizes(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    total = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > limits.max_entries or total > limits.max_unpacked_bytes:
        raise Bomb
    if total > RATIO_MATTERS_ABOVE_BYTES and total > limits.max_ratio * max(packed, 1):
        raise Bomb
    offsets = [entry.header_offset for entry in entries]
    if len(set(offsets)) != len(offsets):  # overlapping entries: David Fifield's "better zip bomb"
        raise Bomb
    if any(entry.filename.lower().endswith(NESTED) for entry in entries):
        raise Bomb(gettext_noop("The file contains another archive. Take the documents out and upload them themselves."))


def _refuse_entities(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    """Office files and packages never declare a document type; those that do want to blow up or to read our disk."""
    try:
        with archive.open(entry) as part:
            prologue = part.read(PROLOGUE_BYTES).replace(b"\0", b"")
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise Corrupt from error
    if b"<!ENTITY" in prologue or (b"<!DOCTYPE" in prologue and not entry.filename.lower().endswith(".ncx")):
        raise Bomb(gettext_noop("The file declares XML entities and was refused as unsafe."))


def read_entry(archive: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    """Return the bytes of an entry; never more than its directory promised.

    Raises Corrupt if it is missing or broken, Bomb if it goes on after its declared size.
    """
    try:
        with archive.open(name) as part:
            data = part.read(limits.max_unpacked_bytes + 1)
    except (KeyError, zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError) as error:
        raise Corrupt from error
    if len(data) > limits.max_unpacked_bytes:
        raise Bomb
    return data
