"""Read-only copies of a branch for whoever knows their link: what they hold is told beforehand, and they can be called back."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from agents import turns, veil
from agents.errors import BadQuestion
from agents.markdown import render
from agents.models import Conversation, Message, Share
from agents.runs import held
from projects.errors import Archived
from projects.llm.models import CatalogModel
from projects.models import Membership

LONGEST_TITLE = 200


def snapshot_of(conversation, leaf_id=None):
    """Return the turns of the branch as they will be public: words, citations and verdicts; no ids, no addresses.

    Answers that are still being made are left out.
    """
    labels = dict(CatalogModel.objects.values_list("pk", "label"))
    return [_turn(each, labels) for each in turns.branch(conversation, leaf_id) if not _unfinished(each)]


def _unfinished(message):
    return message.role == Message.Role.ASSISTANT and message.run.is_unfinished


def _turn(message, labels):
    if message.role == Message.Role.USER:
        return {"role": message.role, "content": message.content}
    model = veil.model_of(message.run)
    return {
        "role": message.role,
        "content": message.content,
        "state": message.run.state,
        "refused": message.run.refused,
        "confidence": message.run.confidence,
        "model": labels.get(model, ""),
        "citations": [_citation(each) for each in message.citations.all()],
        "unsupported": [[each.start, each.end] for each in message.sentences.all() if each.supported is False],
    }


def _citation(citation):
    return {
        "number": citation.number,
        "name": citation.document_name,
        "quote": citation.quote,
        "page": citation.page,
        "row": citation.row,
        "headings": citation.heading_path,
    }


@transaction.atomic
def share(conversation, leaf_id=None, title=""):
    """Return a new link to the branch up to leaf_id, else to the one that is shown. Raises BadQuestion or Archived."""
    conversation = held(conversation)
    if conversation.project.archived_at:
        raise Archived
    copied = snapshot_of(conversation, leaf_id)
    if not any(turn["role"] == Message.Role.ASSISTANT for turn in copied):
        raise BadQuestion(_("There is no finished answer to share yet."))
    title = " ".join(title.replace("\x00", "").split())[:LONGEST_TITLE] or str(conversation)
    return Share.objects.create(conversation=conversation, title=title, snapshot={"version": 1, "turns": copied})


def shares_of(user, project):
    """Return the links that the person made in project and has not called back, latest first."""
    own = Share.objects.filter(conversation__user=user, conversation__project=project, conversation__deleted_at=None, revoked_at=None)
    return own.select_related("conversation").defer("snapshot")


def own(user):
    """Return the links that the user may call back."""
    return Share.objects.filter(conversation__in=Conversation.objects.visible_to(user)).select_related("conversation").defer("snapshot")


def revoke(share):
    """Let the link lead nowhere, from now on and for good; the copy is emptied."""
    Share.objects.filter(pk=share.pk).update(revoked_at=timezone.now(), snapshot={})


def public(token):
    """Return the share that anybody may read, or None.

    It goes with its conversation and its project, with an archived project as well, and with its author's access to it.
    """
    still_there = Membership.objects.filter(project=OuterRef("conversation__project"), user=OuterRef("conversation__user"))
    readable = Share.objects.filter(
        Exists(still_there),
        revoked_at=None,
        conversation__deleted_at=None,
        conversation__project__archived_at=None,
        conversation__user__is_active=True,
    )
    return readable.filter(pk=token).first() if "\x00" not in token else None


def as_shown(share_turns):
    """Return the turns with `html` for the answers: citations point to the list of sources below each."""
    return [turn | {"html": _html(number, turn)} for number, turn in enumerate(share_turns, 1)]


def _html(number, turn):
    if turn["role"] == Message.Role.USER:
        return ""
    labels = {each["number"]: (f"#source-{number}-{each['number']}", each["name"]) for each in turn["citations"]}
    marked_title = _("Nothing in the documents supports this sentence.")
    return render(turn["content"], citations=labels, marked=[tuple(span) for span in turn["unsupported"]], marked_title=marked_title)
