"""The model server: embeddings and re-ranking over HTTP, in the shapes of OpenAI's and Cohere's APIs.

Configured by environment alone: EMBEDDING_MODEL and RERANKER_MODEL (ids or folders, several by comma),
MODELS_DIR, MODELS_THREADS, MODELS_PRECISION. Trusts whoever reaches it: listen on a unix socket or a private network.
"""

import asyncio
import base64
import contextlib
import json
import time

import anyio
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from workers.errors import BadInput, ModelUnavailable, UnknownModel
from workers.registry import EMBEDDING, RERANKER, Registry

MAX_BODY_BYTES = 8 * 2**20
MAX_TEXTS = 1024
MAX_TEXT_CHARS = 200_000
QUIET_S = 20
# Passages wait for each other anyway; queries have threads of their own so that they never wait for passages.
_PASSAGE_THREADS, _QUERY_THREADS = 4, 8


@contextlib.asynccontextmanager
async def _lifespan(app: Starlette):
    app.state.registry = Registry()
    app.state.passages = anyio.CapacityLimiter(_PASSAGE_THREADS)
    app.state.queries = anyio.CapacityLimiter(_QUERY_THREADS)
    app.state.used_at = None
    await run_in_threadpool(app.state.registry.start)
    await run_in_threadpool(app.state.registry.rest)
    resting = asyncio.create_task(_rest_when_quiet(app.state))
    yield
    resting.cancel()


async def _rest_when_quiet(state) -> None:
    """Give memory back once after each spell of work: about 100 MB with the packaged model."""
    while True:
        await asyncio.sleep(QUIET_S)
        if state.used_at is not None and time.monotonic() - state.used_at > QUIET_S:
            state.used_at = None
            await run_in_threadpool(state.registry.rest)


async def health(request: Request) -> JSONResponse:
    return JSONResponse({"status": "ok"})


async def models(request: Request) -> JSONResponse:
    found = await run_in_threadpool(request.app.state.registry.describe)
    return JSONResponse({"object": "list", "data": found})


async def embeddings(request: Request) -> JSONResponse:
    body = await _body(request)
    texts = _texts(body.get("input"), "input")
    model_name = _choice(body, "model", str, "")
    encoding = _one_of(body, "encoding_format", ("float", "base64"))
    kind = _one_of(body, "input_type", ("passage", "query"))
    state = request.app.state

    def embed():
        model = state.registry.get(model_name, EMBEDDING)
        return model.name, (model.embed_queries if kind == "query" else model.embed_passages)(texts)

    state.used_at = time.monotonic()
    limiter = state.queries if kind == "query" else state.passages
    name, vectors = await anyio.to_thread.run_sync(embed, limiter=limiter)
    data = [{"object": "embedding", "index": index, "embedding": _encoded(vector, encoding)} for index, vector in enumerate(vectors)]
    return JSONResponse({"object": "list", "model": model_name or name, "data": data})


async def rerank(request: Request) -> JSONResponse:
    body = await _body(request)
    query = _choice(body, "query", str, "")
    if not query.strip():
        raise BadInput('"query" must be a text.')
    texts = _texts(body.get("documents"), "documents")
    model_name = _choice(body, "model", str, "")
    top_n = _choice(body, "top_n", int, len(texts))
    state = request.app.state
    if not (model_name or state.registry.default[RERANKER]):
        raise ModelUnavailable("No re-ranking model is configured: set RERANKER_MODEL.")

    def score():
        return state.registry.get(model_name, RERANKER).score(query, texts)

    scores = await anyio.to_thread.run_sync(score, limiter=state.queries)
    order = sorted(range(len(texts)), key=lambda index: (-scores[index], index))[: max(top_n, 0)]
    results = [{"index": index, "relevance_score": float(scores[index])} for index in order]
    return JSONResponse({"model": model_name or state.registry.default[RERANKER], "results": results})


async def _body(request: Request) -> dict:
    received = bytearray()
    async for part in request.stream():
        received += part
        if len(received) > MAX_BODY_BYTES:
            raise HTTPException(413, f"The request is over {MAX_BODY_BYTES // 2**20} MB: send fewer texts at a time.")
    try:
        body = json.loads(received)
    except (ValueError, RecursionError) as error:
        raise BadInput("The request body must be JSON.") from error
    if not isinstance(body, dict):
        raise BadInput("The request body must be a JSON object.")
    return body


def _texts(value, name: str) -> list[str]:
    texts = [value] if isinstance(value, str) else value
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
        raise BadInput(f'"{name}" must be a text or a list of texts.')
    if len(texts) > MAX_TEXTS:
        raise BadInput(f'"{name}" has {len(texts)} texts; at most {MAX_TEXTS} fit in one request.')
    if any(len(text) > MAX_TEXT_CHARS for text in texts):
        raise BadInput(f'A text in "{name}" is over {MAX_TEXT_CHARS:,} characters: split it first.')
    return texts


def _choice(body: dict, name: str, kind: type, default):
    value = body.get(name)
    if value is None:
        return default
    if not isinstance(value, kind):
        raise BadInput(f'"{name}" must be of type {kind.__name__}.')
    return value


def _one_of(body: dict, name: str, values: tuple[str, ...]) -> str:
    value = body.get(name, values[0])
    if value not in values:
        raise BadInput(f'"{name}" must be one of: {", ".join(values)}.')
    return value


def _encoded(vector, encoding: str):
    return base64.b64encode(vector.astype("<f4").tobytes()).decode() if encoding == "base64" else vector.tolist()


def _problem(status: int, message: str, code: str) -> JSONResponse:
    kind = "invalid_request_error" if status < 500 else "server_error"
    return JSONResponse({"error": {"message": message, "type": kind, "param": None, "code": code}}, status)


async def _bad_input(request: Request, error: BadInput) -> JSONResponse:
    return _problem(400, str(error), "invalid_request")


async def _unknown(request: Request, error: UnknownModel) -> JSONResponse:
    return _problem(404, str(error), "model_not_found")


async def _unavailable(request: Request, error: ModelUnavailable) -> JSONResponse:
    return _problem(503, str(error), "model_unavailable")


async def _refused(request: Request, error: HTTPException) -> JSONResponse:
    return _problem(error.status_code, error.detail, "request_refused")


async def _failed(request: Request, error: Exception) -> JSONResponse:
    return _problem(500, "The model failed on this request; the server's log has the details.", "internal_error")


app = Starlette(
    routes=[
        Route("/health", health),
        Route("/v1/models", models),
        Route("/v1/embeddings", embeddings, methods=["POST"]),
        Route("/v1/rerank", rerank, methods=["POST"]),
    ],
    exception_handlers={
        BadInput: _bad_input,
        UnknownModel: _unknown,
        ModelUnavailable: _unavailable,
        HTTPException: _refused,
        Exception: _failed,
    },
    lifespan=_lifespan,
)
