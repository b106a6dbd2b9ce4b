"""The life of API tokens, over HTTP."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


@pytest.fixture
def api():
    return Client(enforce_csrf_checks=True)


def post(api, route, body=None, token=None):
    headers = {"authorization": f"Bearer {token}"} if token else {}
    return api.post(f"/api/auth/{route}", body or {}, content_type="application/json", headers=headers)


def me(api, token):
    return api.get("/api/auth/me", headers={"authorization": f"Bearer {token}"})


def tokens_for(api, person):
    answer = post(api, "login", {"email": person.email, "password": PASSWORD})
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_login_gives_tokens_that_name_the_person(api, alice):
    pair = tokens_for(api, alice)
    answer = me(api, pair["access_token"])
    assert answer.json() == {"id": alice.pk, "email": alice.email, "name": "", "language": "en", "theme": "system"}
    assert not api.cookies, "an API client gets no session cookie"


def test_register_then_verify_then_login(api):
    body = {"email": "New@Example.com", "password": PASSWORD, "name": "Nok"}
    assert post(api, "register", body).status_code == 202
    early = post(api, "login", {"email": "new@example.com", "password": PASSWORD})
    assert (early.status_code, early.json()["type"]) == (403, "/problems/address-not-verified")
    confirm = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    Client().post(confirm)
    pair = post(api, "login", {"email": "new@example.com", "password": PASSWORD}).json()
    assert me(api, pair["access_token"]).json()["name"] == "Nok"


def test_register_tells_nothing_about_known_addresses(api, alice):
    known = post(api, "register", {"email": alice.email, "password": PASSWORD})
    unknown = post(api, "register", {"email": "who@example.com", "password": PASSWORD})
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())
    assert mail.outbox[0].to == [alice.email]


def test_register_refuses_a_weak_password(api):
    answer = post(api, "register", {"email": "new@example.com", "password": "12345"})
    assert answer.status_code == 400
    assert "password" in answer.json()["errors"]
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("email", ["alice@example.com", "nobody@example.com"])
def test_wrong_credentials_look_alike(api, alice, email):
    answer = post(api, "login", {"email": email, "password": "wrong password"})
    assert answer.status_code == 401
    assert answer.json()["detail"] == "The e-mail address or the password is wrong."


def test_refresh_rotates(api, alice):
    first = tokens_for(api, alice)
    second = post(api, "refresh", {"refresh_token": first["refresh_token"]}).json()
    assert me(api, second["access_token"]).status_code == 200
    assert post(api, "refresh", {"refresh_token": first["refresh_token"]}).status_code == 401
    assert post(api, "refresh", {"refresh_token": second["refresh_token"]}).status_code == 200


def test_an_access_token_is_no_refresh_token(api, alice):
    pair = tokens_for(api, alice)
    assert post(api, "refresh", {"refresh_token": pair["access_token"]}).status_code == 401
    assert me(api, pair["refresh_token"]).status_code == 401


@pytest.mark.parametrize("by", ["access_token", "refresh_token"])
def test_logout_ends_both_tokens_at_once(api, alice, by):
    pair, other = tokens_for(api, alice), tokens_for(api, alice)
    if by == "access_token":
        answer = post(api, "logout", token=pair["access_token"])
    else:
        answer = post(api, "logout", {"refresh_token": pair["refresh_token"]})
    assert answer.status_code == 204
    assert me(api, pair["access_token"]).status_code == 401
    assert post(api, "refresh", {"refresh_token": pair["refresh_token"]}).status_code == 401
    assert me(api, other["access_token"]).status_code == 200, "another client stays signed in"


def test_logout_without_a_token_is_refused(api):
    assert post(api, "logout").status_code == 401


def test_password_change_ends_tokens(api, alice):
    pair = tokens_for(api, alice)
    alice.set_password("another good password")
    alice.save()
    assert me(api, pair["access_token"]).status_code == 401
    assert post(api, "refresh", {"refresh_token": pair["refresh_token"]}).status_code == 401


def test_a_suspended_person_is_refused_at_once(api, alice):
    pair = tokens_for(api, alice)
    alice.is_active = False
    alice.save()
    assert me(api, pair["access_token"]).status_code == 401
    assert post(api, "refresh", {"refresh_token": pair["refresh_token"]}).status_code == 401
    answer = post(api, "login", {"email": alice.email, "password": PASSWORD})
    assert (answer.status_code, answer.json()["type"]) == (403, "/problems/account-suspended")


def test_repeated_failures_are_stopped(api, alice):
    answers = [post(api, "login", {"email": alice.email, "password": "wrong"}).status_code for _ in range(7)]
    assert answers[0] == 401
    assert answers[-1] == 429
    assert post(api, "login", {"email": alice.email, "password": PASSWORD}).status_code == 429


def test_me_changes_what_is_ones_own_only(api, alice):
    pair = tokens_for(api, alice)
    answer = api.patch(
        "/api/auth/me",
        {"name": "Alice", "language": "th", "email": "evil@example.com", "is_staff": True},
        content_type="application/json",
        headers={"authorization": f"Bearer {pair['access_token']}"},
    )
    assert answer.json() | {"id": 0} == {"id": 0, "email": alice.email, "name": "Alice", "language": "th", "theme": "system"}
    alice.refresh_from_db()
    assert not alice.is_staff


@pytest.mark.parametrize("path", ["/api/auth/me", "/api/auth/me/"])
def test_routes_answer_with_and_without_a_slash(api, path):
    assert api.get(path).status_code == 401


def test_a_browser_session_needs_its_csrf_token_for_writes(api, alice):
    api.force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert api.get("/api/auth/me").status_code == 200
    assert api.patch("/api/auth/me", {"name": "x"}, content_type="application/json").status_code == 403
