"""Language models that call tools, well and badly: each run ends in a right answer or a clear message, and is metered."""

import asyncio

import pytest
from asgiref.sync import async_to_sync

from agents import runs
from agents.answering import execute
from agents.models import Conversation, Run
from agents.tests.test_steps import answer_of
from agents.tests.toolkit import LeaveTable, Send, agent_with, handbook_text, tools  # noqa: F401 - fixtures
from projects.llm import gateway, providers
from projects.llm.models import ModelCall
from tests.openai_server import Reply

pytestmark = pytest.mark.django_db(transaction=True)
TABLE = ("leave_table", {"kind": "annual"})
LEAVE = Reply(words=["Annual leave is 15 days."])
SPELLED = '```json\n{"tool": "leave_table", "arguments": {"kind": "annual"}}\n```'


@pytest.fixture
def capable(served_model):
    served_model.capabilities = ["tools"]
    served_model.save()
    return served_model


@pytest.fixture
def ask(alice, project, tools, handbook_text, capable, openai_server, monkeypatch):  # noqa: F811
    """Ask an agent with tools; the server answers by script. Returns the run, ended."""
    monkeypatch.setattr(gateway, "BACKOFF_S", 0.01)
    providers.load()
    agent = agent_with("leave_table", "send", "broken", budgets={"steps": 4})

    def asked(*script, question="How much annual leave is there?", resume=None):
        openai_server.script = list(script)
        if resume is None:
            conversation = Conversation.objects.create(project=project, user=alice, agent=agent)
            resume = runs.start_chat(alice, project, question, conversation, model=capable.pk)
        async_to_sync(asyncio.wait_for)(execute(resume.pk), 90)
        resume.refresh_from_db()
        return resume

    return asked


def steps(run):
    return [(step.name, step.state) for step in run.steps.all()]


def metered(run):
    return list(ModelCall.objects.filter(reference=str(run.pk)).order_by("pk").values_list("tokens_in", "tokens_out", "error"))


def test_a_model_calls_a_tool_and_answers_with_places(ask, openai_server):
    run = ask(Reply(words=["Let me look."], calls=[TABLE], usage=(20, 5)), Reply(words=["Annual leave is 15 days."], usage=(30, 6)))
    answer = answer_of(run)
    assert answer["content"] == "Annual leave is 15 days. [1]"
    assert answer["unsupported"] == []
    assert steps(run) == [("rag_search", "done"), ("thought", "done"), ("leave_table", "done")]
    assert "retract" in run.events.values_list("type", flat=True)
    assert metered(run) == [(20, 5, ""), (30, 6, "")]
    assert [step.tokens_in for step in run.steps.all()] == [0, 20, 0]
    first, second = openai_server.requests
    assert [each["function"]["name"] for each in first["tools"]] == ["rag_search", "leave_table", "send", "broken"]
    assert [message["role"] for message in second["messages"]] == ["system", "user", "assistant", "assistant", "tool"]
    assert "Annual leave is 15 days." in second["messages"][-1]["content"]


def test_a_model_without_tools_of_its_own_spells_the_call(ask, capable, openai_server):
    capable.capabilities = []
    capable.save()
    run = ask(Reply(words=[SPELLED[:9], SPELLED[9:]]), LEAVE)
    assert LeaveTable.calls == [{"kind": "annual"}]
    assert "Annual leave is 15 days" in answer_of(run)["content"]
    assert not run.events.filter(type="retract").exists()
    assert "tools" not in openai_server.requests[0]
    assert '"kind"' in openai_server.requests[0]["messages"][0]["content"]


def test_several_calls_at_once_all_run(ask):
    run = ask(Reply(words=[], calls=[TABLE, ("leave_table", {"kind": "ลาป่วย"}), ("rag_search", {"query": "probation"})]), LEAVE)
    assert sorted(call["kind"] for call in LeaveTable.calls) == ["annual", "ลาป่วย"]
    assert steps(run)[1:] == [("leave_table", "done"), ("leave_table", "done"), ("rag_search", "done")]
    assert run.state == Run.State.COMPLETED


