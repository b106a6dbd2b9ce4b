"""Vectors for clients, from the model server of this installation."""

import base64
import time

from agents.openai_api.errors import ModelNotFound
from agents.openai_api.model_ids import embedding_models
from projects.llm import models_client
from projects.llm.ledger import estimate_tokens
from projects.llm.models import ModelCall
from projects.llm.models_client import ModelUnavailable


def embed(user, wish):
    """Return the response to wish (validated EmbeddingsSerializer data). Raises ModelNotFound, ModelUnavailable or ModelRefused."""
    model, texts = wish["model"], wish["input"]
    if model not in [each["id"] for each in embedding_models()]:
        models_client.list_models()  # it says so if it is the server that is away
        raise ModelNotFound(model)
    began, tokens = time.monotonic(), sum(map(estimate_tokens, texts))
    call = ModelCall(user=user, model=model, purpose="embedding", tokens_in=tokens)
    try:
        embedder = models_client.embed_queries if wish["input_type"] == "query" else models_client.embed_passages
        vectors = embedder(texts, model)
    except ModelUnavailable as error:
        call.error = error.code
        raise
    finally:
        call.latency_ms = round((time.monotonic() - began) * 1000)
        call.save()
    encode = _base64 if wish["encoding_format"] == "base64" else _floats
    data = [{"object": "embedding", "index": index, "embedding": encode(vector)} for index, vector in enumerate(vectors)]
    return {"object": "list", "data": data, "model": model, "usage": {"prompt_tokens": tokens, "total_tokens": tokens}}


def _floats(vector):
    return vector.tolist()


def _base64(vector):
    return base64.b64encode(vector.astype("<f4").tobytes()).decode()
