import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.models import Document, Revision
from projects.models import Project
from projects.work import LeasedWork, WorkEvent, WorkQuerySet


class ConversationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A conversation is seen by the person who holds it, while that person is in its project."""
        return self.filter(user_id=user.pk, project__in=Project.objects.visible_to(user))


class Conversation(models.Model):
    """A tree of messages between one person and a project."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="conversations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="conversations")
    title = models.CharField(_("title"), max_length=200, blank=True)
    model = models.CharField(_("model"), max_length=160, blank=True)
    leaf = models.ForeignKey("Message", on_delete=models.SET_NULL, null=True, related_name="+", editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True, db_index=True)

    objects = ConversationQuerySet.as_manager()

    class Meta:
        ordering = ["-updated_at"]

    def __str__(self):
        return self.title or str(_("New conversation"))

    def get_absolute_url(self):
        return reverse("agents:conversation", args=[self.project_id, self.pk])


class Message(models.Model):
    class Role(models.TextChoices):
        USER = "user", _("You")
        ASSISTANT = "assistant", _("Answer")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="messages")
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="children")
    role = models.CharField(max_length=9, choices=Role)
    content = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at"]

    def __str__(self):
        return f"{self.role}: {self.content[:40]}"


class Run(LeasedWork):
    """The making of one answer. It goes on when the page is closed, and after the loss of a process."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        RETRIEVING = "retrieving", _("Searching")
        ANSWERING = "answering", _("Answering")
        COMPLETED = "completed", _("Completed")
        FAILED = "failed", _("Failed")
        STOPPED = "stopped", _("Stopped")

    LEASE_S = 10  # somebody is waiting for it
    OPEN_STATES = (State.QUEUED, State.RETRIEVING, State.ANSWERING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="runs")
    question = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="runs")
    answer = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="run")
    state = models.CharField(max_length=16, choices=State, default=State.QUEUED, db_index=True)
    model = models.CharField(max_length=160)
    error = models.TextField(blank=True, help_text="What went wrong and what to do; safe to show.")
    refused = models.BooleanField(default=False, help_text="The documents do not hold the answer, and it says so.")
    confidence = models.FloatField(null=True)
    trace = models.JSONField(default=dict, help_text="Every stage of retrieval, the exact prompt, tokens and timings.")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = WorkQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]

    def __str__(self):
        return f"run {self.pk}"


class RunEvent(WorkEvent):
    owner = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="events")

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["owner", "seq"], name="one_run_event_per_seq")]

    def __str__(self):
        return f"{self.type} #{self.seq}"


class AnswerSentence(models.Model):
    """A sentence of an answer, and whether its sources hold it (offsets into the answer's content)."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="sentences")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    supported = models.BooleanField(null=True, help_text="Null: it claims nothing.")
    score = models.FloatField()

    class Meta:
        ordering = ["start"]

    def __str__(self):
        return f"{self.start}–{self.end}"


class Citation(models.Model):
    """A numbered pointer from an answer to the exact passage of a document's revision."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="citations")
    number = models.PositiveSmallIntegerField()
    document = models.ForeignKey(Document, on_delete=models.SET_NULL, null=True, related_name="+")
    revision = models.ForeignKey(Revision, on_delete=models.SET_NULL, null=True, related_name="+")
    document_name = models.CharField(max_length=255)
    quote = models.TextField(help_text="The passage's words, as they stood when it was cited.")
    start = models.PositiveIntegerField(help_text="Into the revision's text.")
    end = models.PositiveIntegerField()
    page = models.PositiveIntegerField(null=True)
    row = models.PositiveIntegerField(null=True)
    heading_path = models.JSONField(default=list)
    score = models.FloatField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["message", "number"], name="citations_are_numbered")]

    def __str__(self):
        return f"[{self.number}] {self.document_name}"
