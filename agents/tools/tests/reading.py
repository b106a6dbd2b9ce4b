"""Files read by the project's own extraction, as tools see them, without a database."""

from dataclasses import dataclass, field
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from agents.tools.protocol import Context
from agents.tools.texts import DocumentText
from documents.extraction import extract


@dataclass
class Texts(Context):
    """A context whose documents are given."""

    given: list[DocumentText] = field(default_factory=list)

    def texts(self, documents=None):
        return self.given


def text_of(path: Path) -> DocumentText:
    extracted = extract(path, path.name)
    return DocumentText(
        document_id=uuid5(NAMESPACE_URL, path.name),
        revision_id=1,
        name=path.name,
        title=extracted.title,
        author=extracted.author,
        media_type=extracted.media_type,
        language=extracted.language,
        text=extracted.text,
        blocks=extracted.blocks,
        pages=[(page.number, page.start, page.end) for page in extracted.pages],
        written_at=extracted.created,
        layout={page.number: page.words for page in extracted.pages}.__getitem__,
    )


def asking(question: str, *texts: DocumentText, language: str = "en") -> Texts:
    return Texts(None, None, question=question, language=language, given=list(texts))
