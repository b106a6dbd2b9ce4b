"""How steps and their results are shown."""

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from agents.markdown import render
from agents.models import Step
from agents.step_display import attempts_note, shown_steps

register = template.Library()


@register.simple_tag
def steps_of(run, message=None):
    """Return the run's steps, ready to be drawn; message: the answer, whose citations give values their numbers."""
    if not hasattr(run, "shown_steps"):
        run.shown_steps = list(Step.objects.filter(run=run).to_show())
    return shown_steps(run, run.shown_steps, message.citations.all() if message else ())


@register.simple_tag
def attempts_of(steps):
    """Return {"note", "places"} of what in the steps' results tries to give orders, or None."""
    found = [attempt for shown in steps for attempt in shown.attempts]
    return {"note": attempts_note(found), "places": found[:5], "more": len(found) - 5} if found else None


@register.filter
def total_ms(steps):
    return sum(shown.step.duration_ms or 0 for shown in steps)


@register.filter
def as_duration(ms):
    """Return milliseconds as people say them."""
    if ms is None:
        return ""
    return _("%(n)s ms") % {"n": ms} if ms < 1000 else _("%(n)s s") % {"n": f"{ms / 1000:.1f}"}


@register.filter
def as_markdown(text):
    return mark_safe(render(text))  # noqa: S308 - cleaned by the renderer
