import threading

import pytest

from documents import ingestion, preparation, staging
from documents.cancelling import cancel, restart
from documents.extraction import ExtractionError
from documents.indexes import ensure_live_index
from documents.models import Chunk, ChunkVector, Content, Document, Revision, StagedVectors
from documents.retrieval import retrieve
from documents.tasks import ingest_revision, sweep
from documents.tests.filing import HANDBOOK, HANDBOOK_2, claimed, long_text, take, upload
from projects.llm.models_client import ModelUnavailable
from projects.work import LostLease

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("models_server")]


@pytest.fixture
def queued(alice, project, monkeypatch):
    """A function that takes a file in while no worker runs; the worker is the test."""

    def queue(data=HANDBOOK, name="handbook.md"):
        with monkeypatch.context() as patch:
            patch.setattr("documents.doorbell._ring", lambda *bell: None)
            return take(project, alice, name, data).revision

    return queue


def texts(project, question):
    return " ".join(passage.text for passage in retrieve(project, question).passages)


def test_an_upload_becomes_ready_and_answers(alice_client, project):
    document = upload(alice_client, project, ("handbook.md", HANDBOOK)).json()["results"][0]["document"]
    shown = alice_client.get(f"/api/projects/{project.pk}/documents/{document['id']}").json()
    assert (shown["state"], shown["live_revision"], shown["revision"]["reason"]) == ("ready", 1, "")
    assert "fifteen days" in texts(project, "How much annual leave do I get?")


def test_every_stage_is_an_event(alice_client, project):
    document = upload(alice_client, project, ("handbook.md", HANDBOOK)).json()["results"][0]["document"]
    events = alice_client.get(f"/api/projects/{project.pk}/documents/{document['id']}/events").json()
    assert [event["state"] for event in events if event["type"] == "state"] == ["queued", "extracting", "chunking", "embedding", "ready"]
    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    later = alice_client.get(f"/api/projects/{project.pk}/documents/{document['id']}/events?after=3").json()
    assert [event["seq"] for event in later] == list(range(4, len(events) + 1))


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        pytest.param("empty.txt", b"", "empty", id="empty"),
        pytest.param("broken.pdf", b"%PDF-1.7 and then nothing", "corrupt", id="corrupt"),
        pytest.param("program.exe", b"MZ\x90\x00" + bytes(range(256)) * 20, "unsupported", id="unknown kind"),
    ],
)
def test_a_bad_file_fails_with_its_reason_and_harms_nothing(alice_client, project, name, data, code):
    response = upload(alice_client, project, (name, data), ("handbook.md", HANDBOOK))
    first, second = (
        alice_client.get(f"/api/projects/{project.pk}/documents/{result['document']['id']}").json() for result in response.json()["results"]
    )
    assert (first["state"], first["revision"]["reason_code"]) == ("failed", code)
    assert first["revision"]["reason"]
    assert second["state"] == "ready"


def test_the_reason_is_told_in_the_readers_language(queued, monkeypatch):
    revision = claimed(queued(b"", "empty.txt"))
    ingestion.ingest(revision)
    revision.refresh_from_db()
    monkeypatch.setattr("documents.models.gettext", lambda text: f"[{text}]")
    assert revision.reason_text == f"[{revision.reason}]"


