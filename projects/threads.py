"""Database work of coroutines, in threads beside each other."""

from functools import partial

from channels.db import database_sync_to_async

# Channels' default runs all callers outside a request in one thread, one after another.
in_thread = partial(database_sync_to_async, thread_sensitive=False)
