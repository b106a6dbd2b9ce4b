import secrets
import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.models import Document
from projects.models import Project


class ConversationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A conversation is seen by the person who holds it, while that person is in its project; a deleted one by nobody."""
        return self.filter(user_id=user.pk, project__in=Project.objects.visible_to(user), deleted_at=None)

    def listed(self):
        """Temporary conversations are found by their address alone."""
        return self.filter(is_temporary=False)


class Conversation(models.Model):
    """A tree of messages between one person and a project."""

    class TitleBy(models.TextChoices):
        QUESTION = "question", _("Its first question")
        MODEL = "model", _("A model")
        PERSON = "person", _("You")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="conversations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conversations")
    title = models.CharField(_("title"), max_length=200, blank=True)
    title_by = models.CharField(max_length=8, choices=TitleBy, default=TitleBy.QUESTION, help_text="A person's title is never replaced.")
    model = models.CharField(_("model"), max_length=160, blank=True)
    agent = models.ForeignKey("Agent", on_delete=models.SET_NULL, null=True, related_name="+")
    leaf = models.ForeignKey("Message", on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    pinned_at = models.DateTimeField(null=True, editable=False)
    is_temporary = models.BooleanField(default=False, help_text="Not listed, and deleted once it has rested for a day.")
    summary = models.TextField(blank=True, help_text="What was said before `summarised`, for a model that can't read it all.")
    summarised = models.ForeignKey("Message", on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)
    deleted_at = models.DateTimeField(null=True, editable=False, help_text="Hidden since then; gone for good a moment later.")

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at"]

    def __str__(self):
        return self.title or str(_("New conversation"))

    def get_absolute_url(self):
        return reverse("agents:conversation", args=[self.project_id, self.pk])

    @property
    def is_pinned(self):
        return self.pinned_at is not None


class Message(models.Model):
    """A question or an answer. Messages with one parent are siblings: versions of the same turn."""

    class Role(models.TextChoices):
        USER = "user", _("You")
        ASSISTANT = "assistant", _("Answer")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    role = models.CharField(max_length=9, choices=Role)
    content = models.TextField(blank=True)
    mentions = models.ManyToManyField(Document, related_name="+", help_text="Documents that the question names or brings along.")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self):
        return f"{self.role}: {self.content[:40]}"


class Feedback(models.Model):
    """What a reader thinks of an answer."""

    class Value(models.IntegerChoices):
        UP = 1, _("Good answer")
        DOWN = -1, _("Bad answer")

    class Reason(models.TextChoices):
        WRONG = "wrong", _("Not correct")
        INCOMPLETE = "incomplete", _("Something is missing")
        SOURCES = "sources", _("Wrong sources")
        OFF_TOPIC = "off-topic", _("Not what I asked")
        WORDING = "wording", _("Hard to read")

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="feedback")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    value = models.SmallIntegerField(choices=Value)
    reasons = models.JSONField(default=list)
    comment = models.TextField(_("comment"), max_length=2000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self):
        return f"{self.get_value_display()}: {self.message_id}"


def share_token():
    return secrets.token_urlsafe(24)


class Share(models.Model):
    """A read-only copy of a branch, as it was when it was shared, for whoever knows the link."""

    token = models.CharField(max_length=64, primary_key=True, default=share_token, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="shares")
    title = models.CharField(max_length=200)
    snapshot = models.JSONField(help_text="The turns as they are shown: no ids of documents, no addresses.")
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return self.title
