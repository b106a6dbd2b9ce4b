"""A language model on loopback that does nothing but speak: OpenAI's protocol, so many tokens a second to each listener.

    python -m benchmarks.token_server --port 8970 --streams 200 --seconds 60 --rate 30

It begins once all streams are there, so that they run at once. A token says its number and the moment it was sent:
`17:81234567890 ` (microseconds of the system's monotonic clock, which all processes share).
"""

import argparse
import asyncio
import json
import time

# Each tick serves a share of the streams, so that they do not all speak in the same instant.
SHARES = 10
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
CHUNK = '{"id":"c1","object":"chat.completion.chunk","created":1,"model":"speaker","choices":[%s]%s}'
LONGEST_WAIT_S = 150


class Speaker:
    def __init__(self, streams: int, tokens: int, rate: float):
        self.wanted, self.tokens, self.rate = streams, tokens, rate
        self.listeners: list[asyncio.StreamWriter] = []
        self.all_here, self.over = asyncio.Event(), asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take one request and keep its connection for the ticker."""
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(line.split(b":")[1]) for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
        asked = json.loads(await reader.readexactly(length))
        if not asked.get("stream"):  # a title, a summary: not what is measured
            writer.write(b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n")
            return
        writer.write(HEAD)
        self.listeners.append(writer)
        if len(self.listeners) >= self.wanted:
            self.all_here.set()
        await self.over.wait()

    async def speak(self) -> None:
        try:
            await asyncio.wait_for(self.all_here.wait(), LONGEST_WAIT_S)
        except TimeoutError:
            print(f"only {len(self.listeners)} of {self.wanted} came; speaking to them", flush=True)
        await asyncio.sleep(1)
        print("speaking", flush=True)
        began, tick_s = time.monotonic(), 1 / self.rate / SHARES
        for tick in range(self.tokens * SHARES):
            await asyncio.sleep(max(0.0, began + tick * tick_s - time.monotonic()))
            number, share = divmod(tick, SHARES)
            said = _event({"index": 0, "delta": {"content": f"{number}:{time.monotonic_ns() // 1000} "}, "finish_reason": None})
            for writer in self.listeners[share::SHARES]:
                writer.write(said)
        late_s = time.monotonic() - began - self.tokens / self.rate
        print(f"spoken, {late_s:.2f} s late", flush=True)
        counts = {"prompt_tokens": 10, "completion_tokens": self.tokens, "total_tokens": self.tokens + 10}
        usage = f',"usage":{json.dumps(counts)}'
        end = (
            _event({"index": 0, "delta": {}, "finish_reason": "stop"})
            + _chunked(f"data: {CHUNK % ('', usage)}\n\n")
            + _chunked("data: [DONE]\n\n")
        )
        for writer in self.listeners:
            writer.write(end + b"0\r\n\r\n")


def _event(choice: dict) -> bytes:
    return _chunked(f"data: {CHUNK % (json.dumps(choice), '')}\n\n")


def _chunked(text: str) -> bytes:
    return b"%x\r\n%s\r\n" % (len(text), text.encode())


async def _main(options) -> None:
    speaker = Speaker(options.streams, round(options.seconds * options.rate), options.rate)
    async with await asyncio.start_server(speaker.serve, "127.0.0.1", options.port):
        print("listening", flush=True)
        await speaker.speak()
        await asyncio.sleep(LONGEST_WAIT_S)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    for name, kind, default in (("port", int, 8970), ("streams", int, 200), ("seconds", float, 60), ("rate", float, 30)):
        parser.add_argument(f"--{name}", type=kind, default=default)
    asyncio.run(_main(parser.parse_args()))
