"""Audio: nothing to read here; asks the parent for a transcript."""

from pathlib import Path

from documents.extraction.writer import Writer


def read(path: Path, writer: Writer) -> None:
    writer.request("transcribe")
