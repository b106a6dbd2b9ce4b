"""Two models side by side: blind until the vote, the vote kept, the preferred answer's branch shown."""

import pytest
from asgiref.sync import async_to_sync

from agents import branching, comparing, veil
from agents.answering import execute
from agents.errors import AlreadyVoted, BadQuestion, NotYet
from agents.gauge import gauge
from agents.models import Comparison, Conversation, Message, Run, RunEvent
from agents.tests.conversations import BUILTIN, answer_to, begin, say
from tests.openai_server import Reply

SERVED = "local/small"


def compared(project, user, *, blind=False, vote="", models=(BUILTIN, SERVED)):
    """Make a comparison whose answers have ended."""
    first = say(begin(project, user), "Q", "from the first", model=models[0], error=f"{models[0]} failed")
    second = answer_to(first.question, "from the second", model=models[1])
    Conversation.objects.filter(pk=first.conversation_id).update(leaf=first.answer)
    sides = {"first": first, "second": second, "first_model": models[0], "second_model": models[1]}
    return Comparison.objects.create(project=project, user=user, question=first.question, is_blind=blind, vote=vote, **sides)


@pytest.mark.django_db
def test_two_answers_to_one_question_begin_at_once(project, alice, served_model):
    made = comparing.compare(alice, project, "Q", [BUILTIN, SERVED])
    assert made.first.question == made.second.question == made.question
    assert list(Run.objects.awaiting_worker().order_by("created_at")) == [made.first, made.second]
    assert made.question.conversation.leaf_id == made.first.answer_id
    with pytest.raises(BadQuestion):
        comparing.compare(alice, project, "Q", [SERVED, SERVED])


@pytest.mark.django_db
def test_chance_decides_who_is_first_in_a_blind_comparison(project, alice, served_model, monkeypatch):
    monkeypatch.setattr(comparing._dice, "shuffle", lambda sides: sides.reverse())
    made = comparing.compare(alice, project, "Q", [BUILTIN, SERVED], blind=True)
    assert (made.first_model, made.second_model) == (SERVED, BUILTIN)
    assert made.question.conversation.model == BUILTIN  # as it was chosen, whichever side it is on


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("vote", "shown"),
    [("first", "from the first"), ("second", "from the second"), ("tie", "from the first"), ("neither", "from the first")],
)
def test_the_vote_is_kept_and_the_preferred_branch_is_shown(project, alice, vote, shown):
    comparison = compared(project, alice)
    comparing.vote(comparison, vote)
    comparison.refresh_from_db()
    assert (comparison.vote, bool(comparison.voted_at)) == (vote, True)
    assert Message.objects.get(pk=Conversation.objects.get().leaf_id).content == shown
    with pytest.raises(AlreadyVoted):
        comparing.vote(comparison, "tie")


@pytest.mark.django_db
def test_a_vote_waits_for_both_answers(project, alice):
    comparison = compared(project, alice)
    Run.objects.filter(pk=comparison.second_id).update(state="answering")
    with pytest.raises(NotYet):
        comparing.vote(comparison, "first")
    with pytest.raises(BadQuestion):
        comparing.vote(comparison, "both")


@pytest.mark.django_db
def test_the_table_sums_votes_per_pair_whichever_side_a_model_was_on(project, alice, bob, alice_client):
    for vote, models in [
        ("first", (BUILTIN, SERVED)),
        ("first", (SERVED, BUILTIN)),
        ("second", (SERVED, BUILTIN)),
        ("tie", (BUILTIN, SERVED)),
        ("", (BUILTIN, SERVED)),
    ]:
        compared(project, bob, vote=vote, models=models)
    (pair,) = alice_client.get(f"/api/projects/{project.pk}/comparisons").json()
    assert pair == {
        "first": BUILTIN,
        "second": SERVED,
        "first_wins": 2,
        "second_wins": 1,
        "ties": 1,
        "neither": 0,
        "number": 4,
        "first_share": pytest.approx(2 / 3),
    }
    page = alice_client.get(f"/projects/{project.pk}/comparisons/").content.decode()
    assert "67 %" in page


