"""kill -9 of any process, and of all at once: the product comes back by itself and what was committed is there."""

import os
import signal
import subprocess
import sys

import pytest
from celery import Celery
from django.conf import settings

from tests.installation import BASE, NAMES, Installation, is_alive, wait_for

RECOVERY_S = 60

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("installation")]  # one installation for all of them


@pytest.fixture(scope="module")
def installation():
    made = Installation(models_dir=str(settings.MODELS_DIR))
    try:
        made.start()
        with made.connect() as database:
            database.execute("CREATE TABLE kept (number int)")
        yield made
    finally:
        made.remove()


def keep(installation, number: int) -> None:
    with installation.connect() as database:
        database.execute("INSERT INTO kept VALUES (%s)", [number])


def kept(installation) -> list[int]:
    with installation.connect() as database:
        return [row[0] for row in database.execute("SELECT number FROM kept ORDER BY number")]


def workers(installation) -> set[str]:
    """Return the queues whose workers answer over the broker."""
    with Celery(broker=installation.where.redis_url.replace("unix://", "redis+socket://"), set_as_current=False) as app:
        answers = app.control.ping(timeout=1)
    return {name.partition("@")[0] for answer in answers for name in answer}


@pytest.mark.parametrize("name", NAMES)
def test_a_killed_process_comes_back(installation, name):
    number = len(kept(installation))
    keep(installation, number)
    victim = installation.pids()[name]
    os.kill(victim, signal.SIGKILL)
    wait_for(lambda: installation.pids().get(name, victim) != victim, RECOVERY_S, f"a new {name}")
    wait_for(installation.is_ready, RECOVERY_S, f"ready after the loss of {name}")
    assert kept(installation) == list(range(number + 1))
    if name in ("redis", "worker-ingest", "worker-default"):
        wait_for(lambda: workers(installation) == {"ingest", "default"}, RECOVERY_S, "both workers at the broker")


def test_a_second_one_on_the_same_data_is_refused(installation):
    command = [sys.executable, "-m", "config.supervisor"]
    second = subprocess.run(command, env=installation.environment, cwd=BASE, capture_output=True, text=True, timeout=20, check=False)
    assert second.returncode != 0
    assert "Already running" in second.stderr
    assert installation.address in second.stderr


def test_everything_dies_with_the_supervisor_and_starts_again(installation):
    number = len(kept(installation))
    keep(installation, number)
    victims = installation.pids()
    assert set(victims) == set(NAMES)
    for pid in (installation.process.pid, *victims.values()):
        os.kill(pid, signal.SIGKILL)
    installation.process.wait()
    installation.start()
    assert kept(installation) == list(range(number + 1))
    assert not [name for name, pid in victims.items() if is_alive(pid)]


def test_it_stops_cleanly(installation):
    children = installation.pids()
    assert installation.stop() < 10
    assert installation.process.returncode == 0
    assert not [name for name, pid in children.items() if is_alive(pid)]
