"""Writes that are sent twice, over HTTP."""

import pytest
from django.core.cache import cache

from accounts.idempotency import _digest
from projects.models import Project
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db


def create(client, name="One", key="k1", **headers):
    return client.post("/api/projects", {"name": name}, content_type="application/json", headers={"Idempotency-Key": key} | headers)


def test_a_repeated_write_is_done_once(alice_client):
    first, second = create(alice_client), create(alice_client)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second.headers["Idempotent-Replayed"] == "true"
    assert Project.objects.count() == 1


def test_without_a_key_or_with_another_it_is_done_again(alice_client):
    create(alice_client, key="")
    create(alice_client, key="")
    create(alice_client, key="k1")
    create(alice_client, key="k2")
    assert Project.objects.count() == 4


def test_a_key_is_for_one_request(alice_client):
    create(alice_client)
    answer = create(alice_client, name="Other")
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/idempotency-key-reused")


def test_keys_of_different_people_do_not_meet(alice_client, bob_client):
    create(alice_client)
    create(bob_client)
    assert Project.objects.count() == 2


def test_a_new_token_of_the_same_person_is_recognised(client, alice):
    for _ in range(2):
        pair = client.post("/api/auth/login", {"email": alice.email, "password": PASSWORD}, content_type="application/json").json()
        create(client, authorization=f"Bearer {pair['access_token']}")
    assert Project.objects.count() == 1


def test_a_request_under_way_is_not_started_again(alice_client, alice):
    create(alice_client, name="warm-up", key="k0")
    name = _digest(str(alice.pk), "POST", "/api/projects", "k1")
    body = b'{"name": "One"}'
    cache.set(name, (_digest(str(len(body)), body), "running"))
    answer = create(alice_client)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/request-in-progress")


def test_a_refusal_is_repeated_too(alice_client):
    assert create(alice_client, name="").status_code == 400
    assert create(alice_client, name="").headers["Idempotent-Replayed"] == "true"


def test_strangers_get_nothing_kept(client):
    assert create(client).status_code == 401
    assert "Idempotent-Replayed" not in create(client).headers