@pytest.mark.parametrize("arguments", ['{"kind": ', '["annual"]', {"kind": 5}, {"kinds": "annual"}, {}, "null x", {"kind": "x" * 50}])
def test_malformed_arguments_go_back_once_and_are_corrected(ask, openai_server, arguments):
    run = ask(Reply(words=[], calls=[("leave_table", arguments)]), Reply(words=[], calls=[TABLE]), LEAVE)
    assert steps(run)[1:] == [("leave_table", "failed"), ("leave_table", "done")]
    assert LeaveTable.calls == [{"kind": "annual"}]
    assert "ERROR" in openai_server.requests[1]["messages"][-1]["content"]
    assert "could not be used" not in answer_of(run)["content"]


def test_arguments_that_stay_malformed_are_told_to_the_reader(ask):
    run = ask(Reply(words=[], calls=[("leave_table", "{")]), Reply(words=[], calls=[("leave_table", "{")]), LEAVE)
    content = answer_of(run)["content"]
    assert "Annual leave is 15 days" in content
    assert "Table of leave could not be used" in content


def test_an_unknown_tool_is_told_what_there_is(ask, openai_server):
    run = ask(Reply(words=[], calls=[("delete_everything", {})]), LEAVE)
    assert "leave_table" in openai_server.requests[1]["messages"][-1]["content"]
    assert "15 days" in answer_of(run)["content"]


def test_a_model_that_insists_on_an_unknown_tool_must_answer(ask, openai_server):
    run = ask(Reply(words=[], calls=[("magic", {})]), Reply(words=[], calls=[("magic", {})]), LEAVE)
    assert "15 days" in answer_of(run)["content"]
    assert openai_server.requests[-1]["tool_choice"] == "none"


def test_the_error_of_a_tool_goes_to_the_model_and_then_to_the_reader(ask):
    run = ask(Reply(words=[], calls=[("broken", {})]), Reply(words=[], calls=[("broken", {})]), LEAVE)
    assert steps(run)[1:] == [("broken", "failed"), ("broken", "failed")]
    assert "out of paper" in answer_of(run)["content"]


def test_the_limit_of_steps_ends_with_what_is_known(ask, openai_server):
    run = ask(*[Reply(words=[], calls=[("leave_table", {"kind": str(number)})]) for number in range(4)], LEAVE)
    content = answer_of(run)["content"]
    assert len(LeaveTable.calls) == 4
    assert "15 days" in content
    assert "limit of 4 steps" in content
    assert openai_server.requests[-1]["tool_choice"] == "none"


def test_a_model_that_never_stops_calling_is_answered_for(ask):
    run = ask(Reply(words=[], calls=[TABLE]))
    assert run.state == Run.State.COMPLETED
    assert "Annual leave is 15 days. [1]" in answer_of(run)["content"]


def test_a_tool_that_changes_something_waits_and_the_dialogue_goes_on(ask, alice_client, openai_server):
    run = ask(Reply(words=[], calls=[TABLE, ("send", {"text": "15 days"})]), LEAVE)
    assert (run.state, Send.sent) == (Run.State.WAITING, [])
    assert steps(run)[1:] == [("leave_table", "done"), ("send", "awaiting")]
    assert alice_client.post(f"/api/runs/{run.pk}/steps/3/confirm").status_code == 202
    run = ask(Reply(words=["It is sent."]), resume=run)
    assert (run.state, Send.sent, len(LeaveTable.calls)) == (Run.State.COMPLETED, ["15 days"], 1)
    roles = [message["role"] for message in openai_server.requests[-1]["messages"]]
    assert roles == ["system", "user", "assistant", "tool", "assistant", "tool"]


def test_a_declined_call_is_told_to_the_model(ask, alice_client, openai_server):
    run = ask(Reply(words=[], calls=[("send", {"text": "15 days"})]))
    alice_client.post(f"/api/runs/{run.pk}/steps/2/decline")
    ask(Reply(words=["It was not sent."]), resume=run)
    assert Send.sent == []
    assert "declined" in openai_server.requests[-1]["messages"][-1]["content"]


