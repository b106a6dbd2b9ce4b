"""Agents through REST: listing, making, changing, going back, and who may not."""

import pytest
from django.test import Client

from agents.models import Agent, AgentVersion, Run
from projects.models import Membership, Role

pytestmark = pytest.mark.django_db
GOOD = "agent:\n  name: Clerk\npersona:\n  system_prompt: Be brief.\ntools:\n  - name: rag_search\n"
BAD = GOOD.replace("rag_search", "rag_serach")


def send(client, method, path, **body):
    return getattr(client, method)(f"/api/{path}", body, content_type="application/json")


@pytest.fixture
def clerk(alice_client, project):
    """An agent of Alice's that the project shares."""
    return send(alice_client, "post", "agents", project=str(project.pk), yaml=GOOD, is_shared=True).json()


def test_the_installations_agents_are_listed_in_the_callers_language(alice, alice_client):
    names = {each["slug"]: each["name"] for each in alice_client.get("/api/agents").json()["results"]}
    assert names["legal"] == "Legal"
    alice.language = "th"
    alice.save()
    assert {each["slug"]: each["name"] for each in alice_client.get("/api/agents").json()["results"]}["legal"] == "กฎหมาย"


def test_an_agent_is_made_read_changed_and_deleted(alice_client, project, clerk):
    path = f"agents/{clerk['id']}"
    assert clerk["version"] == 1
    assert clerk["definition"]["persona"] == {"system_prompt": "Be brief."}
    changed = send(alice_client, "put", path, yaml=GOOD.replace("brief", "kind"), note="Kinder")
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    versions = alice_client.get(f"/api/{path}/versions").json()["results"]
    assert [(each["number"], each["note"]) for each in versions] == [(2, "Kinder"), (1, "")]
    restored = send(alice_client, "post", f"{path}/versions/1/restore").json()
    assert (restored["version"], restored["yaml"]) == (3, GOOD)
    assert alice_client.delete(f"/api/{path}").status_code == 204
    assert not Agent.objects.filter(project=project).exists()


def test_saving_what_is_there_already_makes_no_version(alice_client, clerk):
    assert send(alice_client, "put", f"agents/{clerk['id']}", yaml=GOOD).json()["version"] == 1


def test_a_definition_may_be_json(alice_client, project):
    told = {"agent": {"name": "Clerk"}, "persona": {"system_prompt": "One.\nTwo: three # four"}, "tools": [{"name": "rag_search"}]}
    made = send(alice_client, "post", "agents", project=str(project.pk), definition=told)
    assert made.json()["definition"] == told
    assert "system_prompt: |" in made.json()["yaml"]


@pytest.mark.parametrize(
    "body",
    [{"yaml": BAD}, {"definition": {"agent": {"name": "Clerk"}, "persona": {"system_prompt": "x"}, "tools": [{"name": "rag_serach"}]}}],
)
def test_what_is_bad_is_a_problem_with_lines_and_nothing_is_saved(alice_client, project, clerk, body):
    before = AgentVersion.objects.count()
    for method, path, extra in (
        ("post", "agents", {"project": str(project.pk)}),
        ("put", f"agents/{clerk['id']}", {}),
        ("post", "agents/check", {}),
    ):
        answer = send(alice_client, method, path, **body, **extra)
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
        [error] = answer.json()["errors"]
        assert (error["line"], error["path"]) == (6, "tools[0].name")
        assert error["column"] > 1
        assert "Did you mean rag_search?" in error["message"]
    assert AgentVersion.objects.count() == before


