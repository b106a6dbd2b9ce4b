"""Run the whole product on one machine: start every process, bring back those that die, stop all cleanly.

Everything dies with this process, even when it is killed. State lives in DATA_DIR alone.
"""

import argparse
import fcntl
import os
import selectors
import signal
import socket
import sys
import threading
import time

import environ

from config.embedded.paths import Places, make_data_folder, places, read_secret_key
from config.keeper import Keeper
from config.programs import BASE, PREPARE, child_environment, programs, web_is_ready

FIRST_STOP_S = 5
LAST_STOP_S = 4
STARTING_TICK_S = 0.03
IDLE_TICK_S = 1
PORTS_TRIED = 50
PREPARE_TRIES = 3


class Supervisor:
    """The processes of one installation, from start to stop."""

    def __init__(self, where: Places, listening: socket.socket, *, verbose: bool = False):
        self.where = where
        self.listening = listening
        self.address = listening.getsockname()[:2]
        self.began = time.monotonic()
        self.verbose = verbose
        self.stop_asked = 0
        self.failed = False
        self.web_ready = threading.Event()
        self.announced = False
        self.selector = selectors.DefaultSelector()
        self.partial: dict[int, bytes] = {}
        environment = child_environment(where)
        wanted = programs(where, listening, environment)
        self.keepers = {program.name: Keeper(program, where.logs, environment, self.say) for program in wanted}

    def run(self) -> int:
        """Keep everything running until a signal says stop; return the exit code."""
        self._listen_to_signals()
        threading.Thread(target=self._await_web, daemon=True).start()
        while not self.stop_asked and not self.failed:
            self._tick()
        self._stop()
        return 1 if self.failed else 0

    def say(self, name: str, text: str) -> None:
        sys.stdout.write(f"{time.monotonic() - self.began:7.1f} s  {name:15} {text}\n")
        sys.stdout.flush()

    def _tick(self) -> None:
        ready = {name for name, keeper in self.keepers.items() if keeper.was_ready}
        for keeper in self.keepers.values():
            if keeper.alive:
                if keeper.check():
                    self.say(keeper.name, "up")
            elif self._may_start(keeper, ready):
                keeper.start()
                self._watch(keeper)
        self._check_prepare()
        if not self.announced and self.web_ready.is_set() and self._is_prepared():
            self.announced = True
            self._announce()
        self._read(STARTING_TICK_S if not self.announced else self._idle_tick())

    def _idle_tick(self) -> float:
        waiting = [k.start_at - time.monotonic() for k in self.keepers.values() if not k.alive and not k.finished]
        return max(STARTING_TICK_S, min([IDLE_TICK_S, *waiting]))

    def _may_start(self, keeper: Keeper, ready: set[str]) -> bool:
        due = not keeper.finished and time.monotonic() >= keeper.start_at
        return due and set(keeper.program.needs) <= ready

    def _check_prepare(self) -> None:
        keeper = self.keepers.get(PREPARE)
        if not keeper or keeper.alive or not keeper.failures or keeper.finished:
            return
        if keeper.was_ready:  # the tables are there; only the demo failed, and the product runs without
            keeper.finished = True
            self.say(PREPARE, f"the demo was not loaded: see {self.where.logs}/{PREPARE}.log; 'manage.py demo' tries again")
        elif keeper.failures >= PREPARE_TRIES:
            self.failed = True
            self.say(PREPARE, "the database could not be prepared:\n" + "\n".join(keeper.tail))

    def _is_prepared(self) -> bool:
        return PREPARE not in self.keepers or self.keepers[PREPARE].finished

    def _watch(self, keeper: Keeper) -> None:
        if keeper.process:
            self.selector.register(keeper.process.stdout, selectors.EVENT_READ, keeper)

    def _read(self, timeout_s: float) -> None:
        """Wait for output or a signal, and take what there is."""
        for key, _ in self.selector.select(timeout_s):
            if key.data is None:
                key.fileobj.recv(4096)
                continue
            try:
                block = os.read(key.fd, 65536)
            except BlockingIOError:
                continue
            *lines, rest = (self.partial.pop(key.fd, b"") + block).split(b"\n")
            for line in lines + ([rest] if rest and not block else []):
                self._take(key.data, line)
            if block:
                self.partial[key.fd] = rest[-65536:]
            else:
                self.selector.unregister(key.fileobj)
                key.fileobj.close()

    def _take(self, keeper: Keeper, line: bytes) -> None:
        text = line.decode(errors="replace").rstrip()
        if self.verbose:
            self.say(keeper.name, text)
        keeper.take(text)

    def _await_web(self) -> None:
        while not web_is_ready(self.address, timeout_s=5):
            time.sleep(0.1)
        self.web_ready.set()

    def _announce(self) -> None:
        host, port = self.address
        shown = f"[{host}]" if ":" in host else host
        lines = [f"Open http://{shown}:{port}/", *_demo_account(self.where), f"Logs: {self.where.logs}   Stop: Ctrl-C"]
        sys.stdout.write("\n  " + "\n  ".join(lines) + "\n\n")
        sys.stdout.flush()

    def _listen_to_signals(self) -> None:
        receive, send = socket.socketpair()
        for end in (receive, send):
            end.setblocking(False)
        signal.set_wakeup_fd(send.fileno(), warn_on_full_buffer=False)
        self._wakeup = send
        self.selector.register(receive, selectors.EVENT_READ, None)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_stop)

    def _ask_stop(self, *_) -> None:
        self.stop_asked += 1

    def _stop(self) -> None:
        """Stop what people see and what works for them, then what they all use."""
        self.say("supervisor", "stopping")
        for last, limit_s in ((False, FIRST_STOP_S), (True, LAST_STOP_S)):
            group = [keeper for keeper in self.keepers.values() if keeper.program.stop_last == last]
            self._stop_group(group, limit_s)
        self.say("supervisor", "stopped")

    def _stop_group(self, group: list[Keeper], limit_s: float) -> None:
        for keeper in group:
            keeper.signal(keeper.program.stop_signal)
        deadline = time.monotonic() + limit_s
        asked = self.stop_asked
        while _any_alive(group) and time.monotonic() < deadline and self.stop_asked == asked:
            self._read(STARTING_TICK_S)
        for keeper in group:
            keeper.signal(signal.SIGKILL)
        while _any_alive(group) and time.monotonic() < deadline + 2:
            self._read(STARTING_TICK_S)


