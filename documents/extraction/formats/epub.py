"""EPUB: the chapters of the spine in reading order; a chapter counts as a page."""

import posixpath
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from documents.extraction.archive import open_checked, read_entry
from documents.extraction.errors import Corrupt, Encrypted, NoText, gettext_noop
from documents.extraction.formats.web import read_markup
from documents.extraction.thai import normalise
from documents.extraction.writer import Writer

CONTAINER = "META-INF/container.xml"
DC = "{http://purl.org/dc/elements/1.1/}"
# Obfuscated fonts are listed as encrypted too; only encrypted chapters make a book unreadable.
TEXT_SUFFIXES = (".xhtml", ".html", ".htm", ".xml")


def read(path: Path, writer: Writer) -> None:
    with open_checked(path, writer.limits) as archive:
        package_name = _package_name(archive, writer)
        package = _parse(read_entry(archive, package_name, writer.limits))
        _refuse_protected(archive, writer)
        writer.meta |= _facts(package)
        chapters = _spine(package, posixpath.dirname(package_name))
        for number, name in enumerate(chapters, start=1):
            if name in archive.NameToInfo:
                writer.begin_page(number)
                read_markup(read_entry(archive, name, writer.limits), writer)
                writer.end_page()
            writer.progress(number, len(chapters))
    if writer.length == 0:
        raise NoText


def _parse(data: bytes) -> etree._Element:
    try:
        return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as error:
        raise Corrupt from error


def _package_name(archive, writer: Writer) -> str:
    container = _parse(read_entry(archive, CONTAINER, writer.limits))
    for element in container.iter("{*}rootfile"):
        return element.get("full-path") or ""
    raise Corrupt


def _refuse_protected(archive, writer: Writer) -> None:
    if "META-INF/encryption.xml" not in archive.NameToInfo:
        return
    listing = _parse(read_entry(archive, "META-INF/encryption.xml", writer.limits))
    targets = [element.get("URI", "") for element in listing.iter("{*}CipherReference")]
    if any(target.lower().endswith(TEXT_SUFFIXES) for target in targets):
        raise Encrypted(gettext_noop("The book is protected against copying and cannot be read."))


def _facts(package) -> dict:
    def first(tag: str) -> str:
        element = next(package.iter(DC + tag), None)
        return normalise((element.text or "").strip()) if element is not None else ""

    # Dates in books are years or days as often as moments; those are not guessed at.
    return {"title": first("title"), "author": first("creator")}


def _spine(package, folder: str) -> list[str]:
    """Return the archive names of the chapters in reading order."""
    items = {item.get("id"): item.get("href", "") for item in package.iter("{*}item")}
    names = (items.get(reference.get("idref"), "") for reference in package.iter("{*}itemref"))
    return [posixpath.normpath(posixpath.join(folder, unquote(name))) for name in names if name]
