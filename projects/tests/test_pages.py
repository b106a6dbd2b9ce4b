"""The pages of projects, members and settings: what each role may do, and what a stranger sees."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from projects.models import Invitation, Membership, Project, Role

pytestmark = pytest.mark.django_db
ROLES = ("owner", "editor", "viewer", "stranger")
SETTINGS = {
    "temperature": "0.5",
    "top_k": "6",
    "score_threshold": "0",
    "fusion": "rrf",
    "chunk_method": "recursive",
    "chunk_tokens": "180",
    "chunk_overlap": "24",
}
LOOK = {"name": "Renamed", "icon": "gavel", "colour": "#0369a1"}


@pytest.mark.parametrize(
    ("page", "statuses"),
    [
        ("settings/", (200, 200, 200, 404)),
        ("settings/export/", (200, 200, 200, 404)),
        ("settings/import/", (200, 200, 403, 404)),
        ("edit/", (200, 200, 403, 404)),
        ("duplicate/", (200, 200, 403, 404)),
        ("members/", (200, 200, 200, 404)),
        ("delete/", (200, 403, 403, 404)),
    ],
)
def test_who_may_look(page, statuses, clients, project):
    seen = tuple(clients[role].get(f"/projects/{project.pk}/{page}").status_code for role in ROLES)
    assert seen == statuses
    assert Client().get(f"/projects/{project.pk}/{page}").status_code == 302


@pytest.mark.parametrize(
    ("page", "form", "statuses"),
    [
        ("edit/", LOOK, (302, 302, 403, 404)),
        ("settings/", SETTINGS, (302, 302, 403, 404)),
        ("settings/import/", {"text": "llm:\n  temperature: 1"}, (302, 302, 403, 404)),
        ("duplicate/", {"name": "Copy"}, (302, 302, 403, 404)),
        ("members/", {"email": "new@example.com", "role": "viewer"}, (302, 403, 403, 404)),
        ("archive/", {}, (302, 403, 403, 404)),
        ("restore/", {}, (302, 403, 403, 404)),
        ("delete/", {"name": "Handbook"}, (302, 403, 403, 404)),
    ],
)
def test_who_may_change(page, form, statuses, clients, project):
    done = {role: clients[role].post(f"/projects/{project.pk}/{page}", form).status_code for role in reversed(ROLES)}
    assert tuple(done[role] for role in ROLES) == statuses


def test_a_viewer_is_told_what_is_missing(clients, project):
    page = clients["viewer"].get(f"/projects/{project.pk}/edit/").content.decode()
    assert "role of editor or owner" in page


def test_create_a_project(charlie_client, charlie):
    charlie_client.post("/projects/new/", {"name": "Mine", "description": "x", "icon": "rocket", "colour": "#0f766e"})
    made = Project.objects.get()
    assert (made.name, made.icon, made.role_of(charlie)) == ("Mine", "rocket", Role.OWNER)


def test_a_name_is_needed(charlie_client):
    answer = charlie_client.post("/projects/new/", {"name": " ", "icon": "rocket", "colour": "#0f766e"})
    assert answer.status_code == 400
    assert not Project.objects.exists()


@pytest.fixture
def shelf(alice):
    for name, archived in [("Beta", None), ("Alpha", None), ("Old", timezone.now())]:
        made = Project.objects.create(name=name, description=f"about {name}", archived_at=archived)
        Membership.objects.create(project=made, user=alice, role=Role.OWNER)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Alpha", "Beta"]),
        ("?sort=name", ["Alpha", "Beta"]),
        ("?sort=newest", ["Alpha", "Beta"]),
        ("?show=archived", ["Old"]),
        ("?show=all&sort=name", ["Alpha", "Beta", "Old"]),
        ("?q=BET", ["Beta"]),
        ("?q=about+al", ["Alpha"]),
        ("?q=nothing", []),
        ("?sort=nonsense&show=nonsense&page=99", ["Alpha", "Beta"]),
    ],
)
def test_the_list_is_searched_filtered_and_sorted(query, names, shelf, alice_client):
    assert [each.name for each in alice_client.get(f"/{query}").context["page"]] == names


def test_htmx_gets_the_rows_alone(shelf, alice_client):
    page = alice_client.get("/?q=beta", headers={"HX-Request": "true"}).content.decode()
    assert "Beta" in page
    assert "<html" not in page


def test_archived_projects_leave_the_sidebar_and_are_read_only(alice_client, project):
    alice_client.post(f"/projects/{project.pk}/archive/")
    assert list(alice_client.get("/").context["sidebar_projects"]) == []
    assert alice_client.get(f"/projects/{project.pk}/settings/").status_code == 200
    assert alice_client.post(f"/projects/{project.pk}/edit/", LOOK).status_code == 409
    alice_client.post(f"/projects/{project.pk}/restore/")
    assert alice_client.post(f"/projects/{project.pk}/edit/", LOOK).status_code == 302


def test_a_project_is_deleted_by_its_typed_name(alice_client, project):
    assert alice_client.post(f"/projects/{project.pk}/delete/", {"name": "handbook"}).status_code == 400
    alice_client.post(f"/projects/{project.pk}/delete/", {"name": "Handbook"})
    assert not Project.objects.exists()


def test_settings_are_saved_and_say_what_needs_an_index(alice_client, project):
    saved = alice_client.post(f"/projects/{project.pk}/settings/", SETTINGS, follow=True)
    assert "indexed again" not in str(list(saved.context["messages"])[0])
    answer = alice_client.post(f"/projects/{project.pk}/settings/", SETTINGS | {"chunk_tokens": "200"}, follow=True)
    assert "indexed again" in str(list(answer.context["messages"])[0])
    project.refresh_from_db()
    assert (project.fusion, project.top_k, project.chunk_tokens) == ("rrf", 6, 200)


@pytest.mark.parametrize(
    "wrong", [{"temperature": "9"}, {"top_k": "0"}, {"chunk_overlap": "100"}, {"llm_model": "acme/none"}, {"temperature": "nan"}]
)
def test_wrong_settings_are_refused_at_their_field(alice_client, project, wrong):
    answer = alice_client.post(f"/projects/{project.pk}/settings/", SETTINGS | wrong)
    assert answer.status_code == 400
    assert list(answer.context["form"].errors) == list(wrong)


def test_an_imported_file_is_applied_or_explained(alice_client, project):
    wrong = alice_client.post(f"/projects/{project.pk}/settings/import/", {"text": "llm:\n  temprature: 1"}).content.decode()
    assert "Line 2, column 3" in wrong
    assert "temprature" in wrong
    alice_client.post(f"/projects/{project.pk}/settings/import/", {"text": "llm:\n  temperature: 1\nproject:\n  name: New"})
    project.refresh_from_db()
    assert (project.temperature, project.name) == (1, "New")


def test_invited_by_mail_sign_up_and_join(alice_client, project, client, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        alice_client.post(f"/projects/{project.pk}/members/", {"email": "new@example.com", "role": "editor"})
    path = f"/invitations/{Invitation.objects.get().token}/"
    assert path in mail.outbox[0].body
    assert "You are invited" in client.get(path).content.decode()
    client.post(f"/accounts/signup/?next={path}", {"email": "new@example.com", "password1": "correct horse battery staple", "next": path})
    confirm = next(word for word in mail.outbox[1].body.split() if "confirm-email" in word).removeprefix("http://testserver")
    assert client.post(confirm).url == path, "confirming the address leads back to the invitation"
    client.post(path, {"accept": ""})
    assert project.memberships.get(user__email="new@example.com").role == Role.EDITOR


def test_an_invitation_is_no_use_to_someone_else(alice_client, charlie_client, project):
    alice_client.post(f"/projects/{project.pk}/members/", {"email": "new@example.com", "role": "editor"})
    path = f"/invitations/{Invitation.objects.get().token}/"
    page = charlie_client.get(path)
    assert page.status_code == 403
    assert "new@example.com" not in page.content.decode()
    assert charlie_client.post(path, {"accept": ""}).status_code == 403
    assert charlie_client.get(f"/projects/{project.pk}/members/").status_code == 404


def test_an_invitation_ends(alice_client, charlie_client, charlie, project):
    alice_client.post(f"/projects/{project.pk}/members/", {"email": charlie.email, "role": "viewer"})
    made = Invitation.objects.get()
    assert "Handbook" in charlie_client.get("/").content.decode(), "it waits on the home page too"
    Invitation.objects.update(created_at=timezone.now() - timedelta(days=15))
    assert charlie_client.post(f"/invitations/{made.token}/").status_code == 404
    Invitation.objects.update(created_at=timezone.now())
    alice_client.post(f"/projects/{project.pk}/invitations/{made.pk}/withdraw/")
    assert charlie_client.post(f"/invitations/{made.token}/").status_code == 404
    assert not project.memberships.filter(user=charlie).exists()


def test_declining_leaves_nothing(alice_client, charlie_client, charlie, project):
    alice_client.post(f"/projects/{project.pk}/members/", {"email": charlie.email, "role": "viewer"})
    charlie_client.post(f"/invitations/{Invitation.objects.get().token}/", {"decline": ""})
    assert not Invitation.objects.exists()
    assert not project.memberships.filter(user=charlie).exists()


def test_floods_of_invitations_are_stopped(alice_client, project):
    first = {"email": "a@example.com", "role": "viewer"}
    assert alice_client.post(f"/projects/{project.pk}/members/", first).status_code == 302
    assert alice_client.post(f"/projects/{project.pk}/members/", first).status_code == 400, "the same address at once"
    for number in range(29):
        alice_client.post(f"/projects/{project.pk}/members/", {"email": f"{number}@example.com", "role": "viewer"})
    answer = alice_client.post(f"/projects/{project.pk}/members/", {"email": "last@example.com", "role": "viewer"})
    assert "within an hour" in answer.content.decode()


def test_roles_are_changed_and_members_removed_by_owners_only(clients, project, bob, dora):
    role = f"/projects/{project.pk}/members/{project.memberships.get(user=dora).pk}/role/"
    assert clients["editor"].post(role, {"role": "owner"}).status_code == 403
    clients["owner"].post(role, {"role": "editor"})
    assert project.role_of(dora) == Role.EDITOR
    clients["owner"].post(f"/projects/{project.pk}/members/{project.memberships.get(user=bob).pk}/remove/")
    assert project.role_of(bob) is None
    assert clients["editor"].get(f"/projects/{project.pk}/settings/").status_code == 404


def test_the_last_owner_stays(alice_client, alice, project):
    page = alice_client.post(f"/projects/{project.pk}/members/leave/", follow=True).content.decode()
    assert "needs an owner" in page
    assert project.role_of(alice) == Role.OWNER


def test_a_suspended_owner_does_not_count(alice_client, alice, bob, project):
    project.memberships.filter(user=bob).update(role=Role.OWNER)
    type(bob).objects.filter(pk=bob.pk).update(is_active=False)
    alice_client.post(f"/projects/{project.pk}/members/leave/")
    assert project.role_of(alice) == Role.OWNER


def test_anyone_else_may_leave(bob_client, bob, project):
    assert bob_client.post(f"/projects/{project.pk}/members/leave/").url == "/"
    assert project.role_of(bob) is None


def test_names_are_shown_as_text(alice_client, project):
    Project.objects.update(name="<script>alert(1)</script>", description="<b>x</b>")
    for page in ("/", f"/projects/{project.pk}/settings/", f"/projects/{project.pk}/members/"):
        assert "<script>alert(1)" not in alice_client.get(page).content.decode()
