import asyncio

from channels.generic.websocket import AsyncJsonWebsocketConsumer

from agents.following import follow, visible_run

NOT_FOUND = 4404


class RunConsumer(AsyncJsonWebsocketConsumer):
    """Carries a run's events to a page: `/ws/runs/<uuid>/?after=<seq>`."""

    task = None

    async def connect(self):
        run = await visible_run(self.scope["user"], self.scope["url_route"]["kwargs"]["run_id"])
        await self.accept()
        if run is None:
            await self.close(NOT_FOUND)
        else:
            self.task = asyncio.create_task(self._carry(run.pk, self._after()))

    async def disconnect(self, code):
        if self.task:
            self.task.cancel()

    async def _carry(self, run_id, after):
        async for message in follow(run_id, after):
            await self.send_json(message)
        await self.close()

    def _after(self):
        text = dict(pair.partition("=")[::2] for pair in self.scope["query_string"].decode().split("&")).get("after", "")
        return int(text) if text.isdecimal() and len(text) < 12 else 0
