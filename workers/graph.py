"""Builds sentence encoders of the BERT family as ONNX graphs, straight from config.json and model.safetensors.

Knows nothing of tokenisation, threads or caches. Covers BERT, MiniLM, RoBERTa, XLM-RoBERTa (multilingual E5)
and CamemBERT; mean or first-token pooling and L2 normalisation are part of the graph. A graph takes one text
at a time: nothing is spent on padding, and no text's vector depends on its neighbours. Two forms: fp32, and int8,
whose weights are quantised symmetrically by output channel and whose activations at run time, per text.
"""

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np

from workers.onnx_file import FUSED, Graph

SUPPORTED = {"bert", "roberta", "xlm-roberta", "camembert"}
_OFFSET_POSITIONS = {"roberta", "xlm-roberta", "camembert"}
_PREFIXES = ("", "bert.", "roberta.", "model.", "0.auto_model.", "auto_model.")
_ACTIVATIONS = {"gelu", "gelu_new", "gelu_pytorch_tanh", "relu"}
# Pairs of products of a byte (255) and a weight are summed in 16 bits on CPUs without VNNI: 2 · 255 · 64 still fits.
_WEIGHT_STEPS = 64
# The feed-forward outputs of the first third of the layers see the largest outliers, which 8 bits a tensor cannot hold:
# left in fp32 they lift the mean cosine of MiniLM from .9939 to .9957, at a cost in speed too small to measure.
_EXACT_SHARE = 1 / 3


def supports(folder: Path) -> bool:
    """Tell whether build() can make a graph of the model in folder."""
    config = json.loads((folder / "config.json").read_text())
    return (
        config.get("model_type") in SUPPORTED
        and config.get("hidden_act") in _ACTIVATIONS
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


def build(folder: Path, precision: str, path: Path) -> None:
    """Write the graph of the model in folder to path, its weights beside it (.bin).

    input_ids (1, length) int64, special tokens included → embeddings (1, dim) float32, unit length.
    precision: "fp32" or "int8".
    """
    from safetensors import safe_open

    config = json.loads((folder / "config.json").read_text())
    with safe_open(folder / "model.safetensors", framework="np") as weights, Graph(path) as graph:
        take = _weights(weights)
        hidden = _embeddings(graph, take, config, graph.input("input_ids", np.int64, [1, "length"]))
        for number in range(config["num_hidden_layers"]):
            hidden = _layer(graph, take, config, number, hidden, precision == "int8")
        if pooling(folder) == "cls":
            pooled = graph.add("Gather", hidden, graph.weight(np.int64(0)), axis=1)
        else:
            pooled = graph.add("ReduceMean", hidden, axes=[1], keepdims=0)
        graph.add("LpNormalization", pooled, output="embeddings", axis=1, p=2)
        graph.output("embeddings", np.float32, [1, config["hidden_size"]])
        graph.save()


def _weights(file) -> Callable[[str], np.ndarray]:
    names = set(file.keys())
    probe = "embeddings.word_embeddings.weight"
    prefix = next((prefix for prefix in _PREFIXES if prefix + probe in names), None)
    if prefix is None:
        raise KeyError(f"no tensor named {probe}")

    def take(name: str) -> np.ndarray:
        return file.get_tensor(prefix + name).astype(np.float32, copy=False)

    return take


def _embeddings(graph, take, config: dict, ids: str) -> str:
    # RoBERTa counts positions from behind its padding index.
    first = config.get("pad_token_id", 1) + 1 if config["model_type"] in _OFFSET_POSITIONS else 0
    table = take("embeddings.position_embeddings.weight")[first:] + take("embeddings.token_type_embeddings.weight")[0]
    length = graph.add("Shape", ids, start=1, end=2)
    places = graph.add("Slice", graph.weight(table), graph.weight(np.int64([0])), length)
    words = graph.add("Gather", graph.weight(take("embeddings.word_embeddings.weight")), ids, axis=0)
    return _layer_norm(graph, take, config, graph.add("Add", words, places), "embeddings.LayerNorm")


def _layer(graph, take, config: dict, number: int, hidden: str, is_int8: bool) -> str:
    name = f"encoder.layer.{number}."
    attended = _attention(graph, take, config, hidden, name + "attention.self.", is_int8)
    attended = _dense(graph, take, attended, name + "attention.output.dense", is_int8)
    # Add and LayerNormalization: the fused SkipLayerNormalization is slower on the CPU.
    hidden = _layer_norm(graph, take, config, graph.add("Add", hidden, attended), name + "attention.output.LayerNorm")
    inner = _dense(graph, take, hidden, name + "intermediate.dense", is_int8)
    inner = _activated(graph, config, inner, is_int8)
    keeps_fp32 = number < config["num_hidden_layers"] * _EXACT_SHARE
    outer = _dense(graph, take, inner, name + "output.dense", is_int8 and not keeps_fp32)
    return _layer_norm(graph, take, config, graph.add("Add", hidden, outer), name + "output.LayerNorm")


def _attention(graph, take, config: dict, hidden: str, name: str, is_int8: bool) -> str:
    parts = ("query", "key", "value")
    weight = np.concatenate([take(f"{name}{part}.weight").T for part in parts], axis=1)
    bias = graph.weight(np.concatenate([take(f"{name}{part}.bias") for part in parts]))
    heads = config["num_attention_heads"]
    if not is_int8:
        return graph.add("Attention", hidden, graph.weight(weight), bias, domain=FUSED, num_heads=heads)
    steps, scale, zero = _quantised(graph, weight)
    activations = graph.add("DynamicQuantizeLinear", hidden)
    inputs = (activations, steps, bias, f"{activations}.1", scale, "", f"{activations}.2", zero)
    return graph.add("QAttention", *inputs, domain=FUSED, num_heads=heads)


def _dense(graph, take, value: str, name: str, is_int8: bool) -> str:
    weight, bias = take(name + ".weight").T, graph.weight(take(name + ".bias"))
    if is_int8:
        return graph.add("DynamicQuantizeMatMul", value, *_quantised(graph, weight), bias, domain=FUSED)
    return graph.add("Add", graph.add("MatMul", value, graph.weight(weight)), bias)


def _quantised(graph, weight: np.ndarray) -> tuple[str, str, str]:
    """Add weight (in, out) as int8 with a scale for each output, and return their names and the zero point's."""
    scale = np.abs(weight).max(axis=0) / _WEIGHT_STEPS
    scale[scale == 0] = 1
    steps = np.rint(weight / scale).astype(np.int8)
    return graph.weight(steps), graph.weight(scale), graph.weight(np.zeros(len(scale), np.int8))


def _activated(graph, config: dict, value: str, is_int8: bool) -> str:
    kind = config["hidden_act"]
    if kind == "relu":
        return graph.add("Relu", value)
    # The tanh form costs less than erf and changes the vectors less than int8 does.
    exact = kind == "gelu" and not is_int8
    return graph.add("Gelu" if exact else "FastGelu", value, domain=FUSED)


def _layer_norm(graph, take, config: dict, value: str, name: str) -> str:
    scale, shift = graph.weight(take(name + ".weight")), graph.weight(take(name + ".bias"))
    return graph.add("LayerNormalization", value, scale, shift, axis=-1, epsilon=float(config.get("layer_norm_eps", 1e-12)))
