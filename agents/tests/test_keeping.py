"""The list of conversations: pinned, temporary, searched, exported, deleted with a moment to think again."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from agents import finding, keeping
from agents.models import Conversation, Message
from agents.tests.conversations import answer_to, begin, cite, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(project, alice):
    return begin(project, alice)


def listing(project):
    return f"/projects/{project.pk}/conversations/"


def aged(conversation, **past):
    moment = timezone.now() - timedelta(**past)
    return Conversation.objects.filter(pk=conversation.pk).update(updated_at=moment)


def test_pinned_ones_stand_on_top(conversation, project, alice, alice_client):
    aged(conversation, days=90)
    begin(project, alice, "Newer")
    alice_client.post(f"{conversation.get_absolute_url()}pin/")
    page = alice_client.get(listing(project)).content.decode()
    assert page.index("Pinned") < page.index("Leave") < page.index("Newer")
    head = alice_client.post(f"{conversation.get_absolute_url()}pin/", {"wanted": "0"}, headers={"hx-request": "true"}).content.decode()
    assert "Unpin" not in head
    assert "hx-swap-oob" in head


def test_a_temporary_chat_is_not_listed_nor_found_and_goes_after_a_day(project, alice, alice_client):
    room = f"/projects/{project.pk}/chat/"
    assert "deleted a day after its last message" in alice_client.get(f"{room}?temporary=1").content.decode()
    alice_client.post(room, {"question": "A zebra?", "temporary": "1"}, headers={"hx-request": "true"})
    made = Conversation.objects.get()
    assert made.is_temporary
    assert "zebra" not in alice_client.get(listing(project)).content.decode()
    assert finding.find(alice, "zebra") == []
    assert alice_client.get(f"/api/projects/{project.pk}/conversations").json()["results"] == []
    assert "Temporary" in alice_client.get(made.get_absolute_url()).content.decode()
    aged(made, hours=23)
    keeping.sweep()
    assert Conversation.objects.exists()
    aged(made, hours=25)
    keeping.sweep()
    assert not Conversation.objects.exists()


def test_a_temporary_chat_can_be_kept(project, alice, alice_client):
    made = begin(project, alice, is_temporary=True)
    alice_client.post(f"{made.get_absolute_url()}temporary/", {"wanted": "0"})
    aged(made, days=3)
    keeping.sweep()
    assert not Conversation.objects.get().is_temporary


def test_a_deleted_conversation_is_hidden_at_once_and_can_be_brought_back(conversation, project, alice_client):
    run = say(conversation, "A zebra?")
    response = alice_client.post(f"{conversation.get_absolute_url()}delete/", follow=True)
    page = response.content.decode()
    undo = page.split("data-undo")[0].rpartition('action="')[2].partition('"')[0].replace("&amp;", "&")
    for path in (conversation.get_absolute_url(), f"/api/runs/{run.pk}", f"/api/projects/{project.pk}/conversations/{conversation.pk}"):
        assert alice_client.get(path).status_code == 404
    assert str(conversation.pk) not in alice_client.get(listing(project)).content.decode()
    keeping.sweep()
    alice_client.post(undo)
    assert alice_client.get(conversation.get_absolute_url()).status_code == 200


def test_what_is_deleted_is_gone_a_minute_later(conversation, project, alice):
    say(conversation)
    moment = keeping.delete(Conversation.objects.all())
    Conversation.objects.update(deleted_at=moment - timedelta(minutes=2))
    keeping.sweep()
    assert not Message.objects.exists()
    assert keeping.restore(alice, project, moment) == 0


def test_deleting_stops_answers(conversation, alice):
    run = say(conversation, state="queued")
    keeping.delete(Conversation.objects.all())
    run.refresh_from_db()
    assert run.state == "stopped"


def test_several_are_deleted_at_once_and_no_other_persons(project, alice, bob, alice_client):
    own = [begin(project, alice, f"Mine {number}") for number in range(3)]
    others = begin(project, bob)
    chosen = [str(each.pk) for each in (*own[:2], others)] + ["nonsense"]
    page = alice_client.post(f"{listing(project)}delete/", {"chosen": chosen}, follow=True).content.decode()
    assert "2 conversations are deleted." in page
    assert set(Conversation.objects.filter(deleted_at=None)) == {own[2], others}
    answer = alice_client.post(
        f"/api/projects/{project.pk}/conversations/delete", {"conversations": [str(own[2].pk)]}, content_type="application/json"
    ).json()
    assert answer["number"] == 1
    back = alice_client.post(
        f"/api/projects/{project.pk}/conversations/restore", {"deleted_at": answer["deleted_at"]}, content_type="application/json"
    )
    assert back.json() == {"number": 1}


def test_rest_pins_and_makes_temporary(conversation, project, alice_client):
    path = f"/api/projects/{project.pk}/conversations/{conversation.pk}"
    changed = alice_client.patch(path, {"pinned": True, "temporary": True}, content_type="application/json").json()
    assert (changed["pinned"], changed["temporary"], changed["title"]) == (True, True, "Leave")


# Search


def test_every_word_has_to_stand_somewhere_and_is_marked(conversation, project, alice):
    run = say(conversation, "How long is the notice period?", "It is 30 days, <b>says</b> the contract. " + "x" * 300)
    begin(project, alice, "Notice board")
    (found,) = finding.find(alice, "NOTICE 30", project)
    assert found.message == run.answer_id
    assert ("30", True) in found.snippet
    assert finding.find(alice, "notice zebra") == []
    assert [each.title for each in finding.find(alice, "board")] == [[("Notice ", False), ("board", True)]]
    assert finding.find(alice, " \x00 ") == []


def test_thai_is_found(conversation, alice):
    say(conversation, "ลาพักร้อนได้กี่วัน", "พนักงานลาพักร้อนได้ 15 วัน")
    (found,) = finding.find(alice, "พักร้อน")
    assert ("พักร้อน", True) in found.snippet


def test_special_characters_mean_themselves(conversation, alice):
    say(conversation, "100 % (really)?", "Yes.")
    assert len(finding.find(alice, "100 %")) == 1
    assert len(finding.find(alice, "(really)?")) == 1
    assert finding.find(alice, "_") == []


def test_search_takes_few_queries(project, alice, django_assert_max_num_queries):
    for number in range(20):
        say(begin(project, alice, f"Leave {number}"))
    with django_assert_max_num_queries(2):
        assert len(finding.find(alice, "days")) == 20


def test_the_list_takes_few_queries(project, alice, alice_client, django_assert_max_num_queries):
    for number in range(20):
        say(begin(project, alice, f"Leave {number}"))
    with django_assert_max_num_queries(14):
        alice_client.get(listing(project))


def test_search_pages_and_rest_mark_the_words(conversation, project, alice_client, bob_client):
    run = say(conversation, "How many days?", "Fifteen <i>days</i> a year.")
    page = alice_client.get(listing(project), {"q": "fifteen"}).content.decode()
    assert "<mark>Fifteen</mark> &lt;i&gt;" in page
    assert f"?at={run.answer_id}" in page
    (found,) = alice_client.get("/api/conversations/search", {"q": "fifteen", "project": str(project.pk)}).json()
    assert found["snippet"][0] == {"text": "Fifteen", "found": True}
    assert alice_client.get(found["url"]).status_code == 200
    assert bob_client.get("/api/conversations/search", {"q": "fifteen"}).json() == []
    assert alice_client.get("/api/conversations/search", {"q": "x", "project": "nonsense"}).status_code == 400


# Export


def test_markdown_has_sources_as_footnotes_that_are_told_apart(conversation, alice_client):
    first = say(conversation, "How many days?", "15 days [1]. See `list[1]` and [7].\n\n```\nrow[1]\n```")
    cite(first)
    second = say(conversation, "And weeks?", "3 weeks [1].", after=first.answer)
    cite(second, quote="Three\nweeks.")
    response = alice_client.get(f"{conversation.get_absolute_url()}export/")
    text = response.content.decode()
    assert "15 days [^2-1]. See `list[1]` and [7]." in text
    assert "row[1]" in text
    assert "[^2-1]: handbook.md: “Employees receive 15 days.”" in text
    assert "[^4-1]: handbook.md: “Three weeks.”" in text
    assert response["Content-Disposition"] == 'attachment; filename="leave.md"'


def test_json_has_every_version(conversation, project, alice_client):
    first = say(conversation, "Q", "one answer")
    cite(first)
    answer_to(first.question, "another answer")
    data = json.loads(alice_client.get(f"{conversation.get_absolute_url()}export/?format=json").content)
    assert [each["content"] for each in data["messages"]] == ["Q", "one answer", "another answer"]
    assert data["messages"][1]["citations"][0]["quote"] == "Employees receive 15 days."
    assert data["leaf"] == data["messages"][2]["id"]
    rest = alice_client.get(f"/api/projects/{project.pk}/conversations/{conversation.pk}/export").json()
    assert rest["messages"] == data["messages"]
    assert alice_client.get(f"{conversation.get_absolute_url()}export/?format=exe").status_code == 404