@pytest.mark.parametrize(
    "body", [{}, {"yaml": GOOD, "definition": {}}, {"definition": []}, {"definition": {"agent": [[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]}}]
)
def test_bodies_that_are_no_definition_are_refused(alice_client, project, body):
    assert send(alice_client, "post", "agents", project=str(project.pk), **body).status_code == 400


def test_built_in_agents_are_not_changed(alice_client):
    general = Agent.objects.get(slug="general")
    for method in ("put", "patch", "delete"):
        answer = send(alice_client, method, f"agents/{general.pk}", yaml=GOOD)
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/agent-not-yours")


def test_a_private_agent_is_its_makers_alone(alice_client, bob_client, charlie_client, project):
    made = send(bob_client, "post", "agents", project=str(project.pk), yaml=GOOD).json()
    path = f"/api/agents/{made['id']}"
    assert [client.get(path).status_code for client in (bob_client, alice_client, charlie_client)] == [200, 404, 404]
    assert send(bob_client, "patch", f"agents/{made['id']}", is_shared=True).json()["is_shared"] is True
    assert [client.get(path).status_code for client in (alice_client, charlie_client)] == [200, 404]
    assert send(charlie_client, "post", "agents", project=str(project.pk), yaml=GOOD).status_code == 404
    assert Client().get(path).status_code in (401, 403)


def test_a_viewer_makes_agents_but_shares_none(bob, bob_client, project, clerk):
    Membership.objects.filter(project=project, user=bob).update(role=Role.VIEWER)
    assert send(bob_client, "post", "agents", project=str(project.pk), yaml=GOOD, is_shared=True).status_code == 403
    own = send(bob_client, "post", "agents", project=str(project.pk), yaml=GOOD)
    assert own.status_code == 201
    assert send(bob_client, "patch", f"agents/{own.json()['id']}", is_shared=True).status_code == 403
    assert send(bob_client, "put", f"agents/{clerk['id']}", yaml=GOOD.replace("brief", "rude")).status_code == 403
    assert bob_client.get(f"/api/agents/{clerk['id']}").status_code == 200


def test_an_archived_project_keeps_its_agents_as_they_are(alice_client, project, clerk):
    send(alice_client, "post", f"projects/{project.pk}/archive")
    assert send(alice_client, "put", f"agents/{clerk['id']}", yaml=GOOD.replace("brief", "kind")).status_code == 409
    assert send(alice_client, "post", "agents", project=str(project.pk), yaml=GOOD).status_code == 409
    assert alice_client.get(f"/api/agents/{clerk['id']}").status_code == 200


def test_the_list_of_a_project_has_no_other_projects_agents(alice, alice_client, project, clerk):
    from projects.lifecycle import create

    other = create(alice, name="Other")
    found = {each["id"] for each in alice_client.get(f"/api/agents?project={other.pk}").json()["results"]}
    assert clerk["id"] not in found
    assert clerk["id"] in {each["id"] for each in alice_client.get(f"/api/agents?project={project.pk}").json()["results"]}


def test_tools_are_listed_with_their_schemas(alice_client):
    found = {each["name"]: each for each in alice_client.get("/api/tools").json()}
    assert found["rag_search"]["parameters"]["required"] == ["query"]
    assert "top_k" in found["rag_search"]["config"]["properties"]


def test_editors_get_the_schema_without_signing_in():
    assert Client().get("/api/agents/schema").json()["title"] == "Agent"


def test_a_project_names_its_agent_and_nothing_else(alice_client, project, clerk):
    assert alice_client.get(f"/api/projects/{project.pk}").json()["agent"] == "general"
    assert send(alice_client, "patch", f"projects/{project.pk}", agent=clerk["id"]).json()["agent"] == clerk["id"]
    assert send(alice_client, "patch", f"projects/{project.pk}", agent="nobody").status_code == 400


@pytest.mark.django_db(transaction=True)
def test_questions_name_their_agent(alice_client, project, handbook):
    clerk = send(alice_client, "post", "agents", project=str(project.pk), yaml=GOOD, is_shared=True).json()
    answer = send(alice_client, "post", f"projects/{project.pk}/ask", question="How long is probation?", agent=clerk["id"])
    assert "119 days" in answer.json()["content"]
    assert str(Run.objects.get().agent_version.agent_id) == clerk["id"]
    again = send(alice_client, "post", f"projects/{project.pk}/chat", message="And leave?", conversation=answer.json()["conversation"])
    assert str(Run.objects.get(pk=again.json()["run"]["id"]).agent_version.agent_id) == clerk["id"]
    send(alice_client, "patch", f"agents/{clerk['id']}", is_enabled=False)
    assert send(alice_client, "post", f"projects/{project.pk}/ask", question="And now?", agent=clerk["id"]).status_code == 404
    default = send(alice_client, "post", f"projects/{project.pk}/chat", message="And leave?", conversation=answer.json()["conversation"])
    assert Run.objects.get(pk=default.json()["run"]["id"]).agent_version.agent.slug == "general"
