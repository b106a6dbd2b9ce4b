"""A known-item test of an index: does a sentence of a chunk lead back to the chunk?

Run after indexing, for each language found in it. It tells where the embeddings are no good whatever
their model declares, and what similarity the model gives to texts that have nothing to do with each other.
"""

import re

import numpy as np
from django.db.models import CharField
from django.db.models.functions import MD5, Cast

from documents import bm25, dense, embedding
from documents.models import Chunk, Index
from documents.tokens import tokenize

SAMPLE = 40
# Too few chunks to tell anything from.
LEAST = 8
FOUND_WITHIN = 10
# A model that knows the language finds nearly all of these sentences, one that does not about half.
ENABLE_FROM = 0.8
UNRELATED = [
    "The tenant pays the rent on the first day of each month.",
    "Penguins raise their chicks on the Antarctic ice.",
    "Beat the egg whites until they form stiff peaks.",
    "The striker scored twice in the second half.",
    "Quarterly revenue grew by four percent.",
    "Volcanic ash closed the airport for two days.",
    "She tuned the violin before the concert.",
    "The patch fixes a memory leak in the parser.",
    "Wash the wound and cover it with a clean bandage.",
    "The treaty was signed after the war had ended.",
    "Light bends as it passes from air into water.",
    "The night train leaves from platform nine.",
]


def self_test(index: Index) -> dict:
    """Test the index's dense half by language, store and return the findings. Raises ModelUnavailable.

    {language: {"enabled", "dense", "sparse", "sample"}, "floor": similarity of unrelated texts};
    dense and sparse are shares of sentences that led back to their chunk within the first ten.
    """
    findings: dict = {}
    for language, chunks in _samples(index).items():
        if len(chunks) >= LEAST:
            findings[language] = _test(index, chunks)
    if findings:
        findings["floor"] = _floor(index)
    Index.objects.filter(pk=index.pk).update(dense_by_language=findings)
    index.dense_by_language = findings
    return findings


def _samples(index: Index) -> dict[str, list[Chunk]]:
    """Return up to SAMPLE chunks of each language, the same ones every time."""
    languages = Chunk.objects.filter(index=index).exclude(language__in=["", "und"]).values_list("language", flat=True).distinct()
    picked = Chunk.objects.filter(index=index).order_by(MD5(Cast("pk", CharField())))
    return {language: list(picked.filter(language=language)[:SAMPLE]) for language in languages}


def _test(index: Index, chunks: list[Chunk]) -> dict:
    sentences = [_sentence(chunk.text) for chunk in chunks]
    vectors = embedding.vectors_of(index, sentences)
    by_vector = [chunk.pk in dense.nearest(index, vector, FOUND_WITHIN) for chunk, vector in zip(chunks, vectors, strict=True)]
    by_words = [_by_words(index, chunk.doc_no, sentence) for chunk, sentence in zip(chunks, sentences, strict=True)]
    share = float(np.mean(by_vector))
    return {"enabled": share >= ENABLE_FROM, "dense": share, "sparse": float(np.mean(by_words)), "sample": len(chunks)}


def _by_words(index: Index, doc_no: int, sentence: str) -> bool:
    return any(found == doc_no for found, _ in bm25.search(index, tokenize(sentence)).top(FOUND_WITHIN))


def _sentence(text: str) -> str:
    """Return a stretch from the middle of text, about a third of it, at least 40 characters."""
    length = max(len(text) // 3, 40)
    start = max((len(text) - length) // 2, 0)
    stretch = text[start : start + length]
    inner = re.search(r"\s(.*)\s", stretch, re.DOTALL)
    return inner[1] if inner and len(inner[1]) > length // 2 else stretch


def _floor(index: Index) -> float:
    """Return the middle cosine between texts that have nothing to do with each other, not below 0."""
    vectors = embedding.vectors_of(index, UNRELATED)
    cosines = (vectors @ vectors.T)[np.triu_indices(len(vectors), 1)]
    return round(max(float(np.median(cosines)), 0.0), 4)
