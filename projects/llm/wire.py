"""The chunks of a reply as they stand on the wire, for servers that speak OpenAI's protocol.

LiteLLM makes the call and tells what is wrong with it; its own decoding of the reply costs most of a millisecond a
token, more than all else that happens to one. What comes out has the attributes that LiteLLM's chunks have.
"""

import asyncio
import json

# Many replies at once are read a little less often each: one read then brings several tokens.
PAUSE_PER_REPLY_S, LONGEST_PAUSE_S = 0.0003, 0.04
LONGEST_LINE = 8 * 1024 * 1024
_open = set()


def decoded(chunks):
    """Return an iterator like chunks, a reply that LiteLLM streams, that decodes by itself if it can, else chunks."""
    response = getattr(getattr(chunks, "completion_stream", None), "response", None)
    return WireChunks(response) if hasattr(response, "aiter_bytes") else chunks


class WireChunks:
    """Chunks of a reply; text that came in one read is one of them.

    received_finish_reason, chunks: as LiteLLM's wrapper has them; of the chunks the last with counts is kept.
    """

    def __init__(self, response):
        self.response, self.received_finish_reason, self.chunks = response, None, []
        self._decoded = self._decode()

    def __aiter__(self):
        return self._decoded

    def __anext__(self):
        return self._decoded.__anext__()

    async def aclose(self):
        await self._decoded.aclose()

    async def _decode(self):
        _open.add(self)
        rest = b""
        try:
            async for read in self.response.aiter_bytes():
                *lines, rest = (rest + read).split(b"\n")
                if len(rest) > LONGEST_LINE:
                    raise ConnectionError("a line without end")
                for chunk in self._chunks(lines):
                    yield chunk
                await asyncio.sleep(min(len(_open) * PAUSE_PER_REPLY_S, LONGEST_PAUSE_S))
            for chunk in self._chunks([rest]):
                yield chunk
        finally:
            _open.discard(self)
            await asyncio.shield(self.response.aclose())

    def _chunks(self, lines):
        """Yield what lines hold, runs of plain text as one chunk."""
        text = ""
        for line in lines:
            if not line.startswith(b"data:") or line.startswith(b"data: [DONE]"):
                continue
            data = json.loads(line[5:])
            if not isinstance(data, dict):
                raise ConnectionError("the server sent what is no part of a reply")
            if (plain := _plain_text(data)) is not None:
                text += plain
                continue
            if text:
                yield _said(text)
                text = ""
            yield self._noted(data)
        if text:
            yield _said(text)

    def _noted(self, data):
        """Return data as a chunk; keep its finish reason and counts."""
        if "error" in data:
            raise ConnectionError(f"the server sent an error instead of a reply: {str(data['error'])[:500]}")
        chunk = Loose.of(data)
        chunk.setdefault("choices", [])
        for choice in chunk.choices:
            choice.setdefault("delta", Loose())
            self.received_finish_reason = choice.finish_reason or self.received_finish_reason
        if chunk.usage:
            self.chunks = [chunk]
        return chunk


class Loose(dict):
    """A JSON object whose members can be read as attributes; those it lacks are None."""

    def __getattr__(self, name):
        return self.get(name)

    @classmethod
    def of(cls, value):
        if isinstance(value, dict):
            return cls((name, cls.of(each)) for name, each in value.items())
        return [cls.of(each) for each in value] if isinstance(value, list) else value


def _plain_text(data):
    """Return the text of a chunk that says nothing else, None of any other."""
    choices = data.get("choices") or ()
    if len(choices) != 1 or data.get("usage") or choices[0].get("finish_reason"):
        return None
    delta = choices[0].get("delta") or {}
    text = delta.get("content")
    return text if isinstance(text, str) and not (delta.keys() - {"role", "content", "refusal"}) else None


def _said(text):
    return Loose(choices=[Loose(index=0, delta=Loose(content=text), finish_reason=None)])
