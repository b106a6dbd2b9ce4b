"""Voting on two answers, and how the models of a project fare against each other."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET, require_POST

from accounts.errors import PlatformError
from agents import comparing
from agents.views import refuse, show_branch
from projects.access import readable


@login_required
@require_POST
def vote(request, comparison_id):
    comparison = get_object_or_404(comparing.visible_to(request.user), pk=comparison_id)
    conversation = comparison.question.conversation
    try:
        comparing.vote(comparison, request.POST.get("vote", ""))
    except PlatformError as error:
        return refuse(request, readable(request.user, conversation.project_id), conversation, error)
    return show_branch(request, conversation, f"#message-{comparison.question_id}")


@login_required
@require_GET
def comparisons(request, project_id):
    """The votes of all members, summed per pair of models."""
    project = readable(request.user, project_id)
    return render(request, "agents/comparisons.html", {"project": project, "room": "chat", "pairs": comparing.win_table(project)})
