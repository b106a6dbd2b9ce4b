from allauth.account.adapter import DefaultAccountAdapter
from django.utils import translation


class AccountAdapter(DefaultAccountAdapter):
    """How allauth speaks to people here."""

    def send_mail(self, template_prefix, email, context):
        """Write to a known person in their own language, else in the language of the request."""
        user = context.get("user")
        with translation.override(user.language if user else translation.get_language()):
            super().send_mail(template_prefix, email, context)
