"""Texts a second of the encoder's two forms, against sentence-transformers on the same 174-token texts, and how long a query takes.

    python -m benchmarks.encoder [--texts 96] [--rounds 3]

Backends take turns within a round and the best round counts, so that other work on the machine
weighs on all alike. Bars: twice sentence-transformers at its default; cosine to the reference 1.0000 in fp32 and
.98 in int8 (prose: .99; these texts are random words); a query waits for no batch of passages.
"""

import argparse
import os
import tempfile
import threading
import time
from collections.abc import Callable

import numpy as np

from workers.encoder import load_encoder
from workers.folders import locate

TOKENS = 174
SPECIALS = 2


def main():
    wish = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    wish.add_argument("--texts", type=int, default=96)
    wish.add_argument("--rounds", type=int, default=3)
    wish = wish.parse_args()
    texts = sample_texts(wish.texts)
    with tempfile.TemporaryDirectory() as cache:
        os.environ.setdefault("MODELS_DIR", cache)
        ours = load_form("int8")
        backends = {"ours, int8": ours.embed_passages, "ours, fp32": load_form("fp32").embed_passages} | reference_backends()
        speeds, cpu, vectors = race(backends, texts, wish.rounds)
        print_table(speeds, cpu, vectors)
        print_latency("a query, idle", query_times_ms(ours))
        print_latency("a query beside indexing", beside_indexing(ours, texts))


def load_form(precision: str):
    os.environ["MODELS_PRECISION"] = precision
    return load_encoder()


def sample_texts(count: int) -> list[str]:
    """Return texts of TOKENS tokens each, words drawn from the model's own vocabulary."""
    from tokenizers import Tokenizer

    vocabulary = Tokenizer.from_file(str(locate("") / "tokenizer.json")).get_vocab()
    words = sorted(word for word in vocabulary if word.isascii() and word.isalpha() and len(word) > 2)
    rng = np.random.default_rng(1)
    return [" ".join(rng.choice(words, TOKENS - SPECIALS)) for _ in range(count)]


def reference_backends() -> dict[str, Callable[[list[str]], np.ndarray]]:
    try:
        import torch
        from sentence_transformers import SentenceTransformer
    except ImportError:
        print("torch is not installed: only our own figures follow (pip install -r requirements/torch.txt).")
        return {}
    torch.set_num_threads(2)
    model = SentenceTransformer(str(locate("")), device="cpu")

    def with_batch(size: int):
        return lambda texts: model.encode(texts, batch_size=size, normalize_embeddings=True, show_progress_bar=False)

    return {"sentence-transformers, its default (32)": with_batch(32), "sentence-transformers, batch 8": with_batch(8)}


def race(backends, texts, rounds):
    """Return texts a second, texts a CPU-second (best round of each) and the vectors, by backend."""
    speeds, cpu, vectors = dict.fromkeys(backends, 0.0), dict.fromkeys(backends, 0.0), {}
    for embed in backends.values():
        embed(texts[:8])
    for _ in range(rounds):
        for name, embed in backends.items():
            began, spent = time.perf_counter(), time.process_time()
            vectors[name] = embed(texts)
            speeds[name] = max(speeds[name], len(texts) / (time.perf_counter() - began))
            cpu[name] = max(cpu[name], len(texts) / (time.process_time() - spent))
    return speeds, cpu, vectors


def print_table(speeds, cpu, vectors):
    default = list(speeds)[min(2, len(speeds) - 1)]
    print(f"{'backend':42}{'texts/s':>9}{'ratio':>7}{'per CPU-s':>11}{'ratio':>7}{'least cosine':>14}")
    for name in speeds:
        cosine = (vectors[name] * vectors[default]).sum(1).min()
        print(
            f"{name:42}{speeds[name]:9.1f}{speeds[name] / speeds[default]:7.2f}"
            f"{cpu[name]:11.1f}{cpu[name] / cpu[default]:7.2f}{cosine:14.4f}"
        )


def query_times_ms(encoder, count: int = 60) -> list[float]:
    times = []
    for number in range(count):
        began = time.perf_counter()
        encoder.embed_queries([f"who pays for repairs in year {number}?"])
        times.append((time.perf_counter() - began) * 1000)
        time.sleep(0.02)
    return times


def beside_indexing(encoder, texts) -> list[float]:
    done = threading.Event()

    def index():
        while not done.is_set():
            encoder.embed_passages(texts[:16])

    job = threading.Thread(target=index)
    job.start()
    time.sleep(0.3)
    times = query_times_ms(encoder)
    done.set()
    job.join()
    return times


def print_latency(label: str, times_ms: list[float]):
    print(f"{label}: p50 {np.percentile(times_ms, 50):.1f} ms, p95 {np.percentile(times_ms, 95):.1f} ms")


if __name__ == "__main__":
    main()
