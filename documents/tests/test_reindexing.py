import pytest

from documents import reindexing, tending
from documents.errors import NotAllowedNow
from documents.indexes import ensure_live_index, live_index, missing_from, needs_reindex
from documents.models import Chunk, Document, Index
from documents.reindexing import reindex, rollback
from documents.retrieval import retrieve
from documents.tasks import build_index, ingest_revision, tend_index
from documents.tests.filing import HANDBOOK, HANDBOOK_2, long_text, take
from documents.tests.test_uploads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("models_server")]


@pytest.fixture
def handbook(alice, project):
    return take(project, alice, "handbook.md", HANDBOOK).document


@pytest.fixture
def no_worker(monkeypatch):
    monkeypatch.setattr("documents.doorbell._ring", lambda *bell: None)


def smaller_chunks(project):
    project.chunk_tokens = 32
    project.save()


def test_the_first_document_makes_the_index_and_many_at_once_make_one(project):
    indexes = at_once(6, lambda number: ensure_live_index(project))
    assert len({index.pk for index in indexes}) == 1
    assert (indexes[0].embedding_model, indexes[0].dimensions, indexes[0].state) == ("builtin/minilm", 384, "live")


def test_changed_settings_ask_for_a_new_index(project, handbook):
    assert not needs_reindex(project)
    smaller_chunks(project)
    assert needs_reindex(project)
    reindex(project)
    assert not needs_reindex(project)
    assert live_index(project).number == 2


def test_the_old_index_answers_until_the_new_one_is_complete(project, handbook, no_worker):
    smaller_chunks(project)
    new = reindex(project)
    assert (new.state, live_index(project).number) == ("building", 1)
    assert retrieve(project, "annual leave").passages
    build_index(new.pk)
    assert live_index(project) == new
    assert "fifteen days" in retrieve(project, "annual leave").passages[0].text
    assert Chunk.objects.filter(index=new).count() > Chunk.objects.filter(index__number=1).count()


def test_an_upload_during_the_build_is_in_the_new_index_when_it_goes_live(alice, project, handbook, no_worker, monkeypatch):
    smaller_chunks(project)
    new, late = reindex(project), []
    fill = reindexing._fill

    def with_an_upload(index, lease):
        fill(index, lease)
        if not late:
            late.append(take(project, alice, "more.md", b"# Parking\n\nThe garage has forty places.").revision)
            ingest_revision(late[0].pk)
            assert missing_from(index).exists()

    monkeypatch.setattr(reindexing, "_fill", with_an_upload)
    build_index(new.pk)
    assert live_index(project) == new
    assert not missing_from(new).exists()
    assert "garage" in retrieve(project, "parking garage").passages[0].text


def test_a_revision_embedded_for_an_index_that_was_switched_is_embedded_for_the_new_one(alice, project, handbook, no_worker, monkeypatch):
    from documents import ingestion

    smaller_chunks(project)
    new = reindex(project)
    revision = take(project, alice, "more.md", b"# Parking\n\nThe garage has forty places.").revision
    real, switched = ingestion.publish, []

    def switches_first(*args):
        if not switched:
            switched.append(build_index(new.pk))
        return real(*args)

    monkeypatch.setattr(ingestion, "publish", switches_first)
    ingest_revision(revision.pk)
    revision.refresh_from_db()
    assert (revision.state, live_index(project)) == ("ready", new)
    assert set(revision.chunks.values_list("index", flat=True)) == {new.pk}


def test_a_replaced_version_leaves_every_index(alice, project, handbook):
    smaller_chunks(project)
    reindex(project)
    take(project, alice, "handbook.md", HANDBOOK_2)
    assert {chunk.revision.number for chunk in Chunk.objects.select_related("revision")} == {2}


def test_a_build_that_was_killed_goes_on_where_it_was(project, alice, handbook, no_worker, monkeypatch):
    ingest_revision(take(project, alice, "long.md", long_text(3)).revision.pk)
    smaller_chunks(project)
    new, added = reindex(project), []
    real = reindexing._add

    def dies_second(index, revision):
        if added:
            raise KeyboardInterrupt
        added.append(revision)
        real(index, revision)

    with monkeypatch.context() as patch:
        patch.setattr(reindexing, "_add", dies_second)
        with pytest.raises(KeyboardInterrupt):
            build_index(new.pk)
    monkeypatch.setattr(reindexing, "_add", lambda index, revision: added.append(revision) or real(index, revision))
    Index.objects.filter(pk=new.pk).update(lease_expires_at=None)
    build_index(new.pk)
    assert len(added) == len(set(added)) == 2
    assert live_index(project) == new


def test_rolling_back_brings_index_and_settings_back_with_what_came_since(alice, project, handbook):
    smaller_chunks(project)
    reindex(project)
    take(project, alice, "more.md", b"# Parking\n\nThe garage has forty places.")
    rollback(project)
    project.refresh_from_db()
    assert (live_index(project).number, project.chunk_tokens) == (1, 180)
    assert not needs_reindex(project)
    assert "garage" in retrieve(project, "parking garage").passages[0].text
    assert Index.objects.get(number=2).state == "retired"


def test_there_is_nothing_to_roll_back_to_at_first(project, handbook):
    with pytest.raises(NotAllowedNow):
        rollback(project)


def test_only_one_old_index_is_kept(project, handbook):
    for tokens in (32, 64, 96):
        project.chunk_tokens = tokens
        project.save()
        reindex(project)
    for index in Index.objects.all():
        tend_index(index.pk)
    assert list(Index.objects.order_by("number").values_list("number", "state")) == [(3, "retired"), (4, "live")]
    assert set(Chunk.objects.values_list("index__number", flat=True)) == {3, 4}


def test_reindexing_over_rest(alice_client, charlie_client, project, handbook):
    path = f"/api/projects/{project.pk}/reindex"
    assert alice_client.post(path).status_code == 200
    smaller_chunks(project)
    assert alice_client.post(path).json()["number"] == 2
    assert [index["state"] for index in alice_client.get(path).json()] == ["live", "retired"]
    assert alice_client.post(f"/api/projects/{project.pk}/rollback").status_code == 202
    assert charlie_client.post(path).status_code == 404


def test_tending_tests_the_model_on_the_languages_found(alice, project):
    take(project, alice, "long.md", (b"The company pays for the travel of its people and for the hotels. " * 300))
    index = live_index(project)
    tending.tend(index)
    assert not tending.needs_self_test(Index.objects.get(pk=index.pk))
    assert Document.objects.get().live_revision
