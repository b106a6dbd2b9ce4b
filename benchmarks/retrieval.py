"""Hybrid retrieval at 100,000 chunks in 20 projects, against a plain pgvector top 10 of all of them.

    python -m benchmarks.retrieval [--chunks 100000] [--questions 200]

The time of embedding the question is left out. Bars: hybrid p95 ≤ 5 × plain; recall@10 of the dense half
≥ 0.95 against exact for a project with 1 % of the rows, and never a short answer.
"""

import argparse
import time

import numpy as np

from benchmarks.cluster import own_cluster
from benchmarks.synthetic import Texts, Vectors

PERCENT = [50, 20, 5, 4, 3, 2, 2, 2, *[1] * 12]
BATCH = 1_000


class Filled:
    """A project of synthetic chunks; topics tie its words to its vectors."""

    def __init__(self, number: int, size: int, texts: Texts, vectors: Vectors):
        from documents.indexes import create_index
        from documents.models import Index
        from projects.models import Project

        self.project = Project.objects.create(name=f"Project {number}")
        self.index = create_index(self.project, vectors.dimensions, state=Index.State.LIVE)
        self.size, self.texts, self.vectors = size, texts, vectors
        self.ids: list[int] = []
        self.matrix = np.empty((0, vectors.dimensions), np.float16)

    def fill(self) -> None:
        for first in range(0, self.size, BATCH):
            self._add(min(BATCH, self.size - first))

    def _add(self, count: int) -> None:
        from django.db import transaction

        from documents.chunking import Piece
        from documents.models import Chunk, Document, Revision
        from documents.postings import pack
        from documents.preparation import Prepared
        from documents.publishing import insert

        document = Document.objects.create(project=self.project, name=f"{time.monotonic_ns()}.txt")
        revision = Revision.objects.create(document=document, number=1, state=Revision.State.READY, size_bytes=1)
        words = [self.texts.chunk() for _ in range(count)]
        bodies = [" ".join(each) for each in words]
        blank = {"page_start": None, "page_end": None, "row_start": None, "row_end": None, "heading_path": [], "kind": "text"}
        pieces = [Piece(text=body, start=0, end=len(body), token_count=len(body) // 5, **blank) for body in bodies]
        vectors = self.vectors.draw(count).astype(np.float16)
        with transaction.atomic():
            insert(Prepared(self.index, pieces, ["en"] * count, vectors, [pack(words)]), revision.pk)
        self.ids += Chunk.objects.filter(revision=revision).order_by("position").values_list("pk", flat=True)
        self.matrix = np.concatenate([self.matrix, vectors])

    def exact(self, vector: np.ndarray, limit: int = 10) -> list[int]:
        scores = self.matrix.astype(np.float32) @ vector
        return [self.ids[place] for place in np.argsort(-scores)[:limit]]

    def hybrid(self, question: str, vector: np.ndarray) -> list:
        """Do what retrieve does once the question is embedded."""
        from documents.assembly import assemble
        from documents.retrieval import TOKEN_BUDGET, Trace, find

        return assemble(find(self.index, question, Trace(), vector=vector), limit=10, token_budget=TOKEN_BUDGET)


def build_plain(dimensions: int) -> None:
    """Make the HNSW that pgvector's documentation shows, over all chunks."""
    from documents.statements import execute

    execute(f"CREATE TABLE plain AS SELECT chunk_id, embedding::halfvec({dimensions}) AS embedding FROM documents_chunkvector")
    execute("SET maintenance_work_mem = '512MB'")
    execute("CREATE INDEX ON plain USING hnsw (embedding halfvec_cosine_ops)")
    execute("ANALYZE")


def plain(vector: np.ndarray) -> list:
    from documents.dense import as_halfvec
    from documents.statements import fetch

    return fetch("SELECT chunk_id FROM plain ORDER BY embedding <=> %s::halfvec LIMIT 10", [as_halfvec(vector)])


def timed(call, *arguments) -> float:
    began = time.perf_counter()
    call(*arguments)
    return (time.perf_counter() - began) * 1000


def show(name: str, spent: list[float], note: str = "") -> float:
    p50, p95 = np.percentile(spent, [50, 95])
    print(f"{name:34} p50 {p50:6.1f} ms  p95 {p95:6.1f} ms  {note}", flush=True)
    return p95


def recall(filled: Filled, probes: np.ndarray) -> str:
    from documents.dense import nearest

    found = [nearest(filled.index, vector, 10) for vector in probes]
    hits = [len(set(here) & set(filled.exact(vector))) for here, vector in zip(found, probes, strict=True)]
    return f"recall@10 {np.mean(hits) / 10:.3f}  shortest answer {min(map(len, found))}"


def compare(projects: list[Filled], texts: Texts, vectors: Vectors, count: int) -> None:
    """Ask plain and hybrid in turn, so that both see the same machine."""
    plain_ms, hybrid_ms = [], {filled.size: [] for filled in projects}
    drawn = [projects[0], projects[1], projects[2], projects[-1]]
    for number, vector in enumerate(vectors.draw(count + 20)):
        filled, question = drawn[number % len(drawn)], " ".join(texts.question())
        spent = timed(plain, vector), timed(filled.hybrid, question, vector)
        if number >= 20:
            plain_ms.append(spent[0])
            hybrid_ms[filled.size].append(spent[1])
    base = show("plain pgvector, all chunks", plain_ms)
    for filled in drawn:
        show(f"hybrid, project of {filled.size:,}", hybrid_ms[filled.size], recall(filled, vectors.draw(60)))
    overall = show("hybrid, all of these", [value for values in hybrid_ms.values() for value in values])
    print(f"hybrid p95 = {overall / base:.1f} × plain p95")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--chunks", type=int, default=100_000)
    options.add_argument("--questions", type=int, default=200)
    wish = options.parse_args()
    texts, vectors = Texts(), Vectors()
    with own_cluster():
        from documents.tending import build_hnsw, merge_segments, needs_hnsw

        began = time.perf_counter()
        projects = [Filled(number, wish.chunks * percent // 100, texts, vectors) for number, percent in enumerate(PERCENT)]
        for filled in projects:
            filled.fill()
            merge_segments(filled.index)
        print(f"filled in {time.perf_counter() - began:.0f} s", flush=True)
        for filled in projects:
            if needs_hnsw(filled.index):
                began = time.perf_counter()
                found = build_hnsw(filled.index)
                spent, effort = time.perf_counter() - began, filled.index.hnsw_ef_search
                print(f"HNSW of {filled.size:,}: {spent:.0f} s, recall {found:.3f}, ef {effort}", flush=True)
        build_plain(vectors.dimensions)
        compare(projects, texts, vectors, wish.questions)


if __name__ == "__main__":
    main()
