"""Everything about a revision's passages that can be made before the transaction that publishes them."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from documents.chunking import Piece, split
from documents.extraction.language import detect_language
from documents.models import Index
from documents.postings import PackedSegment, pack
from documents.reading import unpack_blocks
from documents.staging import embed
from documents.tokens import tokenize
from projects.llm import models_client
from workers.errors import ModelUnavailable as NoTokenizer
from workers.tokenizer import load_tokenizer

# Bounds the memory of packing a huge document.
SEGMENT_PIECES = 5_000
# The common cut of sentence encoders, less what another tokenizer may count differently.
UNKNOWN_ROOM = 400
# Enough to tell a language by.
LANGUAGE_SAMPLE_CHARS = 400


@dataclass
class Prepared:
    """The passages of one revision for one index: pieces, languages and vectors in the same order."""

    index: Index
    pieces: list[Piece]
    languages: list[str]
    vectors: np.ndarray
    segments: list[PackedSegment]

    def __len__(self):
        return len(self.pieces)


def cut(index, content):
    """Return the pieces of a revision's content, the same ones every time."""
    return cut_as(index.embedding_model, index.chunking, content)


def cut_as(embedding_model, chunking, content):
    """Return pieces under any chunking: {method, max_tokens, overlap_tokens}."""
    tokenizer, room = tokenizer_of(embedding_model)
    return split(
        content.text,
        unpack_blocks(bytes(content.blocks)),
        offsets=tokenizer.offsets,
        method=chunking["method"],
        max_tokens=min(chunking["max_tokens"], room),
        overlap_tokens=chunking["overlap_tokens"],
        embed=lambda texts: models_client.embed_passages(texts, embedding_model),
    )


def prepare(index, revision, pieces, *, on_batch):
    """Embed pieces and, meanwhile, count their words; return what publishing needs."""
    texts = [passage_text(piece) for piece in pieces]
    with ThreadPoolExecutor(1, thread_name_prefix="words") as pool:
        words = pool.submit(_pack, texts)
        languages = pool.submit(_languages, pieces, revision.language)
        vectors = embed(index, revision, texts, on_batch=on_batch)
        return Prepared(index, pieces, languages.result(), vectors, words.result())


def passage_text(piece):
    """Return what is embedded and searched for a piece: its words, under the header row of the table it continues."""
    return f"{piece.prefix}\n{piece.text}" if piece.prefix else piece.text


def tokenizer_of(embedding_model):
    """Return the model's own tokenizer and how many tokens of a text it reads before it cuts.

    A model that is served elsewhere is counted by the packaged model's tokenizer.
    """
    try:
        tokenizer = load_tokenizer(embedding_model)
    except NoTokenizer:
        return load_tokenizer(), UNKNOWN_ROOM
    return tokenizer, tokenizer.text_tokens


def _pack(texts):
    starts = range(0, len(texts), SEGMENT_PIECES)
    return [pack(tokenize(text) for text in texts[start : start + SEGMENT_PIECES]) for start in starts]


def _languages(pieces, fallback):
    found = (detect_language(piece.text[:LANGUAGE_SAMPLE_CHARS]) for piece in pieces)
    return [fallback if language == "und" else language for language in found]
