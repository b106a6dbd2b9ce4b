"""Builds sentence encoders of the BERT family as OpenVINO graphs, straight from config.json and model.safetensors.

Knows nothing of tokenisation, devices or batching. Covers BERT, MiniLM, RoBERTa, XLM-RoBERTa (multilingual E5)
and CamemBERT; mean or first-token pooling and L2 normalisation are part of the graph.
"""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

SUPPORTED = {"bert", "roberta", "xlm-roberta", "camembert"}
_OFFSET_POSITIONS = {"roberta", "xlm-roberta", "camembert"}
_PREFIXES = ("", "bert.", "roberta.", "model.", "0.auto_model.", "auto_model.")
_ACTIVATIONS = {"gelu": "ERF", "gelu_new": "TANH", "gelu_pytorch_tanh": "TANH"}
_MASKED = np.float32(-1e9)


def supports(folder: Path) -> bool:
    """Tell whether build() can make a graph of the model in folder."""
    config = json.loads((folder / "config.json").read_text())
    return (
        config.get("model_type") in SUPPORTED
        and config.get("hidden_act") in {*_ACTIVATIONS, "relu"}
        and config.get("position_embedding_type", "absolute") == "absolute"
        and (folder / "model.safetensors").is_file()
        and pooling(folder) is not None
    )


def pooling(folder: Path) -> str | None:
    """Return "mean" or "cls", or None where the folder's pooling or extra layers are something else."""
    modules = folder / "modules.json"
    if not modules.is_file():
        return "mean"
    kinds = {module["type"].rsplit(".", 1)[-1]: module["path"] for module in json.loads(modules.read_text())}
    if not kinds.keys() <= {"Transformer", "Pooling", "Normalize"} or "Pooling" not in kinds:
        return None
    path = folder / kinds["Pooling"] / "config.json"
    config = json.loads(path.read_text()) if path.is_file() else {}
    if mode := config.get("pooling_mode"):
        chosen = [mode] if isinstance(mode, str) else list(mode)
    else:
        chosen = [
            key.removeprefix("pooling_mode_").removesuffix("_tokens").removesuffix("_token")
            for key, used in config.items()
            if key.startswith("pooling_mode_") and used
        ]
    return chosen[0] if len(chosen) == 1 and chosen[0] in {"mean", "cls"} else None


def build(folder: Path):
    """Return an openvino.Model: input_ids, attention_mask (batch, length) int32 → embeddings (batch, dim) unit float32."""
    import openvino as ov
    from openvino import opset13 as op
    from safetensors import safe_open

    config = json.loads((folder / "config.json").read_text())
    with safe_open(folder / "model.safetensors", framework="np") as weights:
        take = _weights(weights)
        ids = op.parameter([-1, -1], np.int32, name="input_ids")
        mask = op.parameter([-1, -1], np.int32, name="attention_mask")
        mask_f32 = op.convert(mask, "f32")
        hidden = _embeddings(op, take, config, ids, mask)
        bias = op.multiply(op.subtract(np.float32(1), mask_f32), _MASKED)
        bias = op.unsqueeze(bias, np.int64([1, 2]))
        for number in range(config["num_hidden_layers"]):
            hidden = _layer(op, take, config, hidden, bias, f"encoder.layer.{number}.")
        pooled = _pool(op, hidden, mask_f32, pooling(folder))
        unit = op.normalize_l2(pooled, np.int64([1]), 1e-12, "max")
        unit.output(0).get_tensor().set_names({"embeddings"})
        return ov.Model([unit], [ids, mask], "encoder")


def _weights(file) -> Callable[[str], np.ndarray]:
    names = set(file.keys())
    probe = "embeddings.word_embeddings.weight"
    prefix = next((prefix for prefix in _PREFIXES if prefix + probe in names), None)
    if prefix is None:
        raise KeyError(f"no tensor named {probe}")

    def take(name: str) -> np.ndarray:
        return file.get_tensor(prefix + name).astype(np.float32, copy=False)

    return take


def _embeddings(op, take, config: dict, ids, mask):
    axis = np.int32(0)
    hidden = op.gather(take("embeddings.word_embeddings.weight"), ids, axis)
    ones = op.cum_sum(op.broadcast(np.int32(1), op.shape_of(ids)), np.int32(1))
    if config["model_type"] in _OFFSET_POSITIONS:
        # RoBERTa counts from the padding index on, and leaves padding at it.
        padding = np.int32(config.get("pad_token_id", 1))
        places = op.add(op.multiply(op.cum_sum(mask, np.int32(1)), mask), padding)
    else:
        places = op.subtract(ones, np.int32(1))
    hidden = op.add(hidden, op.gather(take("embeddings.position_embeddings.weight"), places, axis))
    hidden = op.add(hidden, take("embeddings.token_type_embeddings.weight")[:1][None])
    return _layer_norm(op, take, config, hidden, "embeddings.LayerNorm")


def _layer(op, take, config: dict, hidden, bias, name: str):
    attended = _attention(op, take, config, hidden, bias, name + "attention.")
    hidden = _layer_norm(op, take, config, op.add(hidden, attended), name + "attention.output.LayerNorm")
    inner = _dense(op, take, hidden, name + "intermediate.dense")
    activation = config["hidden_act"]
    inner = op.relu(inner) if activation == "relu" else op.gelu(inner, _ACTIVATIONS[activation])
    outer = _dense(op, take, inner, name + "output.dense")
    return _layer_norm(op, take, config, op.add(hidden, outer), name + "output.LayerNorm")


def _attention(op, take, config: dict, hidden, bias, name: str):
    heads = config["num_attention_heads"]
    size = config["hidden_size"] // heads
    query, key, value = (
        _split_heads(op, _dense(op, take, hidden, f"{name}self.{part}"), heads, size)
        for part in ("query", "key", "value")
    )
    scores = op.add(op.multiply(op.matmul(query, key, False, True), np.float32(size**-0.5)), bias)
    context = op.matmul(op.softmax(scores, -1), value, False, False)
    merged = op.reshape(op.transpose(context, np.int64([0, 2, 1, 3])), np.int64([0, 0, heads * size]), True)
    return _dense(op, take, merged, name + "output.dense")


def _split_heads(op, tensor, heads: int, size: int):
    return op.transpose(op.reshape(tensor, np.int64([0, 0, heads, size]), True), np.int64([0, 2, 1, 3]))


def _dense(op, take, tensor, name: str):
    product = op.matmul(tensor, op.constant(take(name + ".weight")), False, True)
    return op.add(product, take(name + ".bias")[None, None])


def _layer_norm(op, take, config: dict, tensor, name: str):
    normal = op.mvn(tensor, np.int64([-1]), True, config.get("layer_norm_eps", 1e-12), "inside_sqrt")
    return op.add(op.multiply(normal, take(name + ".weight")[None, None]), take(name + ".bias")[None, None])


def _pool(op, hidden, mask_f32, mode: str):
    if mode == "cls":
        return op.gather(hidden, np.int32(0), np.int32(1))
    weighted = op.reduce_sum(op.multiply(hidden, op.unsqueeze(mask_f32, np.int64([2]))), np.int64([1]), False)
    return op.divide(weighted, op.reduce_sum(mask_f32, np.int64([1]), True))
