from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from projects import membership
from projects.access import owned, readable
from projects.errors import Archived, ProjectError
from projects.forms import InviteForm, RoleForm
from projects.models import Role
from projects.notices import attempted


@login_required
def members(request, pk):
    """Who is in the project; owners invite here."""
    project = owned(request.user, pk) if request.method == "POST" else readable(request.user, pk)
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _invited(request, project, form):
        return redirect("projects:members", project.pk)
    return _page(request, project, form)


@login_required
@require_POST
def change_role(request, pk, member_id):
    project = owned(request.user, pk)
    person = _member(project, member_id)
    form = RoleForm(request.POST)
    if form.is_valid():
        attempted(request, membership.change_role, person, form.cleaned_data["role"])
    return redirect("projects:members", project.pk)


@login_required
@require_POST
def remove(request, pk, member_id):
    project = owned(request.user, pk)
    person = _member(project, member_id)
    if person.user_id == request.user.pk:
        return leave(request, pk)
    if attempted(request, membership.remove, person):
        messages.success(request, _("%(person)s is not a member any more.") % {"person": person.user})
    return redirect("projects:members", project.pk)


@login_required
@require_POST
def leave(request, pk):
    project = readable(request.user, pk)
    if not attempted(request, membership.remove, project.memberships.get(user=request.user)):
        return redirect("projects:members", project.pk)
    messages.success(request, _("You have left “%(project)s”.") % {"project": project})
    return redirect("home")


@login_required
@require_POST
def withdraw(request, pk, invitation_id):
    project = owned(request.user, pk)
    get_object_or_404(project.invitations.filter(accepted_at=None), pk=invitation_id).delete()
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("projects:members", project.pk)


def invitation(request, token):
    """What the link in the mail opens: sign in or up first, then accept or decline."""
    try:
        found = membership.find_invitation(token)
        if request.method == "POST" and request.user.is_authenticated:
            return _answer(request, found)
    except ProjectError as error:
        return render(request, "projects/invitation.html", {"error": error}, status=error.status)
    mine = request.user.is_authenticated and request.user.email.lower() == found.email.lower()
    return render(
        request, "projects/invitation.html", {"invitation": found, "mine": mine}, status=200 if mine or request.user.is_anonymous else 403
    )


def _answer(request, found):
    if "decline" in request.POST:
        membership.decline(found.token, request.user)
        messages.success(request, _("You have declined the invitation."))
        return redirect("home")
    project = membership.accept(found.token, request.user)
    messages.success(request, _("Welcome to “%(project)s”.") % {"project": project})
    return redirect("documents:list", project.pk)


def _invited(request, project, form):
    if project.archived_at:
        raise Archived
    try:
        made = membership.invite(project, request.user, **form.cleaned_data, build_url=request.build_absolute_uri)
    except ProjectError as error:
        form.add_error("email", error.message)
        return False
    messages.success(request, _("The invitation to %(email)s is on its way.") % {"email": made.email})
    return True


def _member(project, member_id):
    return get_object_or_404(project.memberships.select_related("user"), pk=member_id)


def _page(request, project, form):
    context = {
        "project": project,
        "room": "members",
        "form": form,
        "owns": project.role == Role.OWNER,
        "may_invite": project.role == Role.OWNER and not project.archived_at,
        "memberships": project.memberships.select_related("user"),
        "invitations": project.invitations.open().select_related("invited_by"),
        "roles": Role.choices,
    }
    return render(request, "projects/members.html", context, status=400 if form.errors else 200)
