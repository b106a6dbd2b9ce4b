"""The sidebar's list of conversations, for every page."""

from django import template

from agents.history import by_date, conversations_of

register = template.Library()
SHOWN = 60


@register.inclusion_tag("agents/sidebar.html", takes_context=True)
def sidebar_conversations(context):
    """List the person's latest conversations: of the page's project, or of all projects."""
    request, project = context["request"], context.get("project")
    found = conversations_of(request.user, project)[: SHOWN + 1]
    return {
        "request": request,
        "project": project,
        "groups": by_date(found[:SHOWN]),
        "more": len(found) > SHOWN,
        "conversation": context.get("conversation"),
    }
