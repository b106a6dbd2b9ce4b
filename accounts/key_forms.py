"""The form of a new API key, and the same rules for REST."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import ApiKey

LIVES = [("30", _("30 days")), ("90", _("90 days")), ("365", _("One year")), ("", _("Never"))]


class ApiKeyForm(forms.Form):
    name = forms.CharField(
        label=_("Name"),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("What will use it, such as “Reporting script”."),
    )
    life = forms.ChoiceField(label=_("Expires after"), choices=LIVES, initial="90", required=False)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"), choices=ApiKey.Scope, initial=["read", "chat"], widget=forms.CheckboxSelectMultiple
    )
    projects = forms.MultipleChoiceField(
        label=_("Only in these projects"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen: in all of yours, later ones included."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["projects"].choices = [(str(pk), name) for pk, name in user.projects.order_by("name").values_list("pk", "name")]

    def wishes(self):
        """Return what api_keys.create takes."""
        data = self.cleaned_data
        expires_at = timezone.now() + timedelta(days=int(data["life"])) if data["life"] else None
        return {"name": data["name"], "scopes": data["scopes"], "projects": data["projects"] or None, "expires_at": expires_at}
