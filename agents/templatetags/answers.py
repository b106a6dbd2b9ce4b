"""How answers are shown."""

from typing import NamedTuple

from django import template
from django.utils.safestring import mark_safe
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext as _

from agents import rendering
from projects.llm.models import CatalogModel

register = template.Library()
gettext_noop("Built-in answerer")  # a label of the catalogue
HIGH, MIDDLE = 0.75, 0.5


class Sure(NamedTuple):
    label: str
    tone: str
    percent: int


@register.simple_tag
def answer_html(message):
    return mark_safe(rendering.answer_html(message))  # noqa: S308 - cleaned by the renderer


@register.simple_tag
def citation_url(citation):
    return rendering.citation_url(citation)


@register.simple_tag
def confidence(value):
    """Return how sure an answer is, in words and colour; value is 0–1."""
    percent = round(100 * value)
    if value >= HIGH:
        return Sure(_("High confidence"), "success", percent)
    if value >= MIDDLE:
        return Sure(_("Medium confidence"), "warning", percent)
    return Sure(_("Low confidence"), "error", percent)


@register.simple_tag(takes_context=True)
def model_label(context, model_id):
    """Return a model's name for people; asked of the database once a request."""
    request = context.get("request")
    labels = getattr(request, "model_labels", None)
    if labels is None:
        labels = dict(CatalogModel.objects.values_list("pk", "label"))
        if request:
            request.model_labels = labels
    return gettext(labels.get(model_id, model_id))
