from rest_framework import serializers

from agents import veil
from agents.models import Citation, Conversation, Feedback, Message, Run
from agents.rendering import citation_url
from agents.steps_api import StepSerializer
from projects.llm.models import CatalogModel


class QuestionSerializer(serializers.Serializer):
    message = serializers.CharField(max_length=20_000, help_text="The question.")
    conversation = serializers.UUIDField(required=False, help_text="Go on in this conversation; a new one if absent.")
    model = serializers.CharField(required=False, default="", max_length=160, allow_blank=True, help_text="One of GET models.")
    parent = serializers.UUIDField(required=False, help_text="Go on after this message; default: the end of the branch shown last.")
    temporary = serializers.BooleanField(
        required=False, default=False, help_text="A new conversation is not listed, and goes a day after its last message."
    )
    documents = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        default=list,
        max_length=20,
        help_text="Look in these only; attachments too.",
    )
    agent = serializers.CharField(required=False, default="", max_length=80, allow_blank=True, help_text="Id or slug, one of GET agents.")
    stream = serializers.BooleanField(required=False, default=False, help_text="Answer as server-sent events.")


class AskSerializer(QuestionSerializer):
    message = None
    conversation = None
    parent = None
    question = serializers.CharField(max_length=20_000)


class CitationSerializer(serializers.ModelSerializer):
    name = serializers.CharField(source="document_name")
    url = serializers.SerializerMethodField(help_text="The page that shows the passage highlighted in its original.")

    class Meta:
        model = Citation
        fields = ["number", "document", "revision", "name", "quote", "start", "end", "page", "row", "heading_path", "score", "url"]

    def get_url(self, citation) -> str:
        return citation_url(citation)


class RunSerializer(serializers.ModelSerializer):
    model = serializers.SerializerMethodField(help_text="Empty in a blind comparison before the vote.")
    error = serializers.SerializerMethodField()
    followups = serializers.SerializerMethodField(help_text="Questions that may come next; none in a blind comparison before the vote.")

    class Meta:
        model = Run
        fields = ["id", "state", "model", "error", "refused", "confidence", "followups", "created_at", "finished_at"]

    def get_model(self, run) -> str:
        return veil.model_of(run)

    def get_error(self, run) -> str:
        return veil.error_of(run)

    def get_followups(self, run) -> list[str]:
        return veil.followups_of(run)


class RunDetailSerializer(RunSerializer):
    """With the steps, and the trace: what every stage of retrieval found, the exact prompt and the time that each took."""

    steps = StepSerializer(many=True, read_only=True)

    trace = serializers.SerializerMethodField(help_text="Empty in a blind comparison before the vote.")

    class Meta(RunSerializer.Meta):
        fields = [*RunSerializer.Meta.fields, "conversation", "question", "answer", "steps", "trace"]

    def get_trace(self, run) -> dict:
        return veil.trace_of(run)


class FeedbackSerializer(serializers.ModelSerializer):
    value = serializers.ChoiceField(choices=Feedback.Value.choices, help_text="1: good, -1: bad.")
    reasons = serializers.ListField(child=serializers.ChoiceField(choices=Feedback.Reason.choices), required=False, default=list)
    comment = serializers.CharField(max_length=2000, required=False, default="", allow_blank=True)

    class Meta:
        model = Feedback
        fields = ["value", "reasons", "comment", "updated_at"]
        read_only_fields = ["updated_at"]


class MessageSerializer(serializers.ModelSerializer):
    run = RunSerializer(read_only=True, allow_null=True, default=None)
    citations = CitationSerializer(many=True, read_only=True)
    unsupported = serializers.SerializerMethodField(help_text="[start, end] of each sentence that no source supports.")
    feedback = FeedbackSerializer(read_only=True, allow_null=True, default=None)

    class Meta:
        model = Message
        fields = ["id", "parent", "role", "content", "created_at", "run", "citations", "unsupported", "feedback"]

    def get_unsupported(self, message) -> list[list[int]]:
        return [[sentence.start, sentence.end] for sentence in message.sentences.all() if sentence.supported is False]


class AnswerSerializer(MessageSerializer):
    conversation = serializers.UUIDField(source="conversation_id", read_only=True)

    class Meta(MessageSerializer.Meta):
        fields = ["conversation", *MessageSerializer.Meta.fields]


class ConversationSerializer(serializers.ModelSerializer):
    pinned = serializers.BooleanField(required=False, source="is_pinned", help_text="On top of every list.")
    temporary = serializers.BooleanField(
        required=False, source="is_temporary", help_text="Not listed, and goes a day after its last message."
    )

    class Meta:
        model = Conversation
        fields = ["id", "project", "title", "model", "pinned", "temporary", "leaf", "created_at", "updated_at"]
        read_only_fields = ["id", "project", "model", "leaf", "created_at", "updated_at"]
        extra_kwargs = {"leaf": {"help_text": "The message that the branch shown last ends with."}}


class AttachmentSerializer(serializers.Serializer):
    """Files to bring along to a conversation (multipart), each in a field `files`."""

    files = serializers.ListField(child=serializers.FileField(), help_text="Any number of files.")
    conversation = serializers.UUIDField(required=False, help_text="The conversation they are for; absent: one that is yet to begin.")
    drawer = serializers.CharField(
        required=False, default="", help_text="As an earlier answer named it, if the conversation has not begun."
    )


class AttachedSerializer(serializers.Serializer):
    """Name the documents in `documents` when you ask; ask as soon as you like: the answer waits until they are read."""

    drawer = serializers.UUIDField(allow_null=True)
    results = serializers.ListField(child=serializers.DictField(), help_text="{name, document, state} or {name, problem} of each file.")


class MemorySerializer(serializers.Serializer):
    """summary: what a model reads in place of the messages up to `summarised`."""

    summary = serializers.CharField(allow_blank=True, max_length=6000)
    summarised = serializers.UUIDField(source="summarised_id", read_only=True, allow_null=True)


class ConversationDetailSerializer(ConversationSerializer):
    messages = MessageSerializer(many=True, read_only=True)

    class Meta(ConversationSerializer.Meta):
        fields = [*ConversationSerializer.Meta.fields, "messages"]


class ModelSerializer(serializers.ModelSerializer):
    class Meta:
        model = CatalogModel
        fields = ["id", "label", "description", "context_window", "input_usd_per_million", "output_usd_per_million", "capabilities"]