def _any_alive(group: list[Keeper]) -> bool:
    return any(keeper.process and keeper.process.poll() is None for keeper in group)


def _demo_account(where: Places) -> list[str]:
    note = where.data / "demo-account"
    return [f"Sign in as {note.read_text().strip()}"] if note.exists() else []


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket on port, or on the next free one."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, port + PORTS_TRIED):
        try:
            return socket.create_server((host, candidate), family=family, backlog=512)
        except OSError as error:
            last = error
    raise SystemExit(f"No free port on {host} from {port} on ({last}). Set HOST and PORT.")


def claim(where: Places):
    """Return the lock file, held: one supervisor for one DATA_DIR."""
    lock = open(where.lock, "a+")  # noqa: SIM115 - held until this process ends
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        raise SystemExit(
            f"Already running on {where.data} ({lock.read().strip() or 'starting'}). "
            "Stop that one first, or set DATA_DIR to another folder."
        ) from None
    return lock


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m config.supervisor", description=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true", help="show the output of every process")
    asked = parser.parse_args()
    environ.Env.read_env(BASE / ".env")
    where = places(os.environ.get("DATA_DIR") or BASE / "data")
    make_data_folder(where.data)
    for folder in (where.logs, where.data / "static"):
        folder.mkdir(exist_ok=True)
    lock = claim(where)
    if not (os.environ.get("DATABASE_URL") or os.environ.get("SECRET_KEY")):
        read_secret_key(where.data, create=True)
    listening = listen(os.environ.get("HOST") or "127.0.0.1", int(os.environ.get("PORT") or 8000))
    _note_holder(lock, listening)
    return Supervisor(where, listening, verbose=asked.verbose).run()


def _note_holder(lock, listening: socket.socket) -> None:
    host, port = listening.getsockname()[:2]
    lock.truncate(0)
    lock.write(f"process {os.getpid()}, http://{host}:{port}/\n")
    lock.flush()


if __name__ == "__main__":
    sys.exit(main())
