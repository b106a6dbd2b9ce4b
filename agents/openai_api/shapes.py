"""Completions and chunks as the OpenAI protocol has them. Beyond it: `citations`, and the answer with its markers."""

from agents.openai_api.serializers import as_json

DONE = "data: [DONE]\n\n"


class Shapes:
    """Builds everything about one answer."""

    def __init__(self, run, model, *, with_usage=False):
        self.head = {"id": f"chatcmpl-{run.pk.hex}", "created": int(run.created_at.timestamp()), "model": model}
        self.with_usage = with_usage

    def completion(self, content, reason, usage, answer):
        message = {"role": "assistant", "content": content, "refusal": None, "annotations": [], "citations": answer["citations"]}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": reason}
        return {**self.head, "object": "chat.completion", "choices": [choice], "usage": usage, **_beyond(answer)}

    def role(self):
        return self._chunk({"role": "assistant", "content": "", "refusal": None})

    def content(self, text):
        return self._chunk({"content": text})

    def last(self, reason, answer):
        """Return the chunk with the finish reason: the citations, and the text with [n] where they belong."""
        return self._chunk({}, reason, citations=answer["citations"], content=answer["content"], **_beyond(answer))

    def usage(self, usage):
        return self._sent({"choices": [], "usage": usage})

    def _chunk(self, delta, reason=None, **beyond):
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": reason}
        return self._sent({"choices": [choice], **({"usage": None} if self.with_usage else {}), **beyond})

    def _sent(self, fields):
        return as_event({**self.head, "object": "chat.completion.chunk", **fields})


def as_event(data):
    return f"data: {as_json(data)}\n\n"


def _beyond(answer):
    return {"refused": answer["refused"], "confidence": answer["confidence"]}
