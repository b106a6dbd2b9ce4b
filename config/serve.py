"""The web process under the supervisor: uvicorn, or daphne (WEB_SERVER), on a socket that is already open.

The supervisor keeps the socket, so while a killed web process comes back, visitors wait instead of being refused.
"""

import argparse
import asyncio
import os
import socket

APPLICATION = "config.asgi:application"
LARGEST_FRAME_BYTES = 1 << 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fd", type=int, required=True, help="number of the inherited listening socket")
    name = os.environ.get("WEB_SERVER") or "uvicorn"
    if name not in SERVERS:
        parser.error(f"WEB_SERVER is {name!r}: set it to uvicorn or daphne.")
    SERVERS[name](parser.parse_args().fd)


def uvicorn(fd: int) -> None:
    from uvicorn import Config, Server

    config = Config(
        APPLICATION,
        access_log=False,
        lifespan="on",
        timeout_graceful_shutdown=3,  # open sockets and streams reconnect by themselves
        ws_max_size=LARGEST_FRAME_BYTES,
        ws_per_message_deflate=False,  # frames of a few words: packing them costs more time and memory than it saves
    )
    Server(config).run(sockets=[socket.socket(fileno=fd)])


def daphne(fd: int) -> None:
    """Daphne does not speak ASGI lifespan: what starts and stops with the server hangs on its reactor."""
    from daphne.server import Server  # installs the reactor: before the application is imported
    from twisted.internet import reactor
    from twisted.internet.defer import Deferred

    from config.asgi import application

    told: asyncio.Queue = asyncio.Queue()
    answers: asyncio.Queue = asyncio.Queue()
    tasks: list[asyncio.Future] = []  # a loop holds its tasks loosely

    async def tell(what: str) -> None:
        await told.put({"type": f"lifespan.{what}"})
        await answers.get()

    def start() -> None:
        tasks.append(asyncio.ensure_future(application({"type": "lifespan"}, told.get, answers.put)))
        tasks.append(asyncio.ensure_future(tell("startup")))

    reactor.callWhenRunning(start)
    reactor.addSystemEventTrigger("before", "shutdown", lambda: Deferred.fromFuture(asyncio.ensure_future(tell("shutdown"))))
    Server(
        application,
        endpoints=[f"fd:fileno={fd}"],
        application_close_timeout=3,
        websocket_max_message_size=LARGEST_FRAME_BYTES,
        websocket_max_frame_size=LARGEST_FRAME_BYTES,
    ).run()


SERVERS = {"uvicorn": uvicorn, "daphne": daphne}


if __name__ == "__main__":
    main()
