"""Asking through REST: answers that cite, streams that replay, stops that keep, strangers that see nothing."""

import asyncio
import json

import pytest
from asgiref.sync import async_to_sync
from django.test import Client

from agents import answering, runs
from agents.answering import execute
from agents.models import Conversation, Message, Run, RunEvent
from agents.tools import protocol
from projects import events
from projects.llm.models import ModelCall
from projects.work import LostLease
from tests.openai_server import Reply

pytestmark = pytest.mark.django_db(transaction=True)


def post(client, path, **body):
    return client.post(f"/api/{path}", body, content_type="application/json")


def ask(client, project, message, **options):
    return post(client, f"projects/{project.pk}/chat", message=message, **options)


def stream_of(response):
    async def heard():
        return b"".join([piece async for piece in response.streaming_content])

    text = async_to_sync(heard)().decode()
    blocks = [dict(line.split(": ", 1) for line in block.splitlines()) for block in text.strip().split("\n\n")]
    return [(int(block["id"]), block["event"], json.loads(block["data"])) for block in blocks]


def test_an_answer_cites_the_exact_passage(alice_client, project, handbook):
    answer = ask(alice_client, project, "How many days of annual leave do employees receive?").json()
    assert answer["run"]["state"] == "completed"
    assert "15 days" in answer["content"]
    citation = answer["citations"][0]
    text = handbook.live_revision.content.text
    assert text[citation["start"] : citation["end"]] == citation["quote"]
    assert "15 days" in citation["quote"]
    assert citation["url"].startswith(f"/documents/{handbook.pk}/view/?start={citation['start']}")
    assert citation["heading_path"] == ["Staff handbook", "Annual leave"]
    assert answer["unsupported"] == []
    assert ModelCall.objects.get().reference == answer["run"]["id"]


def test_what_the_documents_do_not_hold_is_refused(alice_client, project, handbook):
    answer = ask(alice_client, project, "Who founded the observatory in Chiang Mai?").json()
    assert answer["run"]["refused"] is True
    assert answer["citations"] == []


def test_a_project_without_documents_refuses(alice_client, project, models_server):
    assert ask(alice_client, project, "How many days?").json()["run"]["refused"] is True


def test_a_stream_ends_with_the_whole_answer_and_replays(alice_client, project, handbook):
    response = ask(alice_client, project, "How long is probation?", stream=True)
    heard = stream_of(response)
    assert [seq for seq, _, _ in heard] == list(range(1, len(heard) + 1))
    kinds = [kind for _, kind, _ in heard]
    assert kinds[0] == "state"
    assert kinds[-1] == "answer"
    final = heard[-1][2]
    assert "".join(data["text"] for _, kind, data in heard if kind == "token").strip() == final["content"].strip()
    again = alice_client.get(f"/api/runs/{final['run']}/events", headers={"Accept": "text/event-stream", "Last-Event-ID": "2"})
    assert [seq for seq, _, _ in stream_of(again)] == [seq for seq, _, _ in heard[2:]]


def test_a_language_model_answers_and_every_sentence_is_checked(alice_client, project, handbook, served_model, openai_server):
    openai_server.script = [Reply(words=["Employees receive 15 days of paid annual leave. ", "They also receive 40 gold coins."])]
    answer = ask(alice_client, project, "How much leave?", model="local/small").json()
    assert answer["run"]["model"] == "local/small"
    assert "leave [1]." in answer["content"] or "leave. [1]" in answer["content"]
    [(start, end)] = answer["unsupported"]
    assert "gold coins" in answer["content"][start:end]
    prompt = openai_server.requests[0]["messages"]
    assert "15 days of paid annual leave" in prompt[-1]["content"]


def test_a_failing_model_says_what_to_do_and_keeps_the_question(alice_client, project, handbook, served_model, openai_server):
    openai_server.script = [Reply(status=401)]
    answer = ask(alice_client, project, "How much leave?", model="local/small").json()
    assert answer["run"]["state"] == "failed"
    assert "refused the key" in answer["run"]["error"]
    assert Message.objects.filter(role="user", content="How much leave?").exists()


def test_characters_that_cannot_be_kept_do_not_break_an_answer(alice_client, project, handbook, served_model, openai_server):
    openai_server.script = [Reply(words=["Employees receive 15 days\x00 of paid annual leave", "\ud83d."])]
    answer = ask(alice_client, project, "How much leave?", model="local/small").json()
    assert answer["run"]["state"] == "completed"
    assert "15 days of paid annual leave" in answer["content"]


def test_a_conversation_goes_on(alice_client, project, handbook):
    first = ask(alice_client, project, "How many days of annual leave do employees receive?").json()
    second = ask(alice_client, project, "And how long is the probation period?", conversation=first["conversation"]).json()
    assert "119 days" in second["content"]
    held = alice_client.get(f"/api/projects/{project.pk}/conversations/{first['conversation']}").json()
    assert [message["role"] for message in held["messages"]] == ["user", "assistant", "user", "assistant"]
    assert held["title"] == "How many days of annual leave do employees receive?"


