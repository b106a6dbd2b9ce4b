"""The official OpenAI client against the running server, unchanged."""

import base64
import time

import httpx
import numpy as np
import openai
import pytest
from openai import AsyncOpenAI, OpenAI

from accounts import api_keys
from agents.models import Conversation, Run, RunEvent
from agents.openai_api import model_ids
from projects import events
from projects.llm.models import ModelCall
from projects.models import Membership, Project, Role
from projects.threads import in_thread
from tests.installation import wait_for
from tests.openai_server import Reply

LEAVE = [{"role": "user", "content": "How many days of annual leave do employees receive?"}]
MINILM = "builtin/minilm"


def secret_of(person, **options):
    return api_keys.create(person, name="script", scopes=["read", "chat"], **options)[1]


@pytest.fixture
def connect(live):
    opened = []

    def connect(key, kind=OpenAI, **options):
        opened.append(kind(base_url=f"{live}/v1", api_key=key, max_retries=0, timeout=60, **options))
        return opened[-1]

    yield connect
    for client in opened:
        if isinstance(client, OpenAI):
            client.close()


@pytest.fixture
def client(connect, alice):
    return connect(secret_of(alice))


@pytest.fixture
def model(project):
    return model_ids.project_model(project)


@pytest.fixture
def slow(project, served_model, openai_server):
    """The project answers by a language model, two words a second."""
    openai_server.script = [Reply(words=[f"word{number} " for number in range(200)], pause_s=0.05)]
    project.llm_model = served_model.pk
    project.save()
    return openai_server


def test_models_are_what_the_person_sees(client, connect, charlie, alice, project, model, models_server):
    listed = {each.id: each for each in client.models.list()}
    assert set(listed) >= {model, f"{model}/agent/hr", MINILM}
    assert model.startswith("project/handbook-")
    assert listed[model].owned_by == "project"
    for name in (model, f"{model}/agent/hr", MINILM, f"project/{project.pk}"):
        assert client.models.retrieve(name).id in listed
    stranger = connect(secret_of(charlie))
    assert [each.id for each in stranger.models.list() if each.id.startswith("project/")] == []
    with pytest.raises(openai.NotFoundError):
        stranger.models.retrieve(model)


def test_an_id_outlives_a_new_name(client, project, model):
    project.name = "ข้อบังคับ"
    project.save()
    assert client.models.retrieve(model).id == f"project/{project.pk.hex[:12]}"


def test_a_question_is_answered_with_citations(client, handbook, model):
    answer = client.chat.completions.create(model=model, messages=LEAVE)
    assert answer.object == "chat.completion"
    assert answer.model == model
    choice = answer.choices[0]
    assert choice.finish_reason == "stop"
    assert choice.message.role == "assistant"
    assert "15 days" in choice.message.content
    assert "[1]" in choice.message.content
    citation = choice.message.citations[0]
    assert (citation["number"], citation["name"]) == (1, "handbook.md")
    assert "15 days" in citation["quote"]
    assert answer.usage.total_tokens == answer.usage.prompt_tokens + answer.usage.completion_tokens > 0
    assert ModelCall.objects.get().purpose == "chat"
    assert not Conversation.objects.listed().exists()


def test_a_stream_says_the_same_in_the_protocols_shapes(client, handbook, model):
    options = {"stream": True, "stream_options": {"include_usage": True}}
    chunks = list(client.chat.completions.create(model=model, messages=LEAVE, **options))
    assert {chunk.object for chunk in chunks} == {"chat.completion.chunk"}
    assert len({(chunk.id, chunk.created, chunk.model) for chunk in chunks}) == 1
    *spoken, last, usage = chunks
    assert spoken[0].choices[0].delta.role == "assistant"
    text = "".join(chunk.choices[0].delta.content for chunk in spoken)
    assert "15 days" in text
    assert "[1]" in text
    assert {chunk.choices[0].finish_reason for chunk in spoken} == {None}
    assert (last.choices[0].finish_reason, last.choices[0].delta.content) == ("stop", None)
    assert last.citations[0]["name"] == "handbook.md"
    assert last.content.strip() == text.strip()
    assert usage.choices == []
    assert usage.usage.completion_tokens > 0
    assert {chunk.usage for chunk in [*spoken, last]} == {None}


def test_the_raw_stream_ends_with_done(live, alice, handbook, model):
    headers = {"Authorization": f"Bearer {secret_of(alice)}"}
    answer = httpx.post(
        f"{live}/v1/chat/completions", json={"model": model, "messages": LEAVE, "stream": True}, headers=headers, timeout=60
    )
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert answer.text.endswith("data: [DONE]\n\n")
    assert all(block.startswith("data: ") for block in answer.text.strip().split("\n\n"))


