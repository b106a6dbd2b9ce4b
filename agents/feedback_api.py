"""REST: ratings of answers."""

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.models import ApiKey
from agents import opinions
from agents.api import PROBLEM, PROBLEMS
from agents.serializers import FeedbackSerializer
from agents.tree_api import checked
from agents.tree_views import own_message
from projects.access import readable, require
from projects.models import Role


class TallySerializer(serializers.Serializer):
    model = serializers.CharField()
    agent = serializers.CharField()
    good = serializers.IntegerField()
    bad = serializers.IntegerField()
    good_share = serializers.FloatField()


class MessageFeedback(APIView):
    key_scopes = {"PUT": (ApiKey.Scope.CHAT,), "DELETE": (ApiKey.Scope.CHAT,)}

    @extend_schema(tags=["chat"], responses={200: FeedbackSerializer, 404: PROBLEM})
    def get(self, request, message_id):
        """What you think of an answer; 404 while you have not said."""
        return Response(FeedbackSerializer(self._given(request, message_id)).data)

    @extend_schema(tags=["chat"], request=FeedbackSerializer, responses={200: FeedbackSerializer, **PROBLEMS})
    def put(self, request, message_id):
        """Rate an answer, in place of what you said before."""
        message, said = own_message(request.user, message_id), checked(FeedbackSerializer, request)
        given = opinions.give(message, request.user, said["value"], comment=said["comment"], reasons=said["reasons"])
        return Response(FeedbackSerializer(given).data)

    @extend_schema(tags=["chat"], responses={204: None, 404: PROBLEM})
    def delete(self, request, message_id):
        """Take the rating back."""
        opinions.take_back(own_message(request.user, message_id))
        return Response(status=204)

    def _given(self, request, message_id):
        given = getattr(own_message(request.user, message_id), "feedback", None)
        if given is None:
            raise Http404
        return given


class Ratings(APIView):
    @extend_schema(tags=["chat"], responses={200: TallySerializer(many=True), 403: PROBLEM, 404: PROBLEM})
    def get(self, request, project_id):
        """How the answers of each model and agent were rated by all members; for editors. Counts alone."""
        project = require(readable(request.user, project_id), Role.EDITOR)
        return Response(TallySerializer(opinions.tally(project), many=True).data)
