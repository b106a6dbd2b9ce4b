"""Bodies that are too large, by what they announce and by what they are."""

import asyncio
import json

import pytest

from config.body_limit import BodyLimit

MB = 2**20


@pytest.fixture(autouse=True)
def _limits(settings):
    settings.REQUEST_MAX_BYTES, settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 4 * MB, MB


def ask(*pieces, headers=(), path="/api/projects"):
    """Send the pieces of a body through the limit; return (status, body). The application behind it says what it has read."""
    sent, waiting = [], [*pieces]

    async def application(scope, receive, send):
        read = 0
        while (message := await receive()).get("more_body"):
            read += len(message["body"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": str(read + len(message["body"])).encode()})

    async def receive():
        body = waiting.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(waiting)}

    async def send(message):
        sent.append(message)

    asyncio.run(BodyLimit(application)({"type": "http", "path": path, "headers": list(headers)}, receive, send))
    return sent[0]["status"], sent[1]["body"]


MULTIPART = (b"content-type", b"multipart/form-data; boundary=x")


def test_what_is_announced_as_too_large_is_not_read():
    status, body = ask(headers=[(b"content-length", b"99999999")])
    assert status == 413
    assert "larger than 1 MB" in json.loads(body)["detail"]


def test_what_announces_nothing_is_refused_once_it_is_too_large():
    assert ask(b"a" * MB, b"a", b"a" * MB)[0] == 413


def test_files_are_given_more_room():
    assert ask(b"a" * MB, b"a" * MB, headers=[MULTIPART]) == (200, str(2 * MB).encode())
    assert ask(*[b"a" * MB] * 5, headers=[MULTIPART])[0] == 413


def test_pages_say_it_in_words():
    status, body = ask(b"a" * (MB + 1), path="/projects/")
    assert (status, body.decode()) == (413, "The request is larger than 1 MB. Send fewer or smaller files at once.")


def test_small_ones_pass():
    assert ask(b"{}") == (200, b"2")
