"""One module for each format. A reader takes (path, writer) and adds blocks in reading order."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from documents.extraction import detection
from documents.extraction.errors import Unsupported
from documents.extraction.writer import Writer

READERS = {
    detection.PDF: "pdf",
    detection.DOCX: "word",
    detection.XLSX: "spreadsheet",
    detection.PPTX: "slides",
    detection.EPUB: "epub",
    detection.HTML: "web",
    detection.TEXT: "plain",
    detection.MARKDOWN: "markdown",
    detection.CSV: "delimited",
    detection.TSV: "delimited",
    **dict.fromkeys(detection.IMAGES, "image"),
    **dict.fromkeys(detection.AUDIO, "audio"),
}


def reader_for(media_type: str) -> Callable[[Path, Writer], None]:
    """Return the reader of a media type; only its own libraries are imported. Raises Unsupported."""
    if media_type not in READERS:
        raise Unsupported
    return import_module(f"documents.extraction.formats.{READERS[media_type]}").read
