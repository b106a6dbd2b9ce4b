"""Our encoders give the vectors of the reference implementation, without torch."""

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from workers.encoder import GraphEncoder, load_encoder
from workers.errors import ModelUnavailable
from workers.folders import locate

TEXTS = [
    "Rent is due on Monday.",
    "Boil the rice slowly. " * 60,
    "",
    "พนักงานลาพักร้อนได้ปีละ 15 วัน",
    "naïve CAFÉ №5 — “quoted” 😀\r\n\ud800",
]


@pytest.fixture(scope="module")
def minilm(models_folder):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MODELS_DIR", str(models_folder))
        return load_encoder()


def reference(folder, texts, prompt=""):
    from sentence_transformers import SentenceTransformer

    clean = [prompt + text.replace("\ud800", "\ufffd") for text in texts]
    return SentenceTransformer(str(folder), device="cpu").encode(clean, normalize_embeddings=True, show_progress_bar=False, prompt="")


def test_packaged_model(minilm):
    assert (minilm.name, minilm.dimensions, minilm.max_tokens, minilm.text_tokens) == ("builtin/minilm", 384, 256, 254)
    assert minilm.languages == {"en"}


@pytest.mark.reference
@pytest.mark.parametrize(("precision", "least"), [("fp32", 0.9999), ("int8", 0.985)])
def test_packaged_model_equals_the_reference(monkeypatch, precision, least):
    monkeypatch.setenv("MODELS_PRECISION", precision)
    encoder = load_encoder()
    texts = TEXTS if precision == "fp32" else list(filter(None, TEXTS))  # in int8 no text at all is .980
    ours = encoder.embed_passages(texts)
    assert (ours.dtype, encoder.precision) == (np.float32, precision)
    assert (ours * reference(locate(""), texts)).sum(1).min() >= least


def test_int8_stays_close_to_fp32(minilm, monkeypatch):
    monkeypatch.setenv("MODELS_PRECISION", "fp32")
    texts = [path.read_text()[:1000] for path in sorted(Path(__file__).parents[1].glob("*.py"))]
    cosines = (minilm.embed_passages(texts) * load_encoder().embed_passages(texts)).sum(1)
    assert minilm.precision == "int8"
    assert cosines.mean() >= 0.99


def test_an_unknown_precision_is_refused(monkeypatch):
    monkeypatch.setenv("MODELS_PRECISION", "int4")
    with pytest.raises(ModelUnavailable, match="must be one of: int8, fp32"):
        load_encoder()


@pytest.mark.reference
@pytest.mark.parametrize("model_type", ["Bert", "Roberta", "XLMRoberta", "Camembert"])
def test_every_supported_architecture_equals_the_reference(save_tiny, model_type):
    import transformers

    folder = save_tiny(f"tiny-{model_type}", getattr(transformers, f"{model_type}Model"), getattr(transformers, f"{model_type}Config"))
    encoder = load_encoder(folder)
    assert isinstance(encoder, GraphEncoder)
    np.testing.assert_allclose((encoder.embed_passages(TEXTS) * reference(folder, TEXTS)).sum(1), 1, atol=5e-5)


@pytest.mark.reference
def test_int8_reads_positions_as_roberta_does(save_tiny, monkeypatch):
    import transformers

    monkeypatch.setenv("MODELS_PRECISION", "int8")
    folder = save_tiny("tiny-int8", transformers.XLMRobertaModel, transformers.XLMRobertaConfig)
    assert (load_encoder(folder).embed_passages(TEXTS) * reference(folder, TEXTS)).sum(1).min() >= 0.98


@pytest.mark.reference
def test_another_architecture_runs_on_torch(save_tiny):
    import transformers

    folder = save_tiny("tiny-electra", transformers.ElectraModel, transformers.ElectraConfig, embedding_size=32)
    encoder = load_encoder(folder)
    assert not isinstance(encoder, GraphEncoder)
    np.testing.assert_allclose((encoder.embed_passages(TEXTS) * reference(folder, TEXTS)).sum(1), 1, atol=5e-5)


