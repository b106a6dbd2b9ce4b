"""The model server as the rest of the product sees it."""

import asyncio

import numpy as np
import pytest

from projects.llm import models_client
from projects.llm.models_client import ModelUnavailable


@pytest.fixture(autouse=True)
def _fresh():
    models_client._queries.clear()


@pytest.mark.usefixtures("models_server")
class TestWithServer:
    def test_passages_come_back_in_order(self):
        texts = [f"Rule {number} of the house" for number in range(models_client.TEXTS_PER_REQUEST + 5)]
        vectors = models_client.embed_passages(texts)
        assert vectors.shape == (len(texts), 384)
        assert vectors.dtype == np.float32
        np.testing.assert_allclose(vectors[-1], models_client.embed_passages([texts[-1]])[0], atol=1e-4)

    def test_threads_and_event_loops_get_the_same(self):
        async def ask():
            return await models_client.aembed_queries(["who pays?"]), await models_client.alist_models()

        (vector,), models = asyncio.run(ask())
        np.testing.assert_allclose(vector, models_client.embed_queries(["who pays?"])[0], atol=1e-5)
        assert models[0]["id"] == models_client.list_models()[0]["id"] == "builtin/minilm"

    def test_a_query_is_remembered(self, settings):
        first = models_client.embed_queries(["who pays?", "who pays?"])
        settings.MODELS_URL = "unix:///nowhere.sock"
        np.testing.assert_array_equal(models_client.embed_queries(["who pays?"]), first[:1])
        with pytest.raises(ModelUnavailable):
            models_client.embed_queries(["who else?"])

    def test_no_texts_ask_nothing(self):
        assert models_client.embed_passages([]).shape == (0, 0)
        assert models_client.rerank("x", []).shape == (0,)

    def test_an_unknown_model_is_unavailable(self):
        with pytest.raises(ModelUnavailable, match="no-such-model"):
            models_client.embed_passages(["x"], "no-such-model")

    def test_a_refused_request_is_not_tried_again(self):
        with pytest.raises(models_client.ModelRefused) as refused:
            models_client.embed_passages(["x" * 300_000])
        assert not refused.value.retryable


@pytest.mark.parametrize("url", ["unix:///nowhere/models.sock", "http://127.0.0.1:9"])
def test_an_absent_server_is_worth_another_try(settings, url):
    settings.MODELS_URL = url
    with pytest.raises(ModelUnavailable) as missing:
        models_client.embed_passages(["x"])
    assert missing.value.retryable
