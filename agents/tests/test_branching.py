"""A conversation is a tree: versions stand beside each other, and nothing is overwritten."""

import pytest

from agents import branching, runs, turns
from agents.errors import NotYet, UnknownMessage
from agents.models import Conversation, Message, Run
from agents.tests.conversations import answer_to, begin, cite, say
from agents.tree import Tree, path_to
from projects.errors import Archived
from tests.people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def conversation(project, alice):
    return begin(project, alice)


def contents(conversation):
    conversation.refresh_from_db()
    return [message.content for message in turns.branch(conversation)]


def test_versions_are_counted_and_choosing_one_shows_its_newest_branch(conversation):
    first = say(conversation, "Q1", "A1")
    older = say(conversation, "Q2", "A2", after=first.answer)
    newer = say(conversation, "Q2 again", "A2 again", after=first.answer)
    versions = turns.branch(conversation)[2].versions
    assert (versions.number, versions.count, versions.previous, versions.next) == (2, 2, older.question_id, None)
    branching.select(older.question)
    assert contents(conversation) == ["Q1", "A1", "Q2", "A2"]
    branching.select(first.question)
    assert contents(conversation)[-1] == "A2 again"
    assert newer.answer_id == conversation.leaf_id


def test_continuing_from_an_answer_keeps_what_followed(conversation):
    first = say(conversation, "Q1", "A1")
    say(conversation, "Q2", "A2", after=first.answer)
    branching.go_on_from(first.answer)
    conversation.refresh_from_db()
    shown = turns.branch(conversation)
    assert [message.content for message in shown] == ["Q1", "A1"]
    assert shown[-1].goes_on
    branching.select(first.answer)
    assert contents(conversation) == ["Q1", "A1", "Q2", "A2"]


def test_an_edit_is_a_version_without_an_answer_from_which_one_can_ask_on(conversation, project, alice):
    first = say(conversation, "Q1", "A1")
    edited = branching.edit(first.question, "  Q1, better ")
    assert contents(conversation) == ["Q1, better"]
    assert edited.parent is None
    assert Message.objects.filter(content="Q1").exists()
    run = runs.start_chat(alice, project, "And Q2?", conversation)
    assert run.question.parent == edited
    assert contents(conversation) == ["Q1, better", "And Q2?", ""]


def test_an_edit_can_be_answered_at_once(conversation):
    first = say(conversation, "Q1", "A1")
    run = branching.edit_and_ask(first.question, "Q1, better")
    assert run.state == Run.State.QUEUED
    assert contents(conversation) == ["Q1, better", ""]
    assert Tree(conversation.pk).siblings(run.question_id) == [first.question_id, run.question_id]


def test_answering_again_stands_beside_the_first_answer(conversation, served_model):
    first = say(conversation, "Q1", "A1")
    again = branching.answer_again(first.answer, served_model.pk)
    assert again.question == first.question
    assert (first.model, again.model) == ("builtin/extractive", "local/small")
    assert Tree(conversation.pk).siblings(again.answer_id) == [first.answer_id, again.answer_id]
    assert branching.answer_again(first.answer).model == first.model


def test_a_branch_goes_on_as_a_copy_with_its_citations(conversation):
    first = say(conversation, "Q1", "A1 [1]", confidence=0.8)
    cite(first)
    say(conversation, "Q2", "A2", after=first.answer)
    copy = branching.branch_off(first.answer)
    assert contents(copy) == ["Q1", "A1 [1]"]
    answer = Message.objects.get(pk=copy.leaf_id)
    assert answer.pk != first.answer_id
    assert answer.run.confidence == 0.8
    assert answer.citations.get().quote == "Employees receive 15 days."
    assert contents(conversation) == ["Q1", "A1 [1]", "Q2", "A2"]


def test_an_answer_in_the_making_is_not_copied(conversation):
    with pytest.raises(NotYet):
        branching.branch_off(say(conversation, state="answering").answer)


def test_an_archived_project_keeps_its_trees_as_they_are(conversation, project):
    first = say(conversation)
    project.archived_at = "2024-01-01T00:00Z"
    project.save()
    for change in (
        lambda: branching.edit(first.question, "x"),
        lambda: branching.answer_again(first.answer),
        lambda: branching.branch_off(first.answer),
    ):
        with pytest.raises(Archived):
            change()


def test_two_tabs_ask_from_where_each_of_them_stands(conversation, project, alice):
    first = say(conversation, "Q1", "A1")
    one = runs.start_chat(alice, project, "from one tab", conversation, parent=first.answer_id)
    other = runs.start_chat(alice, project, "from the other", conversation, parent=first.answer_id)
    assert Tree(conversation.pk).siblings(one.question_id) == [one.question_id, other.question_id]
    stranger = say(begin(project, alice))
    with pytest.raises(UnknownMessage):
        runs.start_chat(alice, project, "from elsewhere", conversation, parent=stranger.answer_id)


