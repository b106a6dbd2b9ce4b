"""An answer as it is shown: HTML with numbered citations, and the same facts as data."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from agents import veil
from agents.markdown import render


def answer_html(message):
    """Return an answer's content as safe HTML, citations linked and unsupported sentences marked."""
    return render(
        message.content,
        citations={citation.number: (citation_url(citation), _label(citation)) for citation in message.citations.all()},
        marked=[(sentence.start, sentence.end) for sentence in message.sentences.all() if sentence.supported is False],
        marked_title=_("Nothing in your documents supports this sentence."),
    )


def citation_url(citation):
    """Return where the cited passage is shown in its original, highlighted; "" once the document is gone."""
    if citation.document_id is None:
        return ""
    query = {"start": citation.start, "end": citation.end, "revision": citation.revision_id}
    query |= {key: value for key, value in (("page", citation.page), ("row", citation.row)) if value}
    return f"{reverse('documents:view', args=[citation.document_id])}?{urlencode(query)}#passage"


def answer_payload(message):
    """Return what a page or an API client needs to show an answer that has ended."""
    run = message.run
    return {
        "message": str(message.pk),
        "run": str(run.pk),
        "conversation": str(run.conversation_id),
        "state": run.state,
        "model": veil.model_of(run),
        "content": message.content,
        "html": answer_html(message),
        "refused": run.refused,
        "confidence": run.confidence,
        "error": veil.error_of(run),
        "citations": [citation_data(citation) for citation in message.citations.all()],
        "unsupported": [[sentence.start, sentence.end] for sentence in message.sentences.all() if sentence.supported is False],
        "followups": veil.followups_of(run),
    }


def citation_data(citation):
    return {
        "number": citation.number,
        "document": citation.document_id and str(citation.document_id),
        "name": citation.document_name,
        "revision": citation.revision_id,
        "quote": citation.quote,
        "start": citation.start,
        "end": citation.end,
        "page": citation.page,
        "row": citation.row,
        "headings": citation.heading_path,
        "score": citation.score,
        "url": citation_url(citation),
    }


def _label(citation):
    names = {"number": citation.number, "name": citation.document_name, "page": citation.page}
    if citation.page:
        return _("Source %(number)s: %(name)s, page %(page)s") % names
    return _("Source %(number)s: %(name)s") % names
