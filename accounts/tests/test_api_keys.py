"""API keys over HTTP: what they open, what they don't, and how they end."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts import api_keys
from accounts.models import ApiKey
from projects.models import Membership, Project, Role

pytestmark = pytest.mark.django_db


def key_of(person, *scopes, **options):
    return api_keys.create(person, name="script", scopes=scopes or ("read", "chat", "write"), **options)


def call(secret, path, method="get", **body):
    options = {"data": body, "content_type": "application/json"} if method != "get" else {}
    return getattr(Client(enforce_csrf_checks=True), method)(path, headers={"authorization": f"Bearer {secret}"}, **options)


@pytest.fixture
def other(alice):
    made = Project.objects.create(name="Other")
    Membership.objects.create(project=made, user=alice, role=Role.OWNER)
    return made


def test_a_key_speaks_for_its_person_and_only_its_digest_is_kept(alice, project):
    key, secret = key_of(alice)
    assert call(secret, "/api/auth/me").json()["email"] == alice.email
    assert [each["name"] for each in call(secret, "/api/projects").json()["results"]] == ["Handbook"]
    row = ApiKey.objects.values().get(pk=key.pk)
    assert secret not in str(row)
    assert secret.startswith(row["prefix"])
    assert len(secret) >= 47


def test_last_use_is_written_once_a_minute(alice, django_assert_num_queries):
    key, secret = key_of(alice)
    call(secret, "/api/auth/me")
    first = ApiKey.objects.get(pk=key.pk).last_used_at
    call(secret, "/api/auth/me")
    assert ApiKey.objects.get(pk=key.pk).last_used_at == first
    ApiKey.objects.update(last_used_at=timezone.now() - timedelta(minutes=2))
    call(secret, "/api/auth/me")
    assert timezone.now() - ApiKey.objects.get(pk=key.pk).last_used_at < timedelta(seconds=30)


@pytest.mark.parametrize("end", ["revoked", "expired", "suspended", "deleted"])
def test_a_key_that_has_ended_is_refused_at_once(end, alice, project):
    key, secret = key_of(alice)
    assert call(secret, "/api/projects").status_code == 200
    if end == "revoked":
        api_keys.revoke(key)
    elif end == "expired":
        ApiKey.objects.update(expires_at=timezone.now())
    elif end == "suspended":
        alice.is_active = False
        alice.save()
    else:
        ApiKey.objects.all().delete()
    answer = call(secret, "/api/projects")
    assert (answer.status_code, answer.json()["type"]) == (401, "/problems/invalid-api-key")
    assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("token", ["rag-", "rag-" + "x" * 43, "rag-" + "é" * 5_000, "rag-\x00"])
def test_what_is_no_key_is_refused(token):
    assert Client().get("/api/projects", HTTP_AUTHORIZATION=f"Bearer {token}").status_code == 401


def test_guessing_is_slowed_down_and_good_keys_go_on(alice, bob, monkeypatch):
    monkeypatch.setattr(api_keys, "GUESSES", 3)
    _key, used = key_of(alice)
    _key, fresh = key_of(bob)
    assert call(used, "/api/auth/me").status_code == 200
    assert [call(f"rag-{number}", "/api/auth/me").status_code for number in range(5)] == [401, 401, 401, 429, 429]
    refused = call(fresh, "/api/auth/me")
    assert (refused.status_code, refused["Retry-After"]) == (429, str(api_keys.GUESS_WINDOW_S))
    assert call(used, "/api/auth/me").status_code == 200


@pytest.mark.parametrize(
    ("scope", "allowed"),
    [("read", {"list", "search"}), ("chat", {"ask"}), ("write", {"rename"})],
)
def test_each_scope_opens_its_own_doors(scope, allowed, alice, project, monkeypatch):
    monkeypatch.setattr("agents.api.await_end", lambda run: run)
    _key, secret = key_of(alice, scope)
    path = f"/api/projects/{project.pk}"
    answers = {
        "list": call(secret, "/api/projects"),
        "search": call(secret, f"{path}/search", "post", query="leave"),
        "ask": call(secret, f"{path}/ask", "post", question="leave?"),
        "rename": call(secret, path, "patch", name="New"),
    }
    assert {name for name, answer in answers.items() if answer.status_code == 200} == allowed
    assert {answer.status_code for name, answer in answers.items() if name not in allowed} == {403}


def test_for_a_limited_key_other_projects_do_not_exist(alice, project, other):
    _key, secret = key_of(alice, projects=[project.pk])
    assert [each["name"] for each in call(secret, "/api/projects").json()["results"]] == ["Handbook"]
    for path in ("", "/documents", "/conversations", "/members"):
        assert call(secret, f"/api/projects/{project.pk}{path}").status_code == 200
        assert call(secret, f"/api/projects/{other.pk}{path}").status_code == 404
    assert call(secret, f"/api/projects/{other.pk}/ask", "post", question="?").status_code == 404
    assert call(secret, f"/api/projects/{other.pk}", "delete").status_code == 404
    assert call(secret, "/api/projects", "post", name="Third").status_code == 403
    assert call(secret, f"/api/projects/{project.pk}/duplicate", "post").status_code == 403


def test_a_limited_key_opens_no_project_that_its_person_has_left(alice, project):
    _key, secret = key_of(alice, projects=[project.pk])
    Membership.objects.filter(user=alice).delete()
    assert call(secret, f"/api/projects/{project.pk}").status_code == 404


def test_keys_make_no_keys_and_join_no_projects(alice, project):
    key, secret = key_of(alice)
    assert call(secret, "/api/keys").status_code == 403
    assert call(secret, "/api/keys", "post", name="more", scopes=["read"]).status_code == 403
    assert call(secret, f"/api/keys/{key.pk}", "delete").status_code == 403
    assert call(secret, "/api/invitations").status_code == 403
    assert call(secret, "/api/invitations/x/accept", "post").status_code == 403
    assert call(secret, "/api/auth/logout", "post").status_code == 403
    assert call(secret, "/profile/").status_code == 302, "pages know sessions only"


def test_a_repeated_write_of_one_key_is_not_told_to_another(alice, project, other):
    _key, wide = key_of(alice)
    _key, narrow = key_of(alice, projects=[project.pk])
    path, body = f"/api/projects/{other.pk}", {"name": "Renamed"}
    for secret, expected in ((wide, 200), (wide, 200), (narrow, 404)):
        headers = {"authorization": f"Bearer {secret}", "Idempotency-Key": "once"}
        assert Client().patch(path, body, content_type="application/json", headers=headers).status_code == expected


def test_rest_makes_lists_and_revokes(alice_client, project, other):
    body = {"name": "CI", "scopes": ["read"], "projects": [str(project.pk)]}
    made = alice_client.post("/api/keys", body, content_type="application/json")
    assert (made.status_code, made["Cache-Control"]) == (201, "no-store")
    secret = made.json()["secret"]
    assert call(secret, f"/api/projects/{project.pk}").status_code == 200
    listed = alice_client.get("/api/keys").json()["results"]
    assert [(each["name"], "secret" in each) for each in listed] == [("CI", False)]
    assert alice_client.delete(f"/api/keys/{listed[0]['id']}").status_code == 204
    assert call(secret, f"/api/projects/{project.pk}").status_code == 401


@pytest.mark.parametrize(
    "change",
    [
        {"scopes": []},
        {"scopes": ["all"]},
        {"name": " "},
        {"projects": []},
        {"projects": ["00000000-0000-0000-0000-000000000000"]},
        {"expires_at": "2001-01-01T00:00:00Z"},
    ],
    ids=str,
)
def test_bad_wishes_make_no_key(change, alice_client, project):
    answer = alice_client.post("/api/keys", {"name": "CI", "scopes": ["read"]} | change, content_type="application/json")
    assert answer.status_code == 400
    assert not ApiKey.objects.exists()


def test_the_page_shows_a_new_key_once(alice_client, project):
    page = alice_client.get("/profile/keys/")
    assert "No keys yet" in page.content.decode()
    made = alice_client.post("/profile/keys/", {"name": "CI", "life": "30", "scopes": ["read"], "projects": [str(project.pk)]})
    secret = made.context["secret"]
    assert secret in made.content.decode()
    assert secret not in alice_client.get("/profile/keys/").content.decode()
    key = ApiKey.objects.get()
    assert key.projects == [project.pk]
    assert key.expires_at - timezone.now() > timedelta(days=29)
    alice_client.post(f"/profile/keys/{key.pk}/revoke/")
    assert call(secret, "/api/projects").status_code == 401


def test_the_page_offers_no_project_of_others(charlie_client, project):
    answer = charlie_client.post("/profile/keys/", {"name": "x", "life": "", "scopes": ["read"], "projects": [str(project.pk)]})
    assert answer.status_code == 400
