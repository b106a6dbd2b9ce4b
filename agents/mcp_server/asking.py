"""Asking for an assistant: the whole answer, with citations; an assistant that gives up stops the run."""

from django.utils.translation import gettext as _

from agents.mcp_server.finding import agent_named, project_named
from agents.models import Run
from agents.openai_api.asking import start
from agents.openai_api.errors import NeedsDecision, failure_of
from agents.openai_api.model_ids import Target
from agents.waiting import making
from projects.llm.errors import BrokeOff
from projects.threads import in_thread


async def ask(user, project, question, agent=""):
    """Return {"answer", "refused", "confidence", "citations"}. Raises PlatformError."""
    run = await _start(user, project, question, agent)
    final = None
    async with making(run) as messages:
        async for message in messages:
            final = message or final
            if final and final["type"] == "state" and final["state"] == Run.State.WAITING:
                raise NeedsDecision
    if not final or final["type"] not in ("answer", "stopped"):
        raise await _failure(run)
    named = {"answer": final["content"], "refused": final["refused"], "confidence": final["confidence"]}
    return named | {"citations": [_citation(each) for each in final["citations"]]}


@in_thread
def _start(user, project, question, agent):
    chosen = project_named(user, project)
    message = {"role": "user", "content": question}
    wish = {"messages": [message], "temperature": None, "max_tokens": None, "max_completion_tokens": None}
    return start(user, Target(chosen, agent_named(user, chosen, agent)), wish)


@in_thread
def _failure(run):
    run = Run.objects.filter(pk=run.pk).first()
    return failure_of(run) if run and run.error else BrokeOff(_("This answer can’t be followed any more. Ask again."))


def _citation(data):
    names = ("number", "page", "row", "headings", "score", "quote", "url")
    return {name: data[name] for name in names} | {"document_id": data["document"], "document": data["name"]}
