"""What a file is, decided by its content. The name only tells one kind of plain text from another."""

import re
import zipfile
from pathlib import Path

import puremagic

from documents.extraction.archive import open_checked
from documents.extraction.errors import Corrupt, Empty, Encrypted, Unsupported, gettext_noop
from documents.extraction.limits import Limits

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
EPUB = "application/epub+zip"
HTML, TEXT, MARKDOWN, CSV, TSV = "text/html", "text/plain", "text/markdown", "text/csv", "text/tab-separated-values"
IMAGES = frozenset({"image/png", "image/jpeg", "image/gif", "image/tiff", "image/webp", "image/bmp"})
AUDIO = frozenset({"audio/mpeg", "audio/wav", "audio/mp4", "audio/ogg", "audio/flac", "audio/webm", "audio/aac"})

HEAD_BYTES = 65_536
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
SIGNATURES = [
    (b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"), (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"), (b"II*\0", "image/tiff"), (b"MM\0*", "image/tiff"), (b"BM", "image/bmp"),
    (b"ID3", "audio/mpeg"), (b"OggS", "audio/ogg"), (b"fLaC", "audio/flac"), (b"\x1aE\xdf\xa3", "audio/webm"),
]  # fmt: skip
RIFF = {b"WAVE": "audio/wav", b"WEBP": "image/webp"}
MPEG_FRAME = re.compile(rb"\xff[\xfb\xfa\xf3\xf2]")
REFUSED = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"{\\rtf")
HTML_START = re.compile(rb"\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html|head|body)\b", re.I | re.S)
TEXT_KINDS = {".md": MARKDOWN, ".markdown": MARKDOWN, ".csv": CSV, ".tsv": TSV, ".tab": TSV, ".htm": HTML, ".html": HTML}
MARKDOWN_LINE = re.compile(r"^(#{1,6} \S|```|[-*+] \S|\d+\. \S|\|.+\|\s*$|> \S)|\[[^\]]+\]\([^)]+\)|\*\*\S", re.M)


def detect(path: Path, filename: str, limits: Limits) -> str:
    """Return the media type of the file at path.

    Raises Empty, Encrypted (a protected Office file), Bomb, or Unsupported with what to do instead.
    """
    with path.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip(b"\0 \t\r\n"):
        raise Empty
    return _by_signature(path, head, limits) or _text_kind(head, Path(filename).suffix.lower())


def _by_signature(path: Path, head: bytes, limits: Limits) -> str | None:
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(path, limits)
    if head.startswith(OLE2):
        raise _ole2_error(path)
    if head.startswith(REFUSED):
        raise Unsupported(RTF_HINT) if head.startswith(b"{\\rtf") else Unsupported
    if head.startswith(b"RIFF") and head[8:12] in RIFF:
        return RIFF[head[8:12]]
    if head[4:8] == b"ftyp" and head[8:11] in (b"M4A", b"mp4", b"iso", b"M4B"):
        return "audio/mp4"
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind
    return "audio/mpeg" if MPEG_FRAME.match(head) else None


RTF_HINT = gettext_noop("Rich Text is not supported. Open the file in a word processor and save it as .docx.")
LEGACY_HINT = gettext_noop("Old Office files (.doc, .xls, .ppt) are not supported. Save the file as .docx, .xlsx or .pptx.")


def _zip_kind(path: Path, limits: Limits) -> str:
    with open_checked(path, limits) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            return DOCX
        if "xl/workbook.xml" in names:
            return XLSX
        if "ppt/presentation.xml" in names:
            return PPTX
        if "META-INF/container.xml" in names:
            return EPUB
        return _main_part_kind(archive, names)


def _main_part_kind(archive: zipfile.ZipFile, names: set[str]) -> str:
    """Some producers put the main part elsewhere; the content types tell."""
    if "[Content_Types].xml" not in names:
        raise Unsupported(gettext_noop("This is an archive. Unpack it and upload the documents in it."))
    with archive.open("[Content_Types].xml") as part:
        types = part.read(1_000_000)
    for marker, kind in ((b"wordprocessingml", DOCX), (b"spreadsheetml", XLSX), (b"presentationml", PPTX)):
        if marker in types:
            return kind
    raise Unsupported


def _ole2_error(path: Path) -> Exception:
    with path.open("rb") as file:
        return Encrypted() if ENCRYPTED_PACKAGE in file.read(4_000_000) else Unsupported(LEGACY_HINT)


def _text_kind(head: bytes, suffix: str) -> str:
    if HTML_START.match(head.lstrip(b"\xef\xbb\xbf")):
        return HTML
    if not _is_text(head):
        raise _binary_error(head, suffix)
    kind = TEXT_KINDS.get(suffix)
    if kind:
        return kind
    return _guess_text_kind(head) if suffix != ".txt" else TEXT


def _guess_text_kind(head: bytes) -> str:
    """Tell text kinds apart without a telling name."""
    sample = head.decode("utf-8", "replace")
    lines = [line for line in sample.splitlines()[:50] if line.strip()][:-1]
    for delimiter, kind in (("\t", TSV), (",", CSV), (";", CSV)):
        counts = {line.count(delimiter) for line in lines}
        if len(lines) >= 3 and len(counts) == 1 and counts.pop() >= 2:
            return kind
    return MARKDOWN if len(MARKDOWN_LINE.findall(sample)) >= 3 else TEXT


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    control = sum(head.count(bytes([code])) for code in (*range(7), *range(14, 27)))
    # A few stray control characters occur in real exports; NUL never does outside UTF-16.
    return b"\0" not in head and control <= len(head) // 25


def _binary_error(head: bytes, suffix: str) -> Exception:
    """A file that only its name calls a PDF is a damaged PDF if nothing else recognises it."""
    try:
        recognised = puremagic.from_string(head)
    except (puremagic.PureError, ValueError):
        recognised = ""
    known = suffix in {".pdf", ".docx", ".xlsx", ".pptx", ".epub", ".png", ".jpg", ".jpeg"}
    return Corrupt() if known and not recognised else Unsupported()
