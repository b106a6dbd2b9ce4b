"""What becomes of conversations: pinned, kept for a while only, deleted with a moment to think again."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from agents.models import Conversation, Run
from agents.runs import stop

UNDO_S = 10  # as long as the page offers it
GRACE_S = 60  # until the rows go: a click at the last moment must still find them
TEMPORARY_LIFE = timedelta(days=1)
BATCH = 500


def pin(conversation, wanted=True):
    """Keep the conversation on top of every list, or no longer."""
    Conversation.objects.filter(pk=conversation.pk).update(pinned_at=timezone.now() if wanted else None)


def make_temporary(conversation, wanted=True):
    """Let the conversation be unlisted, and go a day after its last message; or keep it."""
    Conversation.objects.filter(pk=conversation.pk).update(is_temporary=wanted)


@transaction.atomic
def delete(conversations):
    """Hide the conversations (a query set) at once everywhere and stop their answers; return the moment, for `restore`."""
    moment = timezone.now()
    found = list(conversations.values_list("pk", flat=True))
    for run in Run.objects.filter(conversation__in=found, state__in=Run.UNFINISHED_STATES):
        stop(run)
    Conversation.objects.filter(pk__in=found).update(deleted_at=moment)
    return moment


def restore(user, project, moment):
    """Bring back what the user deleted in project at that moment, while it is still there; return how many."""
    return Conversation.objects.filter(user=user, project=project, deleted_at=moment).update(deleted_at=None)


def sweep():
    """Delete for good: what was deleted a moment ago, and temporary conversations that have rested for a day."""
    now = timezone.now()
    deleted = Conversation.objects.filter(deleted_at__lt=now - timedelta(seconds=GRACE_S))
    rested = Conversation.objects.filter(is_temporary=True, updated_at__lt=now - TEMPORARY_LIFE)
    for gone in (deleted, rested):
        Conversation.objects.filter(pk__in=list(gone.values_list("pk", flat=True)[:BATCH])).delete()
