"""Pages of a run's steps: the list while it grows, a person's decision, a result as a file."""

from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_POST

from agents import decisions
from agents.errors import NotAwaiting
from agents.models import Run
from agents.view_files import file_of
from agents.waiting import await_end


def _run(user, run_id):
    found = Run.objects.select_related("conversation__project", "answer")
    return get_object_or_404(found.visible_to(user), pk=run_id)


def _list(request, run):
    return render(request, "agents/steps.html", {"run": run, "conversation": run.conversation, "project": run.conversation.project})


@login_required
@require_GET
def steps(request, run_id):
    """What has been done so far, for the page that watches."""
    run = _run(request.user, run_id)
    return _list(request, run) if request.htmx else redirect(f"{run.conversation.get_absolute_url()}#run-{run.pk}")


@login_required
@require_POST
def decide(request, run_id, number):
    """Allow or decline a step that changes something."""
    run = _run(request.user, run_id)
    get_object_or_404(run.steps, number=number)
    try:
        decisions.decide(run, number, allowed=request.POST.get("decision") == "allow")
    except NotAwaiting:  # decided elsewhere in the meantime: the list says how
        pass
    if request.htmx:
        return _list(request, run)
    await_end(run)
    return redirect(f"{run.conversation.get_absolute_url()}#run-{run.pk}")


@login_required
@require_GET
def view_file(request, run_id, number, view):
    """A table, or code, of a step's result as a file."""
    step = get_object_or_404(_run(request.user, run_id).steps, number=number)
    views = step.result.get("views", [])
    made = file_of(views[view]) if view < len(views) else None
    if made is None:
        raise Http404
    name, content_type, text = made
    response = HttpResponse(text, content_type=content_type)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
