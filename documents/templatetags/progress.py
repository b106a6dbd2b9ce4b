"""How states and progress of files look."""

from django import template

from documents import progress
from documents.models import Revision

register = template.Library()
TONES = {Revision.State.READY: "success", Revision.State.FAILED: "error", Revision.State.CANCELLED: "warning"}
ICONS = {Revision.State.READY: "circle-check", Revision.State.FAILED: "circle-x", Revision.State.CANCELLED: "ban"}


@register.filter
def tone(revision):
    return TONES.get(revision.state, "busy")


@register.filter
def state_icon(revision):
    return ICONS.get(revision.state, "clock")


@register.filter
def percent(revision):
    return progress.percent(revision)
