import secrets
import uuid
from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

INVITATION_LIFE = timedelta(days=14)


class Role(models.TextChoices):
    OWNER = "owner", _("Owner")
    EDITOR = "editor", _("Editor")
    VIEWER = "viewer", _("Viewer")


class ProjectQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self._with_role(user, Role.values)

    def editable_by(self, user):
        """Archived projects are read only, for their owners too."""
        return self._with_role(user, [Role.OWNER, Role.EDITOR]).active()

    def owned_by(self, user):
        return self._with_role(user, [Role.OWNER])

    def _with_role(self, user, roles):
        if not user.is_active:
            return self.none()
        if getattr(user, "allowed_projects", None) is not None:  # an API key speaks for this person
            allowed = Q(pk__in=user.allowed_projects) | Q(drawer_in__in=user.allowed_projects)
            return self.filter(allowed)._with_role_of(user, roles)
        return self._with_role_of(user, roles)

    def _with_role_of(self, user, roles):
        mine = Membership.objects.filter(user_id=user.pk)
        reached = Q(drawer_in=None) | Q(drawer_in__in=mine.values("project_id"))  # a drawer closes with its project
        return self.filter(reached, pk__in=mine.filter(role__in=roles).values("project_id"))

    def active(self):
        return self.filter(archived_at__isnull=True).exclude(drawer_in__in=self.model.objects.filter(archived_at__isnull=False))

    def listed(self):
        """Without drawers: they are reached from their conversation alone."""
        return self.filter(drawer_of=None)


class Project(models.Model):
    """An isolated workspace: nothing in it is seen, listed, counted or guessed from another."""

    class Fusion(models.TextChoices):
        CONVEX = "convex", _("Weighted scores")
        RRF = "rrf", _("Reciprocal rank fusion")

    class Chunking(models.TextChoices):
        RECURSIVE = "recursive", _("By structure")
        SEMANTIC = "semantic", _("By meaning")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("description"), max_length=2000, blank=True)
    icon = models.CharField(_("icon"), max_length=24, default="folder")
    colour = models.CharField(_("colour"), max_length=7, default="#4f46e5", validators=[RegexValidator(r"^#[0-9a-f]{6}$")])
    members = models.ManyToManyField(settings.AUTH_USER_MODEL, through="Membership", related_name="projects")
    archived_at = models.DateTimeField(null=True, editable=False)
    drawer_of = models.UUIDField(
        null=True, db_index=True, editable=False, help_text="The conversation whose attachments this project holds; of its person alone."
    )
    drawer_in = models.ForeignKey(
        "self", on_delete=models.CASCADE, null=True, editable=False, related_name="+", help_text="That one’s project."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    agent = models.CharField(_("agent"), max_length=80, default="general", blank=True)
    llm_model = models.CharField(_("answer model"), max_length=160, blank=True)
    embedding_model = models.CharField(_("embedding model"), max_length=160, blank=True)
    reranker_model = models.CharField(_("re-ranker"), max_length=160, blank=True)
    system_prompt = models.TextField(_("system prompt"), max_length=20_000, blank=True)
    temperature = models.FloatField(_("temperature"), default=0.2, validators=[MinValueValidator(0), MaxValueValidator(2)])
    top_k = models.PositiveSmallIntegerField(_("passages per answer"), default=8, validators=[MinValueValidator(1), MaxValueValidator(50)])
    score_threshold = models.FloatField(_("score threshold"), default=0, validators=[MinValueValidator(0), MaxValueValidator(1)])
    fusion = models.CharField(_("fusion"), max_length=8, choices=Fusion, default=Fusion.CONVEX)
    chunk_method = models.CharField(_("chunking"), max_length=12, choices=Chunking, default=Chunking.RECURSIVE)
    chunk_tokens = models.PositiveSmallIntegerField(
        _("tokens per chunk"), default=180, validators=[MinValueValidator(32), MaxValueValidator(2000)]
    )
    chunk_overlap = models.PositiveSmallIntegerField(_("overlapping tokens"), default=24, validators=[MaxValueValidator(500)])

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name

    def role_of(self, user):
        """Return the user's role here, or None."""
        return self.memberships.filter(user_id=user.pk).values_list("role", flat=True).first()


def overlap_fault(chunk_tokens, chunk_overlap):
    """Return what is wrong with these two together, or ""."""
    return _("The overlap can be at most half of the tokens per chunk.") if chunk_overlap > chunk_tokens // 2 else ""


class Membership(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=6, choices=Role, default=Role.VIEWER)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]
        constraints = [models.UniqueConstraint(fields=["project", "user"], name="one_membership_per_person")]

    def __str__(self):
        return f"{self.user} in {self.project} as {self.role}"


def invitation_token():
    return secrets.token_urlsafe(32)


class InvitationQuerySet(models.QuerySet):
    def open(self):
        """Not yet used, not too old, and to a project that can still be worked in."""
        oldest = timezone.now() - INVITATION_LIFE
        return self.filter(accepted_at__isnull=True, created_at__gt=oldest, project__archived_at__isnull=True)

    def addressed_to(self, user):
        return self.open().filter(email__iexact=user.email)


class Invitation(models.Model):
    """An e-mail address asked to join; it becomes a membership when that person accepts."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=6, choices=Role, default=Role.VIEWER)
    token = models.CharField(max_length=64, unique=True, default=invitation_token, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    accepted_at = models.DateTimeField(null=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(fields=["project", "email"], condition=Q(accepted_at=None), name="one_open_invitation_per_address")
        ]

    def __str__(self):
        return f"{self.email} to {self.project}"


from projects.llm.models import CatalogModel, ModelCall, Provider  # noqa: E402, F401 - part of this app, in a room of its own
