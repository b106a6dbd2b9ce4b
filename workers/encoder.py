"""Sentence encoders: texts to unit vectors on the CPU, without torch wherever the architecture allows."""

import os
from collections.abc import Callable
from functools import partial
from typing import Protocol

import numpy as np
from safetensors import SafetensorError

from workers import graph
from workers.compiled import CompiledEncoder
from workers.errors import ModelUnavailable
from workers.folders import PACKAGED, Card, card, locate
from workers.tokenizer import Tokenizer

# More queries at once than this are a job like any other.
FEW = 8
PRECISIONS = ("int8", "fp32")


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


def precision_of(name: str) -> str:
    """Return the form the model called name runs in: MODELS_PRECISION, else int8 for the packaged model and fp32 for others.

    The packaged model's int8 form was measured (nDCG@10 on XQuAD .9423, fp32 .9433). Others may lose more.
    """
    chosen = os.environ.get("MODELS_PRECISION") or ("int8" if name == PACKAGED else "fp32")
    if chosen not in PRECISIONS:
        raise ModelUnavailable(f'MODELS_PRECISION is "{chosen}"; it must be one of: {", ".join(PRECISIONS)}.')
    return chosen


class GraphEncoder:
    """An encoder of the BERT family, run by ONNX Runtime.

    The id says nothing of precision, for an index survives a change of it: vectors of both forms point the same way
    (mean cosine .996) and questions in one find passages in the other (nDCG@10 .9413 and .9433, fp32 alone .9433).
    """

    def __init__(self, about: Card, threads: int):
        self.name, self.max_tokens = about.name, about.max_tokens
        self.languages = set(about.languages)
        self.precision = precision_of(about.name)
        self._about = about
        self._tokenizer = Tokenizer(about)
        self.text_tokens = self._tokenizer.text_tokens
        try:
            self._compiled = CompiledEncoder(about.path, self.precision, threads)
        except (KeyError, ValueError, OSError, SafetensorError) as error:
            raise ModelUnavailable(f'The files of "{about.name}" cannot be used: {error}') from error
        self.dimensions = self._compiled.dimensions

    def embed_passages(self, texts: list[str]) -> np.ndarray:
        return self._vectors(self._ids(self._about.passage_prompt, texts), self._compiled.infer_each)

    def embed_queries(self, texts: list[str]) -> np.ndarray:
        run = self._compiled.infer_each if len(texts) > FEW else partial(map, self._compiled.infer)
        return self._vectors(self._ids(self._about.query_prompt, texts), run)

    def rest(self) -> None:
        """Let go of memory that only work needs."""
        self._compiled.rest()

    def _ids(self, prompt: str, texts: list[str]) -> list[list[int]]:
        return self._tokenizer.encode([prompt + text for text in texts], self.max_tokens)

    def _vectors(self, ids: list[list[int]], run: Callable) -> np.ndarray:
        vectors = np.empty((len(ids), self.dimensions), np.float32)
        # The longest first, so that the threads end together.
        order = sorted(range(len(ids)), key=lambda place: -len(ids[place]))
        for place, vector in zip(order, run([ids[place] for place in order]), strict=True):
            vectors[place] = vector
        return vectors