async def test_the_async_client(live, handbook, model, alice):
    from asgiref.sync import sync_to_async

    key = await sync_to_async(secret_of)(alice)
    async with AsyncOpenAI(base_url=f"{live}/v1", api_key=key, max_retries=0) as client:
        stream = await client.chat.completions.create(model=model, messages=LEAVE, stream=True)
        text = "".join([chunk.choices[0].delta.content or "" async for chunk in stream if chunk.choices])
    assert "15 days" in text


def test_history_and_wishes_reach_the_model(client, slow, handbook, model):
    slow.script = [Reply(words=["Fifteen days."], usage=(40, 3))]
    messages = [
        {"role": "system", "content": "Answer like a pirate."},
        {"role": "user", "content": "I work in Rayong."},
        {"role": "assistant", "content": "Noted: Rayong."},
        {"role": "user", "content": [{"type": "text", "text": "How much annual leave"}, {"type": "text", "text": "do I get?"}]},
    ]
    answer = client.chat.completions.create(model=model, messages=messages, temperature=0.9, max_tokens=3, user="u1", metadata={"a": "b"})
    sent = slow.requests[-1]
    assert (sent["temperature"], sent["max_tokens"]) == (0.9, 3)
    assert "pirate" in sent["messages"][0]["content"]
    assert [each["content"] for each in sent["messages"][1:3]] == ["I work in Rayong.", "Noted: Rayong."]
    assert sent["messages"][-1]["content"].endswith("How much annual leave\ndo I get?")
    assert answer.choices[0].finish_reason == "length"
    assert answer.usage.prompt_tokens == 40


@pytest.mark.parametrize("stream", [True, False])
def test_a_client_that_goes_away_stops_the_answer(stream, connect, client, alice, slow, handbook, model):
    if stream:
        with client.chat.completions.create(model=model, messages=LEAVE, stream=True) as chunks:
            for chunk in chunks:
                if "word2" in (chunk.choices[0].delta.content or ""):
                    break
    else:
        with pytest.raises(openai.APITimeoutError):
            client.with_options(timeout=3).chat.completions.create(model=model, messages=LEAVE)
    wait_for(lambda: Run.objects.get().state == Run.State.STOPPED, 8, "the end of the run")
    assert ModelCall.objects.get().error == "stopped"


def test_stop_sequences_end_the_answer_early(client, slow, handbook, model):
    began = time.monotonic()
    answer = client.chat.completions.create(model=model, messages=LEAVE, stop=["d5"], stream=True)
    chunks = list(answer)
    assert "".join(chunk.choices[0].delta.content or "" for chunk in chunks) == "word0 word1 word2 word3 word4 wor"
    assert chunks[-1].choices[0].finish_reason == "stop"
    assert time.monotonic() - began < 8
    assert Run.objects.get().state == Run.State.STOPPED


def test_a_failing_model_is_an_error_with_its_status(client, slow, handbook, model):
    for reply, error in (
        (Reply(status=401), openai.InternalServerError),
        (Reply(status=429, headers={"Retry-After": "60"}), openai.RateLimitError),
    ):
        for stream in (False, True):
            slow.script = [reply]
            with pytest.raises(error) as told:
                client.chat.completions.create(model=model, messages=LEAVE, stream=stream)
            assert told.value.body["message"]


def test_an_answer_that_breaks_off_is_an_error_in_the_stream(client, slow, handbook, model):
    slow.script = [Reply(words=["Fifteen ", "days ", "and ", "so ", "on"], drop_after=3, pause_s=0.2)]
    heard = []
    with pytest.raises(openai.APIError, match="broke off"):
        heard += client.chat.completions.create(model=model, messages=LEAVE, stream=True)


