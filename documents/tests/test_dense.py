import numpy as np
import pytest
from django.db import connection, transaction

from documents import hnsw
from documents.dense import as_halfvec, hnsw_query, nearest, steer
from documents.models import ChunkVector, Index
from documents.tests.passages import add_document
from projects.models import Project

DIMENSIONS = 16


def some_vectors(count, seed=1):
    vectors = np.random.default_rng(seed).standard_normal((count, DIMENSIONS))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def filled(project, count=600, seed=1):
    add_document(project, "many.txt", [f"chunk {number}" for number in range(count)], some_vectors(count, seed))
    return project.indexes.get()


def exact(index, vector, limit):
    rows = list(ChunkVector.objects.filter(index=index).values_list("pk", "embedding"))
    matrix = np.array([embedding for _, embedding in rows], np.float32)
    order = np.argsort(-(matrix @ vector) / np.linalg.norm(matrix, axis=1))[:limit]
    return [rows[place][0] for place in order]


@pytest.mark.django_db
def test_the_exact_scan_is_exact_and_keeps_to_its_index(project):
    index = filled(project)
    filled(Project.objects.create(name="Other"), seed=2)
    for vector in some_vectors(5, seed=3):
        assert nearest(index, vector, 10) == exact(index, vector, 10)


@pytest.mark.django_db
def test_choosing_among_some_chunks(project):
    index = filled(project, 50)
    among = sorted(ChunkVector.objects.values_list("pk", flat=True))[:7]
    assert sorted(nearest(index, some_vectors(1)[0], 10, among)) == among
    assert nearest(index, some_vectors(1)[0], 10, []) == []


@pytest.fixture
def large(project, monkeypatch):
    """An index with an HNSW of its own, in a table that holds other projects' vectors."""
    monkeypatch.setattr(hnsw, "EXACT_ROWS", 500)
    index = filled(project, 1500)
    filled(Project.objects.create(name="Other"), 1500, seed=2)
    assert hnsw.needs_hnsw(index)
    assert hnsw.build_hnsw(index) >= 0.95
    yield index
    hnsw.drop_hnsw(index.pk)


@pytest.mark.django_db(transaction=True)
def test_a_large_index_is_searched_by_its_own_hnsw(large):
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE documents_chunkvector")
    vector = some_vectors(1, seed=9)[0]
    with transaction.atomic(), connection.cursor() as cursor:
        steer(100)
        cursor.execute("EXPLAIN " + hnsw_query(large), [as_halfvec(vector), 10])
        assert f"documents_hnsw_{large.pk}" in "\n".join(row[0] for row in cursor.fetchall())
    found = [set(nearest(large, each, 10)) & set(exact(large, each, 10)) for each in some_vectors(20, seed=4)]
    assert np.mean([len(hits) for hits in found]) >= 9.5
    assert not hnsw.needs_hnsw(large)


@pytest.mark.django_db(transaction=True)
def test_an_answer_is_never_short(large):
    assert len(nearest(large, some_vectors(1)[0], 1200)) == 1200
    doomed = ChunkVector.objects.filter(index=large).values_list("pk", flat=True)[:1400]
    ChunkVector.objects.filter(pk__in=list(doomed)).delete()
    assert len(nearest(large, some_vectors(1)[0], 50)) == 50


@pytest.mark.django_db(transaction=True)
def test_what_is_left_of_a_deleted_index_is_dropped(large):
    ChunkVector.objects.filter(index=large).delete()
    Index.objects.filter(pk=large.pk).update(hnsw_ef_search=None)
    large.chunks.all().delete()
    large.segments.all().delete()
    Index.objects.filter(pk=large.pk).delete()
    assert hnsw.drop_orphans() == 1
    assert hnsw.drop_orphans() == 0


@pytest.mark.django_db
def test_building_inside_a_transaction_is_refused(project):
    with pytest.raises(RuntimeError, match="inside a transaction"):
        hnsw.build_hnsw(filled(project, 3))


@pytest.mark.django_db(transaction=True)
def test_an_hnsw_that_does_not_find_enough_is_given_up(project, monkeypatch):
    monkeypatch.setattr(hnsw, "EXACT_ROWS", 100)
    monkeypatch.setattr(hnsw, "LEAST_RECALL", 1.1)
    index = filled(project, 200)
    hnsw.build_hnsw(index)
    assert not hnsw.needs_hnsw(index)
    assert nearest(index, some_vectors(1)[0], 5) == exact(index, some_vectors(1)[0], 5)
    assert hnsw.drop_orphans() == 0


@pytest.mark.django_db(transaction=True)
def test_a_search_leaves_the_settings_of_the_callers_transaction_alone(large):
    with transaction.atomic(), connection.cursor() as cursor:
        nearest(large, some_vectors(1)[0], 10)
        cursor.execute("SHOW enable_sort")
        assert cursor.fetchone() == ("on",)
