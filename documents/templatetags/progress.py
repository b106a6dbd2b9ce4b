"""How states and progress of files look."""

from django import template
from django.utils.translation import get_language_info, gettext

from documents import progress
from documents.models import Revision

register = template.Library()
TONES = {Revision.State.READY: "success", Revision.State.FAILED: "error", Revision.State.CANCELLED: "warning"}
FILE_ICONS = {
    "csv": "file-spreadsheet",
    "spreadsheet": "file-spreadsheet",
    "image": "file-image",
    "html": "file-code",
    "tab-separated": "file-spreadsheet",
}
ICONS = {Revision.State.READY: "circle-check", Revision.State.FAILED: "circle-x", Revision.State.CANCELLED: "ban"}


@register.filter
def tone(revision):
    return TONES.get(revision.state, "busy")


@register.filter
def state_icon(revision):
    return ICONS.get(revision.state, "clock")


@register.filter
def moving(revision):
    """Say whether a worker is at it, so that there is progress to show."""
    return revision.is_open and revision.state != Revision.State.QUEUED


@register.filter
def percent(revision):
    return progress.percent(revision)


@register.filter
def file_icon(revision):
    """Return the icon of a revision's kind of file."""
    media_type = revision.media_type if revision else ""
    return next((icon for part, icon in FILE_ICONS.items() if part in media_type), "file-text")


@register.filter
def language_name(code):
    """Return a language's name in the reader's language; the code where it has none here."""
    if not code or code == "und":
        return ""
    try:
        return gettext(get_language_info(code)["name"])
    except KeyError:
        return code
