"""A whole installation of its own, under a real supervisor, for tests and benchmarks that start, kill and measure it."""

import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
import psycopg

from config.embedded.child import spawn
from config.embedded.paths import places

BASE = Path(__file__).resolve().parent.parent
NAMES = {
    "postgres": r"/bin/postgres\0-D",
    "redis": r"redis-server",
    "models": r"workers\.server",
    "web": r"config\.serve",
    "worker-ingest": r"config\.worker\0ingest",
    "worker-default": r"config\.worker\0default",
}
FOREIGN = ("DATABASE_URL", "REDIS_URL", "MODELS_URL", "UPLOAD_DIR", "MODELS_DIR", "DJANGO_SETTINGS_MODULE", "RAG_TEST_DATA", "SECRET_KEY")


class Installation:
    """Start with start(); address is where its web process listens."""

    def __init__(self, port: int = 8600, demo: bool = False, models_dir: str = ""):
        self.data = Path(tempfile.mkdtemp(prefix="rag-inst-"))
        self.data.chmod(0o755)
        self.where = places(self.data)
        clean = {name: value for name, value in os.environ.items() if name not in FOREIGN}
        self.environment = clean | {"DATA_DIR": str(self.data), "PORT": str(port), "DEMO": str(int(demo)), "MODELS_DIR": models_dir}
        self.address = ""
        self.process: subprocess.Popen | None = None
        self.output = self.data / "console.txt"

    def start(self, limit_s: float = 240) -> float:
        """Start it and wait until it says where it is; return the seconds that took."""
        began = time.monotonic()
        command = [sys.executable, "-m", "config.supervisor"]
        with self.output.open("w") as console:
            options = {"stdout": console, "stderr": console, "stdin": subprocess.DEVNULL, "cwd": BASE}
            self.process = spawn(command, death_signal=signal.SIGTERM, env=self.environment, **options)
        while not (found := re.search(r"Open (http://\S+)/", self.output.read_text())):
            if self.process.poll() is not None or time.monotonic() - began > limit_s:
                raise RuntimeError(f"did not start:\n{self.output.read_text()}")
            time.sleep(0.05)
        self.address = found[1]
        return time.monotonic() - began

    def stop(self) -> float:
        """Stop it as Ctrl-C does; return the seconds that took."""
        began = time.monotonic()
        self.process.send_signal(signal.SIGINT)
        self.process.wait(timeout=30)
        return time.monotonic() - began

    def remove(self) -> None:
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)
        shutil.rmtree(self.data, ignore_errors=True)

    def pids(self) -> dict[str, int]:
        """Return the process number of each program that runs now."""
        lines = {child: _command_line(child) for child in children_of(self.process.pid)}
        return {name: pid for name, sign in NAMES.items() for pid, line in lines.items() if re.search(sign, line)}

    def is_ready(self) -> bool:
        try:
            return httpx.get(f"{self.address}/health/ready", timeout=5).status_code == 200
        except httpx.HTTPError:
            return False

    def connect(self) -> psycopg.Connection:
        return psycopg.connect(self.where.database_url, autocommit=True)


def wait_for(condition, limit_s: float, what: str) -> float:
    """Wait until condition() holds; return the seconds that took."""
    began = time.monotonic()
    while not condition():
        if time.monotonic() - began > limit_s:
            raise AssertionError(f"{what}: not within {limit_s} s")
        time.sleep(0.05)
    return time.monotonic() - began


def children_of(pid: int) -> list[int]:
    """Return the processes that any thread of this one has started and not yet waited for."""
    lists = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for children in lists for child in children.read_text().split()]


def is_alive(pid: int) -> bool:
    """Say whether a process runs (one that ended and was not yet reaped does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def _command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""
