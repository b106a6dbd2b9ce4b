"""A model's own tokens: how many a text has and where each lies. Never cuts a text."""

import os
import re
from functools import lru_cache

import numpy as np

from workers.errors import ModelUnavailable
from workers.folders import Card, card, locate

# Enough for the library's threads to share, small enough that its token objects stay a few MB.
_PART_CHARS = 20_000
_PARTS_AT_ONCE = 8
_SURROGATE = re.compile("[\ud800-\udfff]")


class Tokenizer:
    """Tokens of one model, without the special ones that it adds around a text.

    text_tokens: how many a text may have so that the model sees all of it, special tokens and prompt counted.
    """

    def __init__(self, about: Card):
        from tokenizers import Tokenizer as Library

        self._library = Library.from_file(str(about.path / "tokenizer.json"))
        self._library.no_truncation()
        self._library.no_padding()
        self._specials = self._library.num_special_tokens_to_add(False)
        prompt = max(self.count(about.query_prompt), self.count(about.passage_prompt))
        self.text_tokens = about.max_tokens - self._specials - prompt

    def count(self, text: str) -> int:
        """Return the number of tokens of text, special ones not counted."""
        return len(self.offsets(text))

    def offsets(self, text: str) -> np.ndarray:
        """Return where each token lies in text: int32 (n, 2) code-point start and end, in order."""
        found = [np.empty((0, 2), np.int32)]
        parts = _parts(text)
        for first in range(0, len(parts), _PARTS_AT_ONCE):
            some = parts[first : first + _PARTS_AT_ONCE]
            encodings = self._library.encode_batch([without_surrogates(text[a:b]) for a, b in some], add_special_tokens=False)
            for (start, _), encoding in zip(some, encodings, strict=True):
                found.append(np.array(encoding.offsets, np.int32).reshape(-1, 2) + start)
        return np.concatenate(found)

    def encode(self, texts: list[str], max_tokens: int) -> list[list[int]]:
        """Return the ids of each text with the model's special tokens, cut to max_tokens in all."""
        keep = max_tokens - self._specials
        encodings = self._library.encode_batch([without_surrogates(text) for text in texts], add_special_tokens=False)
        for encoding in encodings:
            encoding.truncate(keep)
        return [self._library.post_process(encoding).ids for encoding in encodings]


@lru_cache(maxsize=4)
def load_tokenizer(path: str | os.PathLike = "") -> Tokenizer:
    """Load the tokenizer of a model folder or id (default: the packaged model).

    Raises ModelUnavailable where the folder or its tokenizer.json is missing.
    """
    folder = locate(path)
    if not (folder / "tokenizer.json").is_file():
        raise ModelUnavailable(f"{folder} has no tokenizer.json: save the model with its fast tokenizer.")
    return Tokenizer(card(str(path), folder))


def without_surrogates(text: str) -> str:
    """Replace lone surrogates, which no tokenizer takes, keeping every offset."""
    return _SURROGATE.sub("\ufffd", text)


def _parts(text: str) -> list[tuple[int, int]]:
    """Cut text at line ends into parts of about _PART_CHARS, so that memory stays flat."""
    parts, start = [], 0
    while start < len(text):
        end = start + _PART_CHARS
        if end < len(text):
            cut = text.rfind("\n", start + 1, end)
            cut = cut if cut > 0 else text.rfind(" ", start + 1, end)
            end = cut if cut > 0 else end
        parts.append((start, min(end, len(text))))
        start = end
    return parts