@pytest.mark.parametrize(
    "died_in",
    [
        pytest.param("documents.reading.extract", id="while extracting"),
        pytest.param("documents.ingestion.cut", id="while chunking"),
        pytest.param("documents.ingestion.prepare", id="while embedding"),
        pytest.param("documents.ingestion.publish", id="before publishing"),
        pytest.param("documents.publishing.insert", id="within the publishing transaction"),
    ],
)
def test_a_worker_killed_at_any_stage_is_replaced_by_the_next(queued, project, monkeypatch, died_in):
    revision = queued()
    with monkeypatch.context() as patch:
        patch.setattr(died_in, lambda *args, **options: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            ingestion.ingest(claimed(revision))
    assert not Chunk.objects.exists()
    let_the_lease_run_out(revision)
    sweep()
    revision.refresh_from_db()
    assert revision.state == "ready"
    assert Chunk.objects.count() == ChunkVector.objects.count() > 0
    assert "fifteen days" in texts(project, "annual leave")


def let_the_lease_run_out(revision):
    Revision.objects.filter(pk=revision.pk).update(lease_expires_at="2020-01-01T00:00Z")


def test_what_was_extracted_is_not_extracted_again(queued, monkeypatch):
    revision = queued()
    with monkeypatch.context() as patch:
        patch.setattr(ingestion, "prepare", lambda *args, **options: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            ingestion.ingest(claimed(revision))
    monkeypatch.setattr("documents.reading.extract", lambda *args, **options: pytest.fail("extracted twice"))
    let_the_lease_run_out(revision)
    ingest_revision(revision.pk)
    revision.refresh_from_db()
    assert revision.state == "ready"


def test_batches_that_were_embedded_are_not_embedded_again(queued, project, monkeypatch):
    monkeypatch.setattr(staging, "BATCH", 2)
    ensure_live_index(project)
    revision, asked = queued(long_text(9, words=40)), []
    real = staging.models_client.embed_passages

    def dies_later(texts, model):
        if len(asked) >= 2:
            raise KeyboardInterrupt
        asked.append(texts)
        return real(texts, model)

    with monkeypatch.context() as patch:
        patch.setattr(staging.models_client, "embed_passages", dies_later)
        with pytest.raises(KeyboardInterrupt):
            ingestion.ingest(claimed(revision))
    assert StagedVectors.objects.filter(revision=revision).count() == 2
    let_the_lease_run_out(revision)
    monkeypatch.setattr(staging.models_client, "embed_passages", lambda texts, model: asked.append(texts) or real(texts, model))
    ingest_revision(revision.pk)
    revision.refresh_from_db()
    flat = [text for batch in asked for text in batch]
    assert len(flat) == len(set(flat)) == revision.chunks.count()
    assert not StagedVectors.objects.exists()


def test_a_worker_that_lost_its_lease_changes_nothing(queued, monkeypatch):
    revision = queued()
    late = claimed(revision)
    let_the_lease_run_out(revision)
    ingest_revision(revision.pk)
    before = list(Chunk.objects.values_list("pk", flat=True))
    ingestion.ingest(late)
    revision.refresh_from_db()
    assert (revision.state, list(Chunk.objects.values_list("pk", flat=True))) == ("ready", before)


def test_a_file_that_kills_the_worker_fails_after_three_times(queued, monkeypatch):
    revision = queued()
    monkeypatch.setattr("documents.reading.extract", lambda *args, **options: (_ for _ in ()).throw(KeyboardInterrupt))
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            ingestion.ingest(claimed(revision))
        let_the_lease_run_out(revision)
    ingestion.ingest(claimed(revision))
    revision.refresh_from_db()
    assert (revision.state, revision.reason_code) == ("failed", "crashed")
    assert "3 times" in revision.reason


def test_a_model_server_that_is_away_is_waited_for(queued, monkeypatch):
    revision = queued()
    with monkeypatch.context() as patch:
        patch.setattr("documents.ingestion.prepare", away)
        ingestion.ingest(claimed(revision))
    revision.refresh_from_db()
    assert revision.is_open
    assert revision not in Revision.objects.awaiting_worker()
    let_the_lease_run_out(revision)
    ingest_revision(revision.pk)
    revision.refresh_from_db()
    assert revision.state == "ready"


def away(*args, **options):
    raise ModelUnavailable("away")


def test_waiting_for_a_model_server_comes_to_an_end(queued, monkeypatch):
    revision = queued()
    monkeypatch.setattr("documents.ingestion.prepare", away)
    for _ in range(ingestion.MAX_WAITS + 1):
        ingestion.ingest(claimed(revision))
        let_the_lease_run_out(revision)
    revision.refresh_from_db()
    assert (revision.state, revision.reason_code) == ("failed", "model-unavailable")
    monkeypatch.undo()
    restart(revision)
    revision.refresh_from_db()
    assert revision.state == "ready"


def test_cancelling_stops_the_work_at_once(queued, monkeypatch):
    revision = queued()
    held = claimed(revision)

    def cancelled_meanwhile(*args, **options):
        cancel(Revision.objects.get(pk=revision.pk))
        return preparation.prepare(*args, **options)

    monkeypatch.setattr(ingestion, "prepare", cancelled_meanwhile)
    ingestion.ingest(held)
    revision.refresh_from_db()
    assert (revision.state, revision.reason_code) == ("cancelled", "cancelled")
    assert not Chunk.objects.exists()
    assert not StagedVectors.objects.exists()


def test_cancelling_kills_a_reading_child(queued, monkeypatch):
    revision, stopped = queued(), threading.Event()
    monkeypatch.setattr("documents.leases.BEAT_S", 0.05)

    def reads_forever(path, name, limits, *, on_progress, should_stop, **models):
        cancel(Revision.objects.get(pk=revision.pk))
        while not should_stop():
            stopped.wait(0.02)
        stopped.set()
        raise ExtractionError

    monkeypatch.setattr("documents.reading.extract", reads_forever)
    ingestion.ingest(claimed(revision))
    revision.refresh_from_db()
    assert stopped.is_set()
    assert revision.state == "cancelled"


def test_a_cancelled_document_can_be_started_again(queued, alice_client, project):
    revision = queued()
    path = f"/api/projects/{project.pk}/documents/{revision.document_id}"
    assert alice_client.post(f"{path}/cancel").json()["state"] == "cancelled"
    assert alice_client.post(f"{path}/cancel").status_code == 409
    assert alice_client.post(f"{path}/retry").status_code == 202
    assert alice_client.get(path).json()["state"] == "ready"
    assert alice_client.post(f"{path}/retry").status_code == 409


def test_the_old_version_answers_until_the_new_one_is_ready(queued, project, monkeypatch):
    ingest_revision(queued().pk)
    second = queued(HANDBOOK_2)
    assert "fifteen days" in texts(project, "annual leave")
    ingest_revision(second.pk)
    answer = texts(project, "annual leave")
    assert "twenty days" in answer
    assert "fifteen days" not in answer
    document = Document.objects.get()
    assert document.live_revision == second
    assert set(Chunk.objects.values_list("revision", flat=True)) == {second.pk}
    assert Content.objects.count() == 2


def test_a_new_version_that_fails_leaves_the_old_one(queued, project):
    ingest_revision(queued().pk)
    ingest_revision(queued(b"").pk)
    assert "fifteen days" in texts(project, "annual leave")
    document = Document.objects.get()
    assert (document.live_revision.number, document.newest.state) == (1, "failed")


def test_a_reader_sees_one_version_or_the_other_never_a_mixture(queued, project):
    versions = [long_text(6, words=40).replace(b"term", word) for word in (b"alpha", b"beta")]
    ingest_revision(queued(versions[0]).pk)
    seen, done = [], threading.Event()

    def read():
        from django.db import connection

        while not done.is_set():
            rows = list(Chunk.objects.order_by("position").values_list("revision_id", "position"))
            seen.append(rows)
        connection.close()

    reader = threading.Thread(target=read)
    reader.start()
    second = queued(versions[1])
    ingest_revision(second.pk)
    done.set()
    reader.join()
    assert len({tuple(rows) for rows in seen}) <= 2
    assert all(len({revision for revision, _ in rows}) == 1 for rows in seen)


def test_lost_lease_is_not_an_error(queued, monkeypatch):
    def lost(*args, **options):
        raise LostLease

    monkeypatch.setattr("documents.ingestion.fetch_original", lost)
    revision = claimed(queued())
    ingestion.ingest(revision)
    revision.refresh_from_db()
    assert revision.state == "extracting"


def test_questions_asked_during_replacements_are_always_answered_from_one_version(queued, project):
    ingest_revision(queued().pk)
    answers, done = [], threading.Event()

    def ask():
        from django.db import connection

        while not done.is_set():
            answers.append(texts(project, "How many days of annual leave?"))
        connection.close()

    reader = threading.Thread(target=ask)
    reader.start()
    try:
        for number in range(4):
            ingest_revision(queued((HANDBOOK, HANDBOOK_2)[number % 2 == 0] + b"\n" * number).pk)
    finally:
        done.set()
        reader.join()
    assert len(answers) > 4
    assert all(("fifteen days" in answer) != ("twenty days" in answer) for answer in answers)
