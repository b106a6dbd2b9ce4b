import math
import random
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from documents.bm25 import add_segment, allocate, remove_documents, search
from documents.merging import merge_segments, needs_merge
from documents.models import Index, PostingBlock, Segment


def reference(chunks: dict[int, list[str]], query: list[str]) -> list[tuple[int, float]]:
    """Return the top 10 of BM25 written down plainly: Lucene's idf, k1 1.2, b 0.75, ties by ordinal."""
    average = sum(map(len, chunks.values())) / max(len(chunks), 1)
    frequency = Counter(term for tokens in chunks.values() for term in set(tokens))
    scores = {}
    for doc_no, tokens in chunks.items():
        counts = Counter(tokens)
        scores[doc_no] = sum(
            math.log(1 + (len(chunks) - frequency[term] + 0.5) / (frequency[term] + 0.5))
            * counts[term] * 2.2 / (counts[term] + 1.2 * (0.25 + 0.75 * len(tokens) / average))
            for term in query if counts[term]
        )  # fmt: skip
    ranked = sorted(scores.items(), key=lambda item: (-round(item[1], 9), item[0]))
    return [(doc_no, score) for doc_no, score in ranked if score > 0][:10]


def some_words(rng: random.Random, count: int) -> list[str]:
    return [f"w{int(rng.paretovariate(0.7)) % 400}" for _ in range(count)]


@pytest.fixture
def index(project):
    return Index.objects.create(project=project, number=7, embedding_model="m", dimensions=4, tokens_version=1, state=Index.State.RETIRED)


class Corpus:
    """Writes to the index and remembers, plainly, what should be in it."""

    def __init__(self, index, seed=1):
        self.index, self.chunks, self.rng = index, {}, random.Random(seed)

    @transaction.atomic
    def add(self, count):
        lists = [some_words(self.rng, self.rng.randint(0, 60)) for _ in range(count)]
        first = allocate(self.index, count)
        add_segment(self.index, range(first, first + count), lists)
        self.chunks |= dict(enumerate(lists, first))

    @transaction.atomic
    def remove(self, count):
        gone = self.rng.sample(sorted(self.chunks), count)
        remove_documents(self.index, gone)
        for doc_no in gone:
            del self.chunks[doc_no]

    def agrees(self, questions=40):
        for _ in range(questions):
            query = some_words(self.rng, self.rng.randint(1, 6))
            found, expected = search(self.index, query).top(10), reference(self.chunks, query)
            assert [doc_no for doc_no, _ in found] == [doc_no for doc_no, _ in expected]
            assert [score for _, score in found] == pytest.approx([score for _, score in expected])
        return True


@pytest.fixture
def corpus(index):
    return Corpus(index)


@pytest.mark.django_db
def test_order_is_that_of_the_formula(corpus):
    corpus.add(200)
    corpus.add(100)
    assert corpus.agrees()


@pytest.mark.django_db
def test_removed_chunks_count_for_nothing(corpus):
    corpus.add(200)
    corpus.remove(90)
    corpus.add(20)
    corpus.remove(5)
    assert corpus.agrees()


@pytest.mark.django_db
def test_merging_changes_no_answer_and_purges(corpus, index):
    for _ in range(12):
        corpus.add(25)
    corpus.remove(100)
    assert needs_merge(index)
    assert merge_segments(index) >= 8
    assert corpus.agrees()
    corpus.remove(10)
    merge_segments(index, everything=True)
    segment = Segment.objects.get(index=index)
    assert (segment.doc_count, bytes(segment.deleted)) == (190, b"")
    assert PostingBlock.objects.exclude(segment=segment).count() == 0
    assert corpus.agrees()


@pytest.mark.django_db
def test_an_index_emptied_of_chunks_answers_nothing(corpus, index):
    corpus.add(5)
    corpus.remove(5)
    assert search(index, ["w1"]).top(10) == []
    merge_segments(index, everything=True)
    assert not Segment.objects.filter(index=index).exists()
    assert search(index, ["w1"]).top(10) == []


@pytest.mark.django_db
@pytest.mark.parametrize("tokens", [pytest.param([], id="none"), pytest.param(["never-seen"], id="unknown")])
def test_a_question_without_known_words_finds_nothing(corpus, index, tokens):
    corpus.add(20)
    assert search(index, tokens).top(10) == []


@pytest.mark.django_db
def test_scores_of_chosen_chunks_and_choosing_among_them(corpus, index):
    corpus.add(60)
    scores = search(index, ["w1", "w2"])
    best = scores.top(10)
    assert scores.of([best[3][0], 10_000]).tolist() == pytest.approx([best[3][1], 0])
    assert scores.top(2, among=[best[5][0], best[2][0]]) == [best[2], best[5]]


@pytest.mark.django_db
def test_a_number_too_many_is_refused(index):
    with pytest.raises(ValueError, match="2 ordinals for 1 token lists"):
        add_segment(index, [1, 2], [["a"]])


@pytest.mark.django_db(transaction=True)
def test_writers_and_a_merger_at_once_lose_nothing(index):
    def work(seed):
        try:
            corpus = Corpus(index, seed)
            for _ in range(6):
                corpus.add(12)
                corpus.remove(4)
                merge_segments(index, everything=seed == 1)
            return corpus.chunks
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        written = list(pool.map(work, range(4)))
    corpus = Corpus(index)
    corpus.chunks = {doc_no: tokens for chunks in written for doc_no, tokens in chunks.items()}
    assert len(corpus.chunks) == 4 * 6 * 8
    assert corpus.agrees()
