"""Files that a person brings along to a conversation.

They lie in a drawer: a project of their own that belongs to the conversation and its person. So they are read, cut,
embedded, searched and shown like any document, and nobody else, nor any other conversation, ever meets them.
"""

import asyncio
import time
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _

from agents.errors import BadQuestion
from agents.models import Conversation
from documents import uploads
from documents.models import Document
from projects.errors import Archived
from projects.lifecycle import SETTINGS
from projects.models import Membership, Project, Role
from projects.threads import in_thread

UNUSED_FOR = timedelta(days=1)  # a drawer that no question ever claimed
MOST_MENTIONS = 20
LONGEST_WAIT_S = 120
POLL_S = 0.25


@transaction.atomic
def open_drawer(user, project, conversation=None):
    """Return the drawer of the conversation, made on the first call; of one that is yet to begin (None): a new one."""
    if project.archived_at:
        raise Archived
    if conversation and (drawer := drawers_of(conversation).first()):
        return drawer
    kept = {field: getattr(project, field) for field in SETTINGS}
    drawer = Project(name=_("Files of a conversation"), icon="paperclip", colour=project.colour, drawer_in=project, **kept)
    drawer.drawer_of = conversation.pk if conversation else drawer.pk
    drawer.save()
    # An editor may add files; there is no owner, so it has no settings, no members and no page to delete it.
    Membership.objects.create(project=drawer, user=user, role=Role.EDITOR)
    return drawer


def attach(user, project, file, *, conversation=None, drawer=None):
    """Put a file into the drawer and return the upload's Receipt. Raises what documents.uploads.receive does."""
    drawer = drawer or open_drawer(user, project, conversation)
    return uploads.receive(project=drawer, user=user, file=file, name=file.name)


def unclaimed_drawer(user, project, pk):
    """Return the drawer that user has opened in project for a conversation that is yet to begin, or None."""
    return _drawers_of(user).active().filter(pk=pk, drawer_of=pk, drawer_in=project).first()


def drawers_of(conversation):
    """Return the conversation's drawers: one, or more if its first files came from several windows."""
    return Project.objects.filter(drawer_of=conversation.pk).order_by("created_at")


def mentioned(user, project, ids, conversation=None):
    """Return the documents that a question names or brings along, in no order. Raises BadQuestion.

    They are the project's, or lie in the conversation's drawer, or in one of user's that is yet unclaimed.
    """
    ids = set(ids)
    if len(ids) > MOST_MENTIONS:
        raise BadQuestion(_("A question can name %(most)s documents at most.") % {"most": MOST_MENTIONS})
    claimed = Q(project__drawer_of=conversation.pk) if conversation else Q(pk=None)
    here = Q(project=project) | claimed | Q(project__in=_drawers_of(user).filter(drawer_of=F("pk"), drawer_in=project))
    found = list(Document.objects.visible_to(user).filter(here, pk__in=ids).select_related("project")) if ids else []
    if len(found) < len(ids):
        raise BadQuestion(_("A document that you named is no longer here. Take it off the question and send it again."))
    return found


def claim(conversation, documents):
    """Give the unclaimed drawers of documents to the conversation, in the caller's transaction."""
    for drawer in {each.project for each in documents if each.project.drawer_of == each.project.pk}:
        drawer.drawer_of = conversation.pk
        drawer.save(update_fields=["drawer_of"])


async def await_read(documents, *, longest_s=LONGEST_WAIT_S):
    """Return once the documents (ids) can be searched. Raises BadQuestion for one that can't be read, or takes too long."""
    deadline = time.monotonic() + longest_s
    while documents:
        waiting = [each for each in await _revisions(documents) if not each.document.live_revision_id]
        for each in waiting:
            if not each.is_open:
                raise BadQuestion(_("“%(name)s” could not be read: %(reason)s") % {"name": each.document.name, "reason": each.reason_text})
        if not waiting:
            return
        if time.monotonic() > deadline:
            raise BadQuestion(_("“%(name)s” is still being read. Ask again in a moment.") % {"name": waiting[0].document.name})
        await asyncio.sleep(POLL_S)


@in_thread
def _revisions(documents):
    """Return the newest revision of each document."""
    rows = Document.objects.filter(pk__in=documents).with_revisions()
    return [each.newest for each in rows if each.newest]


def clear_out(now=None):
    """Delete drawers that were opened a day ago and never used; return how many."""
    old = Project.objects.filter(drawer_of=F("pk"), created_at__lt=(now or timezone.now()) - UNUSED_FOR)
    return sum(bool(drawer.delete()) for drawer in old)


def _drawers_of(user):
    return Project.objects.visible_to(user).exclude(drawer_of=None)


@receiver(post_delete, sender=Conversation)
def _empty_drawer(sender, instance, **kwargs):
    for drawer in drawers_of(instance):
        drawer.delete()
