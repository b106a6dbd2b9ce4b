"""Processes that tests talk to."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from config.embedded.child import spawn

START_S = 90


def await_ready(child: subprocess.Popen, ready: Callable[[], bool], log: str, limit_s: float = START_S) -> None:
    deadline = time.monotonic() + limit_s
    while not ready():
        if child.poll() is not None or time.monotonic() > deadline:
            state = "took too long" if child.poll() is None else f"ended with {child.returncode}"
            raise RuntimeError(f"{log}: {state}\n{Path(log).read_text(errors='replace')[-3000:]}")
        time.sleep(0.02)


@pytest.fixture(scope="session")
def models_server():
    """The real model server with the packaged model, at settings.MODELS_URL; started on first use."""
    import httpx
    from django.conf import settings

    path = settings.MODELS_URL.removeprefix("unix://")
    environment = os.environ | {"MODELS_DIR": str(settings.MODELS_DIR), "EMBEDDING_MODEL": ""}
    command = [sys.executable, "-m", "uvicorn", "workers.server:app", "--uds", path, "--no-access-log"]
    client = httpx.Client(transport=httpx.HTTPTransport(uds=path), base_url="http://models", timeout=5)

    def ready() -> bool:
        try:
            return client.get("/health").status_code == 200
        except httpx.HTTPError:
            return False

    with open(f"{path}.log", "wb") as log:
        child = spawn(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment)
    try:
        await_ready(child, ready, log.name)
        yield settings.MODELS_URL
    finally:
        client.close()
        child.kill()
        child.wait()
