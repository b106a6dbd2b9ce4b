import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.sealing import SealedField
from projects.models import Project


class AgentQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the installation; in the user's projects those that are shared there, and the user's own."""
        in_projects = Q(project__in=Project.objects.visible_to(user))
        return self.told().filter(Q(project=None) | in_projects & (Q(is_shared=True) | Q(created_by_id=user.pk)))

    def told(self):
        """Without drafts that are being tried out, and without those whose file has gone."""
        return self.filter(is_draft=False, current__isnull=False)

    def usable_in(self, project, user):
        """What the user may choose in project: visible, enabled, of the installation or of this project."""
        return self.visible_to(user).filter(Q(project=None) | Q(project=project), is_enabled=True)

    def editable_by(self, user):
        """A custom agent is edited by those who may edit its project, and by whoever made it while still in it."""
        editors = Q(project__in=Project.objects.editable_by(user), is_shared=True)
        own = Q(project__in=Project.objects.visible_to(user).active(), created_by_id=user.pk)
        return self.told().filter(editors | own)


class Agent(models.Model):
    """A persona with tools, told by YAML. project is None for those that come with the installation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=80, blank=True, help_text="Name of its file, for those of the installation.")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, null=True, related_name="agents")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    current = models.ForeignKey("AgentVersion", on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    name = models.CharField(_("name"), max_length=120)
    description = models.CharField(_("description"), max_length=500, blank=True)
    icon = models.CharField(_("icon"), max_length=24, default="bot")
    is_shared = models.BooleanField(_("shared in the project"), default=False)
    is_enabled = models.BooleanField(_("enabled"), default=True)
    is_draft = models.BooleanField(default=False, editable=False, help_text="Holds what somebody tries out before saving it.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = AgentQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["slug"], condition=Q(project=None), name="one_agent_per_file")]

    def __str__(self):
        return self.name


class AgentVersion(models.Model):
    """An agent's YAML as it was saved; it never changes. definition is the same, parsed and checked."""

    agent = models.ForeignKey(Agent, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    source = models.TextField()
    definition = models.JSONField()
    note = models.CharField(_("what changed"), max_length=200, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["agent", "number"], name="agent_versions_are_numbered")]

    def __str__(self):
        return f"{self.agent} v{self.number}"


class McpServer(models.Model):
    """A server of tools (Model Context Protocol, streamable HTTP) that an administrator lets agents use."""

    name = models.SlugField(_("name"), max_length=40, unique=True, help_text=_("First part of its tools’ names."))
    url = models.URLField(_("address"), max_length=500)
    authorization = SealedField(_("authorization header"), blank=True, help_text=_("Stored encrypted."))
    harmless_tools = models.JSONField(
        _("harmless tools"), default=list, blank=True, help_text=_("Names of tools that change nothing: they run without being confirmed.")
    )
    timeout_s = models.PositiveSmallIntegerField(_("seconds to wait"), default=30)
    is_enabled = models.BooleanField(_("enabled"), default=True)

    class Meta:
        ordering = ["name"]
        verbose_name, verbose_name_plural = _("tool server"), _("tool servers")

    def __str__(self):
        return self.name
