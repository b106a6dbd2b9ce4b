"""The unprivileged account that runs Postgres when we are root, which Postgres refuses to be."""

import os
import pwd
import shutil
import subprocess

from config.embedded.paths import runs_as_root

NAME = "ragpg"


def postgres_account() -> pwd.struct_passwd:
    """Return the account to run Postgres as: our own, or as root a system one made for it."""
    if not runs_as_root():
        return _own()
    return _find(NAME) or _create() or _borrow()


def _own() -> pwd.struct_passwd:
    uid = os.geteuid()
    try:
        return pwd.getpwuid(uid)
    except KeyError:  # a container started with a bare uid
        return pwd.struct_passwd((str(uid), "x", uid, os.getegid(), "", "/", "/bin/false"))


def _find(name: str) -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(name)
    except KeyError:
        return None


def _create() -> pwd.struct_passwd | None:
    if shutil.which("useradd"):
        command = ["useradd", "--system", "--user-group", "--no-create-home", "--home-dir", "/nonexistent"]
        shell = ["--shell", "/usr/sbin/nologin"]
        subprocess.run([*command, *shell, NAME], capture_output=True, check=False)
    elif shutil.which("adduser"):  # BusyBox
        subprocess.run(["adduser", "-S", "-D", "-H", NAME], capture_output=True, check=False)
    return _find(NAME)


def _borrow() -> pwd.struct_passwd:
    """Return an account that exists everywhere. It may share its processes with other daemons."""
    if account := _find("postgres") or _find("nobody"):
        return account
    raise RuntimeError(
        "Postgres does not run as root and no other account could be made. "
        f"Create one ('useradd --system {NAME}'), start this as another user, or set DATABASE_URL."
    )
