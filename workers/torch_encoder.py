"""Encoders of any other architecture, through sentence-transformers. torch is imported when one is loaded, never before."""

import numpy as np

from workers.errors import ModelUnavailable
from workers.folders import Card
from workers.tokenizer import without_surrogates


def import_sentence_transformers():
    """Return the sentence_transformers module, or raise ModelUnavailable saying what to install."""
    try:
        import sentence_transformers
    except ImportError as error:
        raise ModelUnavailable(
            "This model needs torch and sentence-transformers: pip install -r requirements/torch.txt on the model server."
        ) from error
    return sentence_transformers


class TorchEncoder:
    """Same interface as workers.encoder.Encoder."""

    def __init__(self, about: Card, threads: int):
        library = import_sentence_transformers()
        import torch

        torch.set_num_threads(threads)
        try:
            self._model = library.SentenceTransformer(str(about.path), device="cuda" if torch.cuda.is_available() else "cpu")
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelUnavailable(f'The files of "{about.name}" cannot be used: {error}') from error
        self._about = about
        self.name = about.name
        self.languages = set(about.languages)
        self.dimensions = self._model.get_embedding_dimension()
        self.max_tokens = int(self._model.max_seq_length or about.max_tokens)
        self.text_tokens = self.max_tokens - self._added_tokens()

    def embed_passages(self, texts: list[str]) -> np.ndarray:
        return self._embed(texts, self._about.passage_prompt)

    def embed_queries(self, texts: list[str]) -> np.ndarray:
        return self._embed(texts, self._about.query_prompt)

    def _embed(self, texts: list[str], prompt: str) -> np.ndarray:
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        texts = [prompt + without_surrogates(text) for text in texts]
        vectors = self._model.encode(texts, batch_size=8, normalize_embeddings=True, show_progress_bar=False, prompt="")
        return np.asarray(vectors, np.float32)

    def _added_tokens(self) -> int:
        tokenize = self._model.tokenizer
        return max(len(tokenize(prompt)["input_ids"]) for prompt in (self._about.query_prompt, self._about.passage_prompt))
