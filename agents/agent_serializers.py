import yaml
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from agents.authoring import MOST_NOTE
from agents.choosing import description_of, name_of
from agents.definitions.reading import DEEPEST
from agents.definitions.speaking import prompts
from agents.definitions.writing import write
from agents.models import Agent, AgentVersion


class AgentSerializer(serializers.ModelSerializer):
    """name, description and suggested_prompts are in the caller's language."""

    name = serializers.SerializerMethodField()
    description = serializers.SerializerMethodField()
    version = serializers.IntegerField(source="current.number", read_only=True)
    tools = serializers.SerializerMethodField(help_text="Names, most important first; see GET tools.")
    suggested_prompts = serializers.SerializerMethodField()

    class Meta:
        model = Agent
        fields = [
            "id", "slug", "project", "name", "description", "icon", "is_shared", "is_enabled", "version", "tools", "suggested_prompts",
            "created_at", "updated_at",
        ]  # fmt: skip

    def get_name(self, agent) -> str:
        return name_of(agent)

    def get_description(self, agent) -> str:
        return description_of(agent)

    def get_tools(self, agent) -> list[str]:
        return [each["name"] for each in agent.current.definition["tools"]]

    def get_suggested_prompts(self, agent) -> list[str]:
        return prompts(agent.current.definition)


class AgentDetailSerializer(AgentSerializer):
    yaml = serializers.CharField(source="current.source", read_only=True)
    definition = serializers.JSONField(source="current.definition", read_only=True)

    class Meta(AgentSerializer.Meta):
        fields = [*AgentSerializer.Meta.fields, "yaml", "definition"]


class SourceSerializer(serializers.Serializer):
    """A definition: its YAML, or the same as JSON."""

    yaml = serializers.CharField(required=False, trim_whitespace=False, max_length=70_000)
    definition = serializers.DictField(required=False)

    def validate(self, data):
        if ("yaml" in data) == ("definition" in data):
            raise serializers.ValidationError({"yaml": _("Send either yaml or definition.")})
        return data

    def validate_definition(self, definition):
        if _depth(definition) > DEEPEST:
            raise serializers.ValidationError(_("This is nested too deeply."))
        try:
            return write(definition)
        except yaml.YAMLError as error:  # a file in a form, say
            raise serializers.ValidationError(_("Send plain values.")) from error

    @property
    def sent_yaml(self):
        return self.validated_data.get("yaml", self.validated_data.get("definition"))


def _depth(value):
    """Return how many lists and mappings lie within each other, level by level: what is hostile is deep."""
    level, depth = [value], 0
    while level and depth <= DEEPEST:
        level = [each for each in level if isinstance(each, (dict, list))]
        level = [inner for each in level for inner in (each.values() if isinstance(each, dict) else each)]
        depth += 1
    return depth - 1


class NewAgentSerializer(SourceSerializer):
    project = serializers.UUIDField()
    is_shared = serializers.BooleanField(default=False, help_text="Show it to the whole project (editors).")


class ChangedAgentSerializer(SourceSerializer):
    note = serializers.CharField(required=False, default="", allow_blank=True, max_length=MOST_NOTE, help_text="What changed.")


class AgentStateSerializer(serializers.Serializer):
    is_shared = serializers.BooleanField(required=False)
    is_enabled = serializers.BooleanField(required=False)


class VersionSerializer(serializers.ModelSerializer):
    yaml = serializers.CharField(source="source")
    created_by = serializers.SerializerMethodField(help_text="Who saved it; empty for those of the installation.")

    class Meta:
        model = AgentVersion
        fields = ["number", "note", "created_by", "created_at", "yaml"]

    def get_created_by(self, version) -> str:
        return str(version.created_by or "")


class CheckedSerializer(serializers.Serializer):
    definition = serializers.JSONField()
    remarks = serializers.ListField(child=serializers.CharField(), help_text="What is left out, and why.")


class ToolSerializer(serializers.Serializer):
    name = serializers.CharField()
    title = serializers.CharField()
    description = serializers.CharField()
    parameters = serializers.JSONField(help_text="JSON schema of its arguments.")
    returns = serializers.JSONField(help_text="JSON schema of its data.")
    config = serializers.SerializerMethodField(help_text="JSON schema of its config in an agent's YAML; null takes any keys.")
    has_side_effects = serializers.BooleanField()

    @extend_schema_field(serializers.JSONField(allow_null=True))
    def get_config(self, tool):
        return tool.config_schema
