"""Sentence encoders: texts to unit vectors on the CPU, without torch wherever the architecture allows."""

import os
from collections.abc import Iterator
from typing import Protocol

import numpy as np
from safetensors import SafetensorError

from workers import graph
from workers.compiled import CompiledEncoder, Lane
from workers.errors import ModelUnavailable
from workers.folders import PACKAGED, Card, card, locate
from workers.tokenizer import Tokenizer

# Larger batches gain nothing on two cores and cost memory.
BATCH = 8
# Kernels are made once per shape: lengths rounded up to this keep them few.
LENGTH_STEP = 8


class Encoder(Protocol):
    """A model that turns texts into unit vectors.

    max_tokens: the model's cut, special tokens included; text_tokens: what is left of it for a text
    after special tokens and prompt. languages: ISO 639-1 codes that the model declares; empty if it declares none.
    """

    name: str
    dimensions: int
    max_tokens: int
    text_tokens: int
    languages: set[str]

    def embed_passages(self, texts: list[str]) -> np.ndarray:
        """Return unit vectors, shape (len(texts), dimensions) float32, in the order given."""

    def embed_queries(self, texts: list[str]) -> np.ndarray:
        """As embed_passages, with the model's prompt for questions; never waits behind passages."""


def load_encoder(path_or_id: str | os.PathLike = "", *, threads: int | None = None) -> Encoder:
    """Load the encoder of a model folder or id (default: the packaged model).

    threads: CPU threads for one batch; default MODELS_THREADS, else 2.
    Raises ModelUnavailable where its files, or a library they need, are not on this machine.
    """
    folder = locate(path_or_id)
    about = card(str(path_or_id) or PACKAGED, folder)
    threads = threads or int(os.environ.get("MODELS_THREADS") or 2)
    if graph.supports(folder) and (folder / "tokenizer.json").is_file():
        return GraphEncoder(about, threads)
    from workers.torch_encoder import TorchEncoder

    return TorchEncoder(about, threads)


class GraphEncoder:
    """An encoder of the BERT family, run by OpenVINO."""

    def __init__(self, about: Card, threads: int):
        self.name, self.max_tokens = about.name, about.max_tokens
        self.languages = set(about.languages)
        self._about = about
        self._tokenizer = Tokenizer(about)
        self.text_tokens = self._tokenizer.text_tokens
        try:
            self._compiled = CompiledEncoder(about.path, threads)
        except (KeyError, ValueError, RuntimeError, OSError, SafetensorError) as error:
            raise ModelUnavailable(f'The files of "{about.name}" cannot be used: {error}') from error
        self.dimensions = self._compiled.dimensions

    def embed_passages(self, texts: list[str]) -> np.ndarray:
        return self._embed(texts, self._about.passage_prompt, self._compiled.passages)

    def embed_queries(self, texts: list[str]) -> np.ndarray:
        # Many queries at once are a job like any other, and the passages' lane has more threads.
        lane = self._compiled.queries if len(texts) <= BATCH else self._compiled.passages
        return self._embed(texts, self._about.query_prompt, lane)

    def rest(self) -> None:
        """Let go of memory that only work needs."""
        self._compiled.rest()

    def _embed(self, texts: list[str], prompt: str, lane: Lane) -> np.ndarray:
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        tokens = self._tokenizer.encode([prompt + text for text in texts], self.max_tokens)
        for places, ids, mask in batches(tokens):
            vectors[places] = lane.infer(ids, mask)
        return vectors


def batches(tokens: list[list[int]]) -> Iterator[tuple[list[int], np.ndarray, np.ndarray]]:
    """Yield (places in tokens, ids, mask) of texts of similar length, the longest first; arrays are (batch, length) int32."""
    order = sorted(range(len(tokens)), key=lambda place: -len(tokens[place]))
    for first in range(0, len(order), BATCH):
        places = order[first : first + BATCH]
        length = -(-len(tokens[places[0]]) // LENGTH_STEP) * LENGTH_STEP
        ids = np.zeros((len(places), length), np.int32)
        mask = np.zeros_like(ids)
        for row, place in enumerate(places):
            ids[row, : len(tokens[place])] = tokens[place]
            mask[row, : len(tokens[place])] = 1
        yield places, ids, mask
