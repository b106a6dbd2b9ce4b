"""A question asked while an answer is being made waits on the server, and is answered when its turn comes."""

import asyncio

import pytest
from asgiref.sync import async_to_sync

from agents import runs
from agents.answering import execute
from agents.models import Message, Run, RunEvent
from agents.tests.conversations import begin, say
from agents.waiting import await_end

pytestmark = pytest.mark.django_db(transaction=True)
State = Run.State


@pytest.fixture
def first(alice, project):
    return runs.start_chat(alice, project, "First?")


def ask(run, question, alice, project):
    return runs.start_chat(alice, project, question, run.conversation, parent=run.answer_id)


def test_a_follow_up_is_not_to_be_had_before_its_turn(first, alice, project):
    second = ask(first, "Second?", alice, project)
    third = ask(second, "Third?", alice, project)
    assert list(Run.objects.awaiting_worker()) == [first]
    assert Run.objects.claim(second.pk) is None
    Run.objects.filter(pk=first.pk).update(state=State.ANSWERING)
    assert Run.objects.claim(second.pk) is None
    for end in (State.FAILED, State.STOPPED, State.COMPLETED):
        Run.objects.filter(pk=first.pk).update(state=end)
        assert list(Run.objects.awaiting_worker()) == [second]
    assert Run.objects.claim(second.pk)
    assert Run.objects.claim(third.pk) is None


def test_one_that_waits_for_a_decision_is_waited_for(first, alice, project):
    second = ask(first, "Second?", alice, project)
    Run.objects.filter(pk=first.pk).update(state=State.WAITING)
    assert Run.objects.claim(second.pk) is None


def test_nobody_waits_for_what_rests_until_a_person_decides(first, alice, project):
    second = ask(first, "Second?", alice, project)
    Run.objects.filter(pk=first.pk).update(state=State.WAITING)
    assert await_end(second).state == State.QUEUED


def test_other_branches_do_not_wait(first, alice, project):
    done = say(begin(project, alice))
    beside = runs.start_chat(alice, project, "Beside?", done.conversation, parent=done.answer_id)
    also = runs.start_chat(alice, project, "Also?", done.conversation, parent=done.answer_id)
    assert set(Run.objects.awaiting_worker()) == {first, beside, also}


def test_order_is_kept_even_where_nobody_looks_for_work(first, alice, project):
    second = ask(first, "Second?", alice, project)
    await_end(ask(second, "Third?", alice, project))
    ended = Run.objects.order_by("finished_at")
    assert [run.question.content for run in ended] == ["First?", "Second?", "Third?"]
    assert not [run for run in ended if run.is_open]


def test_cancelling_ends_it_at_once_and_the_next_goes_on(first, alice, project, alice_client):
    second = ask(first, "Second?", alice, project)
    third = ask(second, "Third?", alice, project)
    page = alice_client.get(first.conversation.get_absolute_url()).content.decode()
    assert page.count("data-waits") == 2
    assert page.count("Waits for its turn…</p>") == 2
    alice_client.post(f"/runs/{second.pk}/stop/", headers={"hx-request": "true"})
    second.refresh_from_db()
    assert second.state == State.STOPPED
    assert RunEvent.objects.get(owner=second).type == "stopped"
    async_to_sync(execute)(first.pk)
    assert list(Run.objects.awaiting_worker()) == [third]


def test_one_that_has_begun_is_stopped_by_whoever_makes_it(alice, project, first):
    second = ask(first, "Second?", alice, project)
    Run.objects.claim(first.pk)
    runs.stop(first)
    first.refresh_from_db()
    assert first.cancel_requested
    assert first.state == State.QUEUED  # whoever has it ends it, and keeps what was said
    assert Run.objects.claim(second.pk) is None


def test_an_executor_takes_the_next_as_soon_as_one_ends(first, alice, project):
    from agents.executor import Executor

    ask(first, "Second?", alice, project)

    async def until_done():
        executor = Executor()
        executor._warming = asyncio.create_task(asyncio.sleep(0))
        await executor.start()
        while await Run.objects.filter(state__in=Run.OPEN_STATES).aexists():
            await asyncio.sleep(0.02)
        await executor.stop()

    async_to_sync(asyncio.wait_for)(until_done(), 30)
    assert Message.objects.filter(role="assistant").exclude(content="").count() == 2
