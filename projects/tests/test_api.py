"""Projects, members and invitations over REST: what each role may do."""

import uuid

import pytest
from django.core import mail

from projects.models import Invitation, Membership, Project

pytestmark = pytest.mark.django_db
ROLES = ("owner", "editor", "viewer", "stranger")


def call(client, method, path, body=None):
    return getattr(client, method)(f"/api/{path}", body, content_type="application/json")


@pytest.mark.parametrize(
    ("method", "route", "body", "statuses"),
    [
        pytest.param("get", "", None, (200, 200, 200, 404), id="read"),
        pytest.param("patch", "", {"name": "New"}, (200, 200, 403, 404), id="change"),
        pytest.param("put", "", {"name": "New"}, (200, 200, 403, 404), id="replace"),
        pytest.param("post", "/archive", None, (200, 403, 403, 404), id="archive"),
        pytest.param("post", "/restore", None, (200, 403, 403, 404), id="restore"),
        pytest.param("post", "/duplicate", {}, (201, 201, 403, 404), id="duplicate"),
        pytest.param("delete", "", None, (204, 403, 403, 404), id="delete"),
        pytest.param("get", "/settings", None, (200, 200, 200, 404), id="export settings"),
        pytest.param("put", "/settings", {"yaml": "llm:\n  temperature: 1"}, (200, 200, 403, 404), id="import settings"),
        pytest.param("get", "/members", None, (200, 200, 200, 404), id="see members"),
        pytest.param("get", "/invitations", None, (200, 403, 403, 404), id="see invitations"),
        pytest.param("post", "/invitations", {"email": "new@example.com"}, (201, 403, 403, 404), id="invite"),
    ],
)
def test_what_each_role_may_do(method, route, body, statuses, clients, project):
    # the owner last: some of these take the project away
    for role, status in reversed(list(zip(ROLES, statuses, strict=True))):
        answer = call(clients[role], method, f"projects/{project.pk}{route}", body)
        assert answer.status_code == status, (role, answer.content)


def test_a_refusal_says_what_is_missing(clients, project):
    answer = call(clients["viewer"], "patch", f"projects/{project.pk}", {"name": "x"})
    assert answer["Content-Type"] == "application/problem+json"
    assert "editor or owner" in answer.json()["detail"]


def test_an_unknown_project_looks_like_a_strangers(clients, project):
    unknown = call(clients["stranger"], "get", f"projects/{uuid.uuid4()}")
    strangers = call(clients["stranger"], "get", f"projects/{project.pk}")
    assert (unknown.status_code, unknown.json()) == (strangers.status_code, strangers.json()) == (404, unknown.json())


def test_create_makes_the_caller_owner(charlie_client, charlie):
    made = call(charlie_client, "post", "projects", {"name": "Mine", "chunk_tokens": 200}).json()
    assert (made["role"], made["chunk_tokens"], made["llm_model"]) == ("owner", 200, "")
    assert Membership.objects.get(project_id=made["id"]).user == charlie


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x", "colour": "red"}, "colour"),
        ({"name": "x", "icon": "<svg>"}, "icon"),
        ({"name": "x", "temperature": 5}, "temperature"),
        ({"name": "x", "chunk_tokens": 100, "chunk_overlap": 51}, "chunk_overlap"),
        ({"name": "x", "embedding_model": "acme/none"}, "embedding_model"),
    ],
)
def test_create_names_the_field_at_fault(alice_client, body, field):
    answer = call(alice_client, "post", "projects", body)
    assert answer.status_code == 400
    assert field in answer.json()["errors"]


def test_the_list_holds_ones_own_projects_only(alice_client, charlie_client, project):
    assert [row["name"] for row in call(alice_client, "get", "projects").json()["results"]] == ["Handbook"]
    assert call(charlie_client, "get", "projects").json()["results"] == []


def test_the_list_pages_by_cursor(alice_client):
    for number in range(5):
        call(alice_client, "post", "projects", {"name": f"P{number}"})
    names, url = [], "/api/projects?page_size=2"
    while url:
        page = alice_client.get(url).json()
        names += [row["name"] for row in page["results"]]
        url = page["next"]
    assert names == ["P4", "P3", "P2", "P1", "P0"]


def test_archived_projects_are_listed_on_demand_and_read_only(alice_client, project):
    call(alice_client, "post", f"projects/{project.pk}/archive")
    assert call(alice_client, "get", "projects").json()["results"] == []
    assert len(call(alice_client, "get", "projects?archived=true").json()["results"]) == 1
    answer = call(alice_client, "patch", f"projects/{project.pk}", {"name": "x"})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/project-archived")
    call(alice_client, "post", f"projects/{project.pk}/restore")
    assert call(alice_client, "patch", f"projects/{project.pk}", {"name": "x"}).status_code == 200


