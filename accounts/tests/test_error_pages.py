import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_an_unknown_page_says_what_to_do(client, alice_client):
    for visitor in (client, alice_client):
        answer = visitor.get("/nowhere/")
        assert answer.status_code == 404
        assert "There is nothing here" in answer.content.decode()


def test_an_unknown_route_answers_with_a_problem(client):
    answer = client.get("/api/nowhere")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


@pytest.mark.parametrize(("path", "kind"), [("/", "text/html; charset=utf-8"), ("/api/projects", "application/problem+json")])
def test_a_fault_of_ours_is_told_in_words(path, kind, alice_client, monkeypatch):
    alice_client.raise_request_exception = False

    def fail(*args):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("projects.models.ProjectQuerySet.visible_to", fail)
    answer = alice_client.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (500, kind)
    assert "secret" not in answer.content.decode()


def test_a_form_without_its_token_is_explained():
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {})
    assert answer.status_code == 403
    assert "open for too long" in answer.content.decode()
