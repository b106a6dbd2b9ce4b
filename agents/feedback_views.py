"""Thumbs under an answer, and a project's counts of them."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from accounts.errors import PlatformError
from agents import opinions, turns
from agents.tree_views import own_message
from agents.views import refuse
from projects.access import readable, require
from projects.models import Role


@login_required
@require_POST
def feedback(request, message_id):
    """Rate an answer (`value` 1 or -1, with `comment` and `reasons`), or take the rating back (`value` 0)."""
    message = own_message(request.user, message_id)
    value = request.POST.get("value", "")
    try:
        if value == "0":
            opinions.take_back(message)
        else:
            said = {"comment": request.POST.get("comment", ""), "reasons": request.POST.getlist("reasons")}
            opinions.give(message, request.user, {"1": 1, "-1": -1}.get(value), **said)
    except PlatformError as error:
        project = readable(request.user, message.conversation.project_id)
        return refuse(request, project, message.conversation, error)
    if not request.htmx:
        return redirect(f"{message.conversation.get_absolute_url()}#run-{message.run.pk}")
    return render(request, "agents/feedback.html", {"message": turns.one(message.pk), "asks_why": "comment" not in request.POST})


@login_required
@require_GET
def ratings(request, project_id):
    """How the answers of each model and agent were rated; what was asked and said stays with who asked."""
    project = require(readable(request.user, project_id), Role.EDITOR)
    context = {"project": project, "room": "chat", "rows": opinions.tally(project), "reasons": opinions.reason_counts(project)}
    return render(request, "agents/ratings.html", context)