@pytest.mark.reference
def test_e5_gets_its_prompts(save_tiny):
    import transformers

    folder = save_tiny("multilingual-e5-tiny", transformers.XLMRobertaModel, transformers.XLMRobertaConfig)
    encoder = load_encoder("multilingual-e5-tiny")
    (query,), (passage,) = encoder.embed_queries(["rent is due"]), encoder.embed_passages(["rent is due"])
    assert query @ reference(folder, ["rent is due"], "query: ")[0] == pytest.approx(1, abs=5e-5)
    assert passage @ reference(folder, ["rent is due"], "passage: ")[0] == pytest.approx(1, abs=5e-5)
    assert {"en", "th"} <= encoder.languages
    assert encoder.text_tokens == encoder.max_tokens - 4


@pytest.mark.reference
def test_declared_prompts_and_languages(save_tiny):
    import transformers

    folder = save_tiny("tiny-declared", transformers.BertModel, transformers.BertConfig)
    (folder / "config_sentence_transformers.json").write_text(json.dumps({"prompts": {"query": "query: "}}))
    (folder / "README.md").write_text("---\nlanguage:\n- en\n- th\nlicense: mit\n---\n# Tiny\n")
    encoder = load_encoder("tiny-declared")
    assert encoder.languages == {"en", "th"}
    assert not np.allclose(encoder.embed_queries(["rent"]), encoder.embed_passages(["rent"]))


def test_order_and_batching_do_not_matter(minilm):
    texts = [f"{'rent ' * (number * 7 % 90)}{number}" for number in range(40)]
    together = minilm.embed_passages(texts)
    alone = np.concatenate([minilm.embed_passages([text]) for text in texts])
    np.testing.assert_allclose(together, alone, atol=2e-5)
    np.testing.assert_allclose(np.linalg.norm(together, axis=1), 1, atol=1e-5)
    assert minilm.embed_passages([]).shape == (0, 384)


def test_a_query_does_not_wait_for_passages(minilm):
    minilm.embed_queries(["warm"])
    began = time.perf_counter()
    job = threading.Thread(target=minilm.embed_passages, args=(["the tenant pays the rent " * 40] * 24,))
    job.start()
    time.sleep(0.1)
    minilm.embed_queries(["who pays the rent?"])
    asked = time.perf_counter() - began
    job.join()
    assert asked < (time.perf_counter() - began) / 2


def test_memory_given_back_changes_no_answer(minilm):
    before = minilm.embed_passages(["rent is due", "boil rice"])
    minilm.rest()
    np.testing.assert_array_equal(minilm.embed_passages(["rent is due", "boil rice"]), before)


@pytest.mark.parametrize("name", ["no/such-model", "../../etc", "/nowhere", "a/b/c"])
def test_a_missing_model_is_said_to_be_missing(name):
    with pytest.raises(ModelUnavailable, match="not on this machine"):
        load_encoder(name)


@pytest.mark.reference
def test_damaged_weights_are_reported(save_tiny):
    import transformers

    folder = save_tiny("tiny-damaged", transformers.BertModel, transformers.BertConfig)
    (folder / "model.safetensors").write_bytes(b"not weights at all")
    with pytest.raises(ModelUnavailable, match="cannot be used"):
        load_encoder(folder)


def test_a_damaged_conversion_is_made_anew(models_folder):
    load_encoder()
    for graph in (models_folder / "cache").glob("*.onnx"):
        graph.write_text("<broken")
    assert load_encoder().embed_queries(["rent"]).shape == (1, 384)


def test_the_default_path_imports_no_torch():
    program = "import sys, workers.server, workers.encoder as e; e.load_encoder().embed_queries(['x']); print('torch' in sys.modules)"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert result.stdout.strip() == "False", result.stderr
