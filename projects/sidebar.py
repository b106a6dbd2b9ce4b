"""What the sidebar of every page shows: the projects that the person may see."""

from projects.models import Project


def sidebar(request):
    """Return the context of the sidebar; the query runs only if a template asks for it."""
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {}
    return {"sidebar_projects": Project.objects.visible_to(request.user).active().listed()}
