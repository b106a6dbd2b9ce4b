"""How every REST answer looks: cursor pages, and problem details for errors (RFC 9457)."""

from math import ceil

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DataError
from django.http import Http404, JsonResponse
from rest_framework import exceptions, pagination
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from accounts.errors import PlatformError

PROBLEM_JSON = "application/problem+json"


class CursorPagination(pagination.CursorPagination):
    page_size_query_param = "page_size"
    max_page_size = 200
    ordering = ("-created_at", "-pk")

    def paginate_queryset(self, queryset, request, view=None):
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValidationError, ValueError, DataError) as error:  # a cursor that was not given out here
            raise exceptions.NotFound(self.invalid_cursor_message) from error


def problem_details(error, context):
    """Turn an exception into an RFC 9457 response, or None if it is a fault of ours."""
    if isinstance(error, PlatformError):
        set_rollback()
        problem = _problem(error.status, error.code, str(error), **error.extra)
        for name, value in headers_of(error).items():
            problem[name] = value
        return problem
    if isinstance(error, Http404):
        error = exceptions.NotFound()
    elif isinstance(error, PermissionDenied):
        error = exceptions.PermissionDenied()
    response = exception_handler(error, context)
    if response is None:
        return None
    extra = {"errors": error.detail} if isinstance(error, exceptions.ValidationError) else {}
    detail = _first(error.detail)
    problem = _problem(response.status_code, error.default_code.replace("_", "-"), detail, **extra)
    for name in ("WWW-Authenticate", "Retry-After"):
        if name in response.headers:
            problem[name] = response[name]
    return problem


def problem(error):
    """Return the answer to a PlatformError outside of a REST view (middleware, unknown routes)."""
    body = _body(error.status, error.code, str(error), **error.extra)
    return JsonResponse(body, status=error.status, content_type=PROBLEM_JSON)


def headers_of(error):
    """Return the headers that a PlatformError's answer carries beside its status."""
    retry_after_s = error.extra.get("retry_after_s") or getattr(error, "retry_after_s", None)
    headers = {"Retry-After": str(ceil(retry_after_s))} if retry_after_s else {}
    return headers | ({"WWW-Authenticate": "Bearer"} if error.status == 401 else {})


def _problem(status, code, detail, **extra):
    return Response(_body(status, code, detail, **extra), status=status, content_type=PROBLEM_JSON)


def _body(status, code, detail, **extra):
    return {"type": f"/problems/{code}", "title": code.replace("-", " ").capitalize(), "status": status, "detail": detail, **extra}


def _first(detail):
    if isinstance(detail, dict):
        name, value = next(iter(detail.items()))
        return _first(value) if name in ("non_field_errors", "detail") else f"{name}: {_first(value)}"
    if isinstance(detail, list):
        return _first(detail[0])
    return str(detail)
