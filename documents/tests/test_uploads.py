import threading
from pathlib import Path

import pytest
from django.db import connection

from documents import doorbell
from documents.errors import FileTooLarge, NotAllowedNow
from documents.models import Document, Revision
from documents.originals import clear_orphans
from documents.tests.filing import HANDBOOK, HANDBOOK_2, take, upload
from documents.uploads import receive_url

RING = doorbell._ring
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_worker(monkeypatch, settings, tmp_path):
    """Uploads stay queued, as they do while no worker runs."""
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr("documents.doorbell._ring", lambda *bell: None)


def stored_files(settings):
    return {path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()}


def test_an_upload_is_a_queued_revision_with_its_file(alice_client, project, settings):
    response = upload(alice_client, project, ("handbook.md", HANDBOOK))
    assert response.status_code == 201
    result = response.json()["results"][0]
    assert (result["outcome"], result["document"]["name"], result["document"]["state"]) == ("created", "handbook.md", "queued")
    revision = Revision.objects.get()
    assert revision.size_bytes == len(HANDBOOK)
    assert revision.file.read() == HANDBOOK
    assert "handbook" not in revision.file.name


def test_the_same_bytes_are_recognised_under_any_name(alice_client, bob_client, project, settings):
    first = upload(alice_client, project, ("handbook.md", HANDBOOK)).json()["results"][0]
    before = stored_files(settings)
    response = upload(bob_client, project, ("copy of handbook.md", HANDBOOK))
    assert response.status_code == 200
    result = response.json()["results"][0]
    assert (result["outcome"], result["document"]["id"]) == ("duplicate", first["document"]["id"])
    assert Revision.objects.count() == 1
    assert stored_files(settings) == before


def test_other_bytes_under_a_name_become_its_next_revision(alice, project):
    first = take(project, alice, "handbook.md", HANDBOOK)
    second = take(project, alice, "handbook.md", HANDBOOK_2)
    assert (second.outcome, second.document.pk, second.revision.number) == ("replaced", first.document.pk, 2)
    first.revision.refresh_from_db()
    assert (first.revision.state, first.revision.reason_code) == ("cancelled", "superseded")


def test_going_back_to_an_earlier_version_is_a_new_revision(alice, project):
    take(project, alice, "handbook.md", HANDBOOK)
    take(project, alice, "handbook.md", HANDBOOK_2)
    assert take(project, alice, "handbook.md", HANDBOOK).revision.number == 3


def test_the_same_bytes_again_start_a_failed_document_again(alice, project):
    failed = take(project, alice, "handbook.md", HANDBOOK).revision
    Revision.objects.filter(pk=failed.pk).update(state="failed", reason_code="corrupt", attempts=3)
    again = take(project, alice, "handbook.md", HANDBOOK)
    assert again.outcome == "duplicate"
    failed.refresh_from_db()
    assert (failed.state, failed.reason_code, failed.attempts) == ("queued", "", 0)


def test_projects_do_not_know_of_each_others_files(alice, project, other_project):
    take(project, alice, "handbook.md", HANDBOOK)
    assert take(other_project, alice, "handbook.md", HANDBOOK).outcome == "created"


@pytest.fixture
def other_project(alice):
    from projects.lifecycle import create

    return create(alice, name="Other")


def test_ten_people_upload_the_same_file_at_once(alice, project, settings):
    receipts = at_once(10, lambda number: take(project, alice, "handbook.md", HANDBOOK))
    assert sorted(receipt.outcome for receipt in receipts) == ["created"] + ["duplicate"] * 9
    assert len({receipt.revision.pk for receipt in receipts}) == 1
    assert len(stored_files(settings)) == 1


def test_ten_people_upload_different_files_under_one_name_at_once(alice, project):
    at_once(10, lambda number: take(project, alice, "handbook.md", HANDBOOK + bytes([65 + number])))
    document = Document.objects.get()
    states = list(document.revisions.order_by("number").values_list("number", "state"))
    assert states == [(number, "cancelled") for number in range(1, 10)] + [(10, "queued")]


def at_once(count, act):
    results, barrier = [], threading.Barrier(count)

    def run(number):
        barrier.wait()
        try:
            results.append(act(number))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[number]) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == count
    return results


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(alice_client, project, settings):
    settings.UPLOAD_MAX_BYTES = 1_000_000
    response = upload(alice_client, project, ("big.txt", b"x" * 1_000_001))
    assert response.status_code == 413
    assert response["Content-Type"] == "application/problem+json"
    assert "too large" in response.json()["detail"]
    assert not Document.objects.exists()
    assert not stored_files(settings)


def test_one_file_over_the_limit_does_not_stop_the_others(alice_client, project, settings):
    settings.UPLOAD_MAX_BYTES = 100_000
    response = upload(alice_client, project, ("big.txt", b"x" * 200_000), ("handbook.md", HANDBOOK))
    assert response.status_code == 201
    assert {result["name"]: result["outcome"] for result in response.json()["results"]} == {"big.txt": "refused", "handbook.md": "created"}


def test_the_limit_holds_for_every_way_in(alice, project, settings):
    settings.UPLOAD_MAX_BYTES = 10
    with pytest.raises(FileTooLarge):
        take(project, alice, "handbook.md", HANDBOOK)


def test_an_upload_without_files_says_what_to_do(alice_client, project):
    response = alice_client.post(f"/api/projects/{project.pk}/documents", {})
    assert response.status_code == 400
    assert "Choose at least one file" in response.json()["detail"]


def test_an_archived_project_takes_nothing(alice, alice_client, project):
    from projects.lifecycle import archive

    archive(project)
    assert upload(alice_client, project, ("handbook.md", HANDBOOK)).status_code == 409
    with pytest.raises(NotAllowedNow):
        take(project, alice, "handbook.md", HANDBOOK)


def test_the_file_of_a_failed_transaction_is_cleaned_up(alice, project, settings, monkeypatch):
    monkeypatch.setattr("documents.uploads._record", lambda *args, **fields: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take(project, alice, "handbook.md", HANDBOOK)
    assert not stored_files(settings)


def test_files_without_a_row_are_swept_once_they_are_old(alice, project, settings, monkeypatch):
    kept = take(project, alice, "handbook.md", HANDBOOK).revision
    orphan = Path(settings.MEDIA_ROOT) / str(project.pk) / "0123456789abcdef"
    orphan.write_bytes(b"left behind")
    assert clear_orphans() == 0
    monkeypatch.setattr("documents.originals.ORPHAN_AGE", kept.created_at - kept.created_at)
    assert clear_orphans() == 1
    assert not orphan.exists()
    assert kept.file.read() == HANDBOOK


def test_a_lost_broker_loses_no_upload(alice, project, monkeypatch, settings):
    def broken(*args, **options):
        raise ConnectionError("no broker")

    monkeypatch.setattr("documents.doorbell._ring", RING)
    monkeypatch.setattr("celery.canvas.Signature.apply_async", broken)
    assert take(project, alice, "handbook.md", HANDBOOK).revision in Revision.objects.awaiting_worker()


def test_an_address_is_queued_for_a_worker_to_fetch(alice, project):
    receipt = receive_url(project=project, user=alice, url="https://example.com/files/plan%20B.pdf?x=1")
    assert (receipt.document.name, receipt.revision.state, receipt.document.source_url) == (
        "plan B.pdf",
        "queued",
        "https://example.com/files/plan%20B.pdf?x=1",
    )
