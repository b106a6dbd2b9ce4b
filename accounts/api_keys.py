"""API keys: made, checked and revoked. A key speaks for its person, within its scopes and its projects."""

import hashlib
import secrets
from datetime import timedelta

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import gettext as _
from redis.exceptions import RedisError

from accounts.errors import InvalidApiKey, PlatformError, TooManyAttempts
from accounts.models import ApiKey

SCHEME = "rag-"
SECRET_BYTES = 32
SHOWN_CHARS = 10
TOUCH_EVERY = timedelta(minutes=1)
MOST_KEYS = 100
# Wrong keys from one address in this time; afterwards only keys that were good a while ago are looked up.
GUESSES, GUESS_WINDOW_S = 30, 300
KNOWN_S = 24 * 3600


class TooManyKeys(PlatformError):
    status, code = 409, "too-many-api-keys"


def create(user, *, name, scopes, projects=None, expires_at=None):
    """Return (key, secret); nothing can show the secret again. projects: ids, or None for all of the person's."""
    if user.api_keys.usable().count() >= MOST_KEYS:
        raise TooManyKeys(_("You have %(count)s keys in use. Revoke those that are no longer needed.") % {"count": MOST_KEYS})
    secret = SCHEME + secrets.token_urlsafe(SECRET_BYTES)
    kept = {"prefix": secret[:SHOWN_CHARS], "digest": _digest(secret), "scopes": sorted(set(scopes))}
    key = ApiKey.objects.create(user=user, name=name, projects=projects, expires_at=expires_at, **kept)
    return key, secret


def is_api_key(token):
    """Say whether a bearer token has the form of an API key (others are access tokens)."""
    return token.startswith(SCHEME)


def check(secret, address=""):
    """Return the key of a secret, its `user` limited to the key's projects. address: who asks, to slow down guessing.

    Keys are found by their digest, which nobody can steer, so the time it takes tells nothing.
    Raises InvalidApiKey or TooManyAttempts.
    """
    digest = _digest(secret)
    if _is_guessing(address) and not _cached("known", digest):
        raise TooManyAttempts(_("Too many wrong API keys from your address. Try again in a few minutes."), retry_after_s=GUESS_WINDOW_S)
    key = ApiKey.objects.select_related("user").filter(digest=digest).first()
    if key is None:
        _count_guess(address)
        raise InvalidApiKey(_("This API key is not valid. Check it, or create a new one in your settings."))
    _refuse_unusable(key)
    _touch(key, digest)
    key.user.allowed_projects = None if key.projects is None else frozenset(key.projects)
    return key


def revoke(key):
    """Refuse the key from now on; it stays in the list as revoked."""
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now())


def _refuse_unusable(key):
    if key.revoked_at:
        raise InvalidApiKey(_("This API key has been revoked. Create a new one in your settings."))
    if key.has_expired:
        raise InvalidApiKey(_("This API key has expired. Create a new one in your settings."))
    if not key.user.is_active:
        raise InvalidApiKey(_("This account is suspended. Ask an administrator."))


def _touch(key, digest):
    """Write down that the key was used, once a minute at most."""
    now = timezone.now()
    if key.last_used_at and now - key.last_used_at < TOUCH_EVERY:
        return
    ApiKey.objects.filter(pk=key.pk, last_used_at=key.last_used_at).update(last_used_at=now)
    try:
        cache.set(f"api-key-known:{digest}", 1, KNOWN_S)
    except RedisError:
        pass  # it only matters while somebody guesses


def _digest(secret):
    return hashlib.sha256(secret.encode(errors="replace")).hexdigest()


def _is_guessing(address):
    return (_cached("guesses", address) or 0) >= GUESSES


def _count_guess(address):
    name = f"api-key-guesses:{address}"
    try:
        if not cache.add(name, 1, GUESS_WINDOW_S):
            cache.incr(name)
    except (RedisError, ValueError):  # away, or expired in between
        pass


def _cached(what, name):
    try:
        return cache.get(f"api-key-{what}:{name}")
    except RedisError:
        return None
