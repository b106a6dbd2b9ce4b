"""Replies decoded as they stand on the wire, however they are cut into reads."""

import asyncio
import json

import pytest

from projects.llm import wire
from projects.llm.wire import WireChunks, decoded


class Response:
    """As httpx has it: gives the reads it was made with."""

    def __init__(self, *reads):
        self.reads, self.is_closed = reads, False

    async def aiter_bytes(self):
        for read in self.reads:
            yield read

    async def aclose(self):
        self.is_closed = True


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch):
    monkeypatch.setattr(wire, "LONGEST_PAUSE_S", 0)


def said(text):
    return {"choices": [{"index": 0, "delta": {"content": text}, "finish_reason": None}]}


def line(data):
    return f"data: {json.dumps(data, ensure_ascii=False)}\n\n".encode()


def read_all(*reads):
    chunks = WireChunks(Response(*reads))

    async def collect():
        return [chunk async for chunk in chunks]

    return asyncio.run(collect()), chunks


def text_of(found):
    return "".join((chunk.choices[0].delta.content or "") for chunk in found if chunk.choices)


WHOLE = line(said("สวัสดี ")) + line(said("world")) + b"data: [DONE]\n\n"


@pytest.mark.parametrize("size", [1, 2, 7, 1000])
def test_text_survives_every_cut(size):
    found, _chunks = read_all(*(WHOLE[at : at + size] for at in range(0, len(WHOLE), size)))
    assert text_of(found) == "สวัสดี world"


def test_what_comes_in_one_read_is_one_chunk():
    found, _chunks = read_all(WHOLE)
    assert len(found) == 1


def test_all_else_keeps_its_shape_and_its_place():
    call = {"index": 0, "id": "c1", "function": {"name": "search", "arguments": '{"q"'}}
    tools = {"choices": [{"index": 0, "delta": {"tool_calls": [call]}, "finish_reason": None}]}
    end = {"choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}]}
    usage = {"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 3}}
    found, chunks = read_all(b": ping\n\n", line(said("Let me look. ")) + line(tools) + line(end) + line(usage))
    assert found[0].choices[0].delta.content == "Let me look. "
    assert found[1].choices[0].delta.tool_calls[0].function.name == "search"
    assert found[1].choices[0].delta.content is None
    assert chunks.received_finish_reason == "tool_calls"
    assert (chunks.chunks[0].usage.prompt_tokens, chunks.chunks[0].usage.completion_tokens) == (7, 3)


@pytest.mark.parametrize("body", [line({"error": {"message": "busy"}}), b"data: {broken\n\n", b"data: [1]\n\n"])
def test_what_is_no_reply_is_an_error(body):
    with pytest.raises((ConnectionError, ValueError)):
        read_all(body)


def test_an_endless_line_is_not_kept(monkeypatch):
    monkeypatch.setattr(wire, "LONGEST_LINE", 1000)
    with pytest.raises(ConnectionError):
        read_all(*[b"x" * 600] * 3)


def test_the_connection_is_closed_when_nobody_reads_on():
    response = Response(line(said("one")), line(said("two")))

    async def read_one():
        chunks = WireChunks(response)
        await anext(chunks)
        await chunks.aclose()

    asyncio.run(read_one())
    assert response.is_closed
    assert not wire._open


def test_replies_of_another_make_are_left_alone():
    other = object()
    assert decoded(other) is other
