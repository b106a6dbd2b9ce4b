"""Services, people and browsers for all tests. See config/test_settings.py for where they live."""

import os
import shutil
import signal
import subprocess

import pytest

from config.embedded.child import spawn
from config.embedded.paths import places
from config.embedded.postgres import Postgres
from config.embedded.redis import Redis
from tests.browsing import browser, live, page, playwright_browser  # noqa: F401 - fixtures
from tests.ingesting import worker  # noqa: F401 - fixture
from tests.needs import missing
from tests.openai_server import openai_server, served_model  # noqa: F401 - fixtures
from tests.people import alice, alice_client, bob, bob_client, charlie, charlie_client, project  # noqa: F401 - fixtures
from tests.stack import await_ready, models_server  # noqa: F401 - fixture

# A crash of the machine may take a test database with it.
THROWAWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "200"}
MISSING = pytest.StashKey[str]()
_services: list[subprocess.Popen] = []


def pytest_configure(config):
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the same loop, seen by Django in browser tests
    if hasattr(config, "workerinput") or config.option.collectonly or config.option.help:
        return
    where = places(os.environ["RAG_TEST_DATA"])
    for service in (Redis(where), Postgres(where, THROWAWAY, durable=False)):
        service.prepare()
        log = open(where.data / f"{service.name}.log", "wb")  # noqa: SIM115 - the child keeps it
        child = spawn(service.command(), stdout=log, stderr=log, stdin=subprocess.DEVNULL, **service.options())
        _services.append(child)
        await_ready(child, service.ready, log.name)


def pytest_unconfigure(config):
    if hasattr(config, "workerinput"):
        return
    for child in reversed(_services):
        child.send_signal(signal.SIGQUIT)  # immediate: nothing in it is worth keeping
    for child in _services:
        try:
            child.wait(timeout=10)
        except subprocess.TimeoutExpired:
            child.kill()
    _services.clear()
    shutil.rmtree(os.environ["RAG_TEST_DATA"], ignore_errors=True)


def pytest_collection_modifyitems(items):
    """Slow ones first, so that no process ends late; browser tests last: Playwright leaves an event loop
    running that async tests cannot bear."""
    items.sort(key=lambda item: 2 * ("playwright_browser" in item.fixturenames) - bool(item.get_closest_marker("slow")))
    _mark_what_cannot_run(items)


def _mark_what_cannot_run(items):
    """Skip what this machine cannot run; where CI=true such a test fails instead, saying why."""
    strict = os.environ.get("CI", "").lower() in ("1", "true")
    for item in items:
        needed = [name for mark in item.iter_markers("requires") for name in mark.args]
        needed += ["chromium"] * ("playwright_browser" in item.fixturenames)
        absent = [why for name in dict.fromkeys(needed) if (why := missing(name))]
        if absent and strict:
            item.stash[MISSING] = "; ".join(absent)
        elif absent:
            item.add_marker(pytest.mark.skip(reason="; ".join(absent)))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    if why := item.stash.get(MISSING, ""):
        pytest.fail(f"This run may skip nothing. Missing: {why}", pytrace=False)
