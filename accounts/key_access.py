"""API keys in REST: who a key speaks for, and what a view lets it do.

A view says in `key_scopes` which scopes open a method ({"POST": ("chat",)}), or NO_KEYS: only the person may.
Where it says nothing, reading takes "read" and everything else "write".
"""

from allauth.account.adapter import get_adapter
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.permissions import SAFE_METHODS, BasePermission

from accounts import api_keys
from accounts.errors import OutOfScope
from accounts.models import ApiKey

Scope = ApiKey.Scope
NO_KEYS = None
READING, WRITING = (Scope.READ,), (Scope.WRITE,)
CHATTING = {"GET": (Scope.READ, Scope.CHAT), "POST": (Scope.CHAT,)}
SEARCHING = {"POST": READING}


class ApiKeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer rag-…`; other bearer tokens are left to the next class."""

    def authenticate(self, request):
        secret = bearer_of(get_authorization_header(request).decode("latin-1"))
        if not api_keys.is_api_key(secret):
            return None
        key = api_keys.check(secret, address_of(request))
        return key.user, key

    def authenticate_header(self, request):
        return "Bearer"


class WithinScope(BasePermission):
    """Lets people through, and keys as far as their scopes go."""

    def has_permission(self, request, view):
        if isinstance(request.auth, ApiKey):
            require_scope(request.auth, scopes_of(view, request.method))
        return True


def scopes_of(view, method):
    """Return the scopes of which one is needed; NO_KEYS if none would do."""
    told = getattr(view, "key_scopes", {})
    return NO_KEYS if told is NO_KEYS else told.get(method, READING if method in SAFE_METHODS else WRITING)


def require_scope(key, scopes):
    """Raise OutOfScope unless key holds one of scopes."""
    if scopes is NO_KEYS:
        raise OutOfScope(_("API keys may not do this. Sign in, or use an access token."))
    if not set(scopes) & set(key.scopes):
        raise OutOfScope(_("This API key lacks the scope “%(scope)s”.") % {"scope": scopes[-1]})


def bearer_of(header):
    """Return the token of an Authorization header, or ""."""
    scheme, _space, token = header.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def address_of(request):
    """Return where a request comes from; "" where that can't be told."""
    try:
        return get_adapter().get_client_ip(request)
    except (PermissionDenied, ImproperlyConfigured):
        return ""
