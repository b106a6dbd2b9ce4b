"""A page for every refusal: what happened and what to do, with the right status."""

from django.shortcuts import render

from accounts.errors import PlatformError


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
