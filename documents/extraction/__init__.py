"""Reading files: `extract` turns any supported file into text with structure, in a child process.

Pure Python without Django. Formats live in `formats/`, one module each, and run only in the child.
"""

from documents.extraction.errors import ExtractionError
from documents.extraction.limits import Limits
from documents.extraction.model import Block, Extracted, OutlineEntry, PageLayout
from documents.extraction.sandbox import extract

__all__ = ["Block", "Extracted", "ExtractionError", "Limits", "OutlineEntry", "PageLayout", "extract"]
