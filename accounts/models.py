from django.conf import settings
from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager):
    use_in_migrations = True

    def create_user(self, email, password=None, **fields):
        if not email:
            raise ValueError("a user needs an e-mail address")
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email, password=None, **fields):
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)


class User(AbstractUser):
    """A person who signs in with an e-mail address."""

    class Language(models.TextChoices):
        ENGLISH = "en", _("English")
        THAI = "th", _("Thai")

    class Theme(models.TextChoices):
        SYSTEM = "system", _("As my device")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    username = first_name = last_name = None
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.ENGLISH)
    theme = models.CharField(_("theme"), max_length=6, choices=Theme, default=Theme.SYSTEM)

    shortcuts_off = models.JSONField(default=list, blank=True, help_text="Names of accounts.shortcuts.SHORTCUTS that are not listened to.")

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = UserManager()

    # Ids of the projects that exist for this person while an API key speaks for them; None: no such limit.
    allowed_projects = None

    def __str__(self):
        return self.name or self.email


class OutboxMail(models.Model):
    """A message that would have been sent if this installation had a mail server."""

    to = models.CharField(max_length=1000)
    subject = models.CharField(max_length=998)
    body = models.TextField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return self.subject


class ApiKeyQuerySet(models.QuerySet):
    def usable(self):
        """Neither revoked nor expired, and the person is not suspended."""
        alive = Q(expires_at=None) | Q(expires_at__gt=timezone.now())
        return self.filter(alive, revoked_at=None, user__is_active=True)


class ApiKey(models.Model):
    """A secret with which a program speaks for a person. The secret itself is not kept; see api_keys.py."""

    class Scope(models.TextChoices):
        READ = "read", _("Read: search, list and open")
        CHAT = "chat", _("Chat: ask questions and read the answers")
        WRITE = "write", _("Write: add, change and delete")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_keys")
    name = models.CharField(_("name"), max_length=80)
    prefix = models.CharField(max_length=12, editable=False, help_text="How the secret begins, to tell keys apart.")
    digest = models.CharField(max_length=64, unique=True, editable=False, help_text="SHA-256 of the secret, which holds 256 random bits.")
    scopes = ArrayField(models.CharField(max_length=8, choices=Scope), verbose_name=_("what it may do"))
    projects = ArrayField(models.UUIDField(), null=True, help_text="The only projects that exist for it; null: all of the person's.")
    expires_at = models.DateTimeField(_("expires"), null=True)
    last_used_at = models.DateTimeField(null=True, editable=False)
    revoked_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        verbose_name, verbose_name_plural = _("API key"), _("API keys")

    def __str__(self):
        return f"{self.name} ({self.prefix}…)"

    @property
    def has_expired(self):
        return self.expires_at is not None and self.expires_at <= timezone.now()
