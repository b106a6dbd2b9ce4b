"""Reads a file in a child process with limits, so that a hostile file can take nothing but its own child down."""

import json
import logging
import os
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import msgpack

from documents.extraction import errors, speech
from documents.extraction.limits import DEFAULT, Limits
from documents.extraction.model import Extracted
from documents.extraction.wire import MAX_FRAME_BYTES, Assembly

logger = logging.getLogger(__name__)
ROOT = Path(__file__).resolve().parents[2]
POLL_S = 0.2
KEPT_ENVIRONMENT = ("PATH", "LANG", "LC_ALL", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "VIRTUAL_ENV")


def extract(
    path: Path,
    filename: str,
    limits: Limits = DEFAULT,
    *,
    on_progress: Callable[[int, int], None] | None = None,
    should_stop: Callable[[], bool] | None = None,
    transcribe: speech.Transcribe | None = None,
    describe: speech.Describe | None = None,
) -> Extracted:
    """Return the text and structure of the file at path; filename is what its owner called it.

    The type is decided by content; the name only tells apart kinds of plain text. on_progress gets
    (done, total) pages or rows. should_stop is asked a few times a second; a true answer kills the child.
    transcribe and describe call configured models for audio and pictures, in this process.
    Raises ExtractionError, whose message is safe to show.
    """
    path = Path(path)
    _check_size(path, limits)
    assembly = Assembly(limits, on_progress)
    with tempfile.TemporaryDirectory(prefix="extract-") as workspace:
        _run_child(
            {"path": str(path.resolve()), "filename": filename, "limits": asdict(limits), "parent": os.getpid()},
            workspace,
            limits,
            assembly,
            should_stop or (lambda: False),
        )
    extracted = assembly.result()
    if assembly.request == "transcribe":
        return speech.transcript(path, extracted.media_type, transcribe, limits)
    if extracted.media_type.startswith("image/"):
        speech.add_description(extracted, assembly.picture, describe)
    if not extracted.text.strip():
        raise errors.NoText(*extracted.warnings[:1])
    return extracted


def _check_size(path: Path, limits: Limits) -> None:
    size = path.stat().st_size
    if size == 0:
        raise errors.Empty
    if size > limits.max_bytes:
        raise errors.TooLarge(limit=f"{limits.max_bytes // 2**20}")


def _run_child(task: dict, workspace: str, limits: Limits, assembly: Assembly, should_stop: Callable[[], bool]) -> None:
    environment = {key: os.environ[key] for key in KEPT_ENVIRONMENT if key in os.environ}
    # One thread each: the processors are shared with everybody else's questions.
    environment |= {"TMPDIR": workspace, "PYTHONPATH": str(ROOT), "OMP_THREAD_LIMIT": "1", "OPENBLAS_NUM_THREADS": "1"}
    complaints = Path(workspace, "stderr")
    with complaints.open("wb") as stderr:
        child = subprocess.Popen(
            [sys.executable, "-m", "documents.extraction.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            cwd=workspace,
            env=environment,
            start_new_session=True,
        )
    try:
        with child.stdin:
            child.stdin.write(json.dumps(task).encode())
        _read_frames(child, limits, assembly, should_stop)
        if not assembly.done:
            raise _cause_of_death(child.wait(timeout=10), limits)
    except errors.Corrupt:
        logger.info("reading failed: %s", complaints.read_bytes()[-3000:].decode("utf-8", "replace"))
        raise
    except BrokenPipeError as error:
        raise errors.Corrupt from error
    finally:
        _kill_group(child)
        child.stdout.close()
        child.wait()


def _read_frames(child: subprocess.Popen, limits: Limits, assembly: Assembly, should_stop: Callable[[], bool]) -> None:
    deadline = time.monotonic() + limits.wall_s
    unpacker = msgpack.Unpacker(max_buffer_size=MAX_FRAME_BYTES, strict_map_key=False)
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        asked = time.monotonic()
        while not assembly.done:
            now = time.monotonic()
            if now > deadline:
                raise errors.Timeout(seconds=f"{limits.wall_s:g}")
            if now - asked >= POLL_S:
                asked = now
                if should_stop():
                    raise errors.Cancelled
            if not selector.select(POLL_S):
                continue
            data = os.read(child.stdout.fileno(), 1 << 18)
            if not data:
                return
            _feed(unpacker, data, assembly)


def _feed(unpacker: msgpack.Unpacker, data: bytes, assembly: Assembly) -> None:
    try:
        unpacker.feed(data)
        frames = list(unpacker)
    except (msgpack.UnpackException, ValueError) as error:
        raise errors.Corrupt from error
    for frame in frames:
        assembly.take(frame)


def _cause_of_death(returncode: int, limits: Limits) -> errors.ExtractionError:
    """Tell why a child ended without saying so: processor limit, the kernel's memory killer, or a crash."""
    if returncode == -signal.SIGXCPU:
        return errors.Timeout(seconds=limits.cpu_s)
    if returncode == -signal.SIGKILL:
        return errors.OutOfMemory()
    return errors.Corrupt()


def _kill_group(child: subprocess.Popen) -> None:
    """Kill the child and whatever it has started (it leads its own session)."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
