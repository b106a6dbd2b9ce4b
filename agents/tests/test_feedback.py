"""Ratings: given, changed, taken back; seen by who gave them, counted for the project."""

import pytest

from agents.models import Feedback
from agents.tests.conversations import begin, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def answer(project, alice):
    return say(begin(project, alice)).answer


def test_a_rating_is_given_explained_changed_and_taken_back(answer, alice_client):
    path = f"/messages/{answer.pk}/feedback/"
    htmx = {"hx-request": "true"}
    shown = alice_client.post(path, {"value": "-1"}, headers=htmx).content.decode()
    assert "What is wrong?" in shown
    assert shown.count('aria-pressed="true"') == 1
    alice_client.post(path, {"value": "-1", "reasons": ["wrong", "sources"], "comment": " It is 20. "}, headers=htmx)
    given = Feedback.objects.get()
    assert (given.value, given.reasons, given.comment) == (-1, ["wrong", "sources"], "It is 20.")
    alice_client.post(path, {"value": "1", "comment": "Mended"})
    given.refresh_from_db()
    assert (given.value, given.reasons) == (1, [])
    assert 'aria-pressed="true"' in alice_client.get(answer.conversation.get_absolute_url()).content.decode()
    alice_client.post(path, {"value": "0"}, headers=htmx)
    assert not Feedback.objects.exists()


@pytest.mark.parametrize(
    "body", [{"value": "5"}, {"value": ""}, {"value": "-1", "reasons": ["nonsense"]}, {"value": "1", "comment": "x" * 2001}]
)
def test_nonsense_is_refused(answer, alice_client, body):
    assert alice_client.post(f"/messages/{answer.pk}/feedback/", body).status_code == 400
    assert not Feedback.objects.exists()


def test_only_answers_are_rated(answer, alice_client):
    assert alice_client.post(f"/messages/{answer.parent_id}/feedback/", {"value": "1"}).status_code == 400


def test_rest_rates_and_takes_back(answer, alice_client, project):
    path = f"/api/messages/{answer.pk}/feedback"
    assert alice_client.get(path).status_code == 404
    assert alice_client.put(path, {"value": -1, "reasons": ["incomplete"]}, content_type="application/json").json()["reasons"] == [
        "incomplete"
    ]
    held = alice_client.get(f"/api/projects/{project.pk}/conversations/{answer.conversation_id}").json()
    assert held["messages"][1]["feedback"]["value"] == -1
    assert alice_client.put(path, {"value": 7}, content_type="application/json").status_code == 400
    assert alice_client.delete(path).status_code == 204
    assert alice_client.get(path).status_code == 404


def test_editors_see_counts_and_nothing_that_was_said(answer, alice, project, alice_client, bob_client):
    Feedback.objects.create(message=answer, user=alice, value=-1, comment="a private remark", reasons=["wrong"])
    page = bob_client.get(f"/projects/{project.pk}/ratings/").content.decode()
    assert "Not correct" in page
    assert "private remark" not in page
    assert "How many days?" not in page
    assert bob_client.get(f"/api/projects/{project.pk}/ratings").json() == [
        {"model": "builtin/extractive", "agent": "", "good": 0, "bad": 1, "good_share": 0}
    ]
    project.memberships.filter(user__email="bob@example.com").update(role="viewer")
    assert bob_client.get(f"/projects/{project.pk}/ratings/").status_code == 403