def test_a_run_whose_process_died_is_made_again_from_the_beginning(alice, project, handbook):
    run = runs.start_chat(alice, project, "How long is probation?")
    lost = Run.objects.claim(run.pk)
    events.publish(RunEvent, lost, "token", {"text": "Half an ans"})
    assert Run.objects.claim(run.pk) is None
    Run.objects.filter(pk=run.pk).update(lease_expires_at="2020-01-01T00:00Z")
    async_to_sync(execute)(run.pk)
    kinds = list(RunEvent.objects.filter(owner=run).values_list("type", flat=True))
    assert kinds[1] == "restart"
    assert kinds.count("answer") == 1
    with pytest.raises(LostLease):
        lost.move(Run.State.FAILED)
    with pytest.raises(LostLease):
        events.publish(RunEvent, lost, "token", {"text": "wer, too late"})


def test_an_answer_that_ends_its_process_each_time_is_given_up(alice, project, handbook):
    run = runs.start_chat(alice, project, "How long is probation?")
    Run.objects.filter(pk=run.pk).update(attempts=answering.MAX_ATTEMPTS)
    async_to_sync(execute)(run.pk)
    run.refresh_from_db()
    assert run.state == Run.State.FAILED
    assert "Ask again" in run.error


def test_what_went_wrong_is_told_in_the_readers_language(alice, project, monkeypatch):
    def broken(*args, **options):
        raise RuntimeError

    alice.language = "th"
    alice.save()
    monkeypatch.setattr(protocol, "search", broken)
    run = runs.start_chat(alice, project, "How long is probation?")
    async_to_sync(execute)(run.pk)
    run.refresh_from_db()
    assert "คำถาม" in run.error


def test_stopping_keeps_what_was_said(alice, project, handbook, served_model, openai_server, monkeypatch):
    monkeypatch.setattr(answering, "BEAT_S", 0.05)
    openai_server.script = [Reply(words=["Employees receive 15 days. ", *["And so on. "] * 100], pause_s=0.05)]
    run = runs.start_chat(alice, project, "How much leave?", model="local/small")

    async def stopped_midway():
        making = asyncio.create_task(execute(run.pk))
        while not await RunEvent.objects.filter(owner=run, type="token").aexists():
            await asyncio.sleep(0.05)
        await Run.objects.filter(pk=run.pk).aupdate(cancel_requested=True)
        await asyncio.wait_for(making, 10)

    async_to_sync(stopped_midway)()
    run.refresh_from_db()
    assert run.state == Run.State.STOPPED
    assert "15 days" in Message.objects.get(pk=run.answer_id).content
    assert ModelCall.objects.get().error == "stopped"


@pytest.mark.parametrize("question", ["", "   ", "\x00", "x" * 16_001])
def test_bad_questions_are_refused(alice_client, project, question):
    response = ask(alice_client, project, question)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


def test_an_unknown_model_is_refused_and_nothing_is_saved(alice_client, project):
    response = ask(alice_client, project, "How much?", model="nobody/knows")
    assert (response.status_code, response.json()["type"]) == (404, "/problems/unknown-model")
    assert not Conversation.objects.exists()


def test_a_conversation_belongs_to_one_person(alice_client, bob_client, charlie_client, project, handbook):
    answer = ask(alice_client, project, "How long is probation?").json()
    for client in (bob_client, charlie_client, Client()):
        for path in (
            f"projects/{project.pk}/conversations/{answer['conversation']}",
            f"runs/{answer['run']['id']}",
            f"runs/{answer['run']['id']}/events",
        ):
            assert client.get(f"/api/{path}").status_code in (401, 403, 404)
    assert ask(bob_client, project, "And?", conversation=answer["conversation"]).status_code == 404
    assert ask(charlie_client, project, "And?").status_code == 404


def test_conversations_are_renamed_searched_and_deleted(alice_client, project, handbook):
    conversation = ask(alice_client, project, "How long is probation?").json()["conversation"]
    path = f"/api/projects/{project.pk}/conversations"
    assert (
        alice_client.patch(f"{path}/{conversation}", {"title": "Probation"}, content_type="application/json").json()["title"] == "Probation"
    )
    assert len(alice_client.get(f"{path}?search=119").json()["results"]) == 1
    assert alice_client.get(f"{path}?search=nothing-like-it").json()["results"] == []
    assert alice_client.delete(f"{path}/{conversation}").status_code == 204
    assert alice_client.get(f"{path}/{conversation}").status_code == 404
    assert alice_client.get(path).json()["results"] == []
