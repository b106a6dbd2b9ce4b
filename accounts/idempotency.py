"""`Idempotency-Key`: a client that did not hear the answer of a write may send it again, and nothing is done twice.

(draft-ietf-httpapi-idempotency-key-header.) Answers are kept for a day in the cache, by person, route and key.
"""

import hashlib

from allauth.core.internal.httpkit import get_authorization_credential
from allauth.headless.tokens.strategies.jwt import internal
from django.core.cache import cache
from django.http import HttpResponse
from django.utils.translation import gettext as _

from accounts import api_keys
from accounts.errors import PlatformError
from accounts.key_access import address_of
from accounts.rest import problem

WRITES = {"POST", "PUT", "PATCH", "DELETE"}
KEPT_S = 24 * 3600
RUNNING_S = 15 * 60
LARGEST_ANSWER_BYTES = 256 * 1024
LONGEST_KEY = 200
RUNNING, STREAMED = "running", "streamed"


class InProgress(PlatformError):
    status, code, retryable = 409, "request-in-progress", True


class NotRepeatable(PlatformError):
    status, code = 409, "answer-was-streamed"


class KeyReused(PlatformError):
    status, code = 422, "idempotency-key-reused"


class IdempotentWrites:
    """Middleware of the REST routes; it comes after the one that knows the session."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        key = request.headers.get("Idempotency-Key", "")[:LONGEST_KEY]
        person = _person(request) if key and request.method in WRITES and _covered(request.path_info) else None
        if person is None:
            return self.get_response(request)
        return self._once(request, _digest(person, request.method, request.path_info, key))

    def _once(self, request, name):
        sent = _digest(request.META.get("CONTENT_LENGTH", ""), _body(request))
        if not cache.add(name, (sent, RUNNING), RUNNING_S):
            return _again(sent, *(cache.get(name) or (sent, RUNNING)))
        try:
            response = self.get_response(request)
        except BaseException:
            cache.delete(name)
            raise
        _keep(name, sent, response)
        return response


def _again(sent, first_sent, answer):
    if sent != first_sent:
        return problem(KeyReused(_("This Idempotency-Key has been used for a different request. Use a new one.")))
    if answer == RUNNING:
        return problem(InProgress(_("The same request is being carried out. Ask again in a moment.")))
    if answer == STREAMED:
        return problem(NotRepeatable(_("The same request has been carried out. Its streamed answer can’t be repeated here.")))
    status, content, content_type = answer
    return HttpResponse(content, status=status, content_type=content_type, headers={"Idempotent-Replayed": "true"})


def _keep(name, sent, response):
    if response.status_code >= 500 or response.status_code in (401, 409, 429):
        cache.delete(name)  # sending it again may well succeed
    elif response.streaming or len(response.content) > LARGEST_ANSWER_BYTES:
        cache.set(name, (sent, STREAMED), KEPT_S)
    else:
        cache.set(name, (sent, (response.status_code, response.content, response.get("Content-Type", ""))), KEPT_S)


def _covered(path):
    """Sign-in is left out: answers with tokens are not kept."""
    return path.startswith("/api/") and not path.startswith("/api/auth/")


def _person(request):
    token = get_authorization_credential(request, "Bearer")
    if token and api_keys.is_api_key(token):
        return _key(request, token)
    if token:
        valid = internal.validate_access_token(token)
        return str(valid[0].pk) if valid else None
    return str(request.user.pk) if request.user.is_authenticated else None


def _key(request, token):
    """A key is a person of its own: another one of the same person may see less."""
    try:
        return f"key-{api_keys.check(token, address_of(request)).pk}"
    except PlatformError:
        return None


def _body(request):
    """Return what tells two requests apart; of uploads the length alone, so that they are not read into memory."""
    is_upload = request.content_type == "multipart/form-data"
    return b"" if is_upload else request.body


def _digest(*parts):
    whole = b"\0".join(part if isinstance(part, bytes) else str(part).encode() for part in parts)
    return "idempotency:" + hashlib.sha256(whole).hexdigest()
