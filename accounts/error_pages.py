"""A page for every refusal: what happened and what to do, with the right status."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views import defaults

from accounts.errors import PlatformError
from accounts.rest import problem

PROGRAMS = ("/api/", "/v1/")  # where no person reads the answer


class ErrorPages:
    """Turns a PlatformError that a page raises into a page (REST has accounts.rest for it)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, error):
        if isinstance(error, PlatformError):
            return render(request, "error.html", {"message": error.message, "retryable": error.retryable}, status=error.status)
        return None


class NotFound(PlatformError):
    status, code = 404, "not-found"


class Fault(PlatformError):
    status, code, retryable = 500, "internal-error", True


def page_not_found(request, exception):
    """handler404: REST clients get a problem, people a page."""
    if request.path.startswith(PROGRAMS):
        return problem(NotFound(_("There is nothing at this address.")))
    return defaults.page_not_found(request, exception)


def server_error(request):
    """handler500: REST clients get a problem, people a page."""
    if request.path.startswith(PROGRAMS):
        return problem(Fault(_("Something went wrong on our side. What was saved is safe; try again.")))
    return defaults.server_error(request)
