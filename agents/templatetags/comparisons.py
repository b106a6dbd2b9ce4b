"""What is told about votes and ratings."""

from django import template
from django.utils.translation import gettext as _

from agents.models import Comparison, Feedback
from agents.templatetags.answers import model_label

register = template.Library()
Vote = Comparison.Vote


@register.simple_tag
def feedback_reasons():
    return Feedback.Reason.choices


@register.simple_tag(takes_context=True)
def vote_note(context, message):
    """Return how an answer fared against the one it was compared with, in a few words."""
    comparison = message.compared
    is_first = message.run.pk == comparison.first_id
    other = model_label(context, comparison.second_model if is_first else comparison.first_model)
    if comparison.vote == Vote.TIE:
        return _("As good as %(model)s") % {"model": other}
    if comparison.vote == Vote.NEITHER:
        return _("Neither this nor %(model)s was good") % {"model": other}
    if (comparison.vote == Vote.FIRST) == is_first:
        return _("You preferred this to %(model)s") % {"model": other}
    return _("You preferred %(model)s") % {"model": other}


@register.filter
def as_percent(share):
    """Return a share of 0–1 in percent, a dash for None."""
    return "–" if share is None else f"{round(100 * share)} %"
