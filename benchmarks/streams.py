"""Answers streamed to many readers at once: is any token lost, how late does it come, what does it cost?

    python -m benchmarks.streams [--streams 200] [--seconds 60] [--rate 30] [--reader ws|sse|both]

A real installation under its supervisor (uvicorn, Postgres, Redis); the model is a process of its own on loopback
(token_server), called by the gateway as any OpenAI-compatible server is. Readers follow over the page's socket and
over server-sent events; each token says when it was sent, and its number must be the next one. Everything runs on
the same two cores, readers and model too. Bars: nothing lost or out of order, added delay p95 ≤ 250 ms, web ≤ 600 MB.
"""

import argparse
import asyncio
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import aiohttp
import numpy as np

from tests.installation import BASE, Installation, wait_for

SPEAKER_PORT = 8970
AT_ONCE = 8  # questions that are asked at the same time, until all streams run
SAMPLE_S = 1.0
TICKS = os.sysconf("SC_CLK_TCK")
SET_UP = """
import io, sys
import django; django.setup()
from accounts.api_keys import create
from accounts.models import User
from allauth.account.models import EmailAddress
from documents.ingestion import ingest
from documents.models import Revision
from documents.uploads import receive
from projects import lifecycle
from projects.llm.models import CatalogModel, Provider
user = User.objects.create_user("reader@example.com", "correct horse battery")
EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
provider = Provider.objects.create(name="speaker", kind="openai_like", stored_base_url="http://127.0.0.1:{port}/v1", timeout_s=300)
CatalogModel.objects.create(id="speaker/speaker", label="Speaker", provider=provider, provider_model="speaker", max_output_tokens=100000)
project = lifecycle.create(user, name="Streams", llm_model="speaker/speaker")
receipt = receive(project=project, user=user, file=io.BytesIO(b"Employees receive 15 days of annual leave."), name="leave.md")
waiting = Revision.objects.claim(receipt.revision.pk)
if waiting: ingest(waiting)
print("READY", project.pk, create(user, name="bench", scopes=["read", "chat"])[1])
"""


class Reading:
    """What one reader has heard: the number of the next token, and the delay of each in milliseconds."""

    def __init__(self):
        self.next, self.delays, self.faults, self.kept, self.ended = 0, [], [], "", False

    def take(self, text: str) -> None:
        now = time.monotonic_ns() // 1000
        *whole, self.kept = (self.kept + text).split(" ")
        for token in whole:
            number, _colon, sent = token.partition(":")
            if int(number) != self.next:
                self.faults.append(f"{number} came where {self.next} was due")
            self.next = int(number) + 1
            self.delays.append((now - int(sent)) / 1000)

    def hear(self, message: dict) -> None:
        if message["type"] == "token":
            self.take(message["text"])
        elif message["type"] in ("answer", "error", "stopped"):
            self.ended = True
            if message["type"] != "answer":
                self.faults.append(f"{message['type']}: {message.get('error')}")


class Readers:
    """The people and programs that follow the answers."""

    def __init__(self, address: str, project: str, key: str):
        self.address, self.project, self.key = address, project, key
        self.asking = asyncio.Semaphore(AT_ONCE)

    async def sign_in(self, session: aiohttp.ClientSession) -> None:
        page = f"{self.address}/accounts/login/"
        async with session.get(page) as response:
            token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', await response.text())[1]
        form = {"login": "reader@example.com", "password": "correct horse battery", "csrfmiddlewaretoken": token}
        async with session.post(page, data=form, headers={"Referer": page}) as response:
            response.raise_for_status()

    async def over_socket(self, session: aiohttp.ClientSession, reading: Reading) -> None:
        """Ask by the page's form and follow on the page's socket."""
        chat = f"{self.address}/projects/{self.project}/chat/"
        token = next(cookie.value for cookie in session.cookie_jar if cookie.key == "csrftoken")
        async with self.asking:
            headers = {"X-CSRFToken": token, "HX-Request": "true", "Referer": chat}
            async with session.post(chat, data={"question": "How much annual leave?"}, headers=headers) as response:
                run = re.search(r'id="run-([0-9a-f-]{36})"', await response.text())[1]
        async with session.ws_connect(f"{self.address}/ws/runs/{run}/", origin=self.address) as socket:
            async for message in socket:
                reading.hear(json.loads(message.data))

    async def over_events(self, session: aiohttp.ClientSession, reading: Reading) -> None:
        """Ask over REST with a key and read the response's events."""
        body = {"message": "How much annual leave?", "stream": True}
        headers = {"Authorization": f"Bearer {self.key}"}
        async with self.asking:
            response = await session.post(f"{self.address}/api/projects/{self.project}/chat", json=body, headers=headers)
        async with response:
            async for line in response.content:
                if line.startswith(b"data: "):
                    reading.hear(json.loads(line[6:]))


class Watch:
    """The web process while the answers stream: memory and processor time."""

    def __init__(self, pids: dict[str, int]):
        self.pids, self.peak_mb, self.spent = pids, 0.0, {}

    async def look(self) -> None:
        while True:
            self.peak_mb = max(self.peak_mb, _resident_mb(self.pids["web"]))
            await asyncio.sleep(SAMPLE_S)

    def cpu(self) -> dict[str, float]:
        """Return the seconds that each program, with its children, has worked so far."""
        return {name: sum(map(_cpu_s, [pid, *_below(pid)])) for name, pid in self.pids.items()}


