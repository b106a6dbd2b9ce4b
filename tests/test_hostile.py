"""No request, however malformed, is a fault of ours: every route answers below 500 to values it never asked for."""

from base64 import b64encode

import numpy as np
import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client

from documents import originals
from documents.models import Content
from documents.reading import pack_blocks
from documents.tests.passages import add_document
from tests.estate import build
from tests.people import signed_in
from tests.routes import Route, http_routes

HUGE = "9" * 30
VALUES = {
    "nul": "a\x00b",
    "not an id": "not-a-uuid",
    "huge": HUGE,
    "negative": "-1",
    "long": "ก" * 600,
    "overrides": "\u202e\u2066\u0007../../etc/passwd",
}
JSON_VALUES = {
    "null": "null",
    "list": '[1, "x", null]',
    "object": '{"a": {"b": 1}}',
    "huge": HUGE,
    "surrogate": r'"\ud800"',
    "nul": r'"a\u0000b"',
    "flag": "true",
}
JSON_BODIES = {
    "list": b"[]",
    "null": b"null",
    "number": b"1",
    "text": b'"x"',
    "broken": b'{"a": ',
    "not UTF-8": b'{"query": "\xff\xfe"}',
    "deep": b"[" * 50_000 + b"]" * 50_000,
    "long number": b'{"top_k": ' + b"9" * 6_000 + b"}",
    "infinite": b'{"threshold": 1e999, "score_threshold": Infinity}',
}
# Every name that some route reads from a query or a body.
NAMES = [
    "q", "search", "state", "sort", "show", "page", "page_size", "cursor", "archived", "format", "next", "after", "start", "end", "at",
    "context", "revision", "inline", "document", "action", "url", "method", "max_tokens", "overlap_tokens", "conversation", "question",
    "example", "model", "message", "stream", "title", "name", "description", "icon", "colour", "email", "role", "text", "file", "files",
    "yaml", "with_documents", "language", "theme", "query", "top_k", "threshold", "filters", "trace", "chunk", "llm_model", "temperature",
    "embedding_model", "reranker_model", "system_prompt", "score_threshold", "fusion", "chunk_method", "chunk_tokens", "chunk_overlap",
    "agent", "tab", "yaml", "definition", "note", "is_shared", "is_enabled", "do", "to", "from", "name_en", "system_prompt", "tool",
    "description:rag_search", "config:rag_search", "prompt_en", "prompt_th", "steps", "documents", "save", "upload", "trial_question",
    "parent", "temporary", "compare", "blind", "models", "vote", "value", "comment", "reasons", "rerun", "alone", "wanted", "leaf", "chosen",
    "refresh_token", "decision", "password", "login", "password1", "oldpassword", "primary", "email_primary", "code", "key",
    "conversations", "deleted_at", "pinned", "mention", "drawer", "summary", "shortcut", "project",
]  # fmt: skip
LISTS = (
    "api-agents",
    "api-agent-versions",
    "api-project-list",
    "api-documents",
    "api-document-chunks",
    "api-conversations",
    "api-members",
    "api-received-invitations",
    "api-shares",
)
WRITES = ("post", "put", "patch")


@pytest.fixture
def estate(project, alice, monkeypatch):
    """Ids of Alice's things, among them a document that can be read; answers are not waited for."""
    for place in ("agents.views.await_end", "agents.api.await_end", "agents.agent_editing_views.await_end"):
        monkeypatch.setattr(place, lambda run: run)
    ids = build(project, alice)
    file = originals.store(project.pk, ContentFile(b"Fifteen days of leave a year."))
    chunk = add_document(project, "rules.txt", ["Fifteen days of leave a year."], vectors=np.eye(1, 384), file=file)[0]
    Content.objects.update(blocks=pack_blocks([]))
    return ids | {"document": str(chunk.revision.document_id), "revision": str(chunk.revision_id), "uidb36": "1", "key": "x"}


class Visitor:
    """Asks as one person, each time as if nothing had been asked before."""

    def __init__(self, person):
        self.cookies = signed_in(person).cookies.output(header="", sep=";")
        self.faults = []

    def ask(self, what, method, path, data=None, **extra):
        client = Client(raise_request_exception=False)
        client.cookies.load(self.cookies)
        cache.clear()
        with transaction.atomic():
            if isinstance(data, bytes):
                response = client.generic(method.upper(), path, data, **extra)
            else:
                response = getattr(client, method)(path, data, **extra)
            transaction.set_rollback(True)
        if response.status_code >= 500 and response.status_code != 503:  # 503: what it needs is away
            self.faults.append(f"{method} {what}: {(response.exc_info or [None, response.status_code])[1]!r}"[:400])
        return response.status_code

    def ask_each(self, method, path, bodies, **extra):
        for kind, body in bodies.items():
            if self.ask(f"{kind!r} to {path}", method, path, body, **extra) == 405:
                return


@pytest.fixture
def visitor(alice):
    return Visitor(alice)


def routes():
    return [route for route in http_routes() if not route.template.startswith("health/")]  # those may say 503


@pytest.mark.parametrize("route", routes(), ids=lambda route: route.template)
def test_no_value_is_a_fault_of_ours(route: Route, estate, visitor):
    path = route.fill(estate)
    for method in ("get", "post"):
        visitor.ask_each(
            method, path, {kind: dict.fromkeys(NAMES, value) for kind, value in VALUES.items()}, headers={"HX-Request": "true"}
        )
    if route.template.startswith("api/"):
        bodies = {kind: "{" + ", ".join(f'"{name}": {value}' for name in NAMES) + "}" for kind, value in JSON_VALUES.items()}
        for method in WRITES:
            visitor.ask_each(method, path, bodies, content_type="application/json")
    assert not visitor.faults, "\n".join(visitor.faults)


@pytest.mark.parametrize("name", ["api-login", "api-project-list", "api-documents", "api-chat"])
def test_no_body_is_a_fault_of_ours(name, estate, visitor):
    path = next(route for route in routes() if route.pattern.name == name).fill(estate)
    visitor.ask_each("post", path, JSON_BODIES, content_type="application/json")
    for content_type in ("multipart/form-data", "multipart/form-data; boundary=x", "text/plain", "application/json; charset=nonsense", "/"):
        visitor.ask_each("post", path, {content_type: b"--y\r\n\xff\x00"}, content_type=content_type)
    assert not visitor.faults, "\n".join(visitor.faults)


def test_no_cursor_is_a_fault_of_ours(estate, visitor):
    for position in ("p=yesterday", "p=%00", "p=9999999999999999999999", "r=1&p=", "o=99999999999999999999", "p=1&o=-1"):
        cursor = b64encode(position.encode()).decode()
        for route in routes():
            if route.pattern.name in LISTS:
                visitor.ask_each("get", route.fill(estate), {position: {"cursor": cursor}})
    assert not visitor.faults, "\n".join(visitor.faults)


def test_no_file_name_is_a_fault_of_ours(project, visitor):
    for name in ("a\x00b.txt", "\u202egpj.exe", "../../etc/passwd", "ก" * 400 + ".txt", "\ud800.txt", ".", "con\r\nX: 1.txt"):
        sent = b'--x\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n\r\nhello %s\r\n--x--\r\n'
        body = sent % ((name.encode(errors="surrogatepass"),) * 2)
        for path in (f"/api/projects/{project.pk}/documents", f"/projects/{project.pk}/documents/"):
            visitor.ask_each("post", path, {name: body}, content_type="multipart/form-data; boundary=x")
    assert not visitor.faults, "\n".join(visitor.faults)
