"""The template that children are forked from: what ends with what, and what no child gets to see."""

import os
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from documents.extraction import Limits, extract, sandbox
from documents.extraction.errors import OutOfMemory
from documents.extraction.nursery import ROOT, Nursery
from documents.tests import bad_files
from tests.installation import children_of, is_alive, wait_for

HOLDING = """
import sys
from pathlib import Path
from documents.extraction import extract
extract(Path(sys.argv[1]), "x.pdf", on_progress=lambda *_: print("reading", flush=True))
"""


@pytest.fixture
def own(monkeypatch):
    """A nursery for one test alone."""
    made = Nursery()
    monkeypatch.setattr(sandbox, "nursery", made)
    yield made
    made.close()


def test_documents_share_a_template_but_no_process(own, tmp_path):
    path, seen = bad_files.long_pdf(tmp_path, pages=40), []
    for _time in range(2):
        extract(
            path, "x.pdf", on_progress=lambda done, _total: done == 1 and seen.append((own.template_pid, *children_of(own.template_pid)))
        )
    (first, child), (second, other) = seen
    assert first == second
    assert child != other


def test_a_document_is_read_although_the_template_is_killed(own, tmp_path):
    path, killed = bad_files.long_pdf(tmp_path, pages=40), []

    def kill(_done, _total):
        if not killed:
            killed.append(own.template_pid)
            os.kill(own.template_pid, signal.SIGKILL)

    assert len(extract(path, "x.pdf", on_progress=kill).pages) == 40
    assert own.template_pid not in killed


def test_a_template_that_is_killed_every_time_is_a_failure(own, tmp_path):
    path = bad_files.long_pdf(tmp_path, pages=400)
    with pytest.raises(OutOfMemory):
        extract(path, "x.pdf", on_progress=lambda *_: os.kill(own.template_pid, signal.SIGKILL))


def test_children_die_with_their_template(own, tmp_path):
    children = []

    def kill(_done, _total):
        children.extend(children_of(own.template_pid))
        os.kill(own.template_pid, signal.SIGKILL)

    with pytest.raises(OutOfMemory):
        extract(bad_files.long_pdf(tmp_path, pages=400), "x.pdf", on_progress=kill)
    wait_for(lambda: not any(map(is_alive, children)), 5, "the end of the children")
    assert len(set(children)) >= 2


def test_template_and_children_die_with_the_process_that_reads(tmp_path):
    path = bad_files.long_pdf(tmp_path, pages=2000)
    reader = subprocess.Popen([sys.executable, "-c", HOLDING, str(path)], cwd=ROOT, stdout=subprocess.PIPE)
    with reader:
        reader.stdout.readline()
        (template,) = children_of(reader.pid)
        left = [template, *children_of(template)]
        reader.kill()
    assert len(left) == 2
    wait_for(lambda: not any(map(is_alive, left)), 10, "the end of what it had started")


def test_a_child_sees_no_secret_and_no_file_of_others(own, tmp_path, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    path, seen = bad_files.long_pdf(tmp_path, pages=200), {}

    other = threading.Thread(target=extract, args=(path, "other.pdf"))
    other.start()
    wait_for(lambda: own.template_pid and children_of(own.template_pid), 20, "the other child")
    held = set(children_of(own.template_pid))
    extract(path, "x.pdf", on_progress=lambda done, _total: done == 1 and seen.update(_open_files(own, held)))
    other.join()
    assert b"sk-secret" not in seen["environment"]
    assert not any(name.startswith(("socket:", "anon_inode:")) for name in seen["files"])
    assert sum(name.startswith("pipe:") for name in seen["files"]) == 1


def _open_files(own, others):
    (child,) = set(children_of(own.template_pid)) - others
    files = {os.readlink(each) for each in Path(f"/proc/{child}/fd").iterdir()}
    return {"environment": Path(f"/proc/{own.template_pid}/environ").read_bytes(), "files": files}


def test_a_template_that_went_to_rest_is_started_again(own, tmp_path):
    path = bad_files.pdf_named_docx(tmp_path)
    extract(path, "x.docx")
    first = own.template_pid
    own._orders.shutdown(socket.SHUT_WR)  # what the template sees when it is left alone
    wait_for(lambda: not is_alive(first), 5, "the template's end")
    extract(path, "x.docx")
    assert own.template_pid != first


def test_limits_bind_each_child_and_not_the_template(own, tmp_path):
    path = bad_files.huge_text(tmp_path, megabytes=60)
    with pytest.raises(OutOfMemory):
        extract(path, "x.txt", Limits(memory_bytes=110 * 2**20, max_chars=10**8))
    assert extract(bad_files.pdf_named_docx(tmp_path), "x.docx").text
