"""Puts texts into a project as documents of one chunk each or more, ready to be searched."""

import numpy as np
from django.db import transaction
from pgvector import HalfVector

from documents import bm25
from documents.extraction.language import detect_language
from documents.models import Chunk, ChunkVector, Content, Document, Index, Revision
from documents.postings import pack
from documents.tokens import TOKENS_VERSION, tokenize
from projects.llm import models_client

MODEL = "builtin/minilm"


def live_index(project, dimensions=384, model=MODEL) -> Index:
    index, _ = Index.objects.get_or_create(
        project=project,
        state=Index.State.LIVE,
        defaults={"number": 1, "embedding_model": model, "dimensions": dimensions, "tokens_version": TOKENS_VERSION},
    )
    return index


@transaction.atomic
def add_document(project, name: str, texts: list[str], vectors=None, **revision) -> list[Chunk]:
    """Publish a document whose text is these chunks, a blank line between; by default with the model's own vectors."""
    index = live_index(project, len(vectors[0]) if vectors is not None else 384)
    vectors = models_client.embed_passages(texts, index.embedding_model) if vectors is None else vectors
    document = Document.objects.create(project=project, name=name)
    made = Revision.objects.create(
        document=document, number=1, state=Revision.State.READY, sha256=name, size_bytes=1, **{"media_type": "text/plain"} | revision
    )
    Document.objects.filter(pk=document.pk).update(live_revision=made)
    Content.objects.create(revision=made, text="\n\n".join(texts), blocks=b"")
    first = bm25.allocate(index, len(texts))
    chunks, start = [], 0
    for position, text in enumerate(texts):
        language = detect_language(text)
        chunks.append(
            Chunk(
                index=index, revision=made, doc_no=first + position, position=position, text=text, start=start, end=start + len(text),
                page_start=position + 1, page_end=position + 1, language="" if language == "und" else language, token_count=len(text) // 4,
            )
        )  # fmt: skip
        start += len(text) + 2
    Chunk.objects.bulk_create(chunks)
    rows = zip(chunks, np.asarray(vectors, np.float32), strict=True)
    ChunkVector.objects.bulk_create([ChunkVector(chunk=chunk, index=index, embedding=HalfVector(vector)) for chunk, vector in rows])
    bm25.add_segment(index, range(first, first + len(texts)), pack(map(tokenize, texts)))
    return chunks
