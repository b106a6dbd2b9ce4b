"""Words on their way: numbered without gaps, written once whatever the database does, together with those of others."""

import asyncio
from threading import Thread

import pytest
from django.db import OperationalError, connection

from agents import beating, runs
from agents.engine import framing
from agents.engine.framing import Frames
from agents.following import follow
from agents.models import Run, RunEvent
from projects import events
from projects.work import LostLease, beat_all

pytestmark = pytest.mark.django_db(transaction=True)


class Draft:
    text = ""


@pytest.fixture
def some_runs(alice, project):
    return [Run.objects.claim(runs.start_chat(alice, project, f"Question {number}?").pk) for number in range(3)]


def written(run):
    rows = RunEvent.objects.filter(owner=run).order_by("seq")
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    return "".join(row.payload["text"] for row in rows)


async def say(run, pieces):
    draft = Draft()
    sending = Frames(run, draft)
    for piece in pieces:
        draft.text += piece
        sending.news()
        await asyncio.sleep(0.005)
    await sending.end()


async def say_in_all(some_runs, pieces):
    await asyncio.gather(*(say(run, pieces) for run in some_runs))


PIECES = [f"word{number} " for number in range(60)]


def test_every_answer_is_written_whole_and_in_order(some_runs):
    asyncio.run(say_in_all(some_runs, PIECES))
    assert {written(run) for run in some_runs} == {"".join(PIECES)}
    assert RunEvent.objects.count() < 3 * len(PIECES)


@pytest.mark.parametrize("arrived", [True, False], ids=["after it was written", "before it was written"])
def test_a_database_that_goes_away_loses_and_doubles_nothing(arrived, some_runs, monkeypatch):
    publish_all, calls = events.publish_all, []

    def unsteady(*args, **options):
        calls.append(args)
        if len(calls) in (2, 3):
            if arrived:
                publish_all(*args, **options)
            raise OperationalError("gone")
        return publish_all(*args, **options)

    monkeypatch.setattr(framing, "RETRY_S", 0.01)
    monkeypatch.setattr(events, "publish_all", unsteady)
    asyncio.run(say_in_all(some_runs, PIECES))
    assert {written(run) for run in some_runs} == {"".join(PIECES)}


def test_a_run_that_someone_else_has_is_told_so_and_the_others_go_on(some_runs):
    lost, *others = some_runs
    Run.objects.filter(pk=lost.pk).update(fence=lost.fence + 1)

    async def speak():
        return await asyncio.gather(*(say(run, PIECES) for run in some_runs), return_exceptions=True)

    assert [type(each) for each in asyncio.run(speak())] == [LostLease, type(None), type(None)]
    assert written(lost) == ""
    assert {written(run) for run in others} == {"".join(PIECES)}


def test_followers_hear_each_frame_once_live_and_replayed(some_runs):
    run = some_runs[0]

    async def hear():
        return [message async for message in follow(run.pk)]

    async def both():
        heard = [asyncio.create_task(hear()) for _ in range(3)]
        await asyncio.sleep(0.1)
        await say_in_all(some_runs, PIECES)
        await asyncio.to_thread(events.publish, RunEvent, run, "answer", {}, groups=["runs"])
        return [*await asyncio.gather(*heard), await hear()]

    for messages in asyncio.run(asyncio.wait_for(both(), 20)):
        assert [message["seq"] for message in messages] == list(range(1, len(messages) + 1))
        assert "".join(message.get("text", "") for message in messages) == "".join(PIECES)


def test_leases_and_frames_of_many_runs_do_not_block_each_other(some_runs):
    def work(rows, does):
        for _ in range(60):
            does(rows)
        connection.close()

    def tell(rows):
        events.publish_all(RunEvent, [(run, "token", {"text": "x"}) for run in rows], group="runs")

    faults = []

    def guarded(*args):
        try:
            work(*args)
        except OperationalError as error:
            faults.append(error)

    jobs = [
        Thread(target=guarded, args=(rows, does))
        for rows, does in ((some_runs, tell), (some_runs[::-1], beat_all), (some_runs[::-1], tell))
    ]
    for job in jobs:
        job.start()
    for job in jobs:
        job.join(30)
    assert not faults
    assert all(written(run) == "x" * 120 for run in some_runs)


def test_leases_are_renewed_together_and_each_hears_its_own(some_runs, monkeypatch):
    monkeypatch.setattr(beating, "GATHER_S", 0.01)
    held, unwanted, lost = some_runs
    Run.objects.filter(pk=unwanted.pk).update(cancel_requested=True)
    Run.objects.filter(pk=lost.pk).update(fence=lost.fence + 1)

    async def renew():
        return await asyncio.gather(*map(beating.beat, some_runs), return_exceptions=True)

    kept, stop, gone = asyncio.run(renew())
    assert (kept, stop, type(gone)) == (False, True, LostLease)
    assert Run.objects.get(pk=held.pk).lease_expires_at > held.lease_expires_at
