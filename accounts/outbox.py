"""Mail without a mail server: printed to the console and kept for the outbox page."""

from django.core.mail.backends.console import EmailBackend

from accounts.models import OutboxMail


class OutboxBackend(EmailBackend):
    def send_messages(self, messages):
        for message in messages:
            OutboxMail.objects.create(to=", ".join(message.to), subject=message.subject, body=message.body)
        return super().send_messages(messages)
