"""BM25: order against a reference implementation, time, size; also after deletes, replacements and concurrent uploads.

    python -m benchmarks.bm25 [--chunks 100000] [--questions 200]

Bars: same top 10 on ≥ 99 % of questions; p95 ≤ 10 ms merged, ≤ 15 ms with 8 or more segments; ≤ 600 bytes a chunk.
"""

import argparse
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from benchmarks.cluster import own_cluster
from benchmarks.synthetic import Texts

WRITERS = 4


class Reference:
    """BM25 written plainly over a term × chunk matrix in memory: k1 1.2, b 0.75, Lucene's idf, ties by ordinal."""

    def __init__(self, chunks: dict[int, list[str]]):
        self.doc_nos = np.array(sorted(chunks))
        lists = [chunks[doc_no] for doc_no in self.doc_nos]
        lengths = np.array([len(tokens) for tokens in lists])
        self.norms = 1.2 * (0.25 + 0.75 * lengths / lengths.mean())
        self.postings: dict[str, dict[int, int]] = {}
        for place, tokens in enumerate(lists):
            for token in tokens:
                counts = self.postings.setdefault(token, {})
                counts[place] = counts.get(place, 0) + 1

    def top(self, question: list[str]) -> list[int]:
        scores = np.zeros(len(self.doc_nos))
        for token in question:
            if counts := self.postings.get(token):
                places, tf = np.fromiter(counts, int), np.fromiter(counts.values(), float)
                idf = np.log(1 + (len(self.doc_nos) - len(places) + 0.5) / (len(places) + 0.5))
                scores[places] += idf * tf * 2.2 / (tf + self.norms[places])
        order = np.lexsort((self.doc_nos, -scores.round(9)))[:10]
        return [int(self.doc_nos[place]) for place in order if scores[place] > 0]


def write(index, lists: list[list[str]]) -> dict[int, list[str]]:
    """Publish chunks as one batch; return them by ordinal."""
    from django.db import transaction

    from documents import bm25
    from documents.postings import pack

    packed = pack(lists)
    with transaction.atomic():
        first = bm25.allocate(index, len(lists))
        bm25.add_segment(index, range(first, first + len(lists)), packed)
    return dict(enumerate(lists, first))


def remove(index, chunks: dict[int, list[str]], doc_nos) -> None:
    from django.db import transaction

    from documents import bm25

    with transaction.atomic():
        bm25.remove_documents(index, doc_nos)
    for doc_no in doc_nos:
        del chunks[doc_no]


def concurrent_changes(index, chunks: dict, rng) -> None:
    """Four writers that add and replace at once, and a merger among them."""
    from django.db import connection

    from documents.merging import merge_segments

    mine = np.array_split(rng.permutation(list(chunks))[: len(chunks) // 20], WRITERS)

    def work(number):
        texts, written, own = Texts(100 + number), {}, mine[number]
        try:
            for part in np.array_split(own, 5):
                written |= write(index, [texts.chunk() for _ in range(len(part))])
                remove(index, chunks, [int(doc_no) for doc_no in part])
                if number == 0:
                    merge_segments(index)
            return written
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        for written in pool.map(work, range(WRITERS)):
            chunks |= written


def measure(name: str, index, chunks: dict, questions: list[list[str]]) -> None:
    from documents import bm25
    from documents.models import Segment

    reference, same, spent = Reference(chunks), 0, []
    for question in questions[:5]:
        bm25.search(index, question).top(10)
    for question in questions:
        began = time.perf_counter()
        found = bm25.search(index, question).top(10)
        spent.append((time.perf_counter() - began) * 1000)
        same += [doc_no for doc_no, _ in found] == reference.top(question)
    p50, p95 = np.percentile(spent, [50, 95])
    segments = Segment.objects.filter(index=index).count()
    print(
        f"{name:28} chunks {len(chunks):7,}  segments {segments:3}  same top 10 {same / len(questions):7.2%}"
        f"  p50 {p50:5.1f} ms  p95 {p95:5.1f} ms  {size_bytes() / len(chunks):4.0f} bytes a chunk",
        flush=True,
    )


def size_bytes() -> int:
    from documents.statements import execute, fetch

    execute("VACUUM FULL documents_segment")
    execute("VACUUM FULL documents_postingblock")
    return fetch("SELECT (pg_total_relation_size('documents_postingblock') + pg_total_relation_size('documents_segment'))::bigint")[0][0]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--chunks", type=int, default=100_000)
    options.add_argument("--questions", type=int, default=200)
    options.add_argument("--batches", type=int, default=12)
    wish = options.parse_args()
    texts, rng = Texts(), np.random.default_rng(3)
    with own_cluster():
        from documents.merging import merge_segments
        from documents.models import Index
        from projects.models import Project

        project = Project.objects.create(name="Benchmark")
        index = Index.objects.create(project=project, number=1, embedding_model="-", dimensions=1, tokens_version=1, state="live")
        chunks: dict[int, list[str]] = {}
        began = time.perf_counter()
        for size in np.full(wish.batches, wish.chunks // wish.batches):
            chunks |= write(index, [texts.chunk() for _ in range(size)])
        print(f"written in {time.perf_counter() - began:.1f} s, {np.mean([len(set(c)) for c in chunks.values()]):.0f} terms a chunk")
        questions = [texts.question() for _ in range(wish.questions)]
        measure("unmerged", index, chunks, questions)
        remove(index, chunks, [int(doc_no) for doc_no in rng.choice(list(chunks), wish.chunks // 20, replace=False)])
        measure("after deletes", index, chunks, questions)
        concurrent_changes(index, chunks, rng)
        measure("after concurrent changes", index, chunks, questions)
        began = time.perf_counter()
        merge_segments(index, everything=True)
        print(f"merged in {time.perf_counter() - began:.1f} s")
        measure("merged", index, chunks, questions)


if __name__ == "__main__":
    main()
