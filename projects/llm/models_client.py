"""The one way to the model server (settings.MODELS_URL): embeddings and re-ranking, from threads and from event loops.

Every function has an `a…` twin for event loops. `model` is an id that list_models() tells; "" is the server's default.
Each conversation with the server is a generator that yields calls and is sent their replies, so both twins share it.
"""

import asyncio
import base64
import os
import threading
from collections import OrderedDict
from collections.abc import Generator
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

import httpx
import numpy as np
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.errors import PlatformError

# A request is one job on the server: smaller ones let several callers take turns.
TEXTS_PER_REQUEST = 64
PASSAGES_TIMEOUT_S, QUERY_TIMEOUT_S, CONNECT_TIMEOUT_S = 180, 20, 5
QUERIES_KEPT = 2048


class ModelUnavailable(PlatformError):
    """The model server, or this model on it, cannot be used now."""

    status, code, retryable = 503, "model-unavailable", True


class ModelRefused(PlatformError):
    """The model server refused the request itself: asking again will not help."""

    status, code = 502, "model-refused"


class Call(NamedTuple):
    method: str
    path: str
    body: dict | None
    timeout_s: float


Talk = Generator[Call, Any, Any]


def embed_passages(texts: list[str], model: str = "") -> np.ndarray:
    """Return unit vectors, shape (len(texts), dimensions) float32, in the order given; (0, 0) for no texts.

    Raises ModelUnavailable if the server cannot be reached or cannot run the model.
    """
    return _run(_embed(texts, model, "passage", PASSAGES_TIMEOUT_S))


def embed_queries(texts: list[str], model: str = "") -> np.ndarray:
    """As embed_passages, with the model's prompt for questions; recent ones are answered from memory."""
    return _run(_embed_queries(texts, model))


def rerank(query: str, texts: list[str], model: str = "") -> np.ndarray:
    """Return how well each text answers query, 0 to 1, shape (len(texts),) float32, in the order given."""
    return _run(_rerank(query, texts, model))


def list_models() -> list[dict]:
    """Return the server's models: id, kind, state and, where known, dimensions, max_tokens, text_tokens, languages."""
    return _run(_list_models())


async def aembed_passages(texts: list[str], model: str = "") -> np.ndarray:
    return await _arun(_embed(texts, model, "passage", PASSAGES_TIMEOUT_S))


async def aembed_queries(texts: list[str], model: str = "") -> np.ndarray:
    return await _arun(_embed_queries(texts, model))


async def arerank(query: str, texts: list[str], model: str = "") -> np.ndarray:
    return await _arun(_rerank(query, texts, model))


async def alist_models() -> list[dict]:
    return await _arun(_list_models())


def _embed(texts: list[str], model: str, kind: str, timeout_s: float) -> Talk:
    found = []
    for first in range(0, len(texts), TEXTS_PER_REQUEST):
        some = texts[first : first + TEXTS_PER_REQUEST]
        body = {"model": model, "input": some, "input_type": kind, "encoding_format": "base64"}
        reply = yield Call("POST", "/v1/embeddings", body, timeout_s)
        items = sorted(reply["data"], key=lambda item: item["index"])
        if len(items) != len(some):
            raise ModelRefused(_("The model server answered for a different number of texts."))
        found += [_vector(item["embedding"]) for item in items]
    return np.stack(found) if found else np.empty((0, 0), np.float32)


def _embed_queries(texts: list[str], model: str) -> Talk:
    known = {text: _queries.get(model, text) for text in texts}
    missing = [text for text, vector in known.items() if vector is None]
    for text, vector in zip(missing, (yield from _embed(missing, model, "query", QUERY_TIMEOUT_S)), strict=True):
        known[text] = vector
        _queries.put(model, text, vector)
    return np.stack([known[text] for text in texts]) if texts else np.empty((0, 0), np.float32)


def _rerank(query: str, texts: list[str], model: str) -> Talk:
    scores = np.zeros(len(texts), np.float32)
    if texts:
        reply = yield Call("POST", "/v1/rerank", {"model": model, "query": query, "documents": texts}, PASSAGES_TIMEOUT_S)
        for result in reply["results"]:
            scores[result["index"]] = result["relevance_score"]
    return scores


def _list_models() -> Talk:
    reply = yield Call("GET", "/v1/models", None, QUERY_TIMEOUT_S)
    return reply["data"]


