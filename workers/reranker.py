"""Cross-encoders: how well each passage answers a query. Runs on torch, which is imported when one is loaded."""

import os
import threading

import numpy as np

from workers.errors import ModelUnavailable
from workers.folders import card, locate
from workers.tokenizer import without_surrogates
from workers.torch_encoder import import_sentence_transformers


def load_reranker(path_or_id: str | os.PathLike, *, threads: int | None = None) -> "Reranker":
    """Load the cross-encoder of a model folder or id.

    Raises ModelUnavailable where its files, or torch, are not on this machine.
    """
    return Reranker(str(path_or_id), threads or int(os.environ.get("MODELS_THREADS") or 2))


class Reranker:
    """Scores (query, passage) pairs together, which is slower and better than comparing their vectors."""

    def __init__(self, name: str, threads: int):
        folder = locate(name)
        library = import_sentence_transformers()
        import torch

        torch.set_num_threads(threads)
        about = card(name, folder)
        try:
            self._model = library.CrossEncoder(str(folder), num_labels=1, max_length=about.max_tokens)
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelUnavailable(f'The files of "{name}" cannot be used: {error}') from error
        self._probability = torch.nn.Sigmoid()
        self.name, self.max_tokens, self.languages = name, about.max_tokens, set(about.languages)
        self._turn = threading.Lock()

    def score(self, query: str, texts: list[str]) -> np.ndarray:
        """Return a relevance of 0 to 1 for each text, shape (len(texts),) float32, in the order given."""
        if not texts:
            return np.empty(0, np.float32)
        pairs = [(without_surrogates(query), without_surrogates(text)) for text in texts]
        with self._turn:
            scores = self._model.predict(pairs, batch_size=8, activation_fn=self._probability, show_progress_bar=False)
        return np.asarray(scores, np.float32).reshape(-1)
