"""Ranking quality through the front door: every paragraph uploaded as a document, every question asked.

    python -m benchmarks.quality [--sets xquad-en xquad-th] [--halves] [--mixed]

Real uploads, the packaged model, the default pipeline; the rank of a document is that of its best passage.
--halves also ranks by each half alone and by RRF; --mixed puts all sets into one project.
Bars: nDCG@10 ≥ 0.97 on xquad-en, ≥ 0.965 on xquad-th.
"""

import argparse
import io
import json
import math
import time
from pathlib import Path

import numpy as np

from benchmarks.cluster import own_cluster

DATA = Path(__file__).resolve().parents[2] / "shared" / "data" / "retrieval"
DEPTH = 10


def load(folder: Path) -> tuple[dict[str, str], dict[str, str], dict[str, dict[str, int]]]:
    """Return paragraphs, questions and relevant paragraphs of a set in BEIR layout, by id."""
    paragraphs, questions = (
        {row["_id"]: row["text"] for row in map(json.loads, (folder / name).read_text("utf-8").splitlines())}
        for name in ("corpus.jsonl", "queries.jsonl")
    )
    relevant: dict[str, dict[str, int]] = {}
    for line in (folder / "qrels" / "test.tsv").read_text("utf-8").splitlines()[1:]:
        question, paragraph, grade = line.split("\t")
        relevant.setdefault(question, {})[paragraph] = int(grade)
    return paragraphs, questions, relevant


def ndcg(ranking: list[str], relevant: dict[str, int]) -> float:
    gains = [relevant.get(name, 0) / math.log2(place + 2) for place, name in enumerate(ranking[:DEPTH])]
    best = sorted(relevant.values(), reverse=True)[:DEPTH]
    return sum(gains) / sum(grade / math.log2(place + 2) for place, grade in enumerate(best))


def upload(project, prefix: str, paragraphs: dict[str, str]) -> None:
    """Upload each paragraph as a text file and take it through the stages."""
    from documents.ingestion import ingest
    from documents.models import Revision
    from documents.uploads import receive

    for name, text in paragraphs.items():
        receipt = receive(project=project, user=None, file=io.BytesIO(text.encode()), name=f"{prefix}{name}.txt")
        ingest(Revision.objects.claim(receipt.revision.pk))
    waiting = Revision.objects.filter(document__project=project).exclude(state=Revision.State.READY).count()
    if waiting:
        raise SystemExit(f"{waiting} documents are not ready.")


def ask(project, question: str) -> list[str]:
    """Return the names of the documents found, best first."""
    from documents.retrieval import retrieve

    found = retrieve(project, question, top_k=DEPTH, token_budget=100_000)
    return list(dict.fromkeys(passage.document_name.removesuffix(".txt") for passage in found.passages))


def rankings_by_half(project, question: str) -> dict[str, list[str]]:
    """Return the ranking of each half alone and of RRF over them, from the same candidates."""
    from documents.fusion import rrf
    from documents.models import Index
    from documents.retrieval import Trace, find

    found = find(project.indexes.get(state=Index.State.LIVE), question, Trace())
    names = [candidate.document_name.removesuffix(".txt") for candidate in found]
    dense = np.array([np.nan if candidate.dense is None else candidate.dense for candidate in found])
    sparse = np.array([candidate.sparse for candidate in found])

    def best(scores):
        order = np.argsort(-np.nan_to_num(scores), kind="stable")
        return list(dict.fromkeys(names[place] for place in order if scores[place] > 0))[:DEPTH]

    return {"dense": best(dense), "BM25": best(sparse), "RRF": best(rrf(dense, sparse))}


def measure(project, name: str, prefix: str, questions, relevant, halves: bool) -> None:
    scores: dict[str, list[float]] = {}
    spent = []
    for key, text in questions.items():
        wanted = {prefix + paragraph: grade for paragraph, grade in relevant[key].items()}
        began = time.perf_counter()
        scores.setdefault("default", []).append(ndcg(ask(project, text), wanted))
        spent.append((time.perf_counter() - began) * 1000)
        for half, ranking in rankings_by_half(project, text).items() if halves else ():
            scores.setdefault(half, []).append(ndcg(ranking, wanted))
    figures = "  ".join(f"{half} {np.mean(values):.4f}" for half, values in scores.items())
    print(f"{name}: nDCG@10 {figures}  ({len(questions)} questions, p50 {np.median(spent):.0f} ms)", flush=True)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--sets", nargs="+", default=["xquad-en", "xquad-th"])
    options.add_argument("--halves", action="store_true")
    options.add_argument("--mixed", action="store_true")
    wish = options.parse_args()
    with own_cluster(models=True):
        from documents.models import Index
        from documents.tending import tend
        from projects.models import Project

        common = Project.objects.create(name="Mixed") if wish.mixed else None
        loaded = []
        for name in wish.sets:
            project, prefix = common or Project.objects.create(name=name), f"{name}-"
            paragraphs, questions, relevant = load(DATA / name)
            began = time.perf_counter()
            upload(project, prefix, paragraphs)
            print(f"{name}: {len(paragraphs)} documents ready in {time.perf_counter() - began:.0f} s", flush=True)
            loaded.append((project, name, prefix, questions, relevant))
        for project, *rest in loaded:
            index = Index.objects.get(project=project, state=Index.State.LIVE)
            tend(index)
            measure(project, *rest, wish.halves)
            print(f"  chunks {index.chunks.count()}, self-test {index.dense_by_language}", flush=True)


if __name__ == "__main__":
    main()
