"""Errors in the shape that OpenAI's clients read: {"error": {"message", "type", "param", "code"}}."""

from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions
from rest_framework.views import set_rollback

from accounts.errors import PlatformError
from accounts.rest import headers_of
from projects.llm.errors import GatewayError
from projects.llm.models import ModelCall

# The codes of ours for which clients know a word of their own.
CODES = {
    "invalid-api-key": "invalid_api_key",
    "not-authenticated": "invalid_api_key",
    "authentication-failed": "invalid_api_key",
    "context-too-long": "context_length_exceeded",
    "too-many-requests": "rate_limit_exceeded",
    "model-rate-limited": "rate_limit_exceeded",
    "unknown-model": "model_not_found",
}


class BadRequest(PlatformError):
    """The request can't be carried out as it is; `param` names the field."""

    code = "invalid-value"

    def __init__(self, message, param=None, code="invalid-value"):
        super().__init__(message, param=param)
        self.code = code


class ModelNotFound(PlatformError):
    status, code = 404, "unknown-model"

    def __init__(self, model):
        super().__init__(_("There is no model “%(model)s” for this key. GET /v1/models lists those there are.") % {"model": model[:200]})
        self.extra["param"] = "model"


class NeedsDecision(PlatformError):
    """The answer rests on a step that a person has to allow, and no person is at this door."""

    status, code = 409, "needs-decision"

    def __init__(self):
        super().__init__(_("A step of this answer has side effects and needs a person’s decision. Ask on the page, or over REST."))


def openai_error(error, context=None):
    """Return the response to an exception, or None if it is a fault of ours (EXCEPTION_HANDLER of the views here)."""
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    if not isinstance(error, PlatformError | exceptions.APIException):
        return None
    set_rollback()
    status, headers = _status(error)
    return JsonResponse({"error": error_body(error)}, status=status, headers=headers)


def error_body(error):
    """Return what goes under "error"."""
    status, _headers = _status(error)
    message, param, code = _told(error)
    return {"message": message, "type": _type(status), "param": param, "code": CODES.get(code, code.replace("-", "_"))}


def failure_of(run):
    """Return the GatewayError that ended a run, as far as the ledger of calls knows; its message is the run's."""
    codes = ModelCall.objects.filter(reference=str(run.pk)).exclude(error="").order_by("-created_at").values_list("error", flat=True)
    code = codes.first()
    kind = next((kind for kind in GatewayError.__subclasses__() if kind.code == code), GatewayError)
    return kind(run.error)


def _status(error):
    if isinstance(error, PlatformError):
        return error.status, headers_of(error)
    unauthenticated = isinstance(error, exceptions.NotAuthenticated | exceptions.AuthenticationFailed)
    return (401, {"WWW-Authenticate": "Bearer"}) if unauthenticated else (error.status_code, {})


def _told(error):
    if isinstance(error, PlatformError):
        return str(error), error.extra.get("param"), error.code
    if isinstance(error, exceptions.NotAuthenticated):
        return _("Send an API key: “Authorization: Bearer rag-…”. You create one in your settings."), None, "invalid-api-key"
    if isinstance(error, exceptions.ValidationError):
        param, message = _first(error.detail)
        return (f"{param}: {message}" if param else message), param, "invalid-value"
    return str(error.detail), None, error.default_code


def _first(detail, param=None):
    """Return the field and the text of the first thing that is wrong."""
    if isinstance(detail, dict):
        name, inner = next(iter(detail.items()))
        inner_param = param if name == "non_field_errors" else name if param is None else f"{param}.{name}"
        return _first(inner, inner_param)
    if isinstance(detail, list):
        return _first(next((each for each in detail if each), ""), param)
    return param, str(detail)


def _type(status):
    if status == 429:
        return "rate_limit_error"
    return "server_error" if status >= 500 else "invalid_request_error"
