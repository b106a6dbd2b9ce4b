"""REST: a person's API keys. Keys can't make or revoke keys."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.generics import GenericAPIView, ListAPIView
from rest_framework.response import Response

from accounts import api_keys
from accounts.key_access import NO_KEYS
from accounts.models import ApiKey
from accounts.serializers import ProblemSerializer

PROBLEM = OpenApiResponse(ProblemSerializer)


class ApiKeySerializer(serializers.ModelSerializer):
    scopes = serializers.ListField(child=serializers.ChoiceField(choices=ApiKey.Scope), min_length=1, max_length=len(ApiKey.Scope))
    projects = serializers.ListField(
        child=serializers.UUIDField(),
        required=False,
        allow_null=True,
        default=None,
        min_length=1,
        max_length=200,
        help_text=_("The only projects that exist for the key; absent or null: all of yours."),
    )
    expires_at = serializers.DateTimeField(required=False, allow_null=True, default=None)

    class Meta:
        model = ApiKey
        fields = ["id", "name", "prefix", "scopes", "projects", "expires_at", "last_used_at", "revoked_at", "created_at"]
        read_only_fields = ["id", "prefix", "last_used_at", "revoked_at", "created_at"]

    def validate_expires_at(self, value):
        if value and value <= timezone.now():
            raise serializers.ValidationError(_("This is in the past."))
        return value

    def validate_projects(self, value):
        if value is not None and self.context["request"].user.projects.filter(pk__in=value).count() != len(set(value)):
            raise serializers.ValidationError(_("There is no such project among yours."))
        return value


class NewApiKeySerializer(ApiKeySerializer):
    secret = serializers.SerializerMethodField(help_text=_("The key itself. It can’t be shown again."))

    class Meta(ApiKeySerializer.Meta):
        fields = [*ApiKeySerializer.Meta.fields, "secret"]

    def get_secret(self, key) -> str:
        return self.context["secret"]


@extend_schema(tags=["keys"], responses={200: ApiKeySerializer(many=True)})
class ApiKeys(ListAPIView):
    """Your API keys, newest first, revoked ones included."""

    serializer_class = ApiKeySerializer
    queryset = ApiKey.objects.none()
    filter_backends = []
    key_scopes = NO_KEYS

    def get_queryset(self):
        return self.queryset if getattr(self, "swagger_fake_view", False) else self.request.user.api_keys.all()

    @extend_schema(responses={201: NewApiKeySerializer, 400: PROBLEM, 409: PROBLEM})
    def post(self, request):
        """Create a key. `secret` is in this answer alone; send it as `Authorization: Bearer rag-…`."""
        sent = self.get_serializer(data=request.data)
        sent.is_valid(raise_exception=True)
        key, secret = api_keys.create(request.user, **sent.validated_data)
        response = Response(NewApiKeySerializer(key, context={"secret": secret, "request": request}).data, status=201)
        response["Cache-Control"] = "no-store"
        return response


@extend_schema(tags=["keys"])
class ApiKeyDetail(GenericAPIView):
    serializer_class = ApiKeySerializer
    queryset = ApiKey.objects.none()
    key_scopes = NO_KEYS

    @extend_schema(responses={204: None, 404: PROBLEM})
    def delete(self, request, api_key_id):
        """Revoke a key: it is refused from now on."""
        api_keys.revoke(get_object_or_404(request.user.api_keys, pk=api_key_id))
        return Response(status=204)
