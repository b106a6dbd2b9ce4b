from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, TabularInline

from agents.models import Agent, AgentVersion
from agents.tool_servers import admin as tool_servers  # noqa: F401 - registers the servers


class VersionInline(TabularInline):
    """What an agent's YAML was: to be read, never to be changed."""

    model = AgentVersion
    fk_name = "agent"
    fields = readonly_fields = ["number", "note", "created_by", "created_at"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Agent)
class AgentAdmin(ModelAdmin):
    """Agents come from files and from people; an administrator sees them and switches them on and off."""

    list_display = ["name", "slug", "project", "created_by", "is_shared", "is_enabled", "version", "updated_at"]
    list_filter = ["is_enabled", "is_shared", ("project", admin.EmptyFieldListFilter)]
    list_select_related = ["project", "created_by", "current"]
    search_fields = ["name", "slug", "description", "project__name"]
    fields = ["name", "slug", "project", "description", "icon", "created_by", "is_shared", "is_enabled", "yaml"]
    readonly_fields = ["name", "slug", "project", "description", "icon", "created_by", "is_shared", "yaml"]
    actions = ["switch_on", "switch_off"]
    inlines = [VersionInline]

    def get_queryset(self, request):
        return super().get_queryset(request).told()

    def has_add_permission(self, request):
        return False

    @admin.display(description=_("version"))
    def version(self, agent):
        return agent.current.number

    @admin.display(description=_("definition"))
    def yaml(self, agent):
        return agent.current.source

    @admin.action(description=_("Switch on"))
    def switch_on(self, request, queryset):
        queryset.update(is_enabled=True)

    @admin.action(description=_("Switch off"))
    def switch_off(self, request, queryset):
        queryset.update(is_enabled=False)
