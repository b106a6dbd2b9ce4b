"""Who belongs to a project: inviting, joining, changing roles, leaving."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from projects.access import RANK
from projects.errors import AlreadyMember, InvitationGone, LastOwner, TooManyInvitations, WrongPerson
from projects.invitation_mail import send_invitation
from projects.models import Invitation, Membership, Project, Role, invitation_token

INVITATIONS_AN_HOUR = 30
RESEND_PAUSE = timedelta(minutes=1)


@transaction.atomic
def invite(project, by, *, email, role, build_url):
    """Invite an address and send the link on commit; a second invitation replaces the first.

    Raises AlreadyMember, or TooManyInvitations so that nobody sends floods of mail through us.
    """
    email = email.strip().lower()
    _lock(project)
    if project.memberships.filter(user__email__iexact=email).exists():
        raise AlreadyMember(_("%(email)s is already a member of this project.") % {"email": email})
    _check_pace(project, by, email)
    project.invitations.filter(email=email, accepted_at=None).delete()
    invitation = Invitation.objects.create(project=project, email=email, role=role, invited_by=by, token=invitation_token())
    transaction.on_commit(lambda: send_invitation(invitation, build_url))
    return invitation


def find_invitation(token):
    """Return the open invitation with this token. Raises InvitationGone."""
    invitation = Invitation.objects.open().select_related("project", "invited_by").filter(token=token.replace("\x00", "")).first()
    if invitation is None:
        raise InvitationGone
    return invitation


@transaction.atomic
def accept(token, user):
    """Make user a member by an invitation to his own address; return the project.

    Who is a member already keeps the higher of the two roles. Raises InvitationGone or WrongPerson.
    """
    project = _lock(find_invitation(token).project)
    invitation = find_invitation(token)  # again: another request may have used it while we waited
    _check_person(invitation, user)
    membership, _created = Membership.objects.get_or_create(project=project, user=user, defaults={"role": invitation.role})
    if RANK[membership.role] < RANK[invitation.role]:
        membership.role = invitation.role
        membership.save(update_fields=["role"])
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    return project


def decline(token, user):
    """Refuse an invitation to one's own address. Raises InvitationGone or WrongPerson."""
    invitation = find_invitation(token)
    _check_person(invitation, user)
    invitation.delete()


@transaction.atomic
def change_role(membership, role):
    """Raises LastOwner if the project would be left without an owner."""
    _lock(membership.project)
    membership.refresh_from_db()
    if role != Role.OWNER:
        _keep_an_owner(membership)
    membership.role = role
    membership.save(update_fields=["role"])


@transaction.atomic
def remove(membership):
    """Take a member out, or leave oneself. Raises LastOwner if the project would be left without an owner."""
    _lock(membership.project)
    membership.refresh_from_db()
    _keep_an_owner(membership)
    membership.delete()


def _lock(project):
    """Changes of members of one project wait for each other: two owners can't both leave at once."""
    return Project.objects.select_for_update().get(pk=project.pk)


def _keep_an_owner(membership):
    others = membership.project.memberships.filter(role=Role.OWNER, user__is_active=True).exclude(pk=membership.pk)
    if membership.role == Role.OWNER and not others.exists():
        raise LastOwner


def _check_pace(project, by, email):
    now = timezone.now()
    sent = Invitation.objects.filter(invited_by=by, created_at__gt=now - timedelta(hours=1))
    if project.invitations.filter(email=email, accepted_at=None, created_at__gt=now - RESEND_PAUSE).exists():
        raise TooManyInvitations(_("This address was invited a moment ago. Wait a minute before sending again."))
    if sent.count() >= INVITATIONS_AN_HOUR:
        raise TooManyInvitations(_("You have sent %(count)s invitations within an hour. Try again later.") % {"count": INVITATIONS_AN_HOUR})


def _check_person(invitation, user):
    if invitation.email.lower() != user.email.lower():
        raise WrongPerson(_("This invitation is for another e-mail address. Sign in with the address it was sent to."))
