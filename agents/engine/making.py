"""Everything that the making of one answer needs, read once from the database."""

import time
from dataclasses import dataclass, field
from typing import Any

from agents.engine.draft import Draft
from agents.engine.equipment import Equipment, equipment_of
from agents.followups import standalone
from agents.models import Run, Step
from agents.runs import path_to
from agents.sentences import is_thai
from agents.tools.protocol import Context
from projects.llm import background, gateway
from projects.llm.calls import Request
from projects.llm.models import CatalogModel


@dataclass
class Making:
    """history: earlier messages of the branch. query: the question as it makes sense alone.

    past: steps of an earlier attempt, or from before a decision, in order.
    unread: the step of the first search and its result, until somebody has looked in it for orders to the model.
    """

    run: Run
    draft: Draft
    model: CatalogModel
    equipment: Equipment
    context: Context
    history: list
    query: str
    past: list[Step] = field(default_factory=list)
    unread: tuple | None = None

    @property
    def project(self):
        return self.run.conversation.project

    @property
    def question(self):
        return self.run.question.content

    @property
    def seconds_left(self):
        return max(0.0, self.equipment.limits.seconds - (time.monotonic() - self.draft.started))

    def request(self, messages, **options) -> Request:
        """Return a call of the run's model that is charged to the run."""
        return Request(
            project=self.project,
            user=self.run.conversation.user,
            messages=messages,
            purpose="chat",
            reference=str(self.run.pk),
            temperature=self.project.temperature,
            max_tokens=self.run.options.get("max_tokens"),
            **options,
        )


def prepare(run: Run, draft: Draft) -> Making:
    """Read what the run needs. Call it in a thread."""
    model = CatalogModel.objects.select_related("provider").get(pk=run.model)
    history = path_to(run.question)[:-1]
    query = standalone(run.question.content, history)
    making = Making(run, draft, model, equipment_of(run), _context(run, query), history, query)
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
        language="th" if is_thai(run.question.content) else "en",
        documents=list(run.question.mentions.values_list("pk", flat=True)),
    )


def _completing(making) -> Any:
    def complete(messages):
        return background.run(gateway.complete(making.request(messages), making.model), making.context.should_stop)

    return complete
