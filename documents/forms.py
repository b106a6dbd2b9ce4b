from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from projects.models import Project


class UrlForm(forms.Form):
    url = forms.URLField(
        label=_("Address"),
        max_length=2000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://…"}),
        error_messages={"invalid": _("Write a whole address, such as https://example.org/report.pdf.")},
    )


class PreviewForm(forms.Form):
    """Chunking settings to try on one document; the same bounds as in the project's settings."""

    method = forms.ChoiceField(label=_("Chunking"), choices=Project.Chunking)
    max_tokens = forms.IntegerField(label=_("Tokens per chunk"), validators=[MinValueValidator(32), MaxValueValidator(2000)])
    overlap_tokens = forms.IntegerField(label=_("Overlapping tokens"), validators=[MinValueValidator(0), MaxValueValidator(500)])
