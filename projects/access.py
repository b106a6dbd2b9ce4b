"""Finding a project for someone: what a stranger gets, and what a member without the right gets."""

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from accounts.errors import OutOfScope
from projects.errors import Archived, RoleTooLow
from projects.models import Project, Role

RANK = {Role.VIEWER: 0, Role.EDITOR: 1, Role.OWNER: 2}
NEEDED = {
    Role.EDITOR: _("This needs the role of editor or owner in this project. Ask one of its owners."),
    Role.OWNER: _("Only an owner of this project may do this."),
}


def readable(user, project_id):
    """Return the project for any of its members; `project.role` is the user's role. Strangers get 404."""
    project = get_object_or_404(Project.objects.visible_to(user), pk=project_id)
    project.role = project.role_of(user)
    return project


def require(project, role):
    """Raise RoleTooLow unless the person that project was found for holds at least this role."""
    if RANK[project.role] < RANK[role]:
        raise RoleTooLow(NEEDED[role])
    return project


def may_create(user):
    """Raise OutOfScope for an API key that is limited to some projects: a new one would not be among them."""
    if user.allowed_projects is not None:
        raise OutOfScope(_("This API key is limited to some projects and can’t create others."))


def editable(user, project_id):
    """Return the project for its editors and owners. Raises RoleTooLow, or Archived: then it is read only."""
    project = require(readable(user, project_id), Role.EDITOR)
    if project.archived_at:
        raise Archived
    return project


def owned(user, project_id):
    """Return the project for its owners, archived or not. Raises RoleTooLow."""
    return require(readable(user, project_id), Role.OWNER)
