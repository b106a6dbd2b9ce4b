"""The official MCP client against the running server, in both eras of the protocol."""

import asyncio

import httpx
import httpx2
import pytest
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from mcp.shared.exceptions import MCPError

from accounts import api_keys
from agents.models import Conversation, Run
from projects.llm.models import ModelCall
from projects.models import Membership, Project, Role
from tests.installation import wait_for
from tests.openai_server import Reply

pytestmark = pytest.mark.django_db(transaction=True)
QUESTION = "How many days of annual leave do employees receive?"
ERAS = pytest.mark.parametrize("mode", ["auto", "legacy"])


def secret_of(person, *scopes, **options):
    return api_keys.create(person, name="assistant", scopes=scopes or ("read", "chat"), **options)[1]


def with_client(live, key, work, mode="auto"):
    """Return what work(client) returns, in a loop of its own."""

    async def connected():
        async with (
            httpx2.AsyncClient(headers={"Authorization": f"Bearer {key}"}, timeout=60) as http,
            Client(streamable_http_client(f"{live}/mcp", http_client=http), mode=mode) as client,
        ):
            return await work(client)

    return asyncio.run(connected())


def call(live, key, name, mode="auto", **arguments):
    return with_client(live, key, lambda client: client.call_tool(name, arguments), mode)


def error_of(result):
    assert result.is_error
    return result.content[0].text


@pytest.fixture
def slow(project, served_model, openai_server):
    openai_server.script = [Reply(words=[f"word{number} " for number in range(200)], pause_s=0.05)]
    project.llm_model = served_model.pk
    project.save()


@ERAS
def test_tools_are_listed_with_their_schemas(mode, live, alice):
    listed = with_client(live, secret_of(alice), lambda client: client.list_tools(), mode).tools
    assert [tool.name for tool in listed] == ["list_projects", "search", "ask", "list_documents"]
    for tool in listed:
        assert tool.input_schema["type"] == tool.output_schema["type"] == "object"
        assert tool.annotations.read_only_hint


@ERAS
def test_search_ask_and_list(mode, live, alice, project, handbook):
    key = secret_of(alice)

    async def work(client):
        await client.list_tools()  # the client then holds results against the schemas
        projects = await client.call_tool("list_projects", {})
        found = await client.call_tool("search", {"query": QUESTION, "project": "handbook", "top_k": 1})
        answer = await client.call_tool("ask", {"question": QUESTION, "project": str(project.pk)})
        documents = await client.call_tool("list_documents", {})
        text = await client.read_resource(documents.structured_content["documents"][0]["uri"])
        return [projects, found, answer, documents, text]

    projects, found, answer, documents, text = with_client(live, key, work, mode)
    assert projects.structured_content["projects"][0]["name"] == "Handbook"
    assert "15 days" in found.structured_content["passages"][0]["text"]
    assert "15 days" in answer.structured_content["answer"]
    citation = answer.structured_content["citations"][0]
    assert (citation["number"], citation["document"]) == (1, "handbook.md")
    assert f"[{citation['number']}]" in answer.content[0].text
    assert documents.structured_content["total"] == 1
    assert "Staff handbook" in text.contents[0].text
    assert not Conversation.objects.listed().exists()


def test_bad_calls_are_errors_that_say_what_to_do(live, alice, project):
    key = secret_of(alice)
    other = Project.objects.create(name="handbook")
    Membership.objects.create(project=other, user=alice, role=Role.VIEWER)

    async def work(client):
        wishes = [
            ("search", {}),
            ("search", {"query": 5}),
            ("search", {"query": "x", "top_k": 99}),
            ("search", {"query": "x", "surprise": 1}),
            ("search", {"query": "x"}),
            ("search", {"query": "x", "project": "Handbook"}),
            ("search", {"query": "x", "project": "nowhere"}),
            ("ask", {"question": " ", "project": str(project.pk)}),
            ("ask", {"question": "x", "project": str(project.pk), "agent": "nobody"}),
        ]
        told = [error_of(await client.call_tool(name, arguments)) for name, arguments in wishes]
        with pytest.raises(MCPError, match="no tool"):
            await client.call_tool("rm", {})
        with pytest.raises(MCPError, match="no readable document"):
            await client.read_resource("rag://projects/../etc/passwd")
        return told

    told = with_client(live, key, work)
    expected = ["'query'", "query", "top_k", "surprise", "list_projects", "More than one", "list_projects", "question", "list_projects"]
    for words, message in zip(expected, told, strict=True):
        assert words in message
    assert not Run.objects.exists()


