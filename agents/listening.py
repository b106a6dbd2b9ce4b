"""What every follower of answers in this process hears comes over one subscription, which is kept while anybody listens."""

import asyncio
import logging
from contextlib import asynccontextmanager
from weakref import WeakKeyDictionary

from channels.layers import get_channel_layer
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
GROUP = "runs"
RETRY_S = 1.0
_listeners = WeakKeyDictionary()


@asynccontextmanager
async def listening(run_id):
    """Give a queue that gets each event of the run from now on. Bells may be lost, and are while Redis is away."""
    loop = asyncio.get_running_loop()
    listener = _listeners.setdefault(loop, Listener())
    queue = asyncio.Queue()
    listener.queues.setdefault(str(run_id), set()).add(queue)
    try:
        await listener.ready()
        yield queue
    finally:
        await listener.leave(str(run_id), queue)


class Listener:
    """One per event loop: hands what it hears to the queues of the runs it is about."""

    def __init__(self):
        self.queues, self._task, self._subscribed = {}, None, None

    async def ready(self):
        """Return once the subscription stands, or can't be had for the moment."""
        if self._task is None:
            self._subscribed = asyncio.Event()
            self._task = asyncio.create_task(self._listen())
        await self._subscribed.wait()

    async def leave(self, run_id, queue):
        self.queues[run_id].discard(queue)
        if not self.queues[run_id]:
            del self.queues[run_id]
        if not self.queues and (task := self._task):
            self._task = None
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    async def _listen(self):
        layer = get_channel_layer()
        while True:
            try:
                channel = await layer.new_channel()
                await layer.group_add(GROUP, channel)
                try:
                    self._subscribed.set()
                    while True:
                        self._hand_on(await layer.receive(channel))
                finally:
                    await layer.group_discard(GROUP, channel)
            except (RedisError, OSError):
                logger.warning("no bells for the moment; followers of answers read the rows")
                self._subscribed.set()
                await asyncio.sleep(RETRY_S)

    def _hand_on(self, bell):
        for owner, message in bell["events"]:
            for queue in self.queues.get(owner, ()):
                queue.put_nowait(message)
