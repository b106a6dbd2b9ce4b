"""The tray of files in the making, for every page."""

from django import template

from documents.progress import files_in_progress

register = template.Library()


@register.simple_tag(takes_context=True)
def tray_files(context):
    """Return what the tray shows to the person of this page."""
    return files_in_progress(context["request"].user)
