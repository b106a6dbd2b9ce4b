"""The embedded Postgres in a folder of its own: what a kill or a reboot leaves behind does no harm."""

import os
import signal
import subprocess
import time

import psycopg
import pytest

from config.embedded.child import spawn
from config.embedded.paths import places
from config.embedded.postgres import Postgres


@pytest.fixture
def postgres(tmp_path_factory):
    folder = tmp_path_factory.mktemp("pg")
    for parent in (folder, folder.parent, folder.parent.parent):
        parent.chmod(0o755)
    service = Postgres(places(folder), {"fsync": "off"}, durable=False)
    service.prepare()
    return service


def start(service: Postgres) -> subprocess.Popen:
    service.prepare()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = spawn(service.command(), **quiet, **service.options())
    deadline = time.monotonic() + 30
    while not service.ready():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return process


def stop(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=20) == 0


def test_it_has_vectors_and_utf8(postgres):
    process = start(postgres)
    with psycopg.connect(postgres.where.database_url) as database:
        assert database.execute("SELECT '[1,2]'::halfvec(2) <=> '[1,2]'").fetchone()[0] == 0
        assert database.execute("SHOW server_encoding").fetchone()[0] == "UTF8"
        assert database.execute("SELECT upper('é')").fetchone()[0] == "É"
        assert database.execute("SHOW listen_addresses").fetchone()[0] == ""
    stop(process)


def test_a_kill_loses_no_committed_row(postgres):
    process = start(postgres)
    with psycopg.connect(postgres.where.database_url) as database:
        database.execute("CREATE TABLE kept AS SELECT 1 AS number")
    process.kill()
    process.wait()
    process = start(postgres)
    with psycopg.connect(postgres.where.database_url) as database:
        assert database.execute("SELECT number FROM kept").fetchall() == [(1,)]
    stop(process)


def test_a_lock_file_that_names_a_stranger_is_dropped(postgres):
    lock = postgres.where.cluster / "postmaster.pid"
    lock.write_text(f"{os.getppid()}\n{postgres.where.cluster}\n0\n5432\n\n\n\nready\n")
    assert not postgres.ready()
    stop(start(postgres))


@pytest.mark.skipif(os.geteuid() != 0, reason="otherwise it runs as ourselves")
def test_as_root_it_runs_as_an_account_that_owns_only_its_data(postgres):
    process = start(postgres)
    assert os.stat(f"/proc/{process.pid}").st_uid == postgres.account.pw_uid != 0
    assert postgres.where.cluster.stat().st_uid == postgres.account.pw_uid
    assert postgres.where.data.stat().st_uid == 0
    stop(process)
