"""Ringing from threads: a loop of our own keeps the connections that every ring needs.

Channels' layers belong to event loops. `async_to_sync` makes a loop for each call of a worker's thread, and with it
a connection to Redis: more work than the ring itself.
"""

import asyncio
import os
import threading

from channels.layers import get_channel_layer

# Redis answers in a millisecond, or it is away; a lost ring loses nothing.
PATIENCE_S = 5

_guard = threading.Lock()
_loops: dict[int, asyncio.AbstractEventLoop] = {}


def group_send(group: str, message: dict) -> None:
    """Send message to a group of the channel layer; return once it is sent. Raises what the layer raises, or TimeoutError."""
    sending = asyncio.run_coroutine_threadsafe(asyncio.wait_for(get_channel_layer().group_send(group, message), PATIENCE_S), _loop())
    sending.result()


def _loop() -> asyncio.AbstractEventLoop:
    """Return this process's loop: a thread does not survive a fork."""
    with _guard:
        if os.getpid() not in _loops:
            loop = _loops[os.getpid()] = asyncio.new_event_loop()
            threading.Thread(target=loop.run_forever, name="bells", daemon=True).start()
        return _loops[os.getpid()]
