"""Pages about a project's index; the fragment sits on the page of its settings."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.errors import PlatformError
from documents import reindexing
from projects.access import editable, readable


@login_required
@require_GET
def state(request, project_id):
    """The fragment alone: it asks again while an index is being built."""
    project = readable(request.user, project_id)
    may_edit = project.role != "viewer" and not project.archived_at
    return render(request, "documents/index_state.html", {"project": project, "may_edit": may_edit})


@login_required
@require_POST
def reindex(request, project_id):
    return _started(
        request,
        project_id,
        reindexing.reindex,
        _("A new index is being built. Questions are answered from the old one until it is complete."),
    )


@login_required
@require_POST
def rollback(request, project_id):
    return _started(
        request, project_id, reindexing.rollback, _("The index before this one comes back, with the settings it was made with.")
    )


def _started(request, project_id, start, notice):
    project = editable(request.user, project_id)
    try:
        start(project)
    except PlatformError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, notice)
    return redirect("projects:settings", project.pk)