def _resident_mb(pid: int) -> float:
    return int(re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())[1]) / 1024


def _cpu_s(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / TICKS


def _below(pid: int) -> list[int]:
    try:
        children = [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return [each for child in children for each in (child, *_below(child))]


async def follow_all(options, address: str, project: str, key: str, speaker: subprocess.Popen, pids: dict[str, int]) -> dict:
    readers, watch = Readers(address, project, key), Watch(pids)
    readings = [Reading() for _ in range(options.streams)]
    connector = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(
        connector=connector, cookie_jar=aiohttp.CookieJar(unsafe=True), timeout=aiohttp.ClientTimeout(total=None)
    ) as session:
        await readers.sign_in(session)
        ways = {"ws": [readers.over_socket], "sse": [readers.over_events], "both": [readers.over_socket, readers.over_events]}[
            options.reader
        ]
        tasks = [asyncio.create_task(ways[number % len(ways)](session, reading)) for number, reading in enumerate(readings)]
        looking = asyncio.create_task(watch.look())
        began = time.monotonic()
        while (line := await asyncio.to_thread(speaker.stdout.readline)) != b"speaking\n":
            assert line, "the model's process has ended"
            print(line.decode().strip())
        print(f"all {options.streams} stream after {time.monotonic() - began:.1f} s; load {os.getloadavg()[0]:.1f}")
        before, at = watch.cpu(), time.monotonic()
        own = time.process_time()
        while (line := await asyncio.to_thread(speaker.stdout.readline)) and b"spoken" not in line:
            pass
        wall = time.monotonic() - at
        spent = {name: after - before[name] for name, after in watch.cpu().items()}
        spent |= {"readers": time.process_time() - own, "speaker": _cpu_s(speaker.pid)}
        print(line.decode().strip(), f"; load {os.getloadavg()[0]:.1f}")
        await asyncio.wait(tasks, timeout=options.patience)
        looking.cancel()
        for task in tasks:
            if task.done() and task.exception():
                readings[tasks.index(task)].faults.append(repr(task.exception()))
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return {"readings": readings, "wall": wall, "spent": spent, "peak_mb": watch.peak_mb}


def report(options, found: dict) -> bool:
    tokens = round(options.seconds * options.rate)
    delays = np.concatenate([np.array(reading.delays) for reading in found["readings"]] or [np.zeros(1)])
    faults = [fault for reading in found["readings"] for fault in reading.faults]
    lost = sum(tokens - reading.next for reading in found["readings"])
    p50, p95, p99 = np.percentile(delays, [50, 95, 99])
    ended = sum(reading.ended for reading in found["readings"])
    print(f"{len(delays)} tokens heard; lost {lost}; faults {len(faults)} {faults[:3]}; answers ended {ended}")
    print(f"added delay p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms, most {delays.max():.0f} ms")
    print(f"web process at most {found['peak_mb']:.0f} MB")
    for name, seconds in sorted(found["spent"].items(), key=lambda pair: -pair[1]):
        print(f"  {name:16} {seconds / found['wall'] * 100:6.1f} % of a core  {seconds / (options.streams * tokens) * 1e6:7.1f} µs a token")
    return not (lost or faults) and p95 <= 250 and found["peak_mb"] <= 600


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, kind, default in (("streams", int, 200), ("seconds", float, 60), ("rate", float, 30), ("patience", float, 120)):
        parser.add_argument(f"--{name}", type=kind, default=default)
    parser.add_argument("--reader", choices=["ws", "sse", "both"], default="both")
    parser.add_argument("--pause", type=float, default=0, help="seconds to wait before asking, to attach a profiler")
    options = parser.parse_args()
    installation = Installation(port=8680)
    speaker = None
    try:
        installation.start()
        wait_for(installation.is_ready, 60, "ready")
        environment = installation.environment | {"DJANGO_SETTINGS_MODULE": "config.settings"}
        command = [sys.executable, "-c", SET_UP.format(port=SPEAKER_PORT)]
        done = subprocess.run(command, env=environment, cwd=BASE, check=True, capture_output=True, text=True)
        _ready, project, key = done.stdout.splitlines()[-1].split()
        os.kill(installation.pids()["web"], 15)  # it comes back knowing that a provider is configured, and loads what that needs
        time.sleep(3)
        wait_for(installation.is_ready, 60, "ready again")
        arguments = [
            f"--{name}={value}"
            for name, value in (("port", SPEAKER_PORT), ("streams", options.streams), ("seconds", options.seconds), ("rate", options.rate))
        ]
        speaker = subprocess.Popen([sys.executable, "-m", "benchmarks.token_server", *arguments], cwd=BASE, stdout=subprocess.PIPE)
        assert b"listening" in speaker.stdout.readline()
        time.sleep(15 + options.pause)
        print("web process", installation.pids()["web"], flush=True)
        found = asyncio.run(follow_all(options, installation.address, project, key, speaker, installation.pids()))
        log = (installation.where.logs / "web.log").read_text()
        print("\n".join(line for line in log.splitlines() if "frames of" in line))
        return 0 if report(options, found) else 1
    finally:
        if speaker:
            speaker.kill()
        installation.remove()


if __name__ == "__main__":
    sys.exit(main())
