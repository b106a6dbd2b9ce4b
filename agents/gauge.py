"""How much of a model's window a conversation takes, and what it has cost so far."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from agents import memory, veil
from agents.models import Run
from agents.runs import path_to
from projects.llm.ledger import estimate_tokens
from projects.llm.models import CatalogModel, ModelCall


@dataclass(frozen=True)
class Gauge:
    """used_tokens: what the next question would bring along, of context_window; is_measured: counted for the last answer, not estimated."""

    used_tokens: int
    context_window: int
    is_measured: bool
    cost_usd: Decimal
    summarised: bool

    @property
    def percent(self):
        return min(100, round(100 * self.used_tokens / self.context_window)) if self.context_window else 0


def gauge(conversation) -> Gauge | None:
    """Return the Gauge of the conversation's branch, or None before its first answer and where models are yet to be guessed."""
    run = Run.objects.filter(answer_id=conversation.leaf_id).select_related("question__comparison").first()
    if run and veil.is_veiled(run):  # window, tokens and cost would tell the model
        return None
    model = run and CatalogModel.objects.filter(pk=run.model).first()
    if not model:
        return None
    calls = ModelCall.objects.filter(project_id=conversation.project_id, reference__in=_references(conversation))
    last = calls.filter(reference=str(run.pk), purpose="chat").order_by("-pk").first()
    if last:
        used, measured = last.tokens_in + last.tokens_out, last.counted == ModelCall.Counted.EXACT
    else:
        told = memory.recall(conversation, path_to(conversation.leaf), context_window=model.context_window)
        used, measured = estimate_tokens(told.summary) + sum(estimate_tokens(each.content) for each in told.messages), False
    cost = calls.aggregate(total=Sum("cost_usd"))["total"] or Decimal(0)
    return Gauge(used, model.context_window, measured, cost, bool(conversation.summary))


def _references(conversation):
    return [str(pk) for pk in conversation.runs.values_list("pk", flat=True)]
