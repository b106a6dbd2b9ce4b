import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Value
from django.utils.translation import gettext_lazy as _

from agents.models.conversation import Conversation, Message
from documents.models import Document, Revision
from projects.models import Project
from projects.work import LeasedWork, WorkEvent, WorkQuerySet


class RunQuerySet(WorkQuerySet):
    def visible_to(self, user):
        return self.filter(conversation__in=Conversation.objects.visible_to(user))

    def awaiting_worker(self):
        """A question that was asked while the answer before it was being made waits for that one's end, however it ends."""
        before = Run.objects.filter(answer=OuterRef("question__parent"), state__in=Run.UNFINISHED_STATES)
        return super().awaiting_worker().filter(~Exists(before))


class Run(LeasedWork):
    """The making of one answer. It goes on when the page is closed, and after the loss of a process."""

    class State(models.TextChoices):
        QUEUED = "queued", _("Queued")
        RETRIEVING = "retrieving", _("Searching")
        WORKING = "working", _("Working")
        WAITING = "waiting", _("Waiting for your decision")
        ANSWERING = "answering", _("Answering")
        COMPLETED = "completed", _("Completed")
        FAILED = "failed", _("Failed")
        STOPPED = "stopped", _("Stopped")

    LEASE_S = 10  # somebody is waiting for it
    OPEN_STATES = (State.QUEUED, State.RETRIEVING, State.WORKING, State.ANSWERING)
    UNFINISHED_STATES = (*OPEN_STATES, State.WAITING)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="runs")
    question = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="runs")
    answer = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="run")
    state = models.CharField(max_length=16, choices=State, default=State.QUEUED, db_index=True)
    model = models.CharField(max_length=160)
    agent_version = models.ForeignKey("AgentVersion", on_delete=models.SET_NULL, null=True, related_name="+")
    options = models.JSONField(default=dict, help_text="What a caller wishes of this answer: temperature, max_tokens, instructions.")
    followups = models.JSONField(default=list, help_text="Questions that may come next.")
    error = models.TextField(blank=True, help_text="What went wrong and what to do; safe to show.")
    refused = models.BooleanField(default=False, help_text="The documents do not hold the answer, and it says so.")
    confidence = models.FloatField(null=True)
    trace = models.JSONField(default=dict, help_text="Every stage of retrieval, the exact prompt, tokens and timings.")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["created_at"]

    def __str__(self):
        return f"run {self.pk}"

    def with_options(self):
        """Let the caller's wishes stand in for the project's settings, in memory; return self."""
        project = self.conversation.project
        project.temperature = self.options.get("temperature", project.temperature)
        project.system_prompt = "\n\n".join(filter(None, [project.system_prompt, self.options.get("instructions")]))
        return self

    @property
    def is_unfinished(self):
        """Whether something is still to come: from a process, or after a person's decision."""
        return self.state in self.UNFINISHED_STATES


class RunEvent(WorkEvent):
    owner = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="events")

    class Meta:
        ordering = ["seq"]
        constraints = [models.UniqueConstraint(fields=["owner", "seq"], name="one_run_event_per_seq")]

    def __str__(self):
        return f"{self.type} #{self.seq}"


class StepQuerySet(models.QuerySet):
    def to_show(self):
        """Steps with `shown`: their result without what only a run that goes on needs."""
        slim = Func(
            F("result"), Value("search"), Value("data"), template="(%(expressions)s)", arg_joiner=" - ", output_field=models.JSONField()
        )
        return self.defer("result").annotate(shown=slim)


class Step(models.Model):
    """One thing done on the way to an answer: a decision, a tool that ran, a word with the model."""

    class Kind(models.TextChoices):
        ROUTE = "route", _("Where to look")
        THOUGHT = "thought", _("Thinking")
        TOOL = "tool", _("Tool")

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        AWAITING = "awaiting", _("Needs your decision")
        ALLOWED = "allowed", _("Allowed")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        DECLINED = "declined", _("Declined")
        STOPPED = "stopped", _("Stopped")

    run = models.ForeignKey(Run, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=8, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.RUNNING)
    name = models.CharField(max_length=80, help_text="The tool's name.")
    call_id = models.CharField(max_length=80, blank=True, help_text="How the model names this call.")
    arguments = models.JSONField(default=dict)
    text = models.TextField(blank=True, help_text="What was thought, or what the model reads of the result.")
    result = models.JSONField(default=dict, help_text="See tools/results.py.")
    error = models.TextField(blank=True, help_text="Safe to show.")
    attempts_found = models.JSONField(default=list, help_text="Places in the result that try to give the model orders.")
    tokens_in = models.PositiveIntegerField(default=0)
    tokens_out = models.PositiveIntegerField(default=0)
    duration_ms = models.PositiveIntegerField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="steps_are_numbered")]

    def __str__(self):
        return f"{self.number}. {self.name}"


class Comparison(models.Model):
    """Two answers to one question side by side, and which of them the reader preferred."""

    class Vote(models.TextChoices):
        FIRST = "first", _("The first is better")
        SECOND = "second", _("The second is better")
        TIE = "tie", _("Both are good")
        NEITHER = "neither", _("Neither is good")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="comparisons")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    question = models.OneToOneField(Message, on_delete=models.SET_NULL, null=True, related_name="comparison")
    first = models.OneToOneField(Run, on_delete=models.SET_NULL, null=True, related_name="+")
    second = models.OneToOneField(Run, on_delete=models.SET_NULL, null=True, related_name="+")
    first_model = models.CharField(max_length=160)
    second_model = models.CharField(max_length=160)
    is_blind = models.BooleanField(default=False)
    vote = models.CharField(max_length=8, choices=Vote, blank=True)
    voted_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at"]

    def __str__(self):
        return f"{self.first_model} / {self.second_model}"


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
