"""The end of a run: the answer with its citations and verdicts, saved in one transaction."""

from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils import timezone

from agents.afterwards import asks_model
from agents.citations import CitedText, literal
from agents.following import group_of
from agents.grounding import ground, place, refuses
from agents.models import AnswerSentence, Citation, Conversation, Message, Run, RunEvent, Step
from agents.next_questions import near
from agents.rendering import answer_payload
from documents.highlights import headings_above, rows_of
from documents.models import Page, Revision
from projects import events
from projects.llm.models_client import ModelUnavailable
from projects.threads import in_thread


@dataclass
class Checked:
    """An answer whose sentences were held against the passages."""

    text: CitedText
    sentences: list[AnswerSentence] = field(default_factory=list)
    refused: bool = False
    confidence: float | None = None


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
    for note in draft.notes:
        checked.text.add(("\n\n" if checked.text.markdown else "") + f"*{literal(note)}*")
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
        if state != Run.State.COMPLETED:
            _end_steps(run, Step.State.STOPPED if state == Run.State.STOPPED else Step.State.FAILED)
        Message.objects.filter(pk=run.answer_id).update(content=checked.text.markdown)
        _save_citations(run, draft, checked)
        for sentence in checked.sentences:
            sentence.message_id = run.answer_id
        AnswerSentence.objects.bulk_create(checked.sentences)
        _suggest(run)
        Conversation.objects.filter(pk=run.conversation_id).update(updated_at=timezone.now())
        payload = answer_payload(Message.objects.select_related("run__conversation").get(pk=run.answer_id))
        events.publish(RunEvent, run, event, payload, groups=[group_of(run.pk)])


def _suggest(run):
    """Keep questions that may come next, made by rules; a language model is asked for them afterwards."""
    if run.state == Run.State.COMPLETED and not run.refused and not asks_model(run):
        Run.objects.filter(pk=run.pk).update(followups=near(run))


def _check(draft):
    if draft.quoted:
        quoted = draft.quoted
        # A quotation is its own proof: the span it was cut from is what it cites.
        ranges = {(citation.start, citation.end): citation.score for citation in quoted.text.citations}
        rows = ((start, end, True, score) for (start, end), score in ranges.items())
        return Checked(quoted.text, _sentences(rows), quoted.refused, quoted.confidence)
    return _checked_claims(draft)


def _checked_claims(draft):
    """Hold what a language model wrote against the passages, sentence by sentence."""
    sources = [*draft.evidence, *draft.stated]
    try:
        grounded = ground(draft.text, sources, embed=draft.embeds)
    except ModelUnavailable:  # it went away after the search: words alone decide
        grounded = ground(draft.text, sources)
    grounded = [replace(sentence, citations=_places_of(draft, sentence.citations)) for sentence in grounded]
    placed = place(draft.text, grounded)
    claims = [sentence for sentence in grounded if sentence.kind == "claim"]
    confidence = sum(sentence.score for sentence in claims if sentence.supported) / len(claims) if claims else None
    rows = ((each.start, each.end, each.supported, each.score) for each in placed.sentences)
    return Checked(placed.text, _sentences(rows), refuses(grounded), confidence)


def _places_of(draft, spans):
    """Return spans with the places that a tool's words rest on instead of those words."""
    found = []
    for index, start, end in spans:
        if index < len(draft.evidence):
            found.append((index, start, end))
        else:
            places = draft.stated[index - len(draft.evidence)].places
            found += [(place, 0, len(draft.evidence[place].text)) for place in places]
    return list(dict.fromkeys(found))


def _sentences(rows):
    return [AnswerSentence(start=start, end=end, supported=supported, score=score) for start, end, supported, score in rows]


def _end_steps(run, state):
    """Steps that will not end by themselves any more."""
    run.steps.filter(state__in=(Step.State.RUNNING, Step.State.AWAITING, Step.State.ALLOWED)).update(state=state)


def _save_citations(run, draft, checked):
    """Save a row per number, with the words it points to as they are now."""
    first = {}
    for citation in checked.text.citations:
        first.setdefault(citation.number, citation)
    rows = [_row(run, draft.evidence[citation.passage], citation) for citation in first.values()]
    if draft.recalled:
        _let_go_of_deleted(rows)
    Citation.objects.bulk_create(rows)


def _let_go_of_deleted(rows):
    """What was found before a pause may be gone since: the words stay, the link goes."""
    there = dict(Revision.objects.filter(pk__in=[row.revision_id for row in rows]).values_list("pk", "document_id"))
    for row in rows:
        row.document_id = there.get(row.revision_id)
        row.revision_id = row.revision_id if row.revision_id in there else None


def _row(run, passage, citation):
    quote = passage.text[citation.source_start : citation.source_end]
    start = passage.start + citation.source_start
    return Citation(
        message_id=run.answer_id,
        number=citation.number,
        document_id=passage.document_id,
        revision_id=passage.revision_id,
        document_name=passage.document_name,
        quote=quote,
        start=start,
        end=start + len(quote),
        page=_page_at(passage, start),
        row=_row_at(passage, start),
        heading_path=list(passage.heading_path) if passage.kind == "place" else headings_above(passage.revision_id, start),
        score=passage.score,
    )


def _page_at(passage, offset):
    if passage.page_start is None or passage.page_start == passage.page_end:
        return passage.page_start
    holding = Page.objects.filter(revision=passage.revision_id, start__lte=offset, end__gt=offset)
    return holding.values_list("number", flat=True).first() or passage.page_start


def _row_at(passage, offset):
    if passage.row_start is None or passage.row_start == passage.row_end:
        return passage.row_start
    _sheet, rows = rows_of(passage.revision_id, offset, offset + 1)
    return rows[0] if rows else passage.row_start


def _trace(draft):
    trace = {"timings_ms": draft.timings_ms, "prompt": draft.messages}
    if draft.retrieval:
        trace["retrieval"] = draft.retrieval.trace
    return trace
