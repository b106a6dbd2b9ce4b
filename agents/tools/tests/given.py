"""Documents at hand for tools under test: read by the project's own extractor, without a database."""

from pathlib import Path
from uuid import uuid4

from agents.tools.protocol import Context
from agents.tools.texts import DocumentText
from documents.extraction import extract
from documents.retrieval import Retrieval
from documents.tokens import tokenize

DEMO = Path(__file__).resolve().parents[3] / "demo" / "documents"


class Given(Context):
    """A context over `given`; a search ranks the documents by the words they share with the query."""

    given = ()

    def texts(self, documents=None):
        chosen = self.documents if documents is None else documents
        return [text for text in self.given if not chosen or text.document_id in chosen]

    def search(self, query, *, top_k=None, documents=None):
        words = set(tokenize(query))
        found = [Found(text, *_best_paragraph(text, words)) for text in self.texts(documents)]
        return Retrieval(sorted((each for each in found if each.score), key=lambda each: -each.score))


class Found:
    """As much of a passage as tools look at."""

    def __init__(self, text, score, start, end):
        self.document_id, self.document_name, self.score, self.start, self.end = text.document_id, text.name, score, start, end


def given(question, *documents, language="en", named=False, complete=None) -> Given:
    """Return a context for question over documents; named: the question names them all."""
    ids = [each.document_id for each in documents] if named else []
    context = Given(project=None, user=None, question=question, language=language, documents=ids, complete=complete)
    context.given = list(documents)
    return context


def read_file(path: Path) -> DocumentText:
    found = extract(path, path.name)
    pages = [(page.number, page.start, page.end) for page in found.pages]
    return DocumentText(uuid4(), 1, path.name, found.title, found.author, found.media_type, found.language, found.text, found.blocks, pages)


def read_markdown(tmp_path: Path, name: str, text: str) -> DocumentText:
    path = tmp_path / name
    path.write_text(text)
    return read_file(path)


def _best_paragraph(text, words):
    """Return (score, start, end) of the paragraph that shares most words with the query."""
    spans = [(block.start, block.end) for block in text.blocks if block.kind in ("paragraph", "list_item", "heading")] or [
        (0, len(text.text))
    ]
    scored = [(len(words & set(tokenize(text.text[start:end]))), start, end) for start, end in spans]
    return max(scored, key=lambda each: each[0])
