"""Passages that resemble one at hand."""

from documents import embedding
from documents.candidates import Candidate
from documents.models import Chunk, Index
from documents.retrieval import Trace, find
from documents.statements import fetch
from projects.models import Project

# Words of a passage that are looked for; more only cost time.
TEXT_CHARS = 1_500


def similar(project: Project, *, chunk: Chunk | None = None, text: str = "", limit: int = 10) -> list[Candidate]:
    """Return the passages of project most like a chunk of it or like text, best first, the chunk itself left out."""
    index = project.indexes.filter(state=Index.State.LIVE).first()
    query = chunk.text if chunk else text
    if index is None or not query.strip():
        return []
    vector = _stored(chunk, index)
    found = find(index, query[:TEXT_CHARS], Trace(), pool=max(50, 2 * limit), vector=vector)
    return [candidate for candidate in found if not chunk or candidate.chunk_id != chunk.pk][:limit]


def _stored(chunk: Chunk | None, index: Index):
    if chunk is None or chunk.index_id != index.pk:
        return None
    rows = fetch("SELECT embedding::real[] FROM documents_chunkvector WHERE chunk_id = %s", [chunk.pk])
    return embedding.as_vector(rows[0][0]) if rows else None
