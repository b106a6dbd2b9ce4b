"""REST: the steps of a run, and a person's decision on one."""

from django.shortcuts import get_object_or_404
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.serializers import ProblemSerializer
from agents import veil
from agents.decisions import decide
from agents.engine.recording import title_of
from agents.models import Run, Step

PROBLEM = OpenApiResponse(ProblemSerializer)


class StepSerializer(serializers.ModelSerializer):
    title = serializers.SerializerMethodField(help_text="The name for people.")
    result = serializers.SerializerMethodField(help_text="data, statements, views and the places they rest on.")

    class Meta:
        model = Step
        fields = [
            "number", "kind", "state", "name", "title", "arguments", "text", "result", "error", "attempts_found", "tokens_in", "tokens_out",
            "duration_ms", "created_at",
        ]  # fmt: skip

    def to_representation(self, step):
        """Show a step; what it took is left out while the model may not be known."""
        shown = super().to_representation(step)
        return shown | dict.fromkeys(("tokens_in", "tokens_out", "duration_ms"), 0) if veil.is_veiled(step.run) else shown

    def get_title(self, step) -> str:
        return title_of(step)

    def get_result(self, step) -> dict:
        return {key: value for key, value in step.result.items() if key != "search"}


class StepDecision(APIView):
    """Word on a step that changes something and so waits for it (`state` "awaiting")."""

    allowed: bool = True

    @extend_schema(tags=["chat"], request=None, responses={202: StepSerializer, 404: PROBLEM, 409: PROBLEM})
    def post(self, request, run_id, number):
        """Decide; once no step waits any more the run goes on, and its events with it."""
        run = get_object_or_404(Run.objects.visible_to(request.user), pk=run_id)
        step = get_object_or_404(run.steps, number=number)
        decide(run, number, allowed=self.allowed)
        step.refresh_from_db()
        return Response(StepSerializer(step).data, status=202)