def _vector(encoded: str | list[float]) -> np.ndarray:
    if isinstance(encoded, str):
        return np.frombuffer(base64.b64decode(encoded), "<f4").astype(np.float32)
    return np.array(encoded, np.float32)


class _RecentQueries:
    """Vectors of the queries asked last, by (model, text). Safe among threads."""

    def __init__(self):
        self._vectors: OrderedDict[tuple[str, str], np.ndarray] = OrderedDict()
        self._guard = threading.Lock()

    def get(self, model: str, text: str) -> np.ndarray | None:
        with self._guard:
            if (model, text) in self._vectors:
                self._vectors.move_to_end((model, text))
            return self._vectors.get((model, text))

    def put(self, model: str, text: str, vector: np.ndarray) -> None:
        with self._guard:
            self._vectors[model, text] = vector
            while len(self._vectors) > QUERIES_KEPT:
                self._vectors.popitem(last=False)

    def clear(self) -> None:
        with self._guard:
            self._vectors.clear()


_queries = _RecentQueries()
_clients: dict[tuple[int, str], httpx.Client] = {}
_async_clients: WeakKeyDictionary[asyncio.AbstractEventLoop, dict[str, httpx.AsyncClient]] = WeakKeyDictionary()
_clients_guard = threading.Lock()


def _run(talk: Talk):
    reply = None
    while True:
        try:
            call = talk.send(reply)
        except StopIteration as end:
            return end.value
        try:
            try:
                response = _client().request(call.method, call.path, json=call.body, timeout=_timeout(call))
            except (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError):  # a kept connection outlived its server
                response = _client().request(call.method, call.path, json=call.body, timeout=_timeout(call))
        except httpx.TransportError as error:
            raise _unreachable(error) from error
        reply = _read(response)


async def _arun(talk: Talk):
    reply = None
    while True:
        try:
            call = talk.send(reply)
        except StopIteration as end:
            return end.value
        try:
            try:
                response = await _async_client().request(call.method, call.path, json=call.body, timeout=_timeout(call))
            except (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError):  # as in _run
                response = await _async_client().request(call.method, call.path, json=call.body, timeout=_timeout(call))
        except httpx.TransportError as error:
            raise _unreachable(error) from error
        reply = _read(response)


def _client() -> httpx.Client:
    """Return this process's client: connections must not be shared across a fork."""
    key = (os.getpid(), settings.MODELS_URL)
    with _clients_guard:
        if key not in _clients:
            base, socket = _address(settings.MODELS_URL)
            _clients[key] = httpx.Client(base_url=base, transport=httpx.HTTPTransport(uds=socket, retries=1))
        return _clients[key]


def _async_client() -> httpx.AsyncClient:
    """Return the running loop's client: connections belong to their loop."""
    clients = _async_clients.setdefault(asyncio.get_running_loop(), {})
    if settings.MODELS_URL not in clients:
        base, socket = _address(settings.MODELS_URL)
        clients[settings.MODELS_URL] = httpx.AsyncClient(base_url=base, transport=httpx.AsyncHTTPTransport(uds=socket, retries=1))
    return clients[settings.MODELS_URL]


def _address(url: str) -> tuple[str, str | None]:
    """Return base URL and socket path of `unix:///path.sock` or an http(s) address, with or without its /v1."""
    if url.startswith("unix://"):
        return "http://models", url.removeprefix("unix://")
    return url.rstrip("/").removesuffix("/v1"), None


def _timeout(call: Call) -> httpx.Timeout:
    return httpx.Timeout(call.timeout_s, connect=CONNECT_TIMEOUT_S)


def _unreachable(error: httpx.TransportError) -> ModelUnavailable:
    if isinstance(error, httpx.TimeoutException):
        return ModelUnavailable(_("The model server took too long to answer."))
    return ModelUnavailable(_("The model server cannot be reached. It may be starting: try again in a moment."))


def _read(response: httpx.Response) -> dict:
    try:
        reply = response.json()
    except ValueError:
        reply = {}
    if response.is_success and reply:
        return reply
    detail = str((reply.get("error") or {}).get("message") or f"HTTP {response.status_code}") if isinstance(reply, dict) else ""
    if response.status_code in (404, 408, 429) or response.status_code >= 500:
        raise ModelUnavailable(_("The model cannot be used: %(why)s") % {"why": detail})
    raise ModelRefused(_("The model server refused the request: %(why)s") % {"why": detail})
