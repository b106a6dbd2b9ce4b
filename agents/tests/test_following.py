"""Whoever follows a run is let go when nothing more can come, and waits without holding what answers need."""

import asyncio

import pytest
from asgiref.sync import async_to_sync
from django.db import connection

from agents import runs, waiting
from agents.following import follow
from agents.models import Run, RunEvent
from projects import events

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def run(alice, project):
    return runs.start_chat(alice, project, "How long is probation?")


def heard(run, after=0):
    async def collect():
        return [message["type"] async for message in follow(run.pk, after)]

    return async_to_sync(asyncio.wait_for)(collect(), 10)


def test_a_number_from_the_future_is_not_waited_for(run):
    events.publish(RunEvent, run, "answer", {})
    Run.objects.filter(pk=run.pk).update(state=Run.State.COMPLETED)
    assert heard(run) == ["answer"]
    assert heard(run, after=10**10) == []


def test_who_follows_a_run_that_is_deleted_is_let_go(run):
    run.conversation.delete()
    assert heard(run) == []


def test_waiting_for_an_answer_holds_no_connection(run, monkeypatch):
    async def elsewhere(pk):
        """Another process has the run."""

    def nap(seconds):
        open_ones.append(connection.connection)
        Run.objects.filter(pk=run.pk).update(state=Run.State.COMPLETED)

    open_ones = []
    monkeypatch.setattr(waiting, "execute", elsewhere)
    monkeypatch.setattr(waiting.time, "sleep", nap)
    assert waiting.await_end(run).state == Run.State.COMPLETED
    assert open_ones == [None]
