"""What the web process does when it starts and stops (ASGI lifespan)."""

from agents.executor import executor


class Lifespan:
    """Starts the executor of runs with the server and stops it with the server; then calls each of closing."""

    def __init__(self, *closing):
        self.closing = closing

    async def __call__(self, scope, receive, send):
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await executor.start()
                await send({"type": "lifespan.startup.complete"})
            elif message["type"] == "lifespan.shutdown":
                await executor.stop()
                for close in self.closing:
                    await close()
                await send({"type": "lifespan.shutdown.complete"})
                return
