"""The gateway through LiteLLM against a server on loopback that behaves and misbehaves."""

from decimal import Decimal

import pytest
from asgiref.sync import async_to_sync
from django.core.cache import cache

from projects.llm import catalogue, gateway
from projects.llm.calls import Request
from projects.llm.errors import BrokeOff, ContextTooLong, KeyRefused, NotConfigured, RateLimited, TimedOut, UnknownModel, Unreachable
from projects.llm.models import CatalogModel, ModelCall, Provider
from tests.openai_server import Reply

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(gateway, "BACKOFF_S", 0.01)
    cache.clear()


def ask(model, project=None, user=None):
    messages = [{"role": "user", "content": "How many days?"}]
    return async_to_sync(gateway.complete)(Request(project=project, user=user, messages=messages, purpose="chat", reference="r1"), model)


def test_a_call_is_answered_and_charged(served_model, openai_server, project, alice):
    assert ask(served_model, project, alice) == "Fifteen days."
    call = ModelCall.objects.get()
    assert (call.tokens_in, call.tokens_out, call.counted, call.error) == (11, 7, "exact", "")
    assert call.cost_usd == Decimal("0.000075")
    assert (call.project, call.user, call.reference) == (project, alice, "r1")
    assert call.first_token_ms is not None


def test_counts_are_estimated_where_the_provider_tells_none(served_model, openai_server):
    openai_server.script = [Reply(usage=None)]
    ask(served_model)
    call = ModelCall.objects.get()
    assert call.counted == "estimated"
    assert call.tokens_out == 3


def test_passing_faults_are_tried_again(served_model, openai_server):
    openai_server.script = [Reply(status=500), Reply(status=429, headers={"Retry-After": "0.01"}), Reply()]
    assert ask(served_model) == "Fifteen days."
    assert list(ModelCall.objects.order_by("created_at").values_list("error", flat=True)) == ["model-unreachable", "model-rate-limited", ""]


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        pytest.param(Reply(status=401), KeyRefused, id="a refused key"),
        pytest.param(Reply(status=404), UnknownModel, id="a model the server does not know"),
        pytest.param(Reply(status=429), RateLimited, id="a limit that does not pass"),
        pytest.param(
            Reply(status=429, headers={"Retry-After": "3600"}), RateLimited, id="a limit that passes in an hour is not waited for"
        ),
        pytest.param(Reply(status=500), Unreachable, id="a server that fails"),
        pytest.param(
            Reply(status=400, code="context_length_exceeded", message="This model's maximum context length is 8192 tokens."),
            ContextTooLong,
            id="a question too long",
        ),
        pytest.param(Reply(drop_after=1), BrokeOff, id="a connection lost in mid-answer"),
    ],
)
def test_faults_have_names(served_model, openai_server, reply, error):
    openai_server.script = [reply]
    with pytest.raises(error):
        ask(served_model)


def test_a_silent_server_times_out(served_model, openai_server, monkeypatch):
    monkeypatch.setattr(gateway, "ATTEMPTS", 1)
    served_model.provider.timeout_s = 1
    openai_server.script = [Reply(wait_s=2)]
    with pytest.raises(TimedOut):
        ask(served_model)


def test_the_fallback_answers_when_the_first_model_can_not(served_model, openai_server):
    gone = Provider.objects.create(name="gone", kind=Provider.Kind.COMPATIBLE, stored_base_url="http://127.0.0.1:9/v1")
    first = CatalogModel.objects.create(id="gone/x", label="Gone", provider=gone, provider_model="x", fallback=served_model)
    assert ask(first) == "Fifteen days."
    assert set(ModelCall.objects.values_list("model", "error")) == {("gone/x", "model-unreachable"), ("local/small", "")}


def test_after_a_run_of_failures_calls_fail_at_once(served_model, openai_server):
    openai_server.script = [Reply(status=500)]
    for _attempt in range(2):
        with pytest.raises(Unreachable):
            ask(served_model)
    before = len(openai_server.requests)
    with pytest.raises(Unreachable, match="rest"):
        ask(served_model)
    assert len(openai_server.requests) == before


def test_keys_are_sealed_in_the_database(served_model, django_db_blocker):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT stored_key FROM projects_provider WHERE name = 'local'")
        assert "sk-test" not in cursor.fetchone()[0]
    assert Provider.objects.get(name="local").api_key == "sk-test"


def test_a_model_without_its_key_is_not_offered(project, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(NotConfigured, match="Model providers"):
        gateway.choose(project, "openai/gpt-6-luna")
    assert [model.pk for model in CatalogModel.objects.callable()] == ["builtin/extractive"]
    monkeypatch.setenv("OPENAI_API_KEY", "sk-env")
    assert gateway.choose(project, "openai/gpt-6-luna").provider.api_key == "sk-env"


def test_a_server_tells_its_models(served_model):
    assert catalogue.discover(served_model.provider) == ["local/small", "local/large"]
    assert CatalogModel.objects.get(pk="local/large").provider == served_model.provider


def test_a_server_that_is_away_is_named():
    with pytest.raises(Unreachable, match="can’t be reached"):
        catalogue.discover(Provider(name="x", kind=Provider.Kind.COMPATIBLE, stored_base_url="http://127.0.0.1:9/v1"))
