"""What parses one hostile file, in a process of its own that the template forks off: frames go to its stdout."""

import ctypes
import os
import resource
import signal
import sys
import traceback
from pathlib import Path

import msgpack

from documents.extraction import errors
from documents.extraction.limits import Limits
from documents.extraction.writer import Writer

CLONE_NEWUSER, CLONE_NEWNET = 0x10000000, 0x40000000
PR_SET_PDEATHSIG = 1
NETWORK_EVENTS = ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname")


def run(task: dict, parent: int) -> None:
    """Read task's file and end this process, which is a child of parent alone: nothing comes after it."""
    limits = Limits(**task["limits"])
    send = _take_over_stdout()
    _confine(limits, parent)
    writer = Writer(send, limits)
    try:
        _read(Path(task["path"]), task["filename"], writer)
    except errors.ExtractionError as error:
        traceback.print_exc()
        send(["error", error.reason, error.template, error.params])
    except MemoryError:
        send(["error", errors.OutOfMemory.reason, errors.OutOfMemory.template, {}])
    except Exception:  # noqa: BLE001 - whatever a parser trips over is a property of the file
        traceback.print_exc()
        send(["error", errors.Corrupt.reason, errors.Corrupt.template, {}])
    # The C libraries' own teardown has nothing to save and may crash on what a bad file left behind.
    os._exit(0)


def _read(path: Path, filename: str, writer: Writer) -> None:
    from documents.extraction.detection import detect
    from documents.extraction.formats import reader_for

    kind = detect(path, filename, writer.limits)
    writer.meta["media_type"] = kind
    reader_for(kind)(path, writer)
    writer.finish()


def _take_over_stdout():
    """Return a function that sends a frame; what libraries print goes nowhere near it."""
    channel = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)
    packer = msgpack.Packer()

    def send(frame: list) -> None:
        data = memoryview(packer.pack(frame))
        while data:
            data = data[channel.write(data) :]

    return send


def _confine(limits: Limits, parent: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)
    # A network namespace of its own where the kernel allows it; the audit hook covers Python elsewhere.
    if libc.unshare(CLONE_NEWNET) != 0:
        libc.unshare(CLONE_NEWUSER | CLONE_NEWNET)
    sys.addaudithook(_refuse_network)
    for name, value in (
        (resource.RLIMIT_AS, limits.memory_bytes),
        (resource.RLIMIT_FSIZE, limits.temp_file_bytes),
        (resource.RLIMIT_NOFILE, limits.open_files),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(name, (value, value))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_s, limits.cpu_s + 5))
    os.nice(5)


def _refuse_network(event: str, _args: tuple) -> None:
    if event in NETWORK_EVENTS:
        raise PermissionError("documents are read without network")
