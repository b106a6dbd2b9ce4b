"""REST: two models side by side."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.key_access import CHATTING
from agents import comparing
from agents.api import PROBLEM, PROBLEMS
from agents.models import Comparison, Conversation
from agents.tree_api import checked
from projects.access import readable


class CompareSerializer(serializers.Serializer):
    message = serializers.CharField(max_length=20_000, help_text="The question.")
    models = serializers.ListField(child=serializers.CharField(max_length=160, allow_blank=True), min_length=2, max_length=2)
    blind = serializers.BooleanField(required=False, default=False, help_text="Tell which model is which only after the vote.")
    conversation = serializers.UUIDField(required=False, help_text="Go on in this conversation; a new one if absent.")
    parent = serializers.UUIDField(required=False, help_text="Go on after this message; default: the end of the branch shown last.")
    temporary = serializers.BooleanField(required=False, default=False)
    documents = serializers.ListField(child=serializers.UUIDField(), required=False, default=list, max_length=20)


class VoteSerializer(serializers.Serializer):
    vote = serializers.ChoiceField(choices=Comparison.Vote.choices)


class ComparisonSerializer(serializers.ModelSerializer):
    conversation = serializers.UUIDField(source="question.conversation_id", read_only=True)
    first_model = serializers.SerializerMethodField(help_text="Empty in a blind comparison before the vote.")
    second_model = serializers.SerializerMethodField()

    class Meta:
        model = Comparison
        sides = ["first", "second", "first_model", "second_model"]
        fields = ["id", "conversation", "question", *sides, "is_blind", "vote", "voted_at", "created_at"]
        extra_kwargs = {"first": {"help_text": "The run whose events make the first answer."}}

    def get_first_model(self, comparison) -> str:
        return "" if comparison.is_blind and not comparison.vote else comparison.first_model

    def get_second_model(self, comparison) -> str:
        return "" if comparison.is_blind and not comparison.vote else comparison.second_model


class PairSerializer(serializers.Serializer):
    first = serializers.CharField()
    second = serializers.CharField()
    first_wins = serializers.IntegerField()
    second_wins = serializers.IntegerField()
    ties = serializers.IntegerField()
    neither = serializers.IntegerField()
    number = serializers.IntegerField()
    first_share = serializers.FloatField(allow_null=True, help_text="Of the votes that preferred one of the two, 0–1.")


class Compare(APIView):
    key_scopes = CHATTING

    @extend_schema(tags=["chat"], request=CompareSerializer, responses={202: ComparisonSerializer, **PROBLEMS})
    def post(self, request, project_id):
        """Ask two models the same question. Follow each answer at `runs/{id}/events`, then vote."""
        project = readable(request.user, project_id)
        wanted = checked(CompareSerializer, request)
        held = wanted.pop("conversation", None)
        held = held and get_object_or_404(Conversation.objects.visible_to(request.user).filter(project=project), pk=held)
        asked = (wanted.pop("message"), wanted.pop("models"), held)
        made = comparing.compare(request.user, project, *asked, mentions=wanted.pop("documents"), **wanted)
        return Response(ComparisonSerializer(made).data, status=202)


class ComparisonDetail(APIView):
    key_scopes = CHATTING

    @extend_schema(tags=["chat"], responses={200: ComparisonSerializer, 404: PROBLEM})
    def get(self, request, comparison_id):
        """One of your comparisons."""
        return Response(ComparisonSerializer(get_object_or_404(comparing.visible_to(request.user), pk=comparison_id)).data)


class VoteOnComparison(APIView):
    key_scopes = CHATTING

    @extend_schema(tags=["chat"], request=VoteSerializer, responses={200: ComparisonSerializer, **PROBLEMS})
    def post(self, request, comparison_id):
        """Say which answer is better; its branch goes on. A vote is given once."""
        comparison = get_object_or_404(comparing.visible_to(request.user), pk=comparison_id)
        voted = comparing.vote(comparison, checked(VoteSerializer, request)["vote"])
        return Response(ComparisonSerializer(voted).data)


class Comparisons(APIView):
    @extend_schema(tags=["chat"], responses={200: PairSerializer(many=True), 404: PROBLEM})
    def get(self, request, project_id):
        """The votes of all members, summed per pair of models."""
        return Response(PairSerializer(comparing.win_table(readable(request.user, project_id)), many=True).data)