@pytest.mark.django_db
def test_nothing_tells_the_models_before_the_vote(project, alice, alice_client, served_model):
    comparison = compared(project, alice, blind=True)
    conversation = comparison.question.conversation
    where = f"/api/projects/{project.pk}/conversations/{conversation.pk}"
    pages = [
        conversation.get_absolute_url(),
        f"/runs/{comparison.first_id}/",
        f"{conversation.get_absolute_url()}share/",
        where,
        f"{where}/export",
        f"{where}/shares",
    ]
    pages += [
        f"/api/runs/{comparison.first_id}",
        f"/api/runs/{comparison.second_id}",
        f"/api/comparisons/{comparison.pk}",
        f"{conversation.get_absolute_url()}export/",
    ]
    for path in pages:
        shown = alice_client.get(path, headers={"hx-request": "true"} if path.startswith("/runs/") else {}).content.decode()
        told = shown[shown.find('id="turns"') :] if "<html" in shown else shown  # the picker above lists all models
        for name in (BUILTIN, SERVED, "Built-in answerer", "Small"):
            assert name not in told.partition("composer-dock")[0], path
    assert alice_client.get(f"/runs/{comparison.first_id}/trace/").status_code == 404
    assert gauge(conversation) is None  # windows and costs differ from model to model
    with pytest.raises(NotYet):
        branching.branch_off(comparison.first.answer)
    comparing.vote(comparison, "second")
    after = alice_client.get(conversation.get_absolute_url()).content.decode()
    assert "You preferred this to Built-in answerer" in after
    assert alice_client.get(f"/api/runs/{comparison.first_id}").json()["model"] == BUILTIN


@pytest.mark.django_db(transaction=True)
def test_events_of_a_blind_comparison_name_no_model(project, alice, served_model, openai_server, models_server):
    openai_server.script = [Reply(status=401)]
    made = comparing.compare(alice, project, "Q", [BUILTIN, SERVED], blind=True)
    for run in (made.first, made.second):
        async_to_sync(execute)(run.pk)
    told = str(list(RunEvent.objects.values_list("payload", flat=True)))
    assert BUILTIN not in told
    assert SERVED not in told
    assert "local" not in told
    assert veil.is_veiled(Run.objects.get(pk=made.first_id))


@pytest.mark.django_db
def test_the_page_asks_two_and_votes(project, alice_client, served_model, monkeypatch):
    body = {"question": "Q", "model": BUILTIN, "compare": SERVED, "blind": "1"}
    fragment = alice_client.post(f"/projects/{project.pk}/chat/", body, headers={"hx-request": "true"}).content.decode()
    comparison = Comparison.objects.get()
    assert comparison.is_blind
    assert fragment.count("data-run=") == 2
    assert "Answer A" in fragment
    Run.objects.update(state="completed")
    shown = alice_client.post(f"/comparisons/{comparison.pk}/vote/", {"vote": "tie"}, headers={"hx-request": "true"}).content.decode()
    assert "As good as" in shown
    assert "1/2" in shown


@pytest.mark.django_db
def test_rest_compares_and_votes(project, alice_client, bob_client, served_model):
    body = {"message": "Q", "models": ["", SERVED]}
    made = alice_client.post(f"/api/projects/{project.pk}/compare", body, content_type="application/json")
    assert made.status_code == 202
    path = f"/api/comparisons/{made.json()['id']}"
    assert alice_client.post(f"{path}/vote", {"vote": "tie"}, content_type="application/json").status_code == 409
    Run.objects.update(state="completed")
    assert bob_client.post(f"{path}/vote", {"vote": "tie"}, content_type="application/json").status_code == 404
    assert alice_client.post(f"{path}/vote", {"vote": "tie"}, content_type="application/json").json()["vote"] == "tie"
    assert alice_client.get(path).json()["first_model"] == BUILTIN
