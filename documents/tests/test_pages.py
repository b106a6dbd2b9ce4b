"""The pages of documents: lists, uploads and actions as forms, fragments for htmx."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from documents.models import Document
from documents.tests.filing import HANDBOOK, claimed, take

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("models_server")]


@pytest.fixture
def quiet(monkeypatch):
    """No worker hears of what is uploaded."""
    monkeypatch.setattr("documents.doorbell._ring", lambda *bell: None)


@pytest.fixture
def document(quiet, alice, project):
    return take(project, alice, "handbook.md", HANDBOOK).document


@pytest.fixture
def ready(document):
    from documents.ingestion import ingest

    ingest(claimed(document.newest))
    return Document.objects.get(pk=document.pk)


def page(client, project, **query):
    return client.get(f"/projects/{project.pk}/documents/", query)


def test_each_file_of_an_upload_is_judged_on_its_own(quiet, alice_client, project, settings):
    settings.UPLOAD_MAX_BYTES = 200
    files = [SimpleUploadedFile("small.txt", b"few words"), SimpleUploadedFile("large.txt", b"x" * 500)]
    sent = alice_client.post(f"/projects/{project.pk}/documents/", {"files": files}, headers={"accept": "application/json"})
    results = {each["name"]: each for each in sent.json()["results"]}
    assert results["small.txt"]["problem"] == ""
    assert "too large" in results["large.txt"]["problem"]
    assert [each.name for each in project.documents.all()] == ["small.txt"]


def test_without_scripts_an_upload_comes_back_to_the_list(quiet, alice_client, project):
    response = alice_client.post(f"/projects/{project.pk}/documents/", {"files": [SimpleUploadedFile("a.txt", b"words")]}, follow=True)
    assert "“a.txt” is added." in response.content.decode()


def test_the_list_is_searched_filtered_and_sorted(document, alice, alice_client, project):
    take(project, alice, "accounts.md", b"# Accounts\n\nFigures.")
    assert [each.name for each in page(alice_client, project, sort="name").context["page"]] == ["accounts.md", "handbook.md"]
    assert [each.name for each in page(alice_client, project, q="HAND").context["page"]] == ["handbook.md"]
    assert "No document fits" in page(alice_client, project, state="failed").content.decode()


def test_a_fragment_is_no_whole_page(document, alice_client, project):
    fragment = alice_client.get(f"/projects/{project.pk}/documents/", headers={"hx-request": "true"}).content.decode()
    assert "<html" not in fragment
    assert 'id="documents"' in fragment


def test_a_failed_document_says_why_and_is_tried_again(document, alice_client, project):
    revision = claimed(document.newest)
    revision.move("failed", reason_template="The file is empty. Check that the right file was chosen.", reason_code="empty")
    assert "The file is empty." in page(alice_client, project).content.decode()
    alice_client.post(f"/documents/{document.pk}/retry/")
    assert Document.objects.get().newest.state == "queued"


def test_many_are_deleted_at_once(document, alice, alice_client, project):
    other = take(project, alice, "accounts.md", b"# Accounts\n\nFigures.").document
    ticked = {"document": [document.pk, other.pk, "nonsense"], "action": "delete"}
    alice_client.post(f"/projects/{project.pk}/documents/bulk/", ticked)
    assert not Document.objects.exists()


def test_a_viewer_reads_and_changes_nothing(document, bob, bob_client, project):
    project.memberships.filter(user=bob).update(role="viewer")
    assert "Add files" not in page(bob_client, project).content.decode()
    assert bob_client.post(f"/documents/{document.pk}/delete/").status_code == 403
    assert Document.objects.exists()


def test_the_viewer_marks_the_passage_without_scripts(ready, alice_client):
    text = ready.live_revision.content.text
    start = text.index("fifteen days")
    shown = alice_client.get(f"/documents/{ready.pk}/view/", {"start": start, "end": start + 12}).content.decode()
    assert '<mark id="passage">fifteen days</mark>' in shown


def test_a_revision_of_another_document_is_not_shown(ready, alice, alice_client, project):
    other = take(project, alice, "accounts.md", b"# Accounts\n\nFigures.").document
    assert alice_client.get(f"/documents/{ready.pk}/view/", {"revision": other.newest.pk}).status_code == 404


def test_another_chunking_is_tried_before_it_is_applied(ready, alice_client):
    query = {"method": "recursive", "max_tokens": 32, "overlap_tokens": 0}
    assert len(alice_client.get(f"/documents/{ready.pk}/preview/", query).context["pieces"]) >= 2
    assert "Ensure this value" in alice_client.get(f"/documents/{ready.pk}/preview/", query | {"max_tokens": 1}).content.decode()


def test_the_tray_counts_what_is_on_its_way(document, alice_client, charlie_client):
    assert "1 file is being prepared" in alice_client.get("/documents/tray/").content.decode()
    assert "handbook.md" not in charlie_client.get("/documents/tray/").content.decode()
