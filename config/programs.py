"""The programs of one installation: how each is started, when it is ready, how it is stopped."""

import hashlib
import os
import signal
import socket
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path

from config.embedded.paths import Places, private_folder
from config.prepare import MIGRATED

BASE = Path(__file__).resolve().parent.parent
PREPARE = "prepare"
# People come first: at the start, and while documents are read.
WORKER_NICENESS = 3


@dataclass
class Program:
    """One child of the supervisor. The ones it needs must have been ready once before it starts."""

    name: str
    argv: Callable[[], list[str]]
    options: Callable[[], dict] = dict
    prepare: Callable[[], None] = lambda: None
    ready: Callable[[], bool] = lambda: True
    ready_line: str = ""
    needs: tuple[str, ...] = ()
    stop_signal: int = signal.SIGTERM
    stop_last: bool = False
    once: bool = False
    done: Callable[[], None] = field(default=lambda: None)


def programs(where: Places, listening: socket.socket, environ: dict[str, str]) -> list[Program]:
    """Return what must run here: services named by a URL in environ run elsewhere."""
    chosen = []
    if not environ.get("REDIS_URL"):
        chosen.append(_redis(where))
    if not environ.get("MODELS_URL"):
        chosen.append(_models(where))
    if not environ.get("DATABASE_URL"):
        chosen.append(_postgres(where))
    running = {program.name for program in chosen}
    needs = tuple(name for name in ("postgres", "redis") if name in running)
    prepare = _prepare(where, needs, environ)
    needs = (*needs, *([PREPARE] if prepare else []))
    chosen += [prepare] if prepare else []
    return [*chosen, _web(listening, needs), _worker("ingest", needs), _worker("default", needs, "--beat")]


def _postgres(where: Places) -> Program:
    from config.embedded.postgres import Postgres

    postgres = Postgres(where)
    return Program(
        "postgres",
        postgres.command,
        postgres.options,
        postgres.prepare,
        postgres.ready,
        stop_signal=signal.SIGINT,
        stop_last=True,
    )


def _redis(where: Places) -> Program:
    from config.embedded.redis import Redis

    redis = Redis(where)
    return Program("redis", redis.command, redis.options, redis.prepare, redis.ready, stop_last=True)


def _models(where: Places) -> Program:
    def prepare() -> None:
        private_folder(where.sockets, mode=0o711)
        private_folder(where.own_sockets)
        where.models_socket.unlink(missing_ok=True)

    argv = _python("uvicorn", "workers.server:app", "--uds", str(where.models_socket), "--no-access-log")
    return Program("models", lambda: argv, prepare=prepare, ready=where.models_socket.is_socket)


def _prepare(where: Places, needs: tuple[str, ...], environ: dict[str, str]) -> Program | None:
    """Return the one-off that migrates and loads the demo, or None where nothing changed since it last did."""
    note = where.data / "prepared"
    state = _fingerprint(where)
    if not environ.get("DATABASE_URL") and note.exists() and note.read_text() == state:
        return None
    demo = ["--demo"] if environ.get("DEMO", "1") not in ("0", "false", "no") else []
    return Program(
        PREPARE,
        lambda: _python("config.prepare", *demo),
        ready_line=MIGRATED,
        needs=needs,
        once=True,
        done=lambda: note.write_text(_fingerprint(where)),
    )


def _web(listening: socket.socket, needs: tuple[str, ...]) -> Program:
    fd = listening.fileno()
    return Program(
        "web",
        lambda: _python("config.serve", "--fd", str(fd)),
        lambda: {"pass_fds": (fd,)},
        needs=needs,
    )


def _worker(queue: str, needs: tuple[str, ...], *flags: str) -> Program:
    argv = _python("config.worker", queue, *flags)
    return Program(f"worker-{queue}", lambda: argv, lambda: {"niceness": WORKER_NICENESS}, needs=needs)


def _python(module: str, *arguments: str) -> list[str]:
    return [sys.executable, "-m", module, *arguments]


def _fingerprint(where: Places) -> str:
    """Return a digest of what the database was prepared from: migrations, demo, versions, cluster."""
    digest = hashlib.sha256()
    sources = [*BASE.glob("*/migrations/*.py"), *BASE.glob("requirements/base.txt"), *BASE.glob("**/commands/demo.py")]
    sources += [path for path in BASE.glob("demo/documents/**/*") if path.is_file()]
    for path in sorted(sources):
        digest.update(f"{path.relative_to(BASE)}\0".encode() + path.read_bytes())
    cluster = where.cluster / "PG_VERSION"
    digest.update(str(cluster.stat().st_mtime_ns if cluster.exists() else 0).encode())
    return digest.hexdigest()


def web_is_ready(address: tuple[str, int], timeout_s: float) -> bool:
    """Ask the web process whether all it needs is there."""
    known = os.environ.get("ALLOWED_HOSTS", "").split(",")[0].lstrip(".*") or "localhost"
    connection = HTTPConnection(*address, timeout=timeout_s)
    try:
        connection.request("GET", "/health/ready", headers={"Host": known})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


def child_environment(where: Places) -> dict[str, str]:
    return os.environ | {
        "DATA_DIR": str(where.data),
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": str(BASE),
        "MALLOC_ARENA_MAX": "2",  # a thread each must not mean a heap each
        "TOKENIZERS_PARALLELISM": "false",
    }
