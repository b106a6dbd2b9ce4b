"""What the web process does when it starts and stops (ASGI lifespan)."""

from agents.executor import executor


class Lifespan:
    """Starts the executor of runs with the server and stops it with the server."""

    async def __call__(self, scope, receive, send):
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await executor.start()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await executor.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return
