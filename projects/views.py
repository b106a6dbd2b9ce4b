"""Pages about projects as a whole. See settings_views.py and member_views.py for their other rooms."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from projects import lifecycle
from projects.access import RANK, owned, readable, require
from projects.forms import SHOWN, SORTS, DeleteForm, DuplicateForm, ProjectForm, ProjectListForm
from projects.marks import COLOURS, ICONS
from projects.models import Invitation, Membership, Project, Role

PAGE_SIZE = 24


@login_required
@require_GET
def index(request):
    """The projects of the person, and the invitations that wait for an answer."""
    projects, chosen = ProjectListForm(request.GET).apply(Project.objects.visible_to(request.user).listed())
    page = Paginator(projects.annotate(member_count=Count("memberships")), PAGE_SIZE).get_page(request.GET.get("page"))
    _add_roles(page, request.user)
    context = {
        "page": page,
        "chosen": chosen,
        "sorts": {key: label for key, (label, _order) in SORTS.items()},
        "shown": SHOWN,
        "has_any": Membership.objects.filter(user=request.user, project__drawer_of=None).exists(),
        "invitations": Invitation.objects.addressed_to(request.user).select_related("project", "invited_by"),
    }
    return render(request, "projects/list.html" + ("#rows" if request.htmx else ""), context)


@login_required
def create(request):
    form = ProjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        project = lifecycle.create(request.user, **form.cleaned_data)
        return redirect("documents:list", project.pk)
    return _form_page(request, "projects/create.html", form)


@login_required
@require_POST
def archive(request, pk):
    project = owned(request.user, pk)
    lifecycle.archive(project)
    messages.success(request, _("“%(project)s” is archived: it can be read and restored, but not changed.") % {"project": project})
    return redirect("home")


@login_required
@require_POST
def restore(request, pk):
    project = owned(request.user, pk)
    lifecycle.restore(project)
    messages.success(request, _("“%(project)s” is restored.") % {"project": project})
    return redirect("projects:settings", project.pk)


@login_required
def duplicate(request, pk):
    source = require(readable(request.user, pk), Role.EDITOR)
    form = DuplicateForm(request.POST or None, initial={"name": _("Copy of %(name)s") % {"name": source.name[:100]}})
    if request.method == "POST" and form.is_valid():
        copy = lifecycle.duplicate(source, request.user, **form.cleaned_data)
        messages.success(request, _("“%(copy)s” is ready.") % {"copy": copy})
        return redirect("projects:settings", copy.pk)
    return _form_page(request, "projects/duplicate.html", form, project=source)


@login_required
def delete(request, pk):
    project = owned(request.user, pk)
    form = DeleteForm(request.POST or None, project=project)
    if request.method == "POST" and form.is_valid():
        lifecycle.delete(project)
        messages.success(request, _("“%(project)s” and everything in it is deleted.") % {"project": project.name})
        return redirect("home")
    return _form_page(request, "projects/delete.html", form, project=project)


def _form_page(request, template, form, **context):
    context |= {"form": form, "room": "settings", "icons": ICONS, "colours": COLOURS}
    return render(request, template, context, status=400 if form.errors else 200)


def _add_roles(projects, user):
    roles = dict(Membership.objects.filter(user=user, project__in=[each.pk for each in projects]).values_list("project_id", "role"))
    for each in projects:
        each.role = Role(roles[each.pk])
        each.can_own, each.can_edit = each.role == Role.OWNER, RANK[each.role] >= RANK[Role.EDITOR]
