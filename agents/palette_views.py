"""The palette: what Ctrl-K opens. Without scripts it is a page of its own."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agents.palette import look_up
from projects.models import Project


@login_required
@require_GET
def palette(request):
    words = request.GET.get("q", "")
    groups = look_up(request.user, words, _project_of(request))
    template = "agents/palette.html#found" if request.htmx else "agents/palette.html"
    return render(request, template, {"groups": groups, "words": words.strip(), "origin": request.GET.get("project", "")})


def _project_of(request):
    """Return the project that the person is in, or None: a hint, so that what is not theirs is just passed over."""
    try:
        wanted = UUID(request.GET.get("project", ""))
    except ValueError:
        return None
    return Project.objects.visible_to(request.user).filter(pk=wanted).first()
