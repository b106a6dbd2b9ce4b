"""Past conversations of a person: found by words, grouped by date."""

from datetime import timedelta
from itertools import groupby

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from agents.models import Conversation, Message


def conversations_of(user, project=None, words=""):
    """Return the person's conversations, latest first; words are looked for in titles and messages."""
    found = Conversation.objects.visible_to(user).listed().select_related("project")
    found = found.filter(project=project) if project else found.filter(project__archived_at=None)
    if words := words.replace("\x00", "").strip():
        said = Message.objects.filter(conversation=OuterRef("pk"), content__icontains=words)
        found = found.filter(Q(title__icontains=words) | Exists(said))
    return found


def by_date(conversations):
    """Return [(name of the period, its conversations)], in the order given (latest first)."""
    today = timezone.localdate()
    return [(name, list(group)) for name, group in groupby(conversations, key=lambda each: _period(today, each.updated_at))]


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
