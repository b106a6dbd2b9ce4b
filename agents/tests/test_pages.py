"""The chat room as pages: asking with and without scripts, history, the trace of an answer."""

from datetime import timedelta

import pytest
from django.utils import timezone

from agents.history import by_date
from agents.models import Conversation, Run
from agents.suggestions import example_questions

pytestmark = pytest.mark.django_db(transaction=True)
QUESTION = "How many days of annual leave do employees receive?"


def room(project, conversation=None):
    return f"/projects/{project.pk}/chat/" + (f"{conversation.pk}/" if conversation else "")


@pytest.fixture
def answered(alice_client, project, handbook):
    """A conversation in which a question has been asked and answered."""
    alice_client.post(room(project), {"question": QUESTION})
    return Conversation.objects.get()


def test_without_scripts_the_page_comes_with_the_answer(alice_client, project, handbook):
    shown = alice_client.post(room(project), {"question": QUESTION}, follow=True).content.decode()
    assert "15 days" in shown
    assert 'class="citation"' in shown


def test_htmx_gets_the_turn_and_the_new_address(alice_client, project, handbook):
    response = alice_client.post(room(project), {"question": QUESTION}, headers={"hx-request": "true"})
    run = Run.objects.get()
    assert response["HX-Push-Url"] == room(project, run.conversation)
    assert f'data-run="{run.pk}"' in response.content.decode()
    assert "<html" not in response.content.decode()


def test_an_empty_question_is_answered_with_what_to_do(alice_client, project):
    assert "Write a question first." in alice_client.post(room(project), {"question": " "}).content.decode()
    fragment = alice_client.post(room(project), {"question": " "}, headers={"hx-request": "true"})
    assert fragment["HX-Reswap"] == "none"
    assert "Write a question first." in fragment.content.decode()


def test_nobody_else_sees_a_conversation(answered, bob_client, project):
    assert bob_client.get(room(project, answered)).status_code == 404
    assert bob_client.post(f"{room(project, answered)}delete/").status_code == 404
    assert QUESTION not in bob_client.get(f"/projects/{project.pk}/conversations/").content.decode()


def test_conversations_are_found_by_what_was_said(answered, alice_client, project):
    found = alice_client.get(f"/projects/{project.pk}/conversations/", {"q": "15 DAYS"}, headers={"hx-request": "true"})
    assert str(answered.pk) in found.content.decode()
    assert "No conversation has these words." in alice_client.get(f"/projects/{project.pk}/conversations/", {"q": "zebra"}).content.decode()


def test_a_conversation_is_renamed_and_deleted(answered, alice_client, project):
    alice_client.post(f"{room(project, answered)}rename/", {"title": " Leave \n days "})
    assert Conversation.objects.get().title == "Leave days"
    alice_client.post(f"{room(project, answered)}delete/")
    assert alice_client.get(room(project, answered)).status_code == 404


def test_the_trace_shows_scores_and_the_prompt(answered, alice_client):
    shown = alice_client.get(f"/runs/{answered.runs.get().pk}/trace/").content.decode()
    for part in ("handbook.md", "Words (BM25)", "Nearest passages", "1 candidate", QUESTION):
        assert part in shown


def test_periods_are_named():
    now = timezone.now()
    moments = [now, now - timedelta(days=1), now - timedelta(days=4), now - timedelta(days=20), now - timedelta(days=90)]
    groups = by_date([Conversation(updated_at=moment) for moment in moments])
    assert [name for name, _ in groups] == ["Today", "Yesterday", "Previous 7 days", "Previous 30 days", "Older"]


def test_examples_come_from_the_documents_own_headings(handbook, project):
    assert all("handbook" in question.lower() for question in example_questions(project))
