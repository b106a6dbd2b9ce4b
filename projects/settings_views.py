from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from projects import lifecycle, settings_file
from projects.access import editable, readable
from projects.errors import SettingsFileError
from projects.forms import ProjectForm, SettingsFileForm, SettingsForm
from projects.marks import COLOURS, ICONS
from projects.models import Role


@login_required
def settings(request, pk):
    """How the project answers; readable for all its members."""
    project = editable(request.user, pk) if request.method == "POST" else readable(request.user, pk)
    form = SettingsForm(request.POST or None, instance=project)
    if request.method == "POST" and form.is_valid():
        return _save(request, project, form.cleaned_data)
    return _page(request, "projects/settings.html", project, form)


@login_required
def edit(request, pk):
    """Name, description, icon and colour."""
    project = editable(request.user, pk)
    form = ProjectForm(request.POST or None, instance=project)
    if request.method == "POST" and form.is_valid():
        return _save(request, project, form.cleaned_data)
    return _page(request, "projects/edit.html", project, form, icons=ICONS, colours=COLOURS)


@login_required
@require_GET
def export(request, pk):
    project = readable(request.user, pk)
    name = slugify(project.name) or "project"
    headers = {"Content-Disposition": f'attachment; filename="{name}.yaml"'}
    return HttpResponse(settings_file.export(project), content_type="application/yaml; charset=utf-8", headers=headers)


@login_required
def import_file(request, pk):
    project = editable(request.user, pk)
    form = SettingsFileForm(request.POST or None, request.FILES or None)
    faults, text = [], settings_file.export(project)
    if request.method == "POST" and form.is_valid():
        text = form.content()
        try:
            return _save(request, project, settings_file.read(text, project))
        except SettingsFileError as error:
            faults = error.faults
    return _page(request, "projects/import.html", project, form, faults=faults, text=text)


def _save(request, project, fields):
    changed = lifecycle.change(project, request.user, **fields)
    if changed & lifecycle.NEEDS_REINDEX:
        messages.warning(request, _("Saved. Documents that are already here are searched the old way until they are indexed again."))
    else:
        messages.success(request, _("Saved."))
    return redirect("projects:settings", project.pk)


def _page(request, template, project, form, **context):
    wrong = form.errors or context.get("faults")
    if wrong:
        project.refresh_from_db(fields=lifecycle.LOOKS)  # the form has put what was typed into it
    may_edit = project.role != Role.VIEWER and not project.archived_at
    context |= {"project": project, "form": form, "room": "settings", "may_edit": may_edit, "owns": project.role == Role.OWNER}
    return render(request, template, context, status=400 if wrong else 200)
