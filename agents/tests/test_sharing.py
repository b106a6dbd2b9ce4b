"""A shared link shows exactly what was previewed, to anybody, until it is called back or its source goes."""

import json
import re

import pytest
from django.test import Client
from django.utils import timezone

from agents import sharing
from agents.models import Conversation, Share
from agents.tests.conversations import begin, cite, say
from projects.models import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(project, alice):
    return begin(project, alice)


@pytest.fixture
def answered(conversation):
    run = say(conversation, "How many days?", "**15 days** [1].")
    cite(run)
    return run


@pytest.fixture
def link(conversation, answered):
    return sharing.share(conversation)


def page(link, client=None):
    return (client or Client()).get(f"/shared/{link.pk}/")


def test_anybody_reads_the_branch_with_its_sources(link):
    response = page(link)
    shown = response.content.decode()
    for part in ("How many days?", "<strong>15 days</strong>", "handbook.md", "Employees receive 15 days."):
        assert part in shown
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "private" in response["Cache-Control"]


def test_nothing_inside_leads_back(link, conversation, answered, alice, project):
    shown = page(link).content.decode()
    for secret in (conversation.pk, answered.pk, answered.answer_id, project.pk, project.name, alice.email, "/documents/", "/projects/"):
        assert str(secret) not in shown
        assert str(secret) not in json.dumps(link.snapshot)
    assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-", json.dumps(link.snapshot))


def test_it_stays_as_it_was(link, conversation, answered):
    say(conversation, "A secret afterwards?", "Yes.", after=answered.answer)
    assert "secret" not in page(link).content.decode()


def test_only_the_branch_that_is_shown_is_shared(conversation, answered):
    say(conversation, "Another version", "of the turn")
    assert [turn["content"] for turn in sharing.snapshot_of(conversation)] == ["Another version", "of the turn"]
    shared = sharing.share(conversation, answered.answer_id)
    assert shared.snapshot["turns"][0]["content"] == "How many days?"


def test_the_preview_is_what_becomes_public(conversation, answered, alice_client):
    path = f"{conversation.get_absolute_url()}share/"
    preview = alice_client.get(path).content.decode()
    say(conversation, "Asked in another tab", "meanwhile", after=answered.answer)
    leaf = re.search(r'name="leaf" value="([^"]+)"', preview)[1]
    assert alice_client.post(path, {"leaf": leaf, "title": "Days of leave"}).status_code == 302
    shared = Share.objects.get()
    assert shared.title == "Days of leave"
    assert [turn["content"] for turn in shared.snapshot["turns"]] == ["How many days?", "**15 days** [1]."]
    assert alice_client.post(path, {"leaf": "nonsense"}).status_code == 404


def test_an_answer_in_the_making_is_not_shared(conversation, alice_client):
    say(conversation, state="answering")
    assert alice_client.post(f"{conversation.get_absolute_url()}share/").status_code == 400


def test_a_revoked_link_looks_like_one_that_never_was(link, alice_client, bob_client):
    assert bob_client.post(f"/shares/{link.pk}/revoke/").status_code == 404
    assert alice_client.post(f"/shares/{link.pk}/revoke/").status_code == 302
    gone, never = page(link), Client().get("/shared/never-was/")
    assert gone.status_code == never.status_code == 404
    strip = re.compile(r'nonce="[^"]*"|"X-CSRFToken": "[^"]*"|value="[^"]*"')
    assert strip.sub("", gone.content.decode()) == strip.sub("", never.content.decode())
    link.refresh_from_db()
    assert link.snapshot == {}


@pytest.mark.parametrize("loss", ["archived", "left", "suspended", "deleted"])
def test_a_link_goes_with_what_it_rests_on(link, conversation, project, alice, loss):
    if loss == "archived":
        type(project).objects.update(archived_at=timezone.now())
    elif loss == "left":
        Membership.objects.filter(user=alice).delete()
    elif loss == "suspended":
        type(alice).objects.filter(pk=alice.pk).update(is_active=False)
    else:
        Conversation.objects.update(deleted_at=timezone.now())
    assert page(link).status_code == 404


def test_own_links_are_listed(link, alice_client, bob_client, project):
    path = f"/projects/{project.pk}/shares/"
    assert f"/shared/{link.pk}/" in alice_client.get(path).content.decode()
    assert link.pk not in bob_client.get(path).content.decode()


def test_rest_shares_lists_and_revokes(conversation, answered, alice_client, bob_client, project):
    path = f"/api/projects/{project.pk}/conversations/{conversation.pk}/shares"
    assert [turn["role"] for turn in alice_client.get(path).json()] == ["user", "assistant"]
    made = alice_client.post(path, {}, content_type="application/json").json()
    assert Client().get(made["url"]).status_code == 200
    assert alice_client.get(f"/api/projects/{project.pk}/shares").json()["results"][0]["token"] == made["token"]
    assert bob_client.delete(f"/api/shares/{made['token']}").status_code == 404
    assert alice_client.delete(f"/api/shares/{made['token']}").status_code == 204
    assert Client().get(made["url"]).status_code == 404


def test_a_hostile_answer_stays_harmless(conversation):
    say(
        conversation,
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)> [x](javascript:alert(1)) ![](https://elsewhere.example/x.png)",
    )
    shown = page(sharing.share(conversation, title="<b>x</b>")).content.decode()
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown
    assert 'javascript:alert(1)"' not in shown
    assert "<b>x</b>" not in shown
