"""The end of a run: the answer with its citations and verdicts, saved in one transaction."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from agents.citations import CitedText
from agents.following import group_of
from agents.grounding import ground, place_citations
from agents.models import AnswerSentence, Citation, Conversation, Message, Run, RunEvent
from agents.rendering import answer_payload
from agents.sentences import split_sentences
from projects import events
from projects.threads import in_thread


@dataclass
class Checked:
    """An answer whose sentences were held against the passages."""

    text: CitedText
    sentences: list[AnswerSentence] = field(default_factory=list)
    refused: bool = False
    confidence: float = 0.0


@in_thread
def complete(run, draft):
    """Check the answer, save it and end the run. Raises LostLease."""
    _save(run, draft, Run.State.COMPLETED, "answer")


@in_thread
def stop(run, draft):
    """Keep what was said until now and end the run. Raises LostLease."""
    _save(run, draft, Run.State.STOPPED, "stopped")


@in_thread
def fail(run, draft, message):
    """End the run with a message that says what to do; what had been said is kept. Raises LostLease."""
    _save(run, draft, Run.State.FAILED, "error", error=message)


def _save(run, draft, state, event, *, error=""):
    checked = _check(draft)
    draft.clock("checked")
    with transaction.atomic():
        run.move(
            state,
            error=error,
            refused=checked.refused,
            confidence=checked.confidence,
            trace=_trace(draft),
            finished_at=timezone.now(),
        )
        Message.objects.filter(pk=run.answer_id).update(content=checked.text.markdown)
        _save_citations(run, draft, checked)
        for sentence in checked.sentences:
            sentence.message_id = run.answer_id
        AnswerSentence.objects.bulk_create(checked.sentences)
        Conversation.objects.filter(pk=run.conversation_id).update(updated_at=timezone.now())
        payload = answer_payload(Message.objects.select_related("run__conversation").get(pk=run.answer_id))
        events.publish(RunEvent, run, event, payload, groups=[group_of(run.pk)])


def _check(draft):
    if draft.quoted:
        quoted = draft.quoted
        return Checked(quoted.text, _verified_quotes(draft), quoted.refused, quoted.confidence)
    return _checked_claims(draft)
