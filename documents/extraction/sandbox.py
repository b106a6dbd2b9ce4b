"""Reads a file in a child process with limits, so that a hostile file can take nothing but its own child down."""

import logging
import os
import selectors
import signal
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import msgpack

from documents.extraction import errors, speech
from documents.extraction.limits import DEFAULT, Limits
from documents.extraction.model import Extracted
from documents.extraction.nursery import Child, TemplateLost, nursery
from documents.extraction.wire import MAX_FRAME_BYTES, Assembly

logger = logging.getLogger(__name__)
POLL_S = 0.2


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
    assembly = _read(path, filename, limits, on_progress, should_stop or (lambda: False))
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


def _read(path: Path, filename: str, limits: Limits, on_progress, should_stop: Callable[[], bool]) -> Assembly:
    task = {"path": str(path.resolve()), "filename": filename, "limits": asdict(limits)}
    for _attempt in range(2):
        assembly = Assembly(limits, on_progress)
        try:
            _run_child(task, limits, assembly, should_stop)
        except TemplateLost:
            logger.warning("the extraction template was killed while %s was read", path.name)
        else:
            return assembly
    # From outside, and twice: the kernel's memory killer.
    raise errors.OutOfMemory


def _run_child(task: dict, limits: Limits, assembly: Assembly, should_stop: Callable[[], bool]) -> None:
    with tempfile.TemporaryDirectory(prefix="extract-") as workspace:
        complaints = Path(workspace, "stderr")
        with complaints.open("wb") as stderr:
            child = nursery.child(task, workspace, stderr)
        try:
            _read_frames(child, limits, assembly, should_stop)
            if not assembly.done:
                raise _cause_of_death(child.wait(), limits)
        except errors.Corrupt:
            logger.info("reading failed: %s", complaints.read_bytes()[-3000:].decode("utf-8", "replace"))
            raise
        finally:
            child.end()


def _read_frames(child: Child, limits: Limits, assembly: Assembly, should_stop: Callable[[], bool]) -> None:
    deadline = time.monotonic() + limits.wall_s
    unpacker = msgpack.Unpacker(max_buffer_size=MAX_FRAME_BYTES, strict_map_key=False)
    with selectors.DefaultSelector() as selector:
        selector.register(child.frames, selectors.EVENT_READ)
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
            data = os.read(child.frames.fileno(), 1 << 18)
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
