"""Keep one program running: start it, take its output, notice its end, start it again."""

import logging
import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from logging.handlers import RotatingFileHandler
from pathlib import Path

from config.embedded.child import spawn
from config.programs import BASE, Program

LOG_BYTES = 5_000_000
FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 20
# A process that ran this long was well: its next end is a new trouble.
WELL_AFTER_S = 30
ALARMING = re.compile(r"\b(ERROR|CRITICAL|FATAL|PANIC)\b")
# The same complaint is shown once in this time; the log has them all.
REPEAT_S = 30


class Keeper:
    """One program and its current process."""

    def __init__(self, program: Program, log_dir: Path, environment: dict[str, str], say: Callable[[str, str], None]):
        self.program = program
        self.name = program.name
        self.environment = environment
        self.say = say
        self.process: subprocess.Popen | None = None
        self.was_ready = False
        self.finished = False
        self.failures = 0
        self.start_at = 0.0
        self.started_at = 0.0
        self.tail: list[str] = []
        self.shown: dict[str, float] = {}
        self.log = RotatingFileHandler(log_dir / f"{self.name}.log", maxBytes=LOG_BYTES, backupCount=2)

    @property
    def alive(self) -> bool:
        return self.process is not None

    def start(self) -> None:
        """Start the process; a failure to do so counts like its death."""
        self.started_at = time.monotonic()
        try:
            self.program.prepare()
            options = {"env": self.environment, "cwd": BASE} | self.program.options()
            pipe = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
            self.process = spawn(self.program.argv(), **pipe, **options)
            os.set_blocking(self.process.stdout.fileno(), False)
        except (OSError, RuntimeError, subprocess.SubprocessError) as error:
            self.say(self.name, f"cannot start: {error}")
            self._plan_restart()

    def check(self) -> bool:
        """Look at the process; return whether it became ready just now."""
        if self.process is None:
            return False
        if self.process.poll() is not None:
            self._bury(self.process)
            return False
        if not self.was_ready and not self.program.ready_line and self.program.ready():
            self.was_ready = True
            return True
        return False

    def take(self, line: str) -> None:
        """Keep a line of its output, and show it if it alarms."""
        self.tail = [*self.tail[-19:], line]
        self.log.emit(logging.LogRecord(self.name, logging.INFO, "", 0, line, None, None))
        if self.program.ready_line and line == self.program.ready_line:
            self.was_ready = True
        elif ALARMING.search(line) and self._is_news(line):
            self.say(self.name, line)

    def _is_news(self, line: str) -> bool:
        now, gist = time.monotonic(), re.sub(r"\d+", "", line)
        self.shown = {text: at for text, at in self.shown.items() if now - at < REPEAT_S}
        return self.shown.setdefault(gist, now) == now

    def signal(self, number: int) -> None:
        """Send a signal; SIGKILL goes to everything it started too."""
        if self.process is None or self.process.poll() is not None:
            return
        if number == signal.SIGKILL:
            _kill_group(self.process.pid)
        else:
            self.process.send_signal(number)

    def _bury(self, process: subprocess.Popen) -> None:
        _kill_group(process.pid)
        self.process = None
        if self.program.once and process.returncode == 0:
            self.finished = self.was_ready = True
            self.program.done()
            return
        if time.monotonic() - self.started_at > WELL_AFTER_S:
            self.failures = 0
        self._plan_restart()
        how = signal.Signals(-process.returncode).name if process.returncode < 0 else f"exit code {process.returncode}"
        self.say(self.name, f"ended ({how}); back in {self.start_at - time.monotonic():.1f} s")

    def _plan_restart(self) -> None:
        pause = min(FIRST_PAUSE_S * 2**self.failures, LONGEST_PAUSE_S)
        self.failures += 1
        self.start_at = time.monotonic() + pause


def _kill_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass
