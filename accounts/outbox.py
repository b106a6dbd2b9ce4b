"""Mail without a mail server: printed to the console and kept for the outbox page."""

from ipaddress import ip_address

from django.conf import settings
from django.core.mail.backends.console import EmailBackend

from accounts.models import OutboxMail

KEPT_MAILS = 200
FORWARDING_HEADERS = ("X-Forwarded-For", "Forwarded", "X-Real-IP", "Via")


class OutboxBackend(EmailBackend):
    def send_messages(self, messages):
        for message in messages:
            OutboxMail.objects.create(to=", ".join(message.to), subject=message.subject, body=message.body)
        OutboxMail.objects.exclude(pk__in=OutboxMail.objects.values("pk")[:KEPT_MAILS]).delete()
        return super().send_messages(messages)


def may_read_outbox(request):
    """Say whether this visitor may read everyone's mail, sign-in links included.

    Never with a mail server. Else staff may, and in the embedded default whoever sits at this machine:
    a loopback address that no proxy has put there.
    """
    if settings.EMAIL_URL:
        return False
    if request.user.is_authenticated and request.user.is_staff:
        return True
    return settings.EMBEDDED and _is_local(request)


def _is_local(request):
    if any(name in request.headers for name in FORWARDING_HEADERS):
        return False
    try:
        return ip_address(request.META.get("REMOTE_ADDR", "")).is_loopback
    except ValueError:
        return False
