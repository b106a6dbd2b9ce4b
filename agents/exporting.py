"""A conversation as a file: the branch that is shown as Markdown, or the whole tree as JSON."""

import re

from django.utils import timezone
from django.utils.translation import gettext as _

from agents import turns, veil
from agents.models import Message

VERSION = 1
# Code keeps its brackets: fenced blocks (to the end if the fence is never closed) and code spans of one line.
_CODE_OR_MARKER = re.compile(r"(^```.*?(?:^```|\Z)|`[^`\n]*`)|\[(\d{1,3})\]", re.MULTILINE | re.DOTALL)


def as_markdown(conversation):
    """Return the branch that is shown, with the sources of each answer as footnotes."""
    parts, notes = [f"# {_line(str(conversation))}"], []
    for number, message in enumerate(turns.branch(conversation), 1):
        if message.role == Message.Role.USER:
            parts += [f"## {_('Question')}", message.content]
        else:
            parts += _answer(number, message)
            notes += [_note(number, citation) for citation in message.citations.all()]
    return "\n\n".join(filter(None, [*parts, "\n".join(notes)])) + "\n"


def _answer(number, message):
    run = message.run
    parts = [f"## {_('Answer')}", _with_notes(number, message)]
    if run.error:
        parts.append(f"*{_line(veil.error_of(run))}*")
    elif run.state == run.State.STOPPED:
        parts.append(f"*{_('This answer was stopped.')}*")
    return parts


def _with_notes(number, message):
    """Return the content with its [1] as the [^2-1] of the whole document: numbers start anew with each answer."""
    cited = {citation.number for citation in message.citations.all()}

    def note(found):
        return f"[^{number}-{found[2]}]" if found[2] and int(found[2]) in cited else found[0]

    return _CODE_OR_MARKER.sub(note, message.content)


def _note(number, citation):
    place = [citation.document_name]
    place += [_("page %(number)s") % {"number": citation.page}] if citation.page else []
    place += [_("row %(number)s") % {"number": citation.row}] if citation.row else []
    place += [" › ".join(citation.heading_path)] if citation.heading_path else []
    return f"[^{number}-{citation.number}]: {_line(', '.join(place))}: “{_line(citation.quote)}”"


def _line(text):
    return " ".join(text.split())


def as_data(conversation):
    """Return the whole tree: every version of every question and answer, the branch that is shown marked by `leaf`."""
    return {
        "version": VERSION,
        "title": str(conversation),
        "project": conversation.project.name,
        "created_at": conversation.created_at.isoformat(),
        "exported_at": timezone.now().isoformat(),
        "leaf": _text(conversation.leaf_id),
        "messages": [_message(each) for each in turns.rows().filter(conversation=conversation)],
    }


def _message(message):
    data = {
        "id": str(message.pk),
        "parent": _text(message.parent_id),
        "role": message.role,
        "content": message.content,
        "created_at": message.created_at.isoformat(),
    }
    return data if message.role == Message.Role.USER else data | _facts(message)


def _facts(message):
    run, feedback = message.run, getattr(message, "feedback", None)
    return {
        "state": run.state,
        "model": veil.model_of(run),
        "error": veil.error_of(run),
        "refused": run.refused,
        "confidence": run.confidence,
        "citations": [_citation(each) for each in message.citations.all()],
        "unsupported": [[each.start, each.end] for each in message.sentences.all() if each.supported is False],
        "feedback": feedback and {"value": feedback.value, "reasons": feedback.reasons, "comment": feedback.comment},
    }


def _citation(citation):
    names = ("number", "document_name", "quote", "start", "end", "page", "row", "heading_path", "score")
    return {name: getattr(citation, name) for name in names}


def _text(pk):
    return pk and str(pk)
