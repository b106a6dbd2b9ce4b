"""Files that are brought along, and documents that a question names."""

import io

import pytest
from asgiref.sync import async_to_sync
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from agents import attachments, keeping
from agents.errors import BadQuestion
from agents.models import Conversation, Message
from agents.searching import search
from documents.ingestion import ingest
from documents.models import Document, Revision
from documents.uploads import receive
from projects.models import Membership, Project

pytestmark = pytest.mark.django_db(transaction=True)
TERMS = b"# Terms of delivery\n\nThe pallets are delivered to Rayong within 9 working days of the order.\n"
QUESTION = "Within how many working days are the pallets delivered to Rayong?"


@pytest.mark.parametrize("longest_s", [5, 0])
def test_an_answer_waits_until_its_files_are_read(alice, project, longest_s):
    document = Document.objects.create(project=project, name="late.md")
    revision = Revision.objects.create(
        document=document, number=1, file="x", sha256="0" * 64, size_bytes=1, state="failed", reason="It is empty."
    )
    with pytest.raises(BadQuestion, match="late.md.* could not be read: It is empty."):
        async_to_sync(attachments.await_read)([document.pk], longest_s=longest_s)
    Revision.objects.filter(pk=revision.pk).update(state="embedding")
    if not longest_s:
        with pytest.raises(BadQuestion, match="still being read"):
            async_to_sync(attachments.await_read)([document.pk], longest_s=longest_s)


def bring(client, project, name="terms.md", content=TERMS, **fields):
    answer = client.post(f"/projects/{project.pk}/attachments/", {"files": SimpleUploadedFile(name, content), **fields})
    assert answer.status_code == 200, answer.content
    for revision in Revision.objects.filter(state=Revision.State.QUEUED):
        if claimed := Revision.objects.claim(revision.pk):
            ingest(claimed)
    return answer.json()


@pytest.fixture
def brought(alice_client, project, handbook):
    """A conversation of Alice's that began with a file of hers; the answer to REST."""
    made = bring(alice_client, project)
    alice_client.post(f"/projects/{project.pk}/chat/", {"question": QUESTION, "mention": made["results"][0]["document"]})
    return made | {"conversation": Conversation.objects.get()}


def test_a_file_goes_with_the_first_question(brought, alice):
    question = Message.objects.get(role="user")
    assert [each.name for each in question.mentions.all()] == ["terms.md"]
    assert attachments.drawers_of(brought["conversation"]).count() == 1


def test_it_is_searched_in_its_conversation_and_in_no_other(brought, alice, project):
    other = Conversation.objects.create(project=project, user=alice)
    found = search(project, QUESTION, user=alice, conversation=brought["conversation"])
    assert "9 working days" in found.passages[0].text
    assert not any("pallets" in each.text for each in search(project, QUESTION, user=alice, conversation=other).passages)


def test_the_project_is_searched_beside_it(brought, alice, project):
    found = search(project, "How long is the probation period?", user=alice, conversation=brought["conversation"])
    assert "119 days" in found.passages[0].text
    assert found.trace["places"] == 2


def test_only_named_documents_are_looked_in(brought, alice, project, handbook):
    found = search(project, QUESTION, user=alice, conversation=brought["conversation"], documents=[handbook.pk])
    assert {each.document_name for each in found.passages} <= {"handbook.md"}


def test_a_drawer_is_listed_nowhere(brought, alice_client, bob_client):
    assert "Files of a conversation" not in alice_client.get("/").content.decode()
    assert [each["name"] for each in alice_client.get("/api/projects").json()["results"]] == ["Handbook"]
    assert "terms.md" not in alice_client.get("/palette/", {"q": "terms"}).content.decode()


def test_nobody_else_meets_the_file(brought, bob_client, project):
    document = brought["results"][0]["document"]
    assert bob_client.get(f"/documents/{document}/").status_code == 404
    assert "terms.md" not in bob_client.get(f"/projects/{project.pk}/mentions/", {"q": "terms"}).content.decode()
    refused = bob_client.post(f"/projects/{project.pk}/chat/", {"question": QUESTION, "mention": document})
    assert "no longer here" in refused.content.decode()
    assert not Conversation.objects.filter(user__email="bob@example.com").exists()


def test_a_drawer_has_no_settings_and_no_members(brought, alice_client):
    drawer = Project.objects.exclude(drawer_of=None).get()
    assert alice_client.post(f"/projects/{drawer.pk}/delete/", {"name": drawer.name}).status_code == 403
    assert alice_client.post(f"/api/projects/{drawer.pk}/invitations", {"email": "x@example.com"}).status_code == 403