def test_a_thousand_messages_take_a_few_queries(conversation, django_assert_max_num_queries, alice_client):
    parent, made = None, []
    for number in range(1000):
        parent = Message(conversation=conversation, parent=parent, role=("user", "assistant")[number % 2], content=f"m{number}")
        made.append(parent)
    Message.objects.bulk_create(made)
    answers = zip(made[::2], made[1::2], strict=True)
    Run.objects.bulk_create(
        Run(conversation=conversation, question=q, answer=a, model="builtin/extractive", state="completed") for q, a in answers
    )
    Conversation.objects.filter(pk=conversation.pk).update(leaf=made[-1])
    conversation.refresh_from_db()
    with django_assert_max_num_queries(2):
        assert len(path_to(made[-1])) == 1000
    with django_assert_max_num_queries(6):
        assert len(turns.branch(conversation)) == 1000
    with django_assert_max_num_queries(30):
        page = alice_client.get(conversation.get_absolute_url()).content.decode()
    assert "Show 880 earlier messages" in page
    assert "m999" in page
    assert ">m1<" not in page


# Through the front door


def test_pages_edit_select_and_regenerate(conversation, alice_client, project):
    first = say(conversation, "How many days?", "15 days.")
    alice_client.post(f"/messages/{first.question_id}/edit/", {"text": "How many weeks?"})
    page = alice_client.get(conversation.get_absolute_url()).content.decode()
    assert "How many weeks?" in page
    assert "2/2" in page
    assert "Answer this" in page
    fragment = alice_client.post(f"/messages/{first.question_id}/select/", headers={"hx-request": "true"}).content.decode()
    assert "15 days." in fragment
    assert "1/2" in fragment
    assert f'value="{first.answer_id}"' in fragment  # what is asked next follows this answer
    assert "<html" not in fragment
    again = alice_client.post(f"/messages/{first.answer_id}/regenerate/", headers={"hx-request": "true"}).content.decode()
    assert f'data-run="{Run.objects.latest("created_at").pk}"' in again
    assert alice_client.post(f"/messages/{first.answer_id}/select/", {"alone": "1"}).status_code == 302


def test_what_is_wrong_with_an_edit_is_said_where_it_was_made(conversation, alice_client):
    first = say(conversation)
    response = alice_client.post(f"/messages/{first.question_id}/edit/", {"text": " "}, headers={"hx-request": "true"})
    assert response["HX-Reswap"] == "none"
    assert "Write a question first." in response.content.decode()
    assert alice_client.post(f"/messages/{first.answer_id}/edit/", {"text": "My own answer"}).status_code == 400
    assert Message.objects.count() == 2


def test_a_branch_off_opens_the_copy(conversation, alice_client):
    first = say(conversation)
    response = alice_client.post(f"/messages/{first.answer_id}/branch/")
    copy = Conversation.objects.exclude(pk=conversation.pk).get()
    assert response["Location"] == copy.get_absolute_url()


def test_a_message_that_a_search_found_is_shown_in_its_branch_without_moving_there(conversation, alice_client):
    first = say(conversation, "Q1", "the old answer")
    answer_to(first.question, "the new answer")
    page = alice_client.get(f"{conversation.get_absolute_url()}?at={first.answer_id}").content.decode()
    assert "the old answer" in page
    assert "the new answer" not in page
    assert contents(conversation)[-1] == "the new answer"
    assert alice_client.get(f"{conversation.get_absolute_url()}?at={conversation.pk}").status_code == 404


def test_rest_edits_selects_and_branches(conversation, alice_client):
    first = say(conversation, "Q1", "A1")

    def post(path, **body):
        return alice_client.post(f"/api/messages/{path}", body, content_type="application/json")

    edited = post(f"{first.question_id}/edit", text="Q1, better", rerun=False)
    assert (edited.status_code, edited.json()["content"], edited.json()["parent"]) == (201, "Q1, better", None)
    assert post(f"{first.question_id}/select").json()["leaf"] == str(first.answer_id)
    assert post(f"{first.question_id}/select", alone=True).json()["leaf"] == str(first.question_id)
    assert post(f"{first.answer_id}/branch").json()["title"] == "Leave (branch)"
    assert post(f"{first.question_id}/edit", text="").status_code == 400


def test_strangers_find_no_message(conversation, bob, charlie):
    first = say(conversation)
    for person in (bob, charlie):
        client = signed_in(person)
        for what in ("select", "edit", "regenerate", "branch", "feedback"):
            assert client.post(f"/messages/{first.answer_id}/{what}/").status_code == 404
            assert client.post(f"/api/messages/{first.answer_id}/{what}").status_code in (404, 405)
