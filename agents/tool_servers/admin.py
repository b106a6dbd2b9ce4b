from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.widgets import UnfoldAdminTextInputWidget

from agents.models import McpServer
from agents.tool_servers import client
from agents.tool_servers.foreign_tools import forget
from documents.errors import DocumentError
from documents.url_source import check_url
from projects.llm import background


class McpServerForm(forms.ModelForm):
    """What is sent as authorization goes in and never comes out: an empty field keeps what is stored."""

    new_authorization = forms.CharField(
        label=_("New authorization header"),
        required=False,
        widget=UnfoldAdminTextInputWidget(attrs={"type": "password", "autocomplete": "off", "placeholder": "Bearer …"}),
        help_text=_("Stored encrypted and never shown again. Leave empty to keep the present one."),
    )
    forget_authorization = forms.BooleanField(label=_("Forget the stored header"), required=False)

    class Meta:
        model = McpServer
        fields = ["name", "url", "new_authorization", "forget_authorization", "harmless_tools", "timeout_s", "is_enabled"]

    def clean_url(self):
        url = self.cleaned_data["url"]
        try:
            check_url(url, allow_private=settings.MCP_ALLOW_PRIVATE)
        except DocumentError as error:
            raise ValidationError(str(error)) from error
        return url

    def clean_new_authorization(self):
        header = self.cleaned_data["new_authorization"].strip()
        if not header.isascii() or not header.isprintable():
            raise ValidationError(_("A header holds plain ASCII characters only."))
        return header

    def clean_harmless_tools(self):
        names = self.cleaned_data["harmless_tools"] or []
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise ValidationError(_('Write a list of names, such as ["search", "read"].'))
        return names

    def save(self, commit=True):
        if self.cleaned_data["forget_authorization"]:
            self.instance.authorization = ""
        elif self.cleaned_data["new_authorization"]:
            self.instance.authorization = self.cleaned_data["new_authorization"]
        return super().save(commit)


@admin.register(McpServer)
class McpServerAdmin(ModelAdmin):
    form = McpServerForm
    list_display = ["name", "url", "timeout_s", "is_enabled"]
    actions = ["test"]

    @admin.action(description=_("Test: ask which tools it offers"))
    def test(self, request, queryset):
        for server in queryset:
            forget(server)
            try:
                found = background.run(client.list_tools(server))
            except client.ToolError as error:
                self.message_user(request, str(error), messages.ERROR)
                continue
            harmless = [tool["name"] for tool in found if tool["name"] in server.harmless_tools]
            told = {"server": server.name, "count": len(found), "names": ", ".join(tool["name"] for tool in found)[:1000]}
            self.message_user(request, _("%(server)s offers %(count)s tools: %(names)s.") % told)
            told |= {"names": ", ".join(harmless) or "–"}
            self.message_user(request, _("Without being confirmed run: %(names)s. All others ask the person first.") % told)
