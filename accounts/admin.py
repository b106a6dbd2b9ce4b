from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm

from accounts import api_keys
from accounts.models import ApiKey, OutboxMail, User

admin.site.unregister([Group, EmailAddress])
# The same door for everyone: verified address, rate limits.
admin.site.login = secure_admin_login(admin.site.login)


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):
    """People: view, edit, suspend. Clearing "active" refuses a person everywhere at once."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm
    ordering = ["email"]
    list_display = ["email", "name", "language", "is_active", "is_staff", "date_joined", "last_login"]
    list_filter = ["is_active", "is_staff", "language", "date_joined"]
    search_fields = ["email", "name"]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = ["user_permissions"]
    actions = ["suspend", "reinstate"]
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (_("Profile"), {"fields": ["name", "language", "theme"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "is_superuser", "user_permissions"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [(None, {"classes": ["wide"], "fields": ["email", "name", "password1", "password2"]})]

    @admin.action(description=_("Suspend the selected people"))
    def suspend(self, request, queryset):
        self._set_active(queryset.exclude(pk=request.user.pk), active=False)

    @admin.action(description=_("Let the selected people in again"))
    def reinstate(self, request, queryset):
        self._set_active(queryset, active=True)

    @staticmethod
    def _set_active(people, *, active):
        for person in people:  # one by one: saving closes their sockets
            person.is_active = active
            person.save(update_fields=["is_active"])


@admin.register(EmailAddress)
class EmailAddressAdmin(ModelAdmin):
    list_display = ["email", "user", "primary", "verified"]
    list_filter = ["primary", "verified"]
    search_fields = ["email", "user__email"]
    autocomplete_fields = ["user"]


@admin.register(OutboxMail)
class OutboxMailAdmin(ModelAdmin):
    list_display = ["subject", "to", "created_at"]
    search_fields = ["subject", "to"]

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False


@admin.register(ApiKey)
class ApiKeyAdmin(ModelAdmin):
    """Keys are made by their person; here they are seen and can be revoked."""

    list_display = ["name", "user", "prefix", "scopes", "expires_at", "last_used_at", "revoked_at"]
    list_filter = ["revoked_at"]
    search_fields = ["name", "prefix", "user__email"]
    actions = ["revoke"]

    @admin.action(description=_("Revoke the selected keys"))
    def revoke(self, request, queryset):
        for key in queryset:
            api_keys.revoke(key)

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
