"""The web process under the supervisor: uvicorn on a socket that is already open.

The supervisor keeps the socket, so while a killed web process comes back, visitors wait instead of being refused.
"""

import argparse
import socket

import uvicorn


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fd", type=int, required=True, help="number of the inherited listening socket")
    listening = socket.socket(fileno=parser.parse_args().fd)
    config = uvicorn.Config(
        "config.asgi:application",
        access_log=False,
        lifespan="on",
        timeout_graceful_shutdown=3,  # open sockets and streams reconnect by themselves
        ws_max_size=1 << 20,
        ws_per_message_deflate=False,  # frames of a few words: packing them costs more time and memory than it saves
    )
    uvicorn.Server(config).run(sockets=[listening])


if __name__ == "__main__":
    main()