def test_a_duplicate_has_the_settings_and_only_its_maker(bob_client, bob, project):
    Project.objects.filter(pk=project.pk).update(temperature=1.5, icon="gavel")
    copy = call(bob_client, "post", f"projects/{project.pk}/duplicate", {"name": "Two"}).json()
    assert (copy["name"], copy["temperature"], copy["icon"], copy["role"]) == ("Two", 1.5, "gavel", "owner")
    assert list(Project.objects.get(pk=copy["id"]).members.all()) == [bob]


def test_faults_of_a_settings_file_have_line_and_column(alice_client, project):
    answer = call(alice_client, "put", f"projects/{project.pk}/settings", {"yaml": "llm:\n  temprature: 1"})
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"line": 2, "column": 3, "message": "“temprature” is not known. Did you mean “temperature”?"}]


def test_the_last_owner_can_neither_leave_nor_step_down(alice_client, alice, project):
    mine = f"projects/{project.pk}/members/{project.memberships.get(user=alice).pk}"
    assert call(alice_client, "delete", mine).status_code == 409
    assert call(alice_client, "patch", mine, {"role": "viewer"}).json()["type"] == "/problems/last-owner"


def test_an_owner_can_leave_once_there_is_another(alice_client, alice, bob, project):
    bobs = f"projects/{project.pk}/members/{project.memberships.get(user=bob).pk}"
    assert call(alice_client, "patch", bobs, {"role": "owner"}).json()["role"] == "owner"
    mine = f"projects/{project.pk}/members/{project.memberships.get(user=alice).pk}"
    assert call(alice_client, "delete", mine).status_code == 204
    assert call(alice_client, "get", f"projects/{project.pk}").status_code == 404


def test_a_member_may_leave_but_not_put_others_out(clients, project, bob, dora):
    of = {person: f"projects/{project.pk}/members/{project.memberships.get(user=person).pk}" for person in (bob, dora)}
    assert call(clients["viewer"], "delete", of[bob]).status_code == 403
    assert call(clients["viewer"], "patch", of[dora], {"role": "owner"}).status_code == 403
    assert call(clients["viewer"], "delete", of[dora]).status_code == 204


def test_members_of_another_project_can_t_be_reached_through_ones_own(charlie_client, project, bob):
    own = call(charlie_client, "post", "projects", {"name": "Mine"}).json()["id"]
    theirs = project.memberships.get(user=bob).pk
    assert call(charlie_client, "delete", f"projects/{own}/members/{theirs}").status_code == 404


def test_an_invitation_is_mailed_and_makes_a_member(alice_client, charlie_client, charlie, project, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        call(alice_client, "post", f"projects/{project.pk}/invitations", {"email": "Charlie@Example.com", "role": "editor"})
    token = Invitation.objects.get().token
    assert mail.outbox[0].to == ["charlie@example.com"]
    assert f"/invitations/{token}/" in mail.outbox[0].body
    assert call(charlie_client, "get", "invitations").json()["results"][0]["project"] == "Handbook"
    assert call(charlie_client, "post", f"invitations/{token}/accept").json()["role"] == "editor"
    assert call(charlie_client, "post", f"invitations/{token}/accept").status_code == 404, "it works once"


def test_an_invitation_is_for_its_address_only(alice_client, charlie_client, project):
    call(alice_client, "post", f"projects/{project.pk}/invitations", {"email": "someone@example.com"})
    answer = call(charlie_client, "post", f"invitations/{Invitation.objects.get().token}/accept")
    assert answer.status_code == 403
    assert call(charlie_client, "get", f"projects/{project.pk}").status_code == 404


def test_members_are_not_invited_again(alice_client, bob, project):
    answer = call(alice_client, "post", f"projects/{project.pk}/invitations", {"email": bob.email.upper()})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/already-a-member")


@pytest.mark.parametrize("path", ["projects", "projects/"])
def test_routes_answer_with_and_without_a_slash(alice_client, path):
    assert call(alice_client, "post", path, {"name": "x"}).status_code == 201


@pytest.mark.parametrize("path", ["projects", f"projects/{uuid.UUID(int=1)}", "invitations", f"projects/{uuid.UUID(int=1)}/members"])
def test_without_a_sign_in_there_is_401(client, path):
    assert client.get(f"/api/{path}").status_code == 401


def test_nonsense_instead_of_an_id_is_404(alice_client):
    assert call(alice_client, "get", "projects/nonsense").status_code == 404
