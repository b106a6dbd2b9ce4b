"""Answers that tools make without a language model: steps as rows, events and pages; decisions; stops; crashes."""

import asyncio

import numpy as np
import pytest
from asgiref.sync import async_to_sync

from agents import answering, runs
from agents.answering import execute
from agents.models import Conversation, Message, Run, RunEvent, Step
from agents.rendering import answer_payload
from agents.tests.toolkit import LeaveTable, Send, Slow, tester, tools  # noqa: F401 - fixtures
from documents.models import Content
from documents.reading import pack_blocks
from documents.tests.passages import add_document

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def begin(alice, project, tester, models_server):  # noqa: F811
    """Ask the tester something; returns the run, not yet made."""

    def asked(question):
        conversation = Conversation.objects.create(project=project, user=alice, agent=tester)
        return runs.start_chat(alice, project, question, conversation)

    return asked


@pytest.fixture
def make(begin):
    def made(question):
        run = begin(question)
        async_to_sync(execute)(run.pk)
        run.refresh_from_db()
        return run

    return made


def answer_of(run):
    return answer_payload(Message.objects.select_related("run__conversation").get(pk=run.answer_id))


def kinds(run):
    return [event.payload.get("state") if event.type in ("state", "step") else event.type for event in run.events.all()]


def test_a_search_is_a_step_and_told_with_the_answer(make, handbook):
    run = make("How many days of annual leave do employees receive?")
    step = run.steps.get()
    assert (step.name, step.state, step.arguments["query"]) == ("rag_search", "done", run.question.content)
    assert [event.type for event in run.events.all()][:4] == ["state", "step", "sources", "state"]
    assert "15 days" in answer_of(run)["content"]


def test_what_a_tool_states_is_the_answer_and_cites_its_places(make, handbook):
    run = make("Show the leave as a table")
    answer = answer_of(run)
    assert answer["content"] == "Annual leave is 15 days. [1]\nNothing else is known."
    [citation] = answer["citations"]
    assert citation["quote"] == "15 days"
    assert handbook.live_revision.content.text[citation["start"] : citation["end"]] == "15 days"
    assert citation["headings"] == ["Staff handbook", "Annual leave"]
    assert not answer["refused"]
    assert kinds(run) == ["working", "running", "done", "answering", "token", "answer"]


def test_a_tool_that_found_nothing_says_so_and_the_search_is_tried(make, project):
    answer = answer_of(make("Show the leave as a table"))
    assert answer["content"] == "No document speaks of leave."
    assert answer["refused"]


def test_the_error_of_a_tool_is_told_and_the_documents_are_asked(make, handbook):
    run = make("broken: how many days of annual leave do employees receive?")
    assert "15 days" in answer_of(run)["content"]
    assert "out of paper" in answer_of(run)["content"]
    assert [(step.name, step.state) for step in run.steps.all()] == [("broken", "failed"), ("rag_search", "done")]


def test_what_changes_something_waits_for_a_person(make, alice_client, charlie_client):
    run = make("Please send it")
    assert (run.state, run.lease_expires_at, Send.sent) == (Run.State.WAITING, None, [])
    path = f"/api/runs/{run.pk}/steps/1/"
    assert charlie_client.post(f"{path}confirm").status_code == 404
    assert alice_client.post(f"{path}confirm").json()["state"] == "allowed"
    assert alice_client.post(f"{path}decline").status_code == 409
    async_to_sync(execute)(run.pk)
    run.refresh_from_db()
    assert (run.state, Send.sent) == (Run.State.COMPLETED, ["hello"])
    assert answer_of(run)["content"] == "It is sent."


def test_what_is_declined_does_not_run(make, alice_client):
    run = make("Please send it")
    alice_client.post(f"/runs/{run.pk}/steps/1/decide/", {"decision": "decline"})  # without scripts: the page waits for the answer
    run.refresh_from_db()
    assert (run.state, Send.sent) == (Run.State.COMPLETED, [])
    assert "declined" in answer_of(run)["content"]


def test_who_waits_for_a_decision_can_stop(make):
    run = make("Please send it")
    runs.stop(run)
    async_to_sync(execute)(run.pk)
    run.refresh_from_db()
    assert (run.state, run.steps.get().state, Send.sent) == (Run.State.STOPPED, "stopped", [])


