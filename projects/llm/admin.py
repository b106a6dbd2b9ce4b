from django import forms
from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextInputWidget

from projects.llm import catalogue
from projects.llm.errors import GatewayError
from projects.llm.models import CatalogModel, ModelCall, Provider


class ProviderForm(forms.ModelForm):
    """The key goes in and never comes out: an empty field keeps what is stored."""

    new_key = forms.CharField(
        label=_("New API key"),
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"type": "password", "autocomplete": "off"}),
        help_text=_("Stored encrypted and never shown again. Leave empty to keep the present one."),
    )
    forget_key = forms.BooleanField(label=_("Forget the stored key"), required=False)

    class Meta:
        model = Provider
        fields = ["name", "kind", "stored_base_url", "new_key", "forget_key", "timeout_s", "is_enabled"]

    def save(self, commit=True):
        if self.cleaned_data["forget_key"]:
            self.instance.stored_key = ""
        elif self.cleaned_data["new_key"]:
            self.instance.stored_key = self.cleaned_data["new_key"]
        return super().save(commit)


@admin.register(Provider)
class ProviderAdmin(ModelAdmin):
    form = ProviderForm
    list_display = ["name", "kind", "has_key", "base_url", "is_configured", "is_enabled"]
    actions = ["discover_models"]

    @admin.display(boolean=True, description=_("key"))
    def has_key(self, provider):
        return bool(provider.api_key)

    @admin.display(boolean=True, description=_("ready for calls"))
    def is_configured(self, provider):
        return provider.is_configured

    @admin.action(description=_("Add the models that the server lists"))
    def discover_models(self, request, queryset):
        for provider in queryset:
            try:
                names = catalogue.discover(provider)
                self.message_user(request, _("%(provider)s: %(count)s models.") % {"provider": provider, "count": len(names)})
            except GatewayError as error:
                self.message_user(request, str(error), messages.ERROR)


@admin.register(CatalogModel)
class CatalogModelAdmin(ModelAdmin):
    list_display = [
        "id",
        "label",
        "kind",
        "provider",
        "context_window",
        "input_usd_per_million",
        "output_usd_per_million",
        "audio_usd_per_minute",
        "is_enabled",
        "is_default",
    ]
    list_filter = ["kind", "provider", "is_enabled"]
    search_fields = ["id", "label"]


@admin.register(ModelCall)
class ModelCallAdmin(ModelAdmin):
    """The ledger: read, never written."""

    list_display = [
        "created_at",
        "model",
        "purpose",
        "user",
        "project",
        "tokens_in",
        "tokens_out",
        "audio_s",
        "counted",
        "cost_usd",
        "first_token_ms",
        "latency_ms",
        "error",
    ]
    list_filter = ["model", "purpose", "counted", "error"]
    date_hierarchy = "created_at"

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
