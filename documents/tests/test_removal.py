from pathlib import Path

import pytest
from django.apps import apps

from documents import bm25
from documents.indexes import live_index
from documents.models import Chunk, ChunkVector, Document, Revision
from documents.removal import remove
from documents.retrieval import retrieve
from documents.tests.filing import HANDBOOK, HANDBOOK_2, take
from projects.lifecycle import delete, duplicate

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("models_server")]


@pytest.fixture(autouse=True)
def own_storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def files(settings):
    return [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]


def test_a_removed_document_leaves_nothing(alice, alice_client, project, settings):
    document = take(project, alice, "handbook.md", HANDBOOK).document
    kept = take(project, alice, "parking.md", b"# Parking\n\nThe garage has forty places.").document
    take(project, alice, "handbook.md", HANDBOOK_2)
    response = alice_client.delete(f"/api/projects/{project.pk}/documents/{document.pk}")
    assert response.status_code == 204
    assert list(Document.objects.all()) == [kept]
    assert set(Chunk.objects.values_list("revision__document", flat=True)) == {kept.pk}
    assert ChunkVector.objects.count() == Chunk.objects.count()
    assert len(files(settings)) == 1
    assert not any("leave" in passage.text for passage in retrieve(project, "annual leave").passages)


def test_the_receipt_says_what_was_deleted(alice, project):
    document = take(project, alice, "handbook.md", HANDBOOK).document
    receipt = remove(document)
    assert (receipt.name, receipt.revisions, receipt.size_bytes) == ("handbook.md", 1, len(HANDBOOK))
    assert receipt.passages > 0


def test_postings_forget_what_was_removed(alice, project):
    document = take(project, alice, "handbook.md", HANDBOOK).document
    take(project, alice, "parking.md", b"# Parking\n\nThe garage has forty places.")
    remove(document)
    assert not bm25.search(live_index(project), ["leav", "annual"]).top(5)


def test_a_deleted_project_leaves_nothing_at_all(alice, project, settings):
    take(project, alice, "handbook.md", HANDBOOK)
    take(project, alice, "handbook.md", HANDBOOK_2)
    delete(project)
    left = {model.__name__: model.objects.count() for model in apps.get_app_config("documents").get_models()}
    assert {name: count for name, count in left.items() if count} == {}
    assert not files(settings)


def test_deleting_through_the_orm_withdraws_passages_too(alice, project):
    document = take(project, alice, "handbook.md", HANDBOOK).document
    document.delete()
    assert not Chunk.objects.exists()
    assert not bm25.search(live_index(project), ["leav"]).top(5)


def test_work_on_a_removed_document_stops_quietly(alice, project, monkeypatch):
    from documents import ingestion

    real = ingestion.prepare

    def removed_meanwhile(index, revision, *args, **options):
        remove(Document.objects.get(pk=revision.document_id))
        return real(index, revision, *args, **options)

    monkeypatch.setattr(ingestion, "prepare", removed_meanwhile)
    take(project, alice, "handbook.md", HANDBOOK)
    assert not Revision.objects.exists()
    assert not Chunk.objects.exists()


def test_a_duplicated_project_has_documents_of_its_own(alice, project, settings):
    take(project, alice, "handbook.md", HANDBOOK)
    copy = duplicate(project, alice, with_documents=True)
    assert "fifteen days" in retrieve(copy, "annual leave").passages[0].text
    assert Document.objects.get(project=copy).newest.state == "ready"
    delete(project)
    assert "fifteen days" in retrieve(copy, "annual leave").passages[0].text
    assert len(files(settings)) == 1


def test_a_duplicated_project_starts_empty_unless_asked(alice, project):
    take(project, alice, "handbook.md", HANDBOOK)
    assert not Document.objects.filter(project=duplicate(project, alice)).exists()
