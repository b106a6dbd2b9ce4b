"""Claims queued runs and makes their answers as tasks of the web process's event loop."""


class Executor:
    async def start(self):
        """Begin to claim runs."""

    async def stop(self):
        """Give back what is unfinished."""


executor = Executor()
