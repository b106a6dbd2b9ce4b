"""The chunks that either half of retrieval found, with all that ranking and showing them needs."""

from dataclasses import dataclass, field
from uuid import UUID

import numpy as np

from documents.dense import as_halfvec
from documents.extraction.language import detect_language
from documents.models import Index
from documents.statements import fetch

LANGUAGE_SAMPLE_CHARS = 400


@dataclass(eq=False)
class Candidate:
    """A chunk on its way through the stages. Scores are None where a half does not know it."""

    chunk_id: int
    doc_no: int
    document_id: UUID
    document_name: str
    revision_id: int
    position: int
    text: str
    start: int
    end: int
    page_start: int | None
    page_end: int | None
    row_start: int | None
    row_end: int | None
    heading_path: list
    kind: str
    language: str
    token_count: int
    dense: float | None = None
    sparse: float = 0.0
    ranks: dict[str, int | None] = field(default_factory=dict)
    fused: float = 0.0
    rerank: float | None = None
    score: float = 0.0
    dropped: str = ""

    @property
    def rating(self) -> float:
        """What it is ranked by: the score, but where ranks are fused their sum."""
        return self.fused if self.rerank is None else self.rerank

    @property
    def spoken(self) -> str:
        """The language of the chunk itself: a document may hold several."""
        return self.language or detect_language(self.text[:LANGUAGE_SAMPLE_CHARS])


LOAD = """
SELECT c.id, c.doc_no, r.document_id, d.name, c.revision_id, c.position, c.text, c.start, c."end",
       c.page_start, c.page_end, c.row_start, c.row_end, c.heading_path, c.kind, c.language, c.token_count::int,
       1 - (v.embedding <=> %(vector)s::halfvec)
FROM (SELECT unnest(%(chunks)s::bigint[]) AS id
      UNION SELECT id FROM documents_chunk WHERE index_id = %(index)s AND doc_no = ANY(%(doc_nos)s::bigint[])) AS found
JOIN documents_chunk c ON c.id = found.id
JOIN documents_revision r ON r.id = c.revision_id
JOIN documents_document d ON d.id = r.document_id
LEFT JOIN documents_chunkvector v ON v.chunk_id = c.id
WHERE c.index_id = %(index)s ORDER BY c.doc_no
"""


def load(index: Index, chunk_ids: list[int], doc_nos: list[int], vector: np.ndarray | None) -> list[Candidate]:
    """Return the union of both lists by ordinal, with its closeness to vector where there is one."""
    params = {
        "vector": None if vector is None else as_halfvec(vector),
        "chunks": chunk_ids,
        "doc_nos": doc_nos,
        "index": index.pk,
    }
    return [Candidate(*row) for row in fetch(LOAD, params)]
