"""The room of a conversation's memory: how much of the window is taken, and the summary of what no longer fits."""

from django.contrib import messages as notices
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.errors import PlatformError
from agents import memory
from agents.gauge import gauge
from agents.models import Conversation
from projects.access import readable


def _found(request, project_id, conversation_id):
    project = readable(request.user, project_id)
    rows = Conversation.objects.visible_to(request.user).select_related("summarised", "leaf")
    return project, get_object_or_404(rows.filter(project=project), pk=conversation_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def memory_page(request, project_id, conversation_id):
    """Show the summary of what was said first; a POST replaces it with the person's own words."""
    project, conversation = _found(request, project_id, conversation_id)
    problem = None
    if request.method == "POST":
        try:
            memory.edit(conversation, request.POST.get("summary", ""))
            notices.success(request, _("The summary is saved."))
            return redirect("agents:memory", project.pk, conversation.pk)
        except PlatformError as error:
            problem = error
    context = {
        "project": project,
        "room": "chat",
        "conversation": conversation,
        "gauge": gauge(conversation),
        "problem": problem,
        "summary": request.POST.get("summary", conversation.summary),
        "limit": memory.SUMMARY_CHARS,
    }
    return render(request, "agents/memory.html", context, status=problem.status if problem else 200)


@login_required
@require_GET
def gauge_fragment(request, project_id, conversation_id):
    """How full the window is, for the composer; asked again after each answer."""
    project, conversation = _found(request, project_id, conversation_id)
    return render(request, "agents/gauge.html", {"project": project, "conversation": conversation, "gauge": gauge(conversation)})
