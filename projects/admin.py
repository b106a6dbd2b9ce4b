from django.contrib import admin
from unfold.admin import ModelAdmin, TabularInline

from projects import lifecycle
from projects.models import Invitation, Membership, Project


class MembershipInline(TabularInline):
    model = Membership
    extra = 0
    autocomplete_fields = ["user"]


@admin.register(Project)
class ProjectAdmin(ModelAdmin):
    list_display = ["name", "archived_at", "created_at", "updated_at"]
    list_filter = ["archived_at", "created_at"]
    search_fields = ["name", "description"]
    readonly_fields = ["id", "archived_at", "created_at", "updated_at"]
    inlines = [MembershipInline]

    def delete_model(self, request, project):
        lifecycle.delete(project)

    def delete_queryset(self, request, queryset):
        for project in queryset:
            lifecycle.delete(project)


@admin.register(Membership)
class MembershipAdmin(ModelAdmin):
    list_display = ["project", "user", "role", "created_at"]
    list_filter = ["role"]
    search_fields = ["project__name", "user__email"]
    autocomplete_fields = ["project", "user"]


@admin.register(Invitation)
class InvitationAdmin(ModelAdmin):
    list_display = ["project", "email", "role", "invited_by", "created_at", "accepted_at"]
    list_filter = ["role", "accepted_at"]
    search_fields = ["project__name", "email"]
    autocomplete_fields = ["project", "invited_by"]
    readonly_fields = ["accepted_at"]
