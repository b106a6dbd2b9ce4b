"""The process that children are forked from: `python -m documents.extraction.template FD`.

It has every reader's libraries loaded, so that a child costs a fork and not the start of an interpreter. It opens
no document itself and takes nothing back from a child but how it ended, so each child begins as clean as the first.
FD is a SOCK_SEQPACKET socket. A message there is a task (JSON) with three open files: where its frames go, where it
complains, and a socket on which we tell its process number and, once nothing of it runs any more, how it ended.
That socket closed at the other end means: end it. FD closed means: end all of them, and ourselves.
"""

import gc
import json
import os
import selectors
import signal
import socket
import sys
from importlib import import_module

from documents.extraction import child
from documents.extraction.formats import READERS
from documents.extraction.nursery import TOLD

MAX_TASK_BYTES = 64 * 1024
# The libraries take 70 MB that nobody needs between documents.
IDLE_S = 120


class Template:
    """Forks a child for each task that arrives and tells what becomes of it."""

    def __init__(self, orders: socket.socket):
        self._orders = orders
        self._watchers: dict[int, socket.socket] = {}
        self._selector = selectors.DefaultSelector()
        self._selector.register(orders, selectors.EVENT_READ, self._take_order)
        self._deaths, waker = socket.socketpair()
        self._deaths.setblocking(False)
        waker.setblocking(False)
        self._waker = waker
        signal.set_wakeup_fd(waker.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._selector.register(self._deaths, selectors.EVENT_READ, self._bury_all)

    def run(self) -> None:
        """Serve until nobody can ask any more, or nobody did for IDLE_S."""
        while ready := self._selector.select(IDLE_S if not self._watchers else None):
            for key, _ in ready:
                try:
                    key.data()
                except EOFError:
                    return

    def _take_order(self) -> None:
        data, files, _flags, _address = socket.recv_fds(self._orders, MAX_TASK_BYTES, 3)
        if not data:
            raise EOFError
        frames, complaints, watching = files
        template = os.getpid()
        if (pid := os.fork()) == 0:
            _become_child(json.loads(data), template, frames, complaints)
        os.close(frames)
        os.close(complaints)
        watcher = self._watchers[pid] = socket.socket(fileno=watching)
        self._selector.register(watcher, selectors.EVENT_READ, lambda: self._end(pid))
        _tell(watcher, pid)

    def _bury_all(self) -> None:
        self._deaths.recv(4096)
        # A dead child keeps its number until it is waited for, so nobody else can be meant.
        while self._watchers and (dead := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)):
            self._end(dead.si_pid)

    def _end(self, pid: int) -> None:
        """Kill a child with all that it has started, wait for its end and tell it."""
        if (watcher := self._watchers.pop(pid, None)) is None:
            return
        _kill_group(pid)
        _, status = os.waitpid(pid, 0)
        self._selector.unregister(watcher)
        _tell(watcher, os.waitstatus_to_exitcode(status))
        watcher.close()


def _kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        os.kill(pid, signal.SIGKILL)  # it leads no group of its own yet


def _tell(watcher: socket.socket, number: int) -> None:
    try:
        watcher.send(TOLD.pack(number), socket.MSG_DONTWAIT | socket.MSG_NOSIGNAL)
    except OSError:
        pass  # whoever asked is gone


def _become_child(task: dict, template: int, frames: int, complaints: int) -> None:
    """Keep nothing of the template but its libraries, and read the document. Does not return."""
    try:
        os.setsid()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        gc.enable()
        os.dup2(frames, 1)
        os.dup2(complaints, 2)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        os.environ.clear()
        os.environ.update(task["environment"])
        os.chdir(task["workspace"])
        child.run(task, template)
    finally:
        os._exit(1)


def main() -> None:
    orders = socket.socket(fileno=int(sys.argv[1]))
    for reader in sorted(set(READERS.values())):
        import_module(f"documents.extraction.formats.{reader}")
    # Pages that hold no counters to be changed stay shared with every child.
    gc.disable()
    gc.collect()
    gc.freeze()
    Template(orders).run()
    # Children die with us (see child._confine).
    os._exit(0)


if __name__ == "__main__":
    main()
