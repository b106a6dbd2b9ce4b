"""Start a program that dies with us, even when we are killed outright."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def spawn(argv: list[str], *, death_signal: int = signal.SIGKILL, niceness: int = 0, **options) -> subprocess.Popen:
    """Start argv in a process group of its own; death_signal reaches it when this thread ends.

    Call it from a thread that lives as long as the child should. options go to Popen.
    """
    return subprocess.Popen(  # noqa: S603 - argv is built by us
        argv, process_group=0, preexec_fn=_before(os.getpid(), death_signal, niceness), **options
    )


def _before(parent: int, death_signal: int, niceness: int) -> Callable[[], None]:
    """Return what the child does before it becomes the program."""

    def bind() -> None:
        if niceness:
            os.nice(niceness)
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, death_signal)
            if os.getppid() != parent:
                os._exit(1)  # the parent went before we could ask

    return bind
