"""The REST routes answer with and without a trailing slash, whichever of the two they are written with."""

from django.urls import Resolver404, resolve

PREFIX = "/api/"


class EitherSlash:
    """Give a REST request the form of its path that a route knows, without a redirect (which would lose a POST)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path_info.startswith(PREFIX):
            request.path_info = _known_form(request.path_info)
        return self.get_response(request)


def _known_form(path):
    other = path.removesuffix("/") if path.endswith("/") else f"{path}/"
    return other if not _resolves(path) and _resolves(other) else path


def _resolves(path):
    try:
        resolve(path)
    except Resolver404:
        return False
    return True
