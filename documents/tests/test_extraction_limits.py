"""Bad files end with their reason, within their limits, and leave nothing behind."""

import os
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from documents.extraction import ExtractionError, Limits, detection, extract
from documents.extraction.archive import open_checked
from documents.extraction.errors import Bomb, Corrupt
from documents.extraction.nursery import ROOT, nursery
from documents.extraction.wire import Assembly
from documents.tests import bad_files
from tests.installation import children_of

PATIENCE_S = 20


@pytest.fixture(autouse=True)
def nothing_left():
    """No test leaves a child, alive or dead."""
    yield
    assert children() == []


def children() -> list[int]:
    """Return the processes that read documents for us now: those that our template has forked."""
    pid = nursery.template_pid
    return [] if pid is None else children_of(pid)


def reason_of(path: Path, limits: Limits | None = None, **options) -> str:
    with pytest.raises(ExtractionError) as error:
        extract(path, path.name, limits or Limits(), **options)
    assert str(error.value)
    return error.value.reason


@pytest.mark.parametrize(("make", "reason"), bad_files.BAD.values(), ids=bad_files.BAD)
def test_bad_files_end_with_their_reason(tmp_path, make, reason):
    path = make(tmp_path)
    started = time.monotonic()
    assert reason_of(path) == reason
    assert time.monotonic() - started < PATIENCE_S


@pytest.mark.parametrize("make", bad_files.ODD.values(), ids=bad_files.ODD)
def test_odd_files_are_read_all_the_same(tmp_path, make):
    path = make(tmp_path)
    assert extract(path, path.name).text.strip()


def test_instructions_in_a_document_are_just_its_text(tmp_path):
    assert bad_files.INJECTION in extract(bad_files.instructing_pdf(tmp_path), "invoice.pdf").text


def test_characters_that_a_database_refuses_become_blanks(tmp_path):
    text = extract(bad_files.control_characters(tmp_path), "control.txt").text
    assert "\x01" not in text
    assert "\x1b" not in text
    assert text.startswith("Before   after")


def test_scans_without_tesseract_say_what_to_install(tmp_path, monkeypatch):
    path = bad_files.scanned_pdf(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ExtractionError) as error:
        extract(path, "scan.pdf")
    assert error.value.reason == "no_text"
    assert "apt-get install tesseract-ocr" in str(error.value)


def test_wall_clock_limit_kills_the_child(tmp_path):
    assert reason_of(bad_files.long_pdf(tmp_path, pages=400), Limits(wall_s=1)) == "timeout"


def test_processor_limit_ends_as_timeout(tmp_path):
    assert reason_of(bad_files.long_pdf(tmp_path, pages=600), Limits(cpu_s=1)) == "timeout"


def test_memory_limit_ends_as_memory(tmp_path):
    path = bad_files.huge_text(tmp_path, megabytes=60)
    assert reason_of(path, Limits(memory_bytes=110 * 2**20, max_chars=10**8)) == "memory"


def test_cancelling_kills_the_child_at_once(tmp_path):
    path = bad_files.long_pdf(tmp_path, pages=400)
    stop = threading.Event()
    started = time.monotonic()
    assert reason_of(path, should_stop=stop.is_set, on_progress=lambda done, total: stop.set()) == "cancelled"
    assert time.monotonic() - started < PATIENCE_S


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        pytest.param(Limits(max_chars=1000), "too_large", id="characters"),
        pytest.param(Limits(max_pages=2), "too_large", id="pages"),
        pytest.param(Limits(max_bytes=1000), "too_large", id="bytes"),
    ],
)
def test_sizes_are_limited(tmp_path, limits, reason):
    assert reason_of(bad_files.long_pdf(tmp_path, pages=3), limits) == reason


def test_rows_are_limited(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("a,b\n" + "1,2\n" * 50)
    assert reason_of(path, Limits(max_rows=20)) == "too_large"


def test_progress_is_told_page_by_page(tmp_path):
    seen = []
    extract(bad_files.long_pdf(tmp_path, pages=4, lines=2), "x.pdf", on_progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 4), (2, 4), (3, 4), (4, 4)]


def test_memory_stays_flat_over_many_pages(tmp_path):
    """Pages pass through one by one: three hundred of them add less than 60 MB to this process."""
    path = bad_files.long_pdf(tmp_path, pages=300)
    before = resident_mb()
    extracted = extract(path, "x.pdf")
    assert len(extracted.pages) == 300
    assert resident_mb() - before < 60


def resident_mb() -> float:
    line = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def test_a_killed_child_is_an_error_not_a_hang(tmp_path):
    path = bad_files.long_pdf(tmp_path, pages=400)

    def kill(done, total):
        for pid in children():
            os.kill(pid, 11)

    assert reason_of(path, on_progress=kill) == "corrupt"


def test_the_child_has_no_network():
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.5)
    code = f"import socket; socket.create_connection(('127.0.0.1', {listener.getsockname()[1]}), 2)"
    assert run_confined(code) != 0
    with listener, pytest.raises(TimeoutError):
        listener.accept()


def run_confined(code: str) -> int:
    """Return the exit status of code in a process with the confinement of a child."""
    prelude = f"import os; from documents.extraction import child, Limits; child._confine(Limits(), {os.getpid()}); "
    return subprocess.run([sys.executable, "-c", prelude + code], cwd=ROOT, capture_output=True, timeout=60, check=False).returncode


@pytest.mark.parametrize(
    "frame",
    [
        pytest.param(["blocks", [["paragraph", 5, 3, None, 0, None, None, None]]], id="block ends before it starts"),
        pytest.param(["blocks", [["paragraph", 0, 99, None, 0, None, None, None]]], id="block beyond the text"),
        pytest.param(["page", 1, 0, 99, 1, 1, b"", ""], id="page beyond the text"),
    ],
)
def test_the_parent_believes_no_offset(frame):
    assembly = Assembly(Limits())
    assembly.take(["text", "short"])
    assembly.take(frame)
    with pytest.raises(Corrupt):
        assembly.result()


@pytest.mark.parametrize("frame", [["no such frame"], ["blocks", [["script", 0, 1]]], ["page", 1], ["take"]])
def test_malformed_frames_are_refused(frame):
    with pytest.raises(Corrupt):
        Assembly(Limits()).take(frame)


def test_archives_are_judged_by_their_directory(tmp_path):
    with pytest.raises(Bomb):
        open_checked(bad_files.docx_bomb(tmp_path, megabytes=30), Limits())


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.4 ...", "x.txt", detection.PDF), (b"\x89PNG\r\n\x1a\n...", "x.pdf", "image/png"), (b"<!DOCTYPE html><p>", "x.txt", detection.HTML),
        (b"# Title\n\n- a\n- b\n- c\n", "notes", detection.MARKDOWN), (b"a,b,c\n1,2,3\n4,5,6\n7,8,9\n", "export", detection.CSV),
        (b"just words\n", "x.txt", detection.TEXT), (b"# not markdown by name\n- x\n- y\n", "x.txt", detection.TEXT), (b"OggS....", "x.mp3", "audio/ogg"),
    ],
)  # fmt: skip
def test_types_by_content(tmp_path, data, name, kind):
    path = tmp_path / "file"
    path.write_bytes(data)
    assert detection.detect(path, name, Limits()) == kind
