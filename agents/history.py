"""Past conversations of a person: found by words, grouped by date."""

from datetime import timedelta
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agents.models import Conversation, Message

MOST_WORDS = 8


def conversations_of(user, project=None, words=""):
    """Return the person's listed conversations, pinned ones first, then the latest.

    words: each of them has to stand in the title or in some message.
    """
    found = Conversation.objects.visible_to(user).listed().select_related("project")
    found = found.filter(project=project) if project else found.filter(project__archived_at=None)
    for word in words_of(words):
        said = Message.objects.filter(conversation=OuterRef("pk"), content__icontains=word)
        found = found.filter(Q(title__icontains=word) | Exists(said))
    return found.order_by(F("pinned_at").desc(nulls_last=True), "-updated_at")


def words_of(text):
    """Return the words to look for in text, at most MOST_WORDS."""
    return list(dict.fromkeys(text.replace("\x00", "").split()))[:MOST_WORDS]


def by_date(conversations):
    """Return [(name of the period, its conversations)], in the order given (pinned first, then latest first)."""
    today = timezone.localdate()
    return [(name, list(group)) for name, group in groupby(conversations, key=lambda each: _group(today, each))]


def _group(today, conversation):
    return _("Pinned") if conversation.pinned_at else _period(today, conversation.updated_at)


def _period(today, moment):
    day = timezone.localdate(moment)
    if day >= today:
        return _("Today")
    if day == today - timedelta(days=1):
        return _("Yesterday")
    if day > today - timedelta(days=7):
        return _("Previous 7 days")
    if day > today - timedelta(days=30):
        return _("Previous 30 days")
    return _("Older")