def test_other_peoples_projects_do_not_exist(live, alice, charlie, project, handbook):
    stranger, reader = secret_of(charlie), secret_of(alice, "read")
    own = Project.objects.create(name="Own")
    Membership.objects.create(project=own, user=alice, role=Role.OWNER)
    limited = secret_of(alice, projects=[own.pk])
    address = f"rag://projects/{project.pk}/documents/{handbook.pk}"

    async def work(client):
        wishes = [("search", {"query": "leave"}), ("ask", {"question": "leave?"}), ("list_documents", {})]
        for name, arguments in wishes:
            for named in (str(project.pk), "Handbook"):
                assert "no project" in error_of(await client.call_tool(name, arguments | {"project": named}))
        with pytest.raises(MCPError, match="no readable document"):
            await client.read_resource(address)
        return (await client.call_tool("list_projects", {})).structured_content["projects"]

    assert with_client(live, stranger, work) == []
    assert [each["name"] for each in with_client(live, limited, work)] == ["Own"]
    assert "scope" in error_of(call(live, reader, "ask", question="leave?", project="Handbook"))


@ERAS
def test_a_client_that_gives_up_stops_the_answer(mode, live, alice, project, handbook, slow):
    async def work(client):
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(client.call_tool("ask", {"question": QUESTION}), 3)

    with_client(live, secret_of(alice), work, mode)
    wait_for(lambda: Run.objects.get().state == Run.State.STOPPED, 8, "the end of the run")
    assert ModelCall.objects.get().error == "stopped"


def test_without_a_good_key_nothing_is_served(live, alice):
    good = secret_of(alice)
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    headers = {"Accept": "application/json, text/event-stream"}

    def ask(**more):
        return httpx.post(f"{live}/mcp", json=body, headers=headers | more)

    for more in ({}, {"Authorization": "Bearer rag-wrong"}, {"Authorization": "Bearer x.y.z"}, {"Authorization": "Basic x"}):
        refused = ask(**more)
        assert refused.status_code == 401
        assert refused.headers["WWW-Authenticate"].startswith("Bearer")
    key = {"Authorization": f"Bearer {good}"}
    assert ask(**key).status_code == 200
    assert ask(**key, Host="evil.example").status_code == 421
    assert ask(**key, Origin="https://evil.example").status_code == 403
    assert ask(**key, Origin=live).status_code == 200
    alice.is_active = False
    alice.save()
    assert ask(**key).status_code == 401


def test_hostile_bodies_are_refused(live, alice):
    headers = {"Authorization": f"Bearer {secret_of(alice)}", "Accept": "application/json, text/event-stream"}
    bodies = [
        b"",
        b"[]",
        b"null",
        b"{",
        b"[" * 100_000,
        b'{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"\xff"}}',
        b"x" * 5_000_000,
    ]
    for version in ("2025-06-18", "2026-07-28", "nonsense"):
        for body in bodies:
            answer = httpx.post(
                f"{live}/mcp", content=body, headers=headers | {"Content-Type": "application/json", "MCP-Protocol-Version": version}
            )
            assert 400 <= answer.status_code < 500, (version, body[:20], answer.status_code)
    for method in ("GET", "DELETE", "PUT", "OPTIONS"):
        assert 400 <= httpx.request(method, f"{live}/mcp", headers=headers | {"MCP-Protocol-Version": "2026-07-28"}).status_code < 500
