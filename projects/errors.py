from django.utils.translation import gettext_lazy as _

from accounts.errors import PlatformError


class ProjectError(PlatformError):
    """Something about a project or its members can't be done; the message says what to do."""


class RoleTooLow(ProjectError):
    status, code = 403, "role-too-low"


class Archived(ProjectError):
    status, code = 409, "project-archived"

    def __init__(self):
        super().__init__(_("This project is archived and can only be read. An owner can restore it."))


class LastOwner(ProjectError):
    status, code = 409, "last-owner"

    def __init__(self):
        super().__init__(_("A project needs an owner: make someone else an owner first."))


class AlreadyMember(ProjectError):
    status, code = 409, "already-a-member"


class TooManyInvitations(ProjectError):
    status, code, retryable = 429, "too-many-invitations", True


class InvitationGone(ProjectError):
    status, code = 404, "invitation-gone"

    def __init__(self):
        super().__init__(_("This invitation has been used, withdrawn or has run out. Ask for a new one."))


class WrongPerson(ProjectError):
    status, code = 403, "invitation-for-someone-else"


class SettingsFileError(ProjectError):
    """A settings file can't be used. `faults` lists each reason with its line and column, from 1."""

    code = "settings-file"

    def __init__(self, faults):
        self.faults = faults
        super().__init__(str(faults[0]), errors=[{"line": f.line, "column": f.column, "message": str(f.message)} for f in faults])
