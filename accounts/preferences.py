"""A person's own language and theme on every page; before sign-in the browser's wish counts."""

from django.conf import settings
from django.utils import translation

from accounts.models import User

THEME_COOKIE = "theme"
COOKIE_AGE_S = 365 * 24 * 3600


class PreferencesMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.theme = _theme(request)
        with translation.override(_language(request)):
            request.LANGUAGE_CODE = translation.get_language()
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        return response


def remember(request, response, *, language=None, theme=None):
    """Keep what is given: on the account of a person who is signed in, and in this browser."""
    chosen = {name: value for name, value in (("language", language), ("theme", theme)) if value}
    if request.user.is_authenticated and chosen:
        User.objects.filter(pk=request.user.pk).update(**chosen)
    cookies = {"language": settings.LANGUAGE_COOKIE_NAME, "theme": THEME_COOKIE}
    for name, value in chosen.items():
        response.set_cookie(cookies[name], value, max_age=COOKIE_AGE_S, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
    return response


def _language(request):
    chosen = request.user.language if request.user.is_authenticated else request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in dict(settings.LANGUAGES) else translation.get_language_from_request(request)


def _theme(request):
    chosen = request.user.theme if request.user.is_authenticated else request.COOKIES.get(THEME_COOKIE)
    return chosen if chosen in User.Theme.values else User.Theme.SYSTEM
