import pytest
from django.test import Client

from documents import previewing
from documents.indexes import live_index
from documents.models import Chunk
from documents.preparation import cut_as
from documents.tests.filing import HANDBOOK, long_text, take, upload
from projects.models import Membership, Role
from tests.people import signed_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("models_server")]


@pytest.fixture
def document(alice, project):
    return take(project, alice, "handbook.md", HANDBOOK).document


@pytest.fixture
def path(project, document):
    return f"/api/projects/{project.pk}/documents/{document.pk}"


@pytest.fixture
def viewer_client(charlie, project):
    Membership.objects.create(project=project, user=charlie, role=Role.VIEWER)
    return signed_in(charlie)


READS = ["", "/content", "/original", "/chunks", "/events", "/revisions"]


def test_a_viewer_may_read_everything_and_change_nothing(viewer_client, path, project):
    assert [viewer_client.get(path + read).status_code for read in READS] == [200] * len(READS)
    base = f"/api/projects/{project.pk}"
    refused = [
        viewer_client.delete(path),
        viewer_client.post(f"{path}/retry"),
        viewer_client.post(f"{path}/cancel"),
        upload(viewer_client, project, ("x.md", b"x")),
        viewer_client.post(f"{base}/reindex"),
        viewer_client.post(f"{base}/rollback"),
    ]
    assert [response.status_code for response in refused] == [403] * len(refused)
    assert {response["Content-Type"] for response in refused} == {"application/problem+json"}


def test_a_stranger_finds_nothing(charlie_client, path, project, document):
    writes = [
        f"{path}/retry",
        f"{path}/cancel",
        f"{path}/preview",
        *(f"/api/projects/{project.pk}/{part}" for part in ("search", "similar", "reindex", "rollback")),
    ]
    assert {charlie_client.get(path + read).status_code for read in READS} == {404}
    assert {charlie_client.post(write).status_code for write in writes} == {404}
    assert charlie_client.delete(path).status_code == 404
    assert upload(charlie_client, project, ("x.md", b"x")).status_code == 404
    assert Client().get(path).status_code == 401


def test_a_document_is_not_found_through_another_project(alice, alice_client, path, document):
    from projects.lifecycle import create

    other = create(alice, name="Other")
    assert alice_client.get(f"/api/projects/{other.pk}/documents/{document.pk}").status_code == 404


def test_lists_are_cursor_paged(alice, alice_client, project, document):
    take(project, alice, "second.md", b"# Parking\n\nForty places.")
    first = alice_client.get(f"/api/projects/{project.pk}/documents?page_size=1").json()
    assert [shown["name"] for shown in first["results"]] == ["second.md"]
    second = alice_client.get(first["next"]).json()
    assert [shown["name"] for shown in second["results"]] == ["handbook.md"]
    named = alice_client.get(f"/api/projects/{project.pk}/documents?q=HAND").json()["results"]
    assert [shown["name"] for shown in named] == ["handbook.md"]


def test_content_is_a_range_with_its_surroundings(alice_client, path):
    text = HANDBOOK.decode()
    start = alice_client.get(f"{path}/content").json()["text"].index("fifteen")
    shown = alice_client.get(f"{path}/content", {"start": start, "end": start + 12, "context": 10}).json()
    assert (shown["text"], shown["after"], len(shown["before"])) == ("fifteen days", " of paid a", 10)
    assert shown["length"] <= len(text)
    assert alice_client.get(f"{path}/content", {"start": 10**8}).json()["text"] == ""
    assert alice_client.get(f"{path}/content", {"start": "x"}).status_code == 400


def test_only_the_original_of_a_named_version_is_kept_by_browsers(alice_client, path):
    assert alice_client.get(f"{path}/original")["Cache-Control"] == "private, no-cache"
    assert "max-age" in alice_client.get(f"{path}/original?revision=1")["Cache-Control"]


