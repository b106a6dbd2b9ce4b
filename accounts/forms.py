from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.preferences import THEME_COOKIE


class SignupFields(forms.Form):
    """What we ask beside address and password, on the page and over REST."""

    name = forms.CharField(
        label=_("Name (optional)"), max_length=120, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    field_order = ["name", "email", "password1"]

    def signup(self, request, user):
        """Keep the name, and the language and theme that the person has looked at so far."""
        user.name = self.cleaned_data.get("name", "").strip()
        user.language = request.LANGUAGE_CODE if request.LANGUAGE_CODE in dict(settings.LANGUAGES) else user.language
        theme = request.COOKIES.get(THEME_COOKIE)
        user.theme = theme if theme in User.Theme.values else user.theme
        user.save(update_fields=["name", "language", "theme"])


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["name", "language", "theme"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}


class PreferencesForm(forms.Form):
    """Language and theme from any page; a field that is not sent stays as it is."""

    language = forms.ChoiceField(choices=User.Language, required=False)
    theme = forms.ChoiceField(choices=User.Theme, required=False)

    def chosen(self):
        return {name: value for name, value in self.cleaned_data.items() if value}
