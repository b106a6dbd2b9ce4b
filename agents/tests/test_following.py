"""Whoever follows a run is let go when nothing more can come, and waits without holding what answers need."""

import asyncio

import pytest
from asgiref.sync import async_to_sync
from channels.testing import WebsocketCommunicator
from django.core.cache import cache
from django.db import OperationalError, connection
from redis.exceptions import ConnectionError as RedisAway

from agents import consumers, following, runs, waiting
from agents.following import follow, while_visible
from agents.models import Run, RunEvent
from agents.routing import websocket_urlpatterns
from projects import events
from projects.llm import breaker
from projects.llm.models import CatalogModel
from projects.threads import in_thread

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


def test_who_is_no_longer_a_member_hears_no_more(run, alice, project, monkeypatch):
    monkeypatch.setattr(following, "VISIBLE_FOR_S", 0)

    async def listen():
        types = []
        async for message in while_visible(follow(run.pk, pulse=True), alice.pk, run.pk):
            if message is None:
                continue
            types.append(message["type"])
            await in_thread(project.memberships.filter(user=alice).delete)()
            await in_thread(events.publish)(RunEvent, run, "sentence", {})
        return types

    events.publish(RunEvent, run, "state", {})
    assert async_to_sync(asyncio.wait_for)(listen(), 15) == ["state"]


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


def test_a_stream_of_events_holds_no_connection(run, alice_client):
    response = alice_client.get(f"/api/runs/{run.pk}/events", headers={"Accept": "text/event-stream"})
    assert response.streaming
    assert connection.connection is None


@pytest.mark.parametrize("fault", [OperationalError, RedisAway])
async def test_a_socket_whose_services_go_away_is_closed_so_that_the_page_connects_again(run, alice, monkeypatch, fault):
    async def broken(run_id, after, **asked):
        yield {"seq": 1, "type": "state"}
        raise fault

    monkeypatch.setattr(consumers, "follow", broken)
    socket = WebsocketCommunicator(websocket_urlpatterns[0].callback, f"/ws/runs/{run.pk}/?after=%FF")
    socket.scope |= {"user": alice, "url_route": {"kwargs": {"run_id": run.pk}}, "query_string": b"after=\xff&x"}
    assert (await socket.connect())[0]
    assert (await socket.receive_json_from())["seq"] == 1
    assert (await socket.receive_output(5))["type"] == "websocket.close"


async def test_a_model_answers_while_nothing_can_be_counted(monkeypatch):
    async def away(*args, **options):
        raise RedisAway

    for name in ("aget", "aadd", "adelete"):
        monkeypatch.setattr(cache, name, away)
    model = CatalogModel(pk="local/small", provider_id=1)
    await breaker.check(model)
    await breaker.record(model, failed=True)
    await breaker.record(model, failed=False)