def test_a_tool_is_stopped_with_its_run(begin, monkeypatch):
    monkeypatch.setattr(answering, "BEAT_S", 0.05)
    run = begin("slow work")

    async def stopped_midway():
        making = asyncio.create_task(execute(run.pk))
        while not await Step.objects.filter(run=run, state="running").aexists():
            await asyncio.sleep(0.02)
        await Run.objects.filter(pk=run.pk).aupdate(cancel_requested=True)
        await asyncio.wait_for(making, 10)
        while not Slow.stopped:
            await asyncio.sleep(0.02)

    async_to_sync(stopped_midway)()
    run.refresh_from_db()
    assert (run.state, run.steps.get().state, Slow.stopped) == (Run.State.STOPPED, "stopped", [True])


def test_a_tool_has_no_more_time_than_the_answer(make, settings):
    settings.AGENT_SECONDS = 1
    run = make("slow work")
    assert run.state == Run.State.COMPLETED
    assert "longer than the time" in run.steps.first().error
    assert "longer than the time" in answer_of(run)["content"]


def crash(run):
    """Leave run as a process that died in the middle of it does."""
    lost = Run.objects.claim(run.pk)
    Run.objects.filter(pk=run.pk).update(lease_expires_at="2020-01-01T00:00Z", state="working", event_seq=1)
    RunEvent.objects.create(owner=lost, seq=1, type="state", payload={"state": "working"})


def test_after_a_crash_no_finished_tool_runs_again(begin, handbook):
    run = begin("Show the leave as a table")
    crash(run)
    result = {"statements": [{"text": "Known from before.", "places": []}], "places": [], "views": [], "found_nothing": False}
    Step.objects.create(run=run, number=1, kind="tool", name="leave_table", state="done", arguments={"kind": "annual"}, result=result)
    async_to_sync(execute)(run.pk)
    assert answer_of(run)["content"] == "Known from before."
    assert LeaveTable.calls == []


def test_after_a_crash_an_unfinished_tool_runs_again_unless_it_changes_something(begin, handbook):
    run = begin("Show the table and send it")
    crash(run)
    Step.objects.create(run=run, number=1, kind="tool", name="leave_table", state="running", arguments={"kind": "annual"})
    Step.objects.create(run=run, number=2, kind="tool", name="send", state="running", arguments={"text": "hello"})
    async_to_sync(execute)(run.pk)
    assert (LeaveTable.calls, Send.sent) == ([{"kind": "annual"}], [])
    assert "not repeated" in answer_of(run)["content"]


def test_the_steps_are_read_over_rest(make, handbook, alice_client):
    run = make("Show the leave as a table")
    [step] = alice_client.get(f"/api/runs/{run.pk}").json()["steps"]
    assert step["result"]["data"] == {"days": 15}
    assert [view["kind"] for view in step["result"]["views"]] == ["table", "matrix", "facts", "timeline", "code", "working"]
    assert step["result"]["places"][0]["quote"] == "15 days"


def test_the_page_shows_steps_views_and_where_each_value_stands(make, handbook, alice_client):
    run = make("Show the leave as a table")
    page = alice_client.get(run.conversation.get_absolute_url()).content.decode()
    for part in ("Table of leave", "Who gets it", "@misc{leave}", "<math", 'class="citation"', "cell-good", "2024-03-31"):
        assert part in page


def test_a_table_is_kept_as_a_file_in_which_nothing_is_computed(make, handbook, alice_client, charlie_client):
    run = make("Show the leave as a table")
    path = f"/runs/{run.pk}/steps/1/views/"
    response = alice_client.get(f"{path}0/")
    assert response["Content-Disposition"] == "attachment; filename*=UTF-8''Leave.csv"
    assert response.content.decode() == '\ufeff"Kind","Days"\r\n"Annual","15"\r\n"\'=HYPERLINK(1)","-3"\r\n'
    assert alice_client.get(f"{path}4/").content == b"@misc{leave}"
    assert alice_client.get(f"{path}5/").status_code == 404
    assert charlie_client.get(f"{path}0/").status_code == 404


def test_a_tool_works_on_the_documents_that_the_question_names(make, handbook, project, alice):
    add_document(project, "old.md", ["Employees had 15 days."], vectors=np.eye(1, 384))
    Content.objects.filter(blocks=b"").update(blocks=pack_blocks([]))
    run = make("Show the table of handbook.md")
    assert [place["document_name"] for place in run.steps.get().result["places"]] == ["handbook.md"]
    run = make("แสดง table ของ old.md")
    assert [place["document_name"] for place in run.steps.get().result["places"]] == ["old.md"]
