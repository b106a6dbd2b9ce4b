"""Documents written down in tests, as tools read them, without a database."""

from dataclasses import dataclass, field
from uuid import NAMESPACE_URL, uuid5

from agents.tools.protocol import Context
from agents.tools.texts import DocumentText
from documents.extraction import Block


def document(name: str, text: str, language: str = "en") -> DocumentText:
    """Return text as a document: lines with # are headings, lines with "- " list items, the rest paragraphs."""
    blocks, at = [], 0
    for line in text.split("\n"):
        level = len(line) - len(line.lstrip("#"))
        kind = "heading" if level else "list_item" if line.startswith("- ") else "paragraph"
        if line.strip():
            blocks.append(Block(kind, at, at + len(line), level=level or int(kind == "list_item")))
        at += len(line) + 1
    return DocumentText(uuid5(NAMESPACE_URL, name), 1, name, "", "", "text/markdown", language, text, blocks)


@dataclass
class Written(Context):
    """A Context over documents that are given. chosen: names of those the question brings along."""

    project: object = None
    user: object = None
    written: list[DocumentText] = field(default_factory=list)

    def texts(self, documents=None):
        wanted = self.documents if documents is None else documents
        return [each for each in self.written if not wanted or each.document_id in wanted]
