"""After an answer: a title, and questions that the documents can answer."""

import pytest

from agents import runs
from agents.models import Conversation, Run
from agents.tests.conversations import say
from agents.waiting import await_end
from projects.llm.models import ModelCall
from tests.openai_server import Reply

pytestmark = pytest.mark.django_db(transaction=True)
LEAVE = "How many days of annual leave do employees receive?"


@pytest.fixture
def model_suggests(settings):
    settings.MODEL_SUGGESTIONS = True


def asked(alice, project, question=LEAVE, conversation=None, model=""):
    run = await_end(runs.start_chat(alice, project, question, conversation, model=model))
    run.refresh_from_db()
    run.conversation.refresh_from_db()
    return run


def test_without_a_language_model_questions_come_from_the_documents_headings(alice, project, handbook):
    run = asked(alice, project)
    assert run.followups == ["What does Staff handbook say about “Probation”?"]
    following = asked(alice, project, run.followups[0], run.conversation)
    assert not following.refused
    assert following.followups == ["What does Staff handbook say about “Annual leave”?"]


def test_they_come_in_the_language_of_the_question(alice, project, handbook):
    assert asked(alice, project, "annual leave กี่วัน employees").followups == ["“Probation” ใน Staff handbook กล่าวไว้ว่าอย่างไร"]


def test_a_refusal_suggests_nothing(alice, project, handbook):
    assert asked(alice, project, "Who founded the observatory in Chiang Mai?").followups == []


def test_a_model_names_the_conversation_and_suggests_what_can_be_answered(
    alice, project, handbook, served_model, openai_server, model_suggests
):
    openai_server.script = [
        Reply(words=["Employees receive 15 days of paid annual leave."]),
        Reply(words=['"Days of annual leave"\n']),
        Reply(words=["1. How long does the probation period last?\n- Who founded the observatory in Chiang Mai?\n" + "x" * 300]),
    ]
    run = asked(alice, project, model="local/small")
    assert (run.conversation.title, run.conversation.title_by) == ("Days of annual leave", "model")
    assert run.followups == ["How long does the probation period last?"]
    assert sorted(ModelCall.objects.values_list("purpose", flat=True)) == ["chat", "followups", "title"]


def test_a_persons_own_title_is_never_replaced(alice, project, handbook, served_model, openai_server, model_suggests):
    run = runs.start_chat(alice, project, LEAVE, model="local/small")
    runs.rename(run.conversation, "Mine")
    await_end(run)
    assert Conversation.objects.get().title == "Mine"
    assert "title" not in ModelCall.objects.values_list("purpose", flat=True)


def test_a_model_that_fails_afterwards_takes_nothing_away(alice, project, handbook, served_model, openai_server, model_suggests):
    openai_server.script = [Reply(words=["Employees receive 15 days of paid annual leave."]), Reply(status=401)]
    run = asked(alice, project, model="local/small")
    assert run.state == Run.State.COMPLETED
    assert run.conversation.title == LEAVE


def test_a_temporary_conversation_costs_no_calls_beside_its_answers(alice, project, handbook, served_model, openai_server, model_suggests):
    openai_server.script = [Reply(words=["Employees receive 15 days of paid annual leave."])]
    run = await_end(runs.start_chat(alice, project, LEAVE, model="local/small", temporary=True))
    assert [*ModelCall.objects.values_list("purpose", flat=True)] == ["chat"]
    assert run.followups == ["What does Staff handbook say about “Probation”?"]


def test_the_page_looks_out_for_what_comes_and_stops(alice, project, alice_client, served_model, model_suggests):
    from django.utils import timezone

    from agents.tests.conversations import begin

    run = say(begin(project, alice), model="local/small", finished_at=timezone.now())
    path = run.conversation.get_absolute_url()
    page = alice_client.get(path).content.decode()
    assert "data-title-coming" in page
    assert f"/runs/{run.pk}/followups/" in page
    Run.objects.update(followups=["How long is probation?"])
    Conversation.objects.update(title_by="model", title="Leave in days")
    head = alice_client.get(f"{path}header/", headers={"hx-request": "true"}).content.decode()
    assert "Leave in days" in head
    assert "data-title-coming" not in head
    followups = alice_client.get(f"/runs/{run.pk}/followups/").content.decode()
    assert "How long is probation?" in followups
    assert "hx-trigger" not in followups
