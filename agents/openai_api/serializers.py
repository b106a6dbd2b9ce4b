"""What clients may send. What would change the answer and can't be done is refused; the rest is passed over."""

import json

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

MOST_MESSAGES, LONGEST_CONTENT = 500, 200_000
MOST_INPUTS, LONGEST_INPUT = 2048, 40_000
MOST_STOPS, LONGEST_STOP = 4, 200


@extend_schema_field({"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "object"}}]})
class TextContent(serializers.Field):
    """A message's content: a text, or parts of type text."""

    def to_internal_value(self, data):
        text = data if isinstance(data, str) else self._joined(data)
        if len(text) > LONGEST_CONTENT:
            raise serializers.ValidationError(
                _("A message is over %(limit)s characters. Add long text to the project as a document.") % {"limit": LONGEST_CONTENT}
            )
        return text.replace("\x00", "")

    def to_representation(self, value):
        return value

    def _joined(self, parts):
        if not isinstance(parts, list):
            raise serializers.ValidationError(_("This must be a text, or a list of parts of type “text”."))
        return "\n".join(self._text(part) for part in parts)

    def _text(self, part):
        kind = part.get("type") if isinstance(part, dict) else None
        if kind in ("image_url", "input_audio", "file"):
            raise serializers.ValidationError(
                _("Parts of type “%(kind)s” are not read here. Add the file to the project as a document.") % {"kind": kind}
            )
        if kind not in ("text", "refusal") or not isinstance(part.get(kind), str):
            raise serializers.ValidationError(_("A part must be {“type”: “text”, “text”: …}."))
        return part[kind]


class ChatMessageSerializer(serializers.Serializer):
    role = serializers.ChoiceField(choices=["system", "developer", "user", "assistant", "tool", "function"])
    content = TextContent(required=False, allow_null=True, default="")

    def validate_role(self, role):
        if role in ("tool", "function"):
            raise serializers.ValidationError(_("Tools run on this side: leave messages of the role “%(role)s” out.") % {"role": role})
        return role


class StreamOptionsSerializer(serializers.Serializer):
    include_usage = serializers.BooleanField(required=False, default=False)


@extend_schema_field({"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})
class StopField(serializers.Field):
    """A sequence, or a list of up to four."""

    def to_internal_value(self, data):
        stops = [data] if isinstance(data, str) else data
        fits = isinstance(stops, list) and len(stops) <= MOST_STOPS
        if not fits or not all(isinstance(stop, str) and 0 < len(stop) <= LONGEST_STOP for stop in stops):
            raise serializers.ValidationError(_("This must be a text or a list of up to four texts, none of them empty."))
        return stops

    def to_representation(self, value):
        return value


class ChatSerializer(serializers.Serializer):
    model = serializers.CharField(max_length=300, help_text="An id of GET /v1/models.")
    messages = serializers.ListField(child=ChatMessageSerializer(), min_length=1, max_length=MOST_MESSAGES)
    stream = serializers.BooleanField(required=False, allow_null=True, default=False)
    stream_options = StreamOptionsSerializer(required=False, allow_null=True, default=None)
    temperature = serializers.FloatField(required=False, allow_null=True, default=None, min_value=0, max_value=2)
    max_tokens = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1, max_value=1_000_000)
    max_completion_tokens = serializers.IntegerField(required=False, allow_null=True, default=None, min_value=1, max_value=1_000_000)
    stop = StopField(required=False, allow_null=True, default=None)
    n = serializers.IntegerField(required=False, allow_null=True, default=1, min_value=1, max_value=1)
    tools = serializers.ListField(required=False, allow_null=True, default=None, help_text="Passed over: the project's own tools run here.")
    tool_choice = serializers.JSONField(required=False, allow_null=True, default=None)
    function_call = serializers.JSONField(required=False, allow_null=True, default=None)
    response_format = serializers.JSONField(required=False, allow_null=True, default=None)
    user = serializers.CharField(required=False, allow_null=True, default=None, max_length=512)
    metadata = serializers.DictField(required=False, allow_null=True, default=None, child=serializers.CharField(max_length=512))

    def validate_messages(self, messages):
        if messages[-1]["role"] != "user" or not (messages[-1]["content"] or "").strip():
            raise serializers.ValidationError(_("The last message must be a question: role “user”, with a text."))
        return messages

    def validate_tool_choice(self, choice):
        if choice not in (None, "auto", "none"):
            raise serializers.ValidationError(_("A call of your tools can’t be forced: only the project’s own tools run here."))
        return choice

    def validate_function_call(self, choice):
        return self.validate_tool_choice(choice)

    def validate_response_format(self, wish):
        if wish is not None and (not isinstance(wish, dict) or wish.get("type") != "text"):
            raise serializers.ValidationError(_("Answers are text with citations; other formats are not offered."))
        return wish


class EmbeddingsSerializer(serializers.Serializer):
    model = serializers.CharField(max_length=300)
    input = serializers.JSONField()
    encoding_format = serializers.ChoiceField(choices=["float", "base64"], required=False, allow_null=True, default="float")
    dimensions = serializers.IntegerField(required=False, allow_null=True, default=None)
    input_type = serializers.ChoiceField(
        choices=["passage", "query"], required=False, default="passage", help_text="Some models embed questions differently."
    )

    def validate_input(self, value):
        texts = [value] if isinstance(value, str) else value
        if not isinstance(texts, list) or not texts or not all(isinstance(text, str) for text in texts):
            raise serializers.ValidationError(_("This must be a text or a list of texts; lists of token numbers are not read here."))
        if len(texts) > MOST_INPUTS:
            raise serializers.ValidationError(_("At most %(limit)s texts fit in one request.") % {"limit": MOST_INPUTS})
        if not all(0 < len(text) <= LONGEST_INPUT for text in texts):
            raise serializers.ValidationError(_("Each text must have 1 to %(limit)s characters.") % {"limit": LONGEST_INPUT})
        return texts

    def validate_dimensions(self, value):
        if value is not None:
            raise serializers.ValidationError(_("Vectors come in the model’s own length: leave this out."))
        return value


def as_json(data):
    """Return data as one line of JSON that keeps every language readable."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
