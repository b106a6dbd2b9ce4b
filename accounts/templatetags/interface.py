"""Small parts that every page uses: icons and initials."""

import json

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

from accounts.shortcuts import shortcuts_of

register = template.Library()


@register.simple_tag
def icon(name, label="", css=""):
    """Draw an icon of static/icons.svg; with a label it speaks to screen readers, without it is decoration."""
    href = f"{static('icons.svg')}#{name}"
    if label:
        return format_html('<svg class="icon {}" role="img" aria-label="{}"><use href="{}"></use></svg>', css, label, href)
    return format_html('<svg class="icon {}" aria-hidden="true"><use href="{}"></use></svg>', css, href)


@register.filter
def initial(person):
    """Return the letter that stands for a person."""
    return str(person).strip()[:1]


@register.filter
def widget_type(field):
    """Return the kind of a bound field's control: text, checkbox, select, …"""
    return getattr(field.field.widget, "input_type", type(field.field.widget).__name__.lower())


@register.filter
def tone_of(level):
    """Return the tone and icon of a Django message level."""
    return {"success": "success", "warning": "warning", "error": "error"}.get(level, "info")


@register.simple_tag
def shortcut_keys(user):
    """Return {name: keys} of the shortcuts that the user's pages listen to, as JSON."""
    return json.dumps({shortcut.name: shortcut.keys for shortcut, on in shortcuts_of(user) if on})


@register.simple_tag
def shortcut_list(user):
    """Return [(shortcut, whether it is on)]."""
    return shortcuts_of(user)
