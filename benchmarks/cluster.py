"""Services of its own for a benchmark, durable like the real ones and gone afterwards."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def own_cluster(models: bool = False):
    """Start Postgres and Redis (and the model server), set Django up on it, migrate; stop and delete all of it at the end.

    Import Django models inside only.
    """
    folder = Path(tempfile.mkdtemp(prefix="rag-bench-"))
    folder.chmod(0o755)  # Postgres may run as another account
    for name in ("DATABASE_URL", "REDIS_URL", "MODELS_URL", "EMBEDDING_MODEL"):
        os.environ[name] = ""
    os.environ |= {"DATA_DIR": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    os.environ.setdefault("MODELS_DIR", str(Path(tempfile.gettempdir()) / "rag-test-models"))
    children = []
    try:
        children += _start(folder, models)
        yield
    finally:
        from django.db import connections

        connections.close_all()
        for child in children:
            child.send_signal(signal.SIGQUIT)  # immediate for Postgres, which must not be killed: its own children would stay
        for child in children:
            _end(child)
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: Path, models: bool):
    from config.embedded.child import spawn
    from config.embedded.paths import places
    from config.embedded.postgres import Postgres
    from config.embedded.redis import Redis

    where, quiet, children = places(folder), dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.DEVNULL), []
    services = [Redis(where), Postgres(where)]
    for service in services:
        service.prepare()
        children.append(spawn(service.command(), **quiet, **service.options()))
    if models:
        command = [sys.executable, "-m", "uvicorn", "workers.server:app", "--uds", str(where.models_socket)]
        children.append(spawn(command, **quiet))
    _wait(lambda: all(service.ready() for service in services), children)

    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    if models:
        _wait(_models_ready, children)
    return children


def _end(child: subprocess.Popen) -> None:
    try:
        child.wait(timeout=5)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _models_ready() -> bool:
    from projects.llm.models_client import ModelUnavailable, embed_queries

    try:
        return len(embed_queries(["ready"])) == 1
    except ModelUnavailable:
        return False


def _wait(ready, children, limit_s: float = 90) -> None:
    deadline = time.monotonic() + limit_s
    while not ready():
        if time.monotonic() > deadline or any(child.poll() is not None for child in children):
            raise SystemExit("A service of the benchmark did not start.")
        time.sleep(0.05)
