"""What a model is told of a long conversation."""

import pytest
from asgiref.sync import async_to_sync

from agents import memory
from agents.answering import execute
from agents.models import Conversation, Message
from agents.runs import start_chat
from projects.llm.models import ModelCall
from tests.openai_server import Reply

pytestmark = pytest.mark.django_db
WINDOW = 4000  # a quarter of it, 1,000 tokens, is for what was said


@pytest.fixture
def talk(alice, project):
    """A conversation of ten turns of about 200 tokens each."""
    conversation, parent = Conversation.objects.create(project=project, user=alice, title="Long"), None
    for number in range(10):
        for role, words in (("user", "What about"), ("assistant", "The rule is")):
            content = f"{words} case {number}. " + "It is described at length. " * 14
            parent = Message.objects.create(conversation=conversation, parent=parent, role=role, content=content)
    conversation.leaf = parent
    conversation.save()
    return conversation


def history(conversation):
    return list(conversation.messages.order_by("created_at"))


def test_what_fits_is_told_as_it_was(talk):
    short = history(talk)[-4:]
    assert memory.recall(talk, short, context_window=WINDOW) == memory.Memory("", short)
    assert memory.overdue(talk, short, context_window=WINDOW) == []


def test_what_no_longer_fits_is_summarised_once(talk):
    due = memory.overdue(talk, history(talk), context_window=WINDOW)
    assert due
    assert due[0].content.startswith("What about case 0")
    memory.keep(talk, memory.in_short(talk, due), due[-1])
    assert memory.overdue(talk, history(talk), context_window=WINDOW) == []
    told = memory.recall(talk, history(talk), context_window=WINDOW)
    assert "What about case 0." in told.summary
    assert [each.pk for each in told.messages] == [each.pk for each in history(talk)[len(due) :]]


def test_a_branch_that_does_not_lead_through_it_goes_without_the_summary(talk):
    due = memory.overdue(talk, history(talk), context_window=WINDOW)
    memory.keep(talk, "A summary.", due[-1])
    other = [each for each in history(talk) if each.pk != due[-1].pk]
    assert memory.recall(talk, other, context_window=WINDOW).summary == ""


def test_the_summary_is_seen_and_corrected(talk, alice_client, project):
    memory.keep(talk, "Case 0 was allowed.", history(talk)[3])
    address = f"/projects/{project.pk}/chat/{talk.pk}/memory/"
    assert "Case 0 was allowed." in alice_client.get(address).content.decode()
    alice_client.post(address, {"summary": "Case 0 was refused."})
    talk.refresh_from_db()
    assert talk.summary == "Case 0 was refused."


def test_a_forgotten_summary_lets_the_messages_be_read_again(talk, alice_client, project):
    memory.keep(talk, "Case 0 was allowed.", history(talk)[3])
    answer = alice_client.put(
        f"/api/projects/{project.pk}/conversations/{talk.pk}/memory", {"summary": ""}, content_type="application/json"
    )
    assert answer.json() == {"summary": "", "summarised": None}


def test_there_is_nothing_to_correct_before_there_is_a_summary(talk, alice_client, project):
    answer = alice_client.post(f"/projects/{project.pk}/chat/{talk.pk}/memory/", {"summary": "Mine."})
    assert answer.status_code == 400
    assert "no summary" in answer.content.decode()


def test_nobody_else_sees_it(talk, bob_client, project):
    assert bob_client.get(f"/projects/{project.pk}/chat/{talk.pk}/memory/").status_code == 404
    assert bob_client.get(f"/projects/{project.pk}/chat/{talk.pk}/gauge/").status_code == 404
    assert bob_client.get(f"/api/projects/{project.pk}/conversations/{talk.pk}/memory").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_a_model_summarises_what_no_longer_fits_and_reads_the_summary(talk, alice, project, handbook, openai_server, served_model):
    served_model.context_window = WINDOW
    served_model.save()
    openai_server.script = [Reply(words=["Case 0 was allowed."]), Reply(words=["It is 119 days."])]
    run = start_chat(alice, project, "How long is probation?", talk, model=served_model.pk)
    async_to_sync(execute)(run.pk)
    run.refresh_from_db()
    talk.refresh_from_db()
    assert (run.state, talk.summary) == ("completed", "Case 0 was allowed.")
    asked, answered = (each["messages"] for each in openai_server.requests)
    assert "What about case 0." in asked[-1]["content"]
    assert not any("What about case 0." in each["content"] for each in answered)
    assert "Case 0 was allowed." in answered[1]["content"]
    assert set(ModelCall.objects.filter(reference=str(run.pk)).values_list("purpose", flat=True)) == {"summary", "chat"}


@pytest.mark.django_db(transaction=True)
def test_a_summary_that_fails_holds_no_answer_up(talk, alice, project, handbook, openai_server, served_model):
    served_model.context_window = WINDOW
    served_model.save()
    openai_server.script = [Reply(status=400), Reply(words=["It is 119 days."])]
    run = start_chat(alice, project, "How long is probation?", talk, model=served_model.pk)
    async_to_sync(execute)(run.pk)
    run.refresh_from_db()
    assert (run.state, run.answer.content[:15]) == ("completed", "It is 119 days.")
