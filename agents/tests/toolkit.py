"""Tools made for tests, and an agent that has them."""

import numpy as np
import pytest

from agents.models import Agent, AgentVersion
from agents.tests.conftest import HANDBOOK
from agents.tools.protocol import Tool, ToolError
from agents.tools.registry import TOOLS
from agents.tools.results import Cell, Code, Column, Facts, Matrix, Moment, Result, Statement, Table, Timeline, Working
from documents.models import Content
from documents.reading import pack_blocks
from documents.tests.passages import add_document


class LeaveTable(Tool):
    """Answers questions with the word “table” from the handbook, with a place for each value."""

    name, title, icon = "leave_table", "Table of leave", "table"
    description = "Leave of a kind of employee, as a table."
    parameters = {
        "type": "object",
        "properties": {"kind": {"type": "string", "maxLength": 40}, "days": {"type": "integer"}},
        "required": ["kind"],
        "additionalProperties": False,
    }
    calls: list = []

    def propose(self, context):
        return {"kind": "annual"} if "table" in context.question else None

    def run(self, context, arguments):
        self.calls.append(arguments)
        for text in context.texts():
            at = text.text.find("15 days")
            if at >= 0:
                return self._result(text, at)
        return Result(statements=[Statement("No document speaks of leave.")], found_nothing=True)

    def _result(self, text, at):
        result = Result(data={"days": 15})
        place = result.place(text.place(at, at + len("15 days")))
        result.statements = [Statement("Annual leave is 15 days.", [place]), Statement("Nothing else is known.")]
        cell = Cell("15 days", [place], 15, "good")
        result.views = [
            Table([Column("Kind"), Column("Days", "end")], [[Cell("Annual"), cell], [Cell("=HYPERLINK(1)"), Cell("-3", [], -3)]], "Leave"),
            Matrix([Cell("Annual")], [Cell("Everybody")], [[cell]], "Who gets it"),
            Facts([("Annual leave", [cell])], "Facts"),
            Timeline([Moment("2024-03-31", cell, "2024-12-31"), Moment("", Cell("unknown"))], "When"),
            Code("@misc{leave}", "bibtex", "leave.bib", "BibTeX"),
            Working(["$15 / 5 = 3$ weeks"], "Weeks"),
        ]
        return result


class Broken(Tool):
    name, title, description = "broken", "A broken tool", "Fails."
    parameters = {"type": "object", "properties": {}, "additionalProperties": False}

    def propose(self, context):
        return {} if "broken" in context.question else None

    def run(self, context, arguments):
        raise ToolError("The machine is out of paper. Put some in.")


class Send(Tool):
    name, title, description = "send", "Send a message", "Sends text to somebody."
    parameters = {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"], "additionalProperties": False}
    has_side_effects = True
    sent: list = []

    def propose(self, context):
        return {"text": "hello"} if "send" in context.question else None

    def run(self, context, arguments):
        self.sent.append(arguments["text"])
        return Result(data={"sent": True}, statements=[Statement("It is sent.")])


class Slow(Tool):
    """Works until it is told to stop."""

    name, title, description = "slow", "Slow work", "Takes long."
    parameters = {"type": "object", "properties": {}, "additionalProperties": False}
    stopped: list = []

    def propose(self, context):
        return {} if "slow" in context.question else None

    def run(self, context, arguments):
        import time

        deadline = time.monotonic() + 20
        while not context.should_stop() and time.monotonic() < deadline:
            time.sleep(0.01)
        self.stopped.append(context.should_stop())
        return Result(statements=[Statement("It took long.")])


@pytest.fixture
def handbook_text(transactional_db, project):
    """The handbook without its way through ingestion: found by its words."""
    add_document(project, "handbook.md", [HANDBOOK], vectors=np.eye(1, 384))
    Content.objects.update(blocks=pack_blocks([]))


MADE = (LeaveTable, Broken, Send, Slow)


@pytest.fixture
def tools(monkeypatch):
    """The tools of this module, registered for one test; their records emptied."""
    for tool in MADE:
        monkeypatch.setitem(TOOLS, tool.name, tool())
    for record in (LeaveTable.calls, Send.sent, Slow.stopped):
        record.clear()
    return TOOLS


def agent_with(*names, project=None, **definition):
    """Return an agent that has the search and these tools."""
    agent = Agent.objects.create(name="Tester", project=project, slug="" if project else "tester")
    entries = [{"name": name} for name in ("rag_search", *names)]
    agent.current = AgentVersion.objects.create(
        agent=agent, number=1, source="", definition={"agent": {"name": "Tester"}, "tools": entries, **definition}
    )
    agent.save()
    return agent


@pytest.fixture
def tester(tools, db):
    return agent_with(*(tool.name for tool in MADE))