# What is sent instead: (fields, the field that the error names).
BAD_REQUESTS = {
    "no messages": ({"messages": []}, "messages"),
    "messages of a wrong type": ({"messages": "hello"}, "messages"),
    "unknown role": ({"messages": [{"role": "king", "content": "x"}]}, "messages"),
    "content of a wrong type": ({"messages": [{"role": "user", "content": 5}]}, "messages"),
    "no question": ({"messages": [{"role": "user", "content": "x"}, {"role": "assistant", "content": "y"}]}, "messages"),
    "a tool's message": ({"messages": [{"role": "tool", "content": "x", "tool_call_id": "1"}, *LEAVE]}, "messages"),
    "an image": ({"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "x"}}]}]}, "messages"),
    "too long for a message": ({"messages": [{"role": "user", "content": "x" * 200_001}]}, "messages"),
    "too long for a question": ({"messages": [{"role": "user", "content": "x" * 16_001}]}, None),
    "two answers": ({"n": 2}, "n"),
    "too hot": ({"temperature": 9}, "temperature"),
    "no tokens": ({"max_tokens": 0}, "max_tokens"),
    "too many stops": ({"stop": ["a"] * 5}, "stop"),
    "a forced tool": ({"tool_choice": "required"}, "tool_choice"),
    "JSON wanted": ({"response_format": {"type": "json_object"}}, "response_format"),
}


def test_bad_requests_say_what_is_wrong(client, model):
    for name, (change, param) in BAD_REQUESTS.items():
        with pytest.raises(openai.BadRequestError) as told:
            client.chat.completions.create(**{"model": model, "messages": LEAVE} | change)
        assert (told.value.param or "").startswith(param or ""), name
        assert (param is None) == (told.value.param is None), name
        assert told.value.type == "invalid_request_error", name
    assert not Run.objects.exists()


def test_tools_are_passed_over(client, handbook, model):
    tools = [{"type": "function", "function": {"name": "f", "parameters": {"type": "object"}}}]
    answer = client.chat.completions.create(model=model, messages=LEAVE, tools=tools, tool_choice="auto")
    assert answer.choices[0].message.tool_calls is None


def test_wrong_keys_and_models(connect, client, alice, bob, project, model):
    with pytest.raises(openai.AuthenticationError) as told:
        connect("rag-wrong").models.list()
    assert told.value.code == "invalid_api_key"
    for name in ("gpt-4o", "project/" + "0" * 12, f"{model}/agent/none", "project/../x"):
        with pytest.raises(openai.NotFoundError) as told:
            client.chat.completions.create(model=name, messages=LEAVE)
        assert told.value.code == "model_not_found"
    reader = api_keys.create(alice, name="reader", scopes=["read"])[1]
    with pytest.raises(openai.PermissionDeniedError):
        connect(reader).chat.completions.create(model=model, messages=LEAVE)


def test_a_limited_key_sees_its_project_alone(connect, alice, project, model):
    other = Project.objects.create(name="Other")
    Membership.objects.create(project=other, user=alice, role=Role.OWNER)
    limited = connect(secret_of(alice, projects=[other.pk]))
    assert [each.id for each in limited.models.list() if each.id.startswith("project/") and "/agent/" not in each.id] == [
        model_ids.project_model(other)
    ]
    with pytest.raises(openai.NotFoundError):
        limited.chat.completions.create(model=model, messages=LEAVE)


def test_embeddings(client, alice, models_server):
    answer = client.embeddings.create(model=MINILM, input=["Annual leave", "Probation"])
    assert [each.index for each in answer.data] == [0, 1]
    assert len(answer.data[0].embedding) == 384
    assert answer.usage.prompt_tokens > 0
    plain = client.embeddings.create(model=MINILM, input="Annual leave", encoding_format="float").data[0].embedding
    packed = client.embeddings.create(model=MINILM, input="Annual leave", encoding_format="base64").data[0].embedding
    assert np.allclose(plain, np.frombuffer(base64.b64decode(packed), "<f4"), atol=1e-6)
    assert np.allclose(plain, answer.data[0].embedding, atol=0.02)
    assert set(ModelCall.objects.values_list("purpose", "user")) == {("embedding", alice.pk)}


def test_bad_embeddings_say_what_is_wrong(client, models_server):
    with pytest.raises(openai.NotFoundError):
        client.embeddings.create(model="text-embedding-3-small", input="x")
    for change in ({"dimensions": 64}, {"input": []}, {"input": [[1, 2, 3]]}, {"input": ["x"] * 2049}, {"input": [""]}):
        with pytest.raises(openai.BadRequestError):
            client.embeddings.create(**{"model": MINILM, "input": "x"} | change)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("stream", [False, True])
def test_an_answer_that_needs_a_persons_decision_says_so(stream, alice_client, project, model, monkeypatch):
    async def rests(run_id):
        await in_thread(rest)(run_id)

    def rest(run_id):
        run = Run.objects.claim(run_id)
        run.move(Run.State.WAITING)
        events.publish(RunEvent, run, "state", {"state": run.state})

    monkeypatch.setattr("agents.waiting._make_here", rests)
    answer = alice_client.post(
        "/v1/chat/completions", {"model": model, "messages": LEAVE, "stream": stream}, content_type="application/json"
    )
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "needs_decision")
    assert Run.objects.get().cancel_requested


def test_the_openapi_document_tells_of_the_doors_for_programs(alice_client):
    document = alice_client.get("/api/schema/?format=json").json()
    assert document["paths"].keys() >= {"/v1/models", "/v1/models/{model_id}", "/v1/chat/completions", "/v1/embeddings", "/api/keys"}
    assert "apiKey" in document["components"]["securitySchemes"]
