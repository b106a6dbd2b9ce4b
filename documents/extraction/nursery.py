"""Where children come from: one template process for each process that reads documents, started on first use."""

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parents[2]
KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "VIRTUAL_ENV")
# What the template tells of a child is one 32-bit number: first its process number, then its exit status as
# subprocess tells it.
TOLD = struct.Struct("<i")
# Loading the libraries on a machine that is busy with other things.
START_S = 60
END_S = 10


class TemplateLost(Exception):
    """The template ended, and its children with it: nothing can be said about the document."""


class Child:
    """A process that reads one document. frames: what it sends."""

    def __init__(self, frames: BinaryIO, watcher: socket.socket):
        self.frames = frames
        self._watcher = watcher
        try:
            self.pid = self._hear(START_S)
        except TimeoutError as error:
            raise TemplateLost from error

    def wait(self) -> int:
        """Return how it ended, as subprocess tells it; 0 if it lives on without a word. Raises TemplateLost."""
        try:
            return self._hear(END_S)
        except TimeoutError:
            return 0

    def end(self) -> None:
        """Return when neither it nor anything that it started runs any more."""
        self.frames.close()
        try:
            self._watcher.shutdown(socket.SHUT_WR)
            while self._watcher.recv(TOLD.size):
                continue
        except OSError:
            pass  # the template is gone, and its children with it
        self._watcher.close()

    def _hear(self, limit_s: float) -> int:
        self._watcher.settimeout(limit_s)
        try:
            told = self._watcher.recv(TOLD.size, socket.MSG_WAITALL)
        except ConnectionError as error:
            raise TemplateLost from error
        if len(told) < TOLD.size:
            raise TemplateLost
        return TOLD.unpack(told)[0]


class Nursery:
    """Asks the template for children; starts another one where it has ended. Safe among threads."""

    def __init__(self):
        self._guard = threading.Lock()
        self._orders: socket.socket | None = None
        self._template: subprocess.Popen | None = None
        self._owner = 0

    def child(self, task: dict, workspace: str, complaints: BinaryIO) -> Child:
        """Return a new child at work on task in the folder workspace. Raises TemplateLost."""
        order = json.dumps(task | {"environment": _environment(workspace), "workspace": workspace}).encode()
        reading, writing = os.pipe()
        frames, (ours, theirs) = os.fdopen(reading, "rb", buffering=0), socket.socketpair()
        try:
            with theirs, os.fdopen(writing, "wb"):
                self._send(order, [writing, complaints.fileno(), theirs.fileno()])
            return Child(frames, ours)
        except BaseException:
            frames.close()
            ours.close()
            raise

    @property
    def template_pid(self) -> int | None:
        """The template's process number while there is one."""
        return self._template.pid if self._template else None

    def close(self) -> None:
        """End the template and whatever it has started."""
        with self._guard:
            self._forget()

    def _send(self, order: bytes, files: list[int]) -> None:
        with self._guard:
            if self._owner != os.getpid():  # of the process that we were forked from
                self._orders = self._template = None
            for _attempt in range(2):
                if self._orders is None:
                    self._start()
                try:
                    socket.send_fds(self._orders, [order], files)
                except OSError:  # it went to rest, or was killed
                    self._forget()
                else:
                    return
        raise TemplateLost

    def _start(self) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._template = subprocess.Popen(
                [sys.executable, "-m", "documents.extraction.template", str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                cwd=ROOT,
                env=_environment("/nonexistent"),
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._orders, self._owner = ours, os.getpid()

    def _forget(self) -> None:
        if self._orders:
            self._orders.close()
        if self._template:
            self._template.send_signal(signal.SIGKILL)
            self._template.wait()
        self._orders = self._template = None


def _environment(workspace: str) -> dict[str, str]:
    """Return all that a child sees of the environment: no secret is in it."""
    environment = {key: os.environ[key] for key in KEPT_ENVIRONMENT if key in os.environ}
    # One thread each: the processors are shared with everybody else's questions.
    return environment | {"TMPDIR": workspace, "PYTHONPATH": str(ROOT), "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}


nursery = Nursery()
