"""Model calls from threads without an event loop of their own, such as a worker's."""

import asyncio
import threading
from concurrent.futures import CancelledError
from functools import cache

POLL_S = 0.5


def run(call, should_stop=lambda: False):
    """Return what the coroutine `call` returns; should_stop is asked twice a second.

    Raises CancelledError once should_stop says so; the call is broken off.
    """
    future = asyncio.run_coroutine_threadsafe(call, _loop())
    while True:
        try:
            return future.result(POLL_S)
        except TimeoutError:
            if future.done():
                return future.result()
            if should_stop():
                future.cancel()
                raise CancelledError from None


@cache
def _loop():
    """One loop for all: LiteLLM keeps its connections, and they belong to the loop that they were opened on."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="model-calls", daemon=True).start()
    return loop
