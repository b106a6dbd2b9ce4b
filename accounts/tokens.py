"""Access and refresh tokens (JWT) for API clients.

Each pair belongs to a session of its own: when that session ends (signed out, password changed, person
suspended) both tokens are refused at once. Passwords are checked by the flows that the pages use.
"""

from contextlib import contextmanager
from dataclasses import dataclass

from allauth.account.internal import flows
from allauth.core import ratelimit
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.headless import app_settings
from allauth.headless.account.inputs import LoginInput, SignupInput
from allauth.headless.constants import Client
from allauth.headless.internal import authkit, sessionkit
from allauth.headless.internal.decorators import mark_request_as_headless
from allauth.headless.tokens.strategies.jwt import internal
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from accounts.errors import AddressNotVerified, InvalidToken, Suspended, TooManyAttempts, WrongCredentials


@dataclass(frozen=True)
class TokenPair:
    access_token: str
    refresh_token: str
    expires_in: int  # seconds that the access token lives

    token_type: str = "Bearer"  # noqa: S105 - its kind, not a secret


def register(request, *, email, password, name=""):
    """Create an account and send the verification mail. An address that is taken looks the same from outside."""
    with _session_of_its_own(request):
        _limit(request, "signup")
        form = SignupInput({"email": email, "password": password, "name": name})
        if not form.is_valid():
            raise ValidationError(form.errors)
        user, response = form.try_save(request)
        if user and not response:
            try:
                flows.signup.complete_signup(request, user=user)
            except ImmediateHttpResponse:
                pass  # the stage that asks for verification


def sign_in(request, *, email, password):
    """Return a TokenPair. Raises WrongCredentials, Suspended, AddressNotVerified or TooManyAttempts."""
    with _session_of_its_own(request):
        _limit(request, "login")
        form = LoginInput({"email": email, "password": password})
        if not form.is_valid():
            raise _refusal(form)
        if not form.login.user.is_active:
            raise Suspended(_("This account is suspended. Ask an administrator."))
        flows.login.perform_password_login(request, form.cleaned_data, form.login)
        if not request.user.is_authenticated:
            raise AddressNotVerified(_("Confirm your e-mail address first: we have just sent you the link."))
        return _tokens_of(request)


def refresh(token):
    """Return a new TokenPair for a refresh token, which can't be used again. Raises InvalidToken."""
    pair = app_settings.TOKEN_STRATEGY.refresh_token(token)
    if pair is None:
        raise InvalidToken(_("This refresh token is not valid any more. Sign in again."))
    return TokenPair(*pair, expires_in=app_settings.JWT_ACCESS_TOKEN_EXPIRES_IN)


def revoke(*, access_payload=None, refresh_token=""):
    """End the session that a token belongs to; return whether there was one."""
    if access_payload is None and refresh_token:
        found = internal.validate_refresh_token(refresh_token)
        access_payload = found[2] if found else None
    session = internal.get_token_session(access_payload) if access_payload else None
    if session is None:
        return False
    session.flush()
    return True


def _tokens_of(request):
    request.session.set_expiry(app_settings.JWT_REFRESH_TOKEN_EXPIRES_IN)
    payload = app_settings.TOKEN_STRATEGY.create_access_token_payload(request)
    request.session.save()
    return TokenPair(**payload, expires_in=app_settings.JWT_ACCESS_TOKEN_EXPIRES_IN)


def _refusal(form):
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    if "too_many_login_attempts" in codes:
        return TooManyAttempts(_("Too many failed attempts. Try again in a few minutes."))
    if "email_password_mismatch" in codes:
        return WrongCredentials(_("The e-mail address or the password is wrong."))
    return ValidationError(form.errors)


def _limit(request, action):
    if not ratelimit.consume(request, action=action):
        raise TooManyAttempts(_("Too many requests. Try again in a minute."))


@contextmanager
def _session_of_its_own(request):
    """Let allauth's flows work on a new session; the browser's own one and its cookies stay as they are."""
    browser_session, browser_user = request.session, request.user
    mark_request_as_headless(request, Client.BROWSER)  # for an APP it would issue a second pair
    request.session = sessionkit.new_session()
    authkit.purge_request_user_cache(request)
    try:
        yield
    finally:
        request.session, request.user = browser_session, browser_user
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
        del request.allauth.headless
