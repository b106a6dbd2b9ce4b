"""The model server over HTTP."""

import base64

import numpy as np
import pytest
from starlette.testclient import TestClient

from workers.server import MAX_TEXTS, app


@pytest.fixture(scope="module")
def client(models_folder):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MODELS_DIR", str(models_folder))
        with TestClient(app, raise_server_exceptions=False) as client:
            yield client


def ask(client, **body):
    return client.post("/v1/embeddings", json=body)


def vectors(response):
    return np.array([np.frombuffer(base64.b64decode(item["embedding"]), "<f4") for item in response.json()["data"]])


def test_health(client):
    assert client.get("/health").json() == {"status": "ok"}


def test_models_say_what_they_are(client):
    (packaged,) = [model for model in client.get("/v1/models").json()["data"] if model["id"] == "builtin/minilm"]
    assert packaged["kind"] == "embedding"
    assert packaged["state"] == "ready"
    assert (packaged["dimensions"], packaged["max_tokens"], packaged["text_tokens"]) == (384, 256, 254)
    assert packaged["languages"] == ["en"]


def test_floats_and_base64_are_the_same_vectors(client):
    encoded = vectors(ask(client, input=["rent", "rice"], encoding_format="base64"))
    plain = [item["embedding"] for item in ask(client, input=["rent", "rice"], model="builtin/minilm").json()["data"]]
    np.testing.assert_allclose(encoded, plain, atol=1e-6)
    np.testing.assert_allclose(np.linalg.norm(encoded, axis=1), 1, atol=1e-5)


def test_one_text_needs_no_list(client):
    assert len(ask(client, input="rent").json()["data"]) == 1


@pytest.mark.parametrize(
    ("body", "part"),
    [
        pytest.param({}, '"input"', id="no input"),
        pytest.param({"input": []}, '"input"', id="empty list"),
        pytest.param({"input": [1]}, '"input"', id="not texts"),
        pytest.param({"input": ["x"] * (MAX_TEXTS + 1)}, "at most", id="too many"),
        pytest.param({"input": "x" * 300_000}, "split it", id="too long"),
        pytest.param({"input": "x", "encoding_format": "int8"}, '"encoding_format"', id="unknown encoding"),
        pytest.param({"input": "x", "input_type": ["query"]}, '"input_type"', id="unknown input type"),
        pytest.param({"input": "x", "model": 5}, '"model"', id="model not a text"),
    ],
)
def test_bad_input_is_explained(client, body, part):
    response = ask(client, **body)
    assert response.status_code == 400
    assert response.json()["error"]["type"] == "invalid_request_error"
    assert part in response.json()["error"]["message"]


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b"\xff", b"[" * 100_000])
def test_a_body_must_be_a_json_object(client, body):
    assert client.post("/v1/embeddings", content=body).status_code == 400


def test_a_huge_body_is_refused(client):
    assert client.post("/v1/embeddings", content=b"x" * (9 * 2**20)).status_code == 413


@pytest.mark.parametrize("model", ["nope", "../../etc", "/etc", "builtin/../builtin/minilm"])
def test_an_unknown_model_is_404(client, model):
    response = ask(client, input="x", model=model)
    assert response.status_code == 404
    assert response.json()["error"]["code"] == "model_not_found"


def test_reranking_needs_a_reranker(client):
    response = client.post("/v1/rerank", json={"query": "rent", "documents": ["a"]})
    assert response.status_code == 503
    assert "RERANKER_MODEL" in response.json()["error"]["message"]


@pytest.mark.reference
def test_a_folder_under_models_dir_is_loaded_when_asked_for(client, save_tiny):
    import transformers

    save_tiny("acme/tiny-on-demand", transformers.BertModel, transformers.BertConfig)
    before = {model["id"]: model["state"] for model in client.get("/v1/models").json()["data"]}
    assert before["acme/tiny-on-demand"] == "idle"
    assert vectors(ask(client, input="rent", model="acme/tiny-on-demand", encoding_format="base64")).shape == (1, 32)


@pytest.mark.reference
def test_reranking_scores_each_pair(client, save_tiny):
    import transformers

    save_tiny("tiny-reranker", transformers.BertForSequenceClassification, transformers.BertConfig, num_labels=1)
    body = {"model": "tiny-reranker", "query": "when is rent due", "documents": ["rent is due on monday", "boil the rice"], "top_n": 2}
    results = client.post("/v1/rerank", json=body).json()["results"]
    assert {result["index"] for result in results} == {0, 1}
    assert 0 <= results[1]["relevance_score"] <= results[0]["relevance_score"] <= 1
    assert client.post("/v1/embeddings", json={"input": "x", "model": "tiny-reranker"}).status_code == 404


@pytest.mark.reference
def test_only_the_models_used_last_stay_in_memory(client, save_tiny):
    import transformers

    names = [f"tiny-{letter}" for letter in "abc"]
    for name in names:
        save_tiny(name, transformers.BertModel, transformers.BertConfig)
        assert ask(client, input="rent", model=name).status_code == 200
    states = {model["id"]: model["state"] for model in client.get("/v1/models").json()["data"]}
    assert [states[name] for name in names] == ["idle", "ready", "ready"]
    assert ask(client, input="rent", model="tiny-a").status_code == 200


def test_a_configured_model_that_is_missing_is_reported(monkeypatch):
    monkeypatch.setenv("EMBEDDING_MODEL", "builtin/minilm, /nowhere/model")
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with TestClient(app) as client:
        response = ask(client, input="x", model="/nowhere/model")
        assert response.status_code == 503
        assert ask(client, input="x").status_code == 200
