from math import isfinite

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from projects.agent_choice import is_agent
from projects.choices import MODEL_KINDS, is_model
from projects.lifecycle import LOOKS, SETTINGS
from projects.marks import ICONS
from projects.models import Invitation, Membership, Project, Role, overlap_fault


class ProjectSerializer(serializers.ModelSerializer):
    icon = serializers.ChoiceField(choices=ICONS, default=ICONS[0])
    role = serializers.SerializerMethodField(help_text=_("The caller’s own role."))

    class Meta:
        model = Project
        fields = ["id", *LOOKS, "role", "archived_at", "created_at", "updated_at", *SETTINGS]
        read_only_fields = ["archived_at", "created_at", "updated_at"]

    @extend_schema_field(serializers.ChoiceField(choices=Role.choices))
    def get_role(self, project):
        return getattr(project, "role", None) or project.role_of(self.context["request"].user)

    def validate_temperature(self, value):
        if not isfinite(value):
            raise serializers.ValidationError(_("Give a number."))
        return value

    validate_score_threshold = validate_temperature

    def validate(self, data):
        for field in MODEL_KINDS.keys() & data.keys():
            if data[field] != getattr(self.instance, field, "") and not is_model(field, data[field]):
                raise serializers.ValidationError({field: _("There is no model “%(model)s” here.") % {"model": data[field]}})
        agent, before = data.get("agent", ""), getattr(self.instance, "agent", "")
        if agent != before and not is_agent(self.instance or Project(), agent):
            raise serializers.ValidationError({"agent": _("There is no agent “%(agent)s” here.") % {"agent": agent}})
        sizes = [
            data.get(name, getattr(self.instance, name, Project._meta.get_field(name).default))
            for name in ("chunk_tokens", "chunk_overlap")
        ]
        if fault := overlap_fault(*sizes):
            raise serializers.ValidationError({"chunk_overlap": fault})
        return data


class DuplicateSerializer(serializers.Serializer):
    name = serializers.CharField(max_length=120, required=False, allow_blank=True)
    with_documents = serializers.BooleanField(default=False)


class MemberSerializer(serializers.ModelSerializer):
    email = serializers.EmailField(source="user.email", read_only=True)
    name = serializers.CharField(source="user.name", read_only=True)

    class Meta:
        model = Membership
        fields = ["id", "email", "name", "role", "created_at"]


class InvitationSerializer(serializers.ModelSerializer):
    class Meta:
        model = Invitation
        fields = ["id", "email", "role", "created_at"]


class ReceivedInvitationSerializer(serializers.ModelSerializer):
    project = serializers.CharField(source="project.name")
    invited_by = serializers.CharField(source="invited_by.email", default="")

    class Meta:
        model = Invitation
        fields = ["token", "project", "role", "invited_by", "created_at"]


class SettingsFileSerializer(serializers.Serializer):
    yaml = serializers.CharField(trim_whitespace=False, max_length=70_000)
