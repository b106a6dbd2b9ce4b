import asyncio
import logging

from django.db import Error
from redis.exceptions import RedisError

from accounts.sockets import SignedInConsumer
from agents.following import follow, visible_run, while_visible

logger = logging.getLogger(__name__)


class RunConsumer(SignedInConsumer):
    """Carries a run's events to a page: `/ws/runs/<uuid>/?after=<seq>`."""

    task = None

    async def groups_for(self, user):
        run = await visible_run(user, self.scope["url_route"]["kwargs"]["run_id"])
        return None if run is None else []

    async def joined(self):
        self.task = asyncio.create_task(self._carry())

    async def disconnect(self, code):
        if self.task:
            self.task.cancel()

    async def _carry(self):
        try:
            run_id = self.scope["url_route"]["kwargs"]["run_id"]
            async for message in while_visible(follow(run_id, self._after(), pulse=True), self.user.pk, run_id):
                if message is not None:
                    await self.send_json(message)
        except (Error, RedisError, OSError):
            logger.warning("a run can't be followed at the moment; the page connects again", exc_info=True)
        await self.close()

    def _after(self):
        text = dict(pair.partition("=")[::2] for pair in self.scope["query_string"].decode(errors="replace").split("&")).get("after", "")
        return int(text) if text.isdecimal() and len(text) < 12 else 0