def test_the_original_comes_back_as_it_was_and_harmless(alice_client, path):
    response = alice_client.get(f"{path}/original")
    assert b"".join(response.streaming_content) == HANDBOOK
    assert response["Content-Disposition"] == 'attachment; filename="handbook.md"'
    assert (response["X-Content-Type-Options"], response["Content-Type"]) == ("nosniff", "application/octet-stream")
    assert "sandbox" in response["Content-Security-Policy"]


def test_html_is_never_shown_in_our_origin(alice, alice_client, project):
    document = take(
        project, alice, "page.html", b"<!doctype html><html><body><p>Parking is free.</p><script>alert(1)</script></body></html>"
    ).document
    response = alice_client.get(f"/api/projects/{project.pk}/documents/{document.pk}/original?inline=true")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"


def test_text_is_shown_inline_as_plain_text(alice_client, path):
    response = alice_client.get(f"{path}/original?inline=true")
    assert response["Content-Disposition"].startswith("inline")
    assert response["Content-Type"] == "text/plain; charset=utf-8"


def test_chunks_come_in_reading_order(alice_client, path):
    chunks = alice_client.get(f"{path}/chunks").json()["results"]
    assert [chunk["position"] for chunk in chunks] == list(range(len(chunks)))
    assert "fifteen days" in " ".join(chunk["text"] for chunk in chunks)


def test_search_finds_and_explains(alice_client, project, document):
    found = alice_client.post(
        f"/api/projects/{project.pk}/search", {"query": "annual leave", "trace": True}, content_type="application/json"
    ).json()
    assert "fifteen days" in found["passages"][0]["text"]
    assert found["trace"]["candidates"]
    bad = alice_client.post(f"/api/projects/{project.pk}/search", {"query": ""}, content_type="application/json")
    assert bad.status_code == 400


def test_similar_passages_by_text_and_by_chunk(alice, alice_client, project, document):
    take(project, alice, "hotels.md", b"# Hotels\n\nA night in a hotel may cost 120 euros.")
    path = f"/api/projects/{project.pk}/similar"
    by_text = alice_client.post(path, {"text": "cost of a hotel"}, content_type="application/json").json()["passages"]
    assert by_text[0]["document_name"] == "hotels.md"
    chunk = Chunk.objects.get(pk=by_text[0]["chunk_id"])
    by_chunk = alice_client.post(path, {"chunk": chunk.pk}, content_type="application/json").json()["passages"]
    assert chunk.pk not in [passage["chunk_id"] for passage in by_chunk]
    assert alice_client.post(path, {}, content_type="application/json").status_code == 400
    assert alice_client.post(path, {"chunk": 10**9}, content_type="application/json").status_code == 404


def test_a_preview_of_a_book_reads_its_beginning(alice_client, alice, project, monkeypatch):
    def cut(model, chunking, content):
        read.append(len(content.text))
        return cut_as(model, chunking, content)

    read = []
    monkeypatch.setattr(previewing, "SHOWN", 2)
    monkeypatch.setattr(previewing, "cut_as", cut)
    document = take(project, alice, "book.md", long_text(40)).document
    asked = {"method": "recursive", "max_tokens": 64, "overlap_tokens": 0}
    pieces = alice_client.post(f"/api/projects/{project.pk}/documents/{document.pk}/preview", asked, content_type="application/json").json()
    assert len(pieces) == 2
    assert read == [2 * 64 * previewing.CHARS_A_TOKEN]


def test_a_preview_cuts_without_saving(alice_client, path, project):
    before = list(Chunk.objects.values_list("pk", flat=True))
    asked = {"method": "recursive", "max_tokens": 32, "overlap_tokens": 0}
    pieces = alice_client.post(f"{path}/preview", asked, content_type="application/json").json()
    assert len(pieces) >= 2
    assert all(piece["token_count"] <= 32 for piece in pieces)
    assert list(Chunk.objects.values_list("pk", flat=True)) == before
    assert live_index(project).number == 1
