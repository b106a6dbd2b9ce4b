import sys

import pytest

from config.keeper import LONGEST_PAUSE_S, Keeper
from config.programs import Program
from tests.installation import wait_for


@pytest.fixture
def said():
    return []


def keeper(tmp_path, said, script, **options) -> Keeper:
    program = Program("probe", lambda: [sys.executable, "-c", script], **options)
    return Keeper(program, tmp_path, {"PATH": "/usr/bin"}, lambda name, text: said.append(text))


def run_to_end(kept: Keeper) -> None:
    kept.start()

    def ended() -> bool:
        kept.check()
        return not kept.alive

    wait_for(ended, 20, "its end")


def test_each_failure_waits_longer_up_to_a_limit(tmp_path, said):
    kept = keeper(tmp_path, said, "raise SystemExit(3)")
    pauses = []
    for _ in range(3):
        run_to_end(kept)
        pauses.append(float(said[-1].split()[-2]))
    assert pauses == sorted(pauses)
    assert pauses[0] < 1
    assert pauses[-1] <= LONGEST_PAUSE_S
    assert "exit code 3" in said[-1]


def test_a_one_off_that_succeeds_is_done(tmp_path, said):
    done = []
    kept = keeper(tmp_path, said, "pass", once=True, done=lambda: done.append(True))
    run_to_end(kept)
    assert kept.finished
    assert done == [True]


def test_a_program_that_cannot_start_is_tried_again(tmp_path, said):
    def fail():
        raise RuntimeError("no such thing")

    kept = keeper(tmp_path, said, "pass", prepare=fail)
    kept.start()
    assert said == ["cannot start: no such thing"]
    assert kept.start_at > kept.started_at


def test_a_complaint_is_shown_once_and_logged_each_time(tmp_path, said):
    kept = keeper(tmp_path, said, "pass")
    for number in range(3):
        kept.take(f"ERROR number {number}")
    assert said == ["ERROR number 0"]
    assert len((tmp_path / "probe.log").read_text().splitlines()) == 3
