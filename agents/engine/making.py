"""Everything that the making of one answer needs, read once from the database."""

import re
import time
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import F, TextField, Value

from agents.attachments import drawers_of
from agents.engine.draft import Draft
from agents.engine.equipment import Equipment, equipment_of
from agents.followups import standalone
from agents.knowledge import documents_of
from agents.memory import Memory
from agents.models import Run, Step
from agents.runs import path_to
from agents.sentences import is_thai
from agents.tools.protocol import Context
from documents.models import Document
from projects.llm import background, gateway
from projects.llm.calls import Request
from projects.llm.models import CatalogModel

FILE_NAME = re.compile(r"\w\.[A-Za-z]{2,5}\b")
FILES = re.compile(r"[\w.()-]{1,200}\.[A-Za-z]{2,5}\b", re.ASCII)  # their names don't tell the language of a question
MOST_NAMED = 50


@dataclass
class Making:
    """history: earlier messages of the branch. query: the question as it makes sense alone.

    named: ids of the documents whose file names stand in the question. Tools work on these, but for those in unnamed.
    past: steps of an earlier attempt, or from before a decision, in order.
    told: what a model is told of the history (see remembering).
    unread: the step of the first search and its result, until somebody has looked in it for orders to the model.
    """

    run: Run
    draft: Draft
    model: CatalogModel
    equipment: Equipment
    context: Context
    history: list
    query: str
    named: list = field(default_factory=list)
    unnamed: set[str] = field(default_factory=set)
    past: list[Step] = field(default_factory=list)
    unread: tuple | None = None
    told: Memory = Memory("", [])

    @property
    def project(self):
        return self.run.conversation.project

    @property
    def question(self):
        return self.run.question.content

    @property
    def seconds_left(self):
        return max(0.0, self.equipment.limits.seconds - (time.monotonic() - self.draft.started))

    def context_for(self, tool_name) -> Context:
        """Return what a tool works on: the documents that the question names, where it names some."""
        narrow = self.named and tool_name not in self.unnamed
        return replace(self.context, documents=self.named) if narrow else self.context

    def request(self, messages, **options) -> Request:
        """Return a call of the run's model that is charged to the run."""
        return Request(
            project=self.project,
            user=self.run.conversation.user,
            messages=messages,
            reference=str(self.run.pk),
            temperature=self.project.temperature,
            **{"purpose": "chat", "max_tokens": self.run.options.get("max_tokens"), **options},
        )


def prepare(run: Run, draft: Draft) -> Making:
    """Read what the run needs. Call it in a thread."""
    model = CatalogModel.objects.select_related("provider").get(pk=run.model)
    history = path_to(run.question)[:-1]
    query = standalone(run.question.content, history)
    context = _context(run, query)
    making = Making(run, draft, model, equipment_of(run), context, history, query, _named(run, context))
    if run.event_seq:  # it has been begun before
        making.past = list(run.steps.all())
        draft.recalled = True
    if not model.is_builtin:
        making.context.complete = _completing(making)
    return making


def _context(run, query) -> Context:
    return Context(
        project=run.conversation.project,
        user=run.conversation.user,
        conversation=run.conversation,
        question=query,
        language="th" if is_thai(FILES.sub(" ", run.question.content)) else "en",
        documents=list(run.question.mentions.values_list("pk", flat=True)) or _kept_to(run),
    )


def _named(run, context) -> list:
    """Return the ids of documents that the question names by their files' names, unless it brings documents along."""
    asked = run.question.content
    if not FILE_NAME.search(asked):
        return []
    found = Document.objects.visible_to(context.user).filter(project=context.project).exclude(live_revision=None)
    ids = set(found.alias(asked=Value(asked, TextField())).filter(asked__icontains=F("name")).values_list("pk", flat=True)[:MOST_NAMED])
    return [pk for pk in ids if not context.documents or pk in context.documents]


def _kept_to(run) -> list:
    """Return the documents that the run's agent is kept to, and what the person brought along; [] for all."""
    definition = run.agent_version.definition if run.agent_version else {}
    kept = documents_of(definition, run.conversation.project, run.conversation.user)
    if not kept:
        return []
    brought = Document.objects.filter(project__in=drawers_of(run.conversation))
    return kept + list(brought.values_list("pk", flat=True))


def _completing(making) -> Any:
    def complete(messages):
        return background.run(gateway.complete(making.request(messages), making.model), making.context.should_stop)

    return complete
