"""Where an agent looks that has both documents and data: decided once, kept as a step, and both put into one answer."""

import pytest
from asgiref.sync import async_to_sync

from agents import runs
from agents.answering import execute
from agents.models import Conversation
from agents.tests.test_steps import answer_of
from agents.tests.toolkit import agent_with, handbook_text  # noqa: F401 - fixture
from agents.tools.protocol import Tool
from agents.tools.registry import TOOLS
from agents.tools.results import Result, Statement
from projects.llm import builtin, providers
from projects.llm.calls import Delta
from projects.llm.models import CatalogModel
from tests.openai_server import Reply

pytestmark = pytest.mark.django_db(transaction=True)


class Database(Tool):
    name, title, description = "sql_query", "Ask the database", "Answers from figures."
    parameters = {"type": "object", "properties": {}, "additionalProperties": False}

    def propose(self, context):
        return {} if "orders" in context.question else None

    def run(self, context, arguments):
        return Result(data={"orders": 42}, statements=[Statement("There were 42 orders.")])


@pytest.fixture
def ask(alice, project, handbook_text, monkeypatch):  # noqa: F811
    monkeypatch.setitem(TOOLS, "sql_query", Database())
    agent = agent_with("sql_query")

    def asked(question, model=""):
        conversation = Conversation.objects.create(project=project, user=alice, agent=agent)
        run = runs.start_chat(alice, project, question, conversation, model=model)
        async_to_sync(execute)(run.pk)
        run.refresh_from_db()
        return run

    return asked


def steps(run):
    return [step.name for step in run.steps.all()]


def test_a_question_about_figures_goes_to_the_data(ask):
    run = ask("How many orders were there?")
    assert steps(run) == ["database", "sql_query"]
    assert answer_of(run)["content"] == "There were 42 orders."


def test_a_question_about_both_gets_one_answer_with_both(ask):
    run = ask("How many orders were there, and how many days of annual leave do employees receive by the handbook?")
    assert steps(run) == ["both", "sql_query", "rag_search"]
    content = answer_of(run)["content"]
    assert content.startswith("There were 42 orders.\n\nQuoted from your documents:")
    assert "15 days" in content
    assert answer_of(run)["citations"][0]["name"] == "handbook.md"


def test_a_question_about_documents_goes_there(ask):
    assert steps(ask("How long is the probation period?")) == ["documents", "rag_search"]


def test_a_model_is_asked_where_the_words_say_nothing(ask, served_model, openai_server):
    providers.load()
    openai_server.script = [Reply(words=["database"]), Reply(words=["There were 42."])]
    run = ask("Who is Somchai?", served_model.pk)
    assert steps(run) == ["database"]
    assert openai_server.requests[0]["max_tokens"] == 8
    assert "the model" in run.steps.get().text


@pytest.fixture
def classifier(monkeypatch):
    """A deployed classifier: a row of the catalogue and its runtime."""

    async def says(request):
        yield Delta("database" if "Somchai" in request.messages[-1]["content"] else "documents")

    monkeypatch.setitem(builtin._runtimes, "builtin/routes", says)
    return CatalogModel.objects.create(id="builtin/routes", label="Routes", kind="llm", capabilities=["routes"], is_enabled=True)


def test_a_deployed_classifier_decides_before_words(ask, classifier):
    run = ask("How many orders has the handbook?")
    assert steps(run)[0] == "documents"
    assert "classifier" in run.steps.first().text
