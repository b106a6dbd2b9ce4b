from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from accounts.models import User


def send_invitation(invitation, build_url):
    """Mail the link, in the language of the invited person if we know it, else of the one who invites.

    build_url turns a path into an address that works from outside (request.build_absolute_uri).
    """
    reader = User.objects.filter(email__iexact=invitation.email).first() or invitation.invited_by
    context = {"invitation": invitation, "link": build_url(reverse("invitation", args=[invitation.token]))}
    with translation.override(reader.language if reader else settings.LANGUAGE_CODE):
        subject = _("%(person)s invites you to “%(project)s”") % {"person": invitation.invited_by, "project": invitation.project}
        body = render_to_string("projects/email/invitation.txt", context)
    send_mail(" ".join(subject.splitlines()), body, None, [invitation.email])
