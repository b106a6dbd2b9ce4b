"""Where the embedded services keep their data and sockets, told by DATA_DIR alone."""

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path
from secrets import token_urlsafe
from urllib.parse import quote

# A socket's path must fit in 108 bytes; this leaves room for the longest file name in the folder.
LONGEST_SOCKET_FOLDER = 80
SYSTEM_HOME = Path("/var/lib/rag-embedded")
DATABASE = "rag"
DATABASE_USER = "rag"


@dataclass(frozen=True)
class Places:
    """Paths and addresses of one installation. The same DATA_DIR always gives the same ones."""

    data: Path
    cluster: Path
    sockets: Path

    @property
    def postgres_sockets(self) -> Path:
        """Folder owned by the account that runs Postgres."""
        return self.sockets / "pg"

    @property
    def own_sockets(self) -> Path:
        """Folder that our account alone may enter: the sockets in it ask for no password."""
        return self.sockets / "own"

    @property
    def redis_socket(self) -> Path:
        return self.own_sockets / "redis.sock"

    @property
    def models_socket(self) -> Path:
        return self.own_sockets / "models.sock"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def lock(self) -> Path:
        return self.data / "supervisor.lock"

    @property
    def database_url(self) -> str:
        folder = quote(str(self.postgres_sockets), safe="/")
        return f"postgres://{DATABASE_USER}@/{DATABASE}?host={folder}"

    @property
    def redis_url(self) -> str:
        return f"unix://{self.redis_socket}"

    @property
    def models_url(self) -> str:
        return f"unix://{self.models_socket}"


def places(data_dir: str | os.PathLike) -> Places:
    """Return the places of the installation whose data live in data_dir. Creates nothing."""
    data = Path(data_dir).expanduser().resolve()
    digest = hashlib.sha256(f"{os.geteuid()}:{data}".encode()).hexdigest()[:12]
    home = data if not runs_as_root() or traversable_by_all(data) else SYSTEM_HOME / digest
    sockets = home / "run"
    if len(os.fsencode(sockets)) > LONGEST_SOCKET_FOLDER:
        sockets = Path("/tmp") / f"rag-{digest}"  # noqa: S108 - ownership is checked before use
    return Places(data=data, cluster=home / "postgres", sockets=sockets)


def runs_as_root() -> bool:
    return os.geteuid() == 0


def traversable_by_all(path: Path) -> bool:
    """Say whether any account may pass through path and its parents, as far as they exist."""
    existing = [folder for folder in (path, *path.parents) if folder.exists()]
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in existing)


def make_data_folder(data: Path) -> None:
    """Create data where it is missing, so that the account of Postgres may pass through it."""
    if not data.exists():
        data.mkdir(parents=True)
        data.chmod(0o755 if runs_as_root() else 0o700)


def private_folder(path: Path, owner: int | None = None, mode: int = 0o700) -> Path:
    """Create path for owner (default: this account) and return it.

    Raises PermissionError if someone else already holds the name.
    """
    owner = os.geteuid() if owner is None else owner
    path.mkdir(parents=True, exist_ok=True, mode=0o755)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid not in (owner, os.geteuid()):
        raise PermissionError(f"{path} belongs to another account: remove it or choose another DATA_DIR.")
    if found.st_uid != owner:
        os.chown(path, owner, -1)
    path.chmod(mode)
    return path


def database_url(data_dir: str | os.PathLike) -> str:
    return places(data_dir).database_url


def redis_url(data_dir: str | os.PathLike) -> str:
    return places(data_dir).redis_url


def models_url(data_dir: str | os.PathLike) -> str:
    return places(data_dir).models_url


def read_secret_key(data_dir: str | os.PathLike, *, create: bool) -> str:
    """Return the key kept in data_dir, made on the first call where create allows; else ""."""
    kept = Path(data_dir) / "secret_key"
    if create and not kept.exists():
        make_data_folder(kept.parent)
        draft = kept.with_name(f".secret_key-{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(token_urlsafe(50))
        try:
            os.link(draft, kept)  # the first of several processes wins
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return kept.read_text().strip() if kept.exists() else ""