def test_a_stream_that_drops_before_anything_was_said_is_asked_again(ask):
    run = ask(Reply(words=["x"], drop_after=0), Reply(words=[], calls=[TABLE]), LEAVE)
    assert run.state == Run.State.COMPLETED
    assert [error for _in, _out, error in metered(run)][1:] == ["", ""]
    assert len(metered(run)) == 3


def test_a_stream_that_drops_in_mid_answer_keeps_what_was_said(ask):
    run = ask(Reply(words=[], calls=[TABLE]), Reply(words=["Annual leave is 15 days. ", "And", " more"], drop_after=2))
    assert run.state == Run.State.FAILED
    assert "broke off" in run.error
    assert "15 days" in answer_of(run)["content"]


def test_a_model_that_is_busy_is_waited_for(ask):
    run = ask(Reply(status=429, headers={"Retry-After": "0.05"}), Reply(words=[], calls=[TABLE]), Reply(status=500), LEAVE)
    assert run.state == Run.State.COMPLETED
    assert "15 days" in answer_of(run)["content"]
    assert [error for _in, _out, error in metered(run)] == ["model-rate-limited", "", "model-unreachable", ""]


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        pytest.param(Reply(status=429, headers={"Retry-After": "900"}), "limiting requests", id="busy for long"),
        pytest.param(Reply(status=500), "can’t be reached", id="out of order"),
        pytest.param(Reply(status=401), "refused the key", id="its key is refused"),
        pytest.param(Reply(words=[]), "without an answer", id="says nothing"),
        pytest.param(Reply(words=[], finish="content_filter"), "filter", id="held back by a filter"),
    ],
)
def test_a_model_that_fails_after_a_tool_ends_in_a_clear_message(ask, reply, message):
    run = ask(Reply(words=[], calls=[("broken", {})]), reply)
    assert (run.state, run.is_open) == (Run.State.FAILED, False)
    assert message in run.error


def test_a_refusal_is_shown_as_what_it_is(ask):
    assert "I can't help with that." in answer_of(ask(Reply(words=["I can't help with that."])))["content"]
    run = ask(Reply(words=[], refusal="I can't help with that."))  # a field that LiteLLM drops
    assert run.state == Run.State.FAILED
    assert "may have refused" in run.error


def test_an_answer_that_is_cut_off_says_so(ask):
    assert "may write no more" in answer_of(ask(Reply(words=["Annual leave is 15 days."], finish="length")))["content"]


def test_a_context_that_is_too_long_is_shortened_once(ask, openai_server):
    too_long = Reply(status=400, code="context_length_exceeded", message="This model's maximum context length is 128000 tokens.")
    run = ask(Reply(words=[], calls=[TABLE]), too_long, LEAVE)
    assert "15 days" in answer_of(run)["content"]
    run = ask(Reply(words=[], calls=[TABLE]), too_long, too_long)
    assert run.state == Run.State.FAILED
    assert "longer than small can read" in run.error


def test_a_server_that_knows_no_tools_is_told_of_them_in_words(ask, openai_server):
    run = ask(Reply(status=400, message="tools are not supported"), Reply(words=[SPELLED]), LEAVE)
    assert LeaveTable.calls == [{"kind": "annual"}]
    assert "tools" not in openai_server.requests[1]
    assert "15 days" in answer_of(run)["content"]


def test_a_slow_first_word_is_waited_for(ask):
    assert "15 days" in answer_of(ask(Reply(words=["Annual leave is 15 days."], wait_s=1.5)))["content"]


def test_a_model_that_does_not_answer_in_time_is_given_up(ask, capable, monkeypatch):
    monkeypatch.setattr(gateway, "ATTEMPTS", 1)
    capable.provider.timeout_s = 1
    capable.provider.save()
    run = ask(Reply(wait_s=4))
    assert run.state == Run.State.FAILED
    assert "did not answer in time" in run.error
