"""The references of a document."""

from agents.tools.papers.fields import read_reference
from agents.tools.papers.locating import entries_of
from agents.tools.papers.model import Reference
from agents.tools.texts import DocumentText


def references_of(document: DocumentText) -> list[Reference]:
    """Return the references in the order of the list; [] where the document has none."""
    return [read_reference(entry.number, entry.numbered, entry.joined) for entry in entries_of(document)]
