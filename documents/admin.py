from django.contrib import admin
from unfold.admin import ModelAdmin, TabularInline

from documents.models import Document, Index, Revision


class RevisionInline(TabularInline):
    model = Revision
    fk_name = "document"
    extra = 0
    can_delete = False
    fields = readonly_fields = ["number", "state", "reason", "size_bytes", "media_type", "language", "page_count", "finished_at"]

    def has_add_permission(self, request, obj=None):
        return False


@admin.register(Document)
class DocumentAdmin(ModelAdmin):
    """To look at and to delete: documents come in through their projects."""

    list_display = ["name", "project", "uploaded_by", "created_at"]
    search_fields = ["name", "project__name"]
    list_select_related = ["project", "uploaded_by"]
    readonly_fields = ["project", "name", "source_url", "uploaded_by", "live_revision", "created_at", "updated_at"]
    inlines = [RevisionInline]

    def has_add_permission(self, request):
        return False


@admin.register(Revision)
class RevisionAdmin(ModelAdmin):
    """Where each version stands; `attempts` and the lease tell whether a worker holds it."""

    list_display = ["document", "number", "state", "reason_code", "attempts", "lease_expires_at", "size_bytes", "created_at"]
    list_filter = ["state", "reason_code", "language"]
    search_fields = ["document__name", "sha256"]
    list_select_related = ["document"]
    actions = None

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Index)
class IndexAdmin(RevisionAdmin):
    list_display = ["project", "number", "state", "embedding_model", "dimensions", "hnsw_ef_search", "created_at", "switched_at"]
    list_filter = ["state", "embedding_model"]
    search_fields = ["project__name"]
    list_select_related = ["project"]
