"""A real server and a real browser."""

import asyncio
import socket
import threading
import time
from contextlib import contextmanager

import pytest

from tests.needs import chromium_path

FLAGS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]


@pytest.fixture
def live(transactional_db):
    """Address of the whole ASGI application, served from a thread on the test's database."""
    with serving() as address:
        yield address


class serving:  # noqa: N801 - used like a function
    """Serve config.asgi on a free port for the length of a with block; gives its address."""

    def __enter__(self) -> str:
        import uvicorn

        from config.asgi import application

        self.socket = socket.create_server(("127.0.0.1", 0))
        options = {"log_level": "warning", "timeout_graceful_shutdown": 2, "lifespan": "on"}
        self.server = uvicorn.Server(uvicorn.Config(application, **options))
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.thread.start()
        deadline = time.monotonic() + 30
        while not self.server.started:
            if not self.thread.is_alive() or time.monotonic() > deadline:
                raise RuntimeError("the test server did not start")
            time.sleep(0.01)
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def __exit__(self, *error) -> None:
        self.server.should_exit = True
        self.thread.join(timeout=15)
        self.socket.close()

    def _run(self) -> None:
        asyncio.run(self.server.serve(sockets=[self.socket]))


@pytest.fixture(scope="session")
def playwright_browser():
    """One Chromium for the session."""
    from playwright.sync_api import expect, sync_playwright

    if not chromium_path():
        pytest.skip("no Chromium: apt-get install chromium")
    expect.set_options(timeout=60_000)
    with sync_playwright() as playwright, _loop_out_of_sight():
        chromium = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield chromium
        chromium.close()


@contextmanager
def _loop_out_of_sight():
    """Between its calls Playwright leaves its loop marked as running in this thread: hide it from async_to_sync."""
    from playwright._impl import _sync_base

    loop, wait = asyncio.get_running_loop(), _sync_base.wait_for_future

    def wait_unseen(*call):
        asyncio._set_running_loop(loop)
        try:
            return wait(*call)
        finally:
            asyncio._set_running_loop(None)

    asyncio._set_running_loop(None)
    _sync_base.wait_for_future = wait_unseen
    try:
        yield
    finally:
        _sync_base.wait_for_future = wait
        asyncio._set_running_loop(loop)


@pytest.fixture
def browser(playwright_browser):
    """A fresh browser context with English as its language; open pages with browser.new_page()."""
    context = playwright_browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 800})
    context.set_default_timeout(60_000)
    yield context
    context.close()


@pytest.fixture
def page(browser):
    return browser.new_page()
