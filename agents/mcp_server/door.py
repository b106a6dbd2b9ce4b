"""The way in to /mcp: host, origin and key are checked before the protocol's library sees a byte."""

import asyncio
import io
import json
from urllib.parse import urlsplit
from weakref import WeakKeyDictionary

from allauth.headless.tokens.strategies.jwt.internal import validate_access_token
from django.conf import settings
from django.core.handlers.asgi import ASGIRequest
from django.http.request import split_domain_port, validate_host
from django.utils.translation import gettext as _

from accounts import api_keys
from accounts.errors import InvalidApiKey, PlatformError
from accounts.key_access import address_of, bearer_of
from accounts.rest import headers_of
from projects.threads import in_thread

PATHS = ("/mcp", "/mcp/")
LOCAL = ["localhost", "127.0.0.1", "[::1]"]
CALLER = "rag.caller"


class MisdirectedRequest(PlatformError):
    status, code = 421, "unknown-host"


class ForeignOrigin(PlatformError):
    """A page of another site asks: a browser was led here (DNS rebinding)."""

    status, code = 403, "foreign-origin"


class McpDoor:
    """Serves /mcp and hands everything else on."""

    def __init__(self, otherwise):
        self.otherwise = otherwise
        self._managers = WeakKeyDictionary()  # one per event loop: (ready, task)

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http" or scope["path"] not in PATHS:
            return await self.otherwise(scope, receive, send)
        request = ASGIRequest(scope, io.BytesIO())
        try:
            _require_own_site(request)
            caller = await _caller(request)
        except PlatformError as error:
            return await _refuse(send, error)
        manager = await self._manager()
        await manager.handle_request(scope | {CALLER: caller}, receive, send)

    async def _manager(self):
        """Return this loop's session manager, running; the first call starts it."""
        loop = asyncio.get_running_loop()
        if loop not in self._managers:
            ready = loop.create_future()
            self._managers[loop] = ready, loop.create_task(_keep_running(ready))
        return await asyncio.shield(self._managers[loop][0])

    async def close(self):
        """Stop what this loop serves."""
        _ready, task = self._managers.pop(asyncio.get_running_loop(), (None, None))
        if task:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


async def _keep_running(ready):
    try:
        from agents.mcp_server.server import manager

        made = await asyncio.to_thread(manager)
        async with made.run():
            ready.set_result(made)
            await asyncio.Event().wait()
    except Exception as error:
        if not ready.done():
            ready.set_exception(error)
        raise


def _require_own_site(request):
    """Raise unless Host, and Origin where a browser sends it, are this installation's (MCP specification: DNS rebinding)."""
    allowed = settings.ALLOWED_HOSTS or LOCAL
    domain, _port = split_domain_port(request.META.get("HTTP_HOST", ""))
    if not domain or not validate_host(domain, allowed):
        raise MisdirectedRequest(_("This installation does not answer to that host name (ALLOWED_HOSTS)."))
    origin = request.META.get("HTTP_ORIGIN")
    if origin and origin not in settings.CSRF_TRUSTED_ORIGINS and not validate_host(_host_of(origin), allowed):
        raise ForeignOrigin(_("Pages of other sites may not use this."))


def _host_of(origin):
    try:
        return split_domain_port(urlsplit(origin).netloc)[0]
    except ValueError:
        return ""


@in_thread
def _caller(request):
    """Return (user, key or None) of the request's bearer token. Raises InvalidApiKey or TooManyAttempts."""
    token = bearer_of(request.META.get("HTTP_AUTHORIZATION", ""))
    if not token:
        raise InvalidApiKey(_("Send an API key: “Authorization: Bearer rag-…”. You create one in your settings."))
    if api_keys.is_api_key(token):
        key = api_keys.check(token, address_of(request))
        return key.user, key
    if valid := validate_access_token(token):
        return valid[0], None
    raise InvalidApiKey(_("This token is not valid. Send an API key or a fresh access token."))


async def _refuse(send, error):
    body = json.dumps({"error": error.code, "error_description": str(error)}).encode()
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers_of(error)}
    if error.status == 401:
        headers["WWW-Authenticate"] = 'Bearer error="invalid_token"'
    pairs = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": error.status, "headers": pairs})
    await send({"type": "http.response.body", "body": body})
