"""A server on loopback that speaks the OpenAI protocol and behaves as its script says, well or badly."""

import email
import email.policy
import json
import threading
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

SPOKEN = {
    "text": "Good morning. The meeting is open.",
    "duration": 70.0,
    "segments": [
        {"id": 0, "start": 0.0, "end": 4.2, "text": " Good morning."},
        {"id": 1, "start": 64.0, "end": 70.0, "text": " The meeting is open."},
    ],
}


@dataclass
class Reply:
    """What the next request gets. words: the pieces of the answer; drop_after: close the socket after so many.

    transcript: the body that a transcription gets.
    """

    words: list[str] = field(default_factory=lambda: ["Fifteen", " days."])
    status: int = 200
    headers: dict = field(default_factory=dict)
    code: str = "error"
    message: str = "no"
    wait_s: float = 0
    pause_s: float = 0
    drop_after: int | None = None
    usage: tuple[int, int] | None = (11, 7)
    transcript: dict = field(default_factory=lambda: SPOKEN)
    calls: list = field(default_factory=list)  # of tools, after the words: (name, arguments), told in fragments side by side
    refusal: str = ""
    finish: str = ""


class OpenAIServer:
    """`script` is used up a reply a request; the last one is repeated. `requests` keeps the bodies received."""

    def __init__(self):
        self.script, self.requests = [Reply()], []
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"
        threading.Thread(target=self._http.serve_forever, daemon=True).start()

    def close(self):
        self._http.shutdown()
        self._http.server_close()

    def _handler(server):  # noqa: N805 - `self` is the handler's below
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                self._json(200, {"data": [{"id": "small"}, {"id": "large"}]})

            def do_POST(self):
                data = self.rfile.read(int(self.headers["Content-Length"]))
                spoken = self.path.endswith("/audio/transcriptions")
                server.requests.append(_form(self.headers, data) if spoken else json.loads(data))
                reply = server.script.pop(0) if len(server.script) > 1 else server.script[0]
                time.sleep(reply.wait_s)
                if reply.status != 200:
                    self._json(reply.status, {"error": {"message": reply.message, "type": reply.code, "code": reply.code}}, reply.headers)
                elif spoken:
                    self._json(200, reply.transcript)
                else:
                    self._stream(reply)

            def _json(self, status, body, headers=()):
                data = json.dumps(body).encode()
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", "Content-Length": len(data), **dict(headers)}.items():
                    self.send_header(name, str(value))
                self.end_headers()
                self.wfile.write(data)

            def _stream(self, reply):
                self.send_response(200)
                self.send_header("Content-Type", "text/event-stream")
                self.end_headers()
                for position, word in enumerate(reply.words):
                    if position == reply.drop_after:
                        self.connection.close()
                        return
                    self._event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": word}, "finish_reason": None}]})
                    time.sleep(reply.pause_s)
                for delta in [*_in_fragments(reply.calls), *([{"refusal": reply.refusal}] if reply.refusal else [])]:
                    self._event({"choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
                finish = reply.finish or ("tool_calls" if reply.calls else "stop")
                self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": finish}]})
                if reply.usage:
                    told = {"prompt_tokens": reply.usage[0], "completion_tokens": reply.usage[1], "total_tokens": sum(reply.usage)}
                    self._event({"choices": [], "usage": told})
                self.wfile.write(b"data: [DONE]\n\n")

            def _event(self, body):
                whole = {"id": "c1", "object": "chat.completion.chunk", "created": 1, "model": "small", **body}
                self.wfile.write(f"data: {json.dumps(whole)}\n\n".encode())
                self.wfile.flush()

            def log_message(self, *args):
                pass

        return Handler


FRAGMENT = 7


def _in_fragments(calls):
    """Yield the deltas of calls as OpenAI streams them: a head each, then arguments piece by piece, of all calls in turn."""
    told = [arguments if isinstance(arguments, str) else json.dumps(arguments, ensure_ascii=False) for _name, arguments in calls]
    for index, (name, _arguments) in enumerate(calls):
        head = {
            "index": index,
            "id": f"call_{index}_{time.monotonic_ns()}",
            "type": "function",
            "function": {"name": name, "arguments": ""},
        }
        yield {"role": "assistant", "tool_calls": [head]}
    for at in range(0, max(map(len, told), default=0), FRAGMENT):
        for index, text in enumerate(told):
            if piece := text[at : at + FRAGMENT]:
                yield {"tool_calls": [{"index": index, "function": {"arguments": piece}}]}


def _form(headers, data):
    """Return the fields of multipart/form-data; a file is its bytes under "file", and its name."""
    head = f"Content-Type: {headers['Content-Type']}\r\n\r\n".encode()
    fields = {}
    for part in email.message_from_bytes(head + data, policy=email.policy.HTTP).iter_parts():
        name, content = part.get_param("name", header="Content-Disposition"), part.get_payload(decode=True)
        fields |= {name: content, "filename": part.get_filename()} if part.get_filename() else {name: content.decode().strip()}
    return fields


@pytest.fixture
def openai_server():
    server = OpenAIServer()
    yield server
    server.close()


@pytest.fixture
def served_model(openai_server, db):
    """A model of the catalogue that the loopback server answers."""
    from projects.llm.models import CatalogModel, Provider

    provider = Provider.objects.create(
        name="local", kind=Provider.Kind.COMPATIBLE, stored_base_url=openai_server.url, stored_key="sk-test", timeout_s=60
    )
    return CatalogModel.objects.create(
        id="local/small", label="Small", provider=provider, provider_model="small", input_usd_per_million=3, output_usd_per_million=6
    )
