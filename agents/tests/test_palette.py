"""The palette and the keys of the pages."""

import pytest

from agents.models import Conversation
from documents.models import Document
from projects.lifecycle import create

pytestmark = pytest.mark.django_db


@pytest.fixture
def found(alice_client, alice, project):
    """Search as Alice, who has a conversation, a document and a second project."""
    Conversation.objects.create(project=project, user=alice, title="Annual leave of part-timers")
    Document.objects.create(project=project, name="leave-policy.pdf")
    create(alice, name="Leave planning")

    def search(words, origin=project):
        return alice_client.get("/palette/", {"q": words, "project": origin.pk}, headers={"hx-request": "true"}).content.decode()

    return search


@pytest.mark.parametrize("shown", ["Annual leave of part-timers", "leave-policy.pdf", "Leave planning"])
def test_words_find_conversations_documents_and_projects(found, shown):
    assert shown in found("leave")


def test_without_words_it_offers_the_rooms_of_the_project(found, project):
    assert f"/projects/{project.pk}/documents/" in found("")


def test_nothing_of_others_is_found(found, charlie_client, project):
    answer = charlie_client.get("/palette/", {"q": "leave", "project": project.pk}).content.decode()
    assert "part-timers" not in answer
    assert "leave-policy" not in answer
    assert "Leave planning" not in answer


@pytest.mark.parametrize("origin", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_an_origin_that_is_none_is_passed_over(alice_client, origin):
    assert alice_client.get("/palette/", {"q": "\x00zzz", "project": origin}).status_code == 200


def test_a_shortcut_that_is_switched_off_is_not_sent_to_the_page(alice_client, alice):
    alice_client.post("/profile/shortcuts/", {"shortcut": ["palette", "list", "nonsense"]})
    alice.refresh_from_db()
    assert "stop" in alice.shortcuts_off
    page = alice_client.get("/profile/").content.decode()
    assert "Mod+Shift+O&quot;" not in page
    assert "Mod+K&quot;" in page