def test_a_drawer_closes_with_its_project(brought, alice, project):
    drawer = Project.objects.get(drawer_in=project)
    assert drawer in Project.objects.editable_by(alice)
    Project.objects.filter(pk=project.pk).update(archived_at=timezone.now())
    assert drawer in Project.objects.visible_to(alice)
    assert drawer not in Project.objects.editable_by(alice)
    project.memberships.filter(user=alice).delete()
    assert drawer not in Project.objects.visible_to(alice)


def test_a_file_goes_with_questions_of_its_project_alone(alice_client, alice, project):
    elsewhere = Project.objects.create(name="Elsewhere")
    Membership.objects.create(project=elsewhere, user=alice, role="owner")
    taken = bring(alice_client, elsewhere)
    assert attachments.unclaimed_drawer(alice, elsewhere, taken["drawer"])
    assert attachments.unclaimed_drawer(alice, project, taken["drawer"]) is None
    with pytest.raises(BadQuestion):
        attachments.mentioned(alice, project, [taken["results"][0]["document"]])


def test_further_files_lie_in_the_same_drawer(brought, alice_client, project):
    more = bring(alice_client, project, "more.md", b"# More\n\nA pallet holds 40 boxes.", conversation=brought["conversation"].pk)
    assert more["drawer"] == brought["drawer"]


def test_a_viewer_may_bring_a_file_along(project, charlie, charlie_client, models_server):
    Membership.objects.create(project=project, user=charlie, role="viewer")
    assert bring(charlie_client, project)["results"][0]["document"]


def test_deleting_the_conversation_deletes_its_files(brought, alice_client, project):
    alice_client.post(f"/projects/{project.pk}/chat/{brought['conversation'].pk}/delete/")
    Conversation.objects.update(deleted_at="2020-01-01T00:00Z")
    keeping.sweep()
    assert not Project.objects.exclude(drawer_of=None).exists()
    assert not Document.objects.filter(name="terms.md").exists()


def test_files_that_no_question_claimed_are_cleared_out(alice_client, project, brought):
    left = bring(alice_client, project, "left.md", b"# Left\n\nNobody asked.")
    Project.objects.filter(pk=left["drawer"]).update(created_at="2020-01-01T00:00Z")
    assert attachments.clear_out() == 1
    assert not Document.objects.filter(name="left.md").exists()
    assert Document.objects.filter(name="terms.md").exists()


def test_a_file_is_taken_off_again(alice_client, bob_client, project):
    document = bring(alice_client, project)["results"][0]["document"]
    assert bob_client.post(f"/projects/{project.pk}/attachments/{document}/remove/").status_code == 404
    assert alice_client.post(f"/projects/{project.pk}/attachments/{document}/remove/").status_code == 204
    assert not Document.objects.filter(pk=document).exists()


def test_the_documents_of_the_project_cannot_be_taken_off(alice_client, project, handbook):
    assert alice_client.post(f"/projects/{project.pk}/attachments/{handbook.pk}/remove/").status_code == 404


def test_letters_after_an_at_sign_find_documents(brought, alice_client, project):
    address = f"/projects/{project.pk}/mentions/"
    assert "handbook.md" in alice_client.get(address, {"q": "hand"}).content.decode()
    assert "terms.md" in alice_client.get(address, {"q": "", "conversation": brought["conversation"].pk}).content.decode()
    assert "terms.md" not in alice_client.get(address, {"q": ""}).content.decode()


def test_an_archived_project_takes_no_files(alice_client, project):
    project.archived_at = project.created_at
    project.save()
    assert "archived" in bring(alice_client, project)["results"][0]["problem"]


@pytest.mark.parametrize("fields", [{"drawer": "x"}, {"conversation": "x"}, {"conversation": "00000000-0000-0000-0000-000000000000"}])
def test_ids_that_are_none_name_nothing(alice_client, project, fields):
    sent = {"files": SimpleUploadedFile("a.txt", b"a"), **fields}
    assert alice_client.post(f"/projects/{project.pk}/attachments/", sent).status_code == 404


def test_a_question_names_documents_over_rest(alice_client, alice, project, handbook):
    other = receive(project=project, user=alice, file=io.BytesIO(TERMS), name="terms.md")
    ingest(Revision.objects.claim(other.revision.pk)) if other.revision.is_open and Revision.objects.filter(
        pk=other.revision.pk, state="queued"
    ) else None
    asked = {"question": QUESTION, "documents": [str(handbook.pk)]}
    answer = alice_client.post(f"/api/projects/{project.pk}/ask", asked, content_type="application/json").json()
    assert {each["name"] for each in answer["citations"]} <= {"handbook.md"}
