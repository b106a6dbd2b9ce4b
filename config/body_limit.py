"""Refuses a request whose body is too large while it arrives, before it fills a disk."""

import json
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

PROGRAMS = ("/api/", "/v1/", "/mcp")


class BodyLimit:
    """ASGI (3.0) application around another. Multipart bodies may hold files and are given more room."""

    def __init__(self, otherwise):
        self.otherwise = otherwise

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http":
            return await self.otherwise(scope, receive, send)
        headers = dict(scope["headers"])
        limit = _limit_for(headers.get(b"content-type", b""))
        announced = headers.get(b"content-length", b"")
        if announced.isdigit() and int(announced) > limit:
            return await _refuse(scope, send, limit)
        return await self._counted(scope, receive, send, limit)

    async def _counted(self, scope, receive, send, limit):
        """Pass the body on and count it: a client may send more than it has announced, or announce nothing."""
        received, begun = 0, False

        async def counting():
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > limit:
                raise TooLarge
            return message

        async def noting(message):
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.otherwise(scope, counting, noting)
        except TooLarge:
            if not begun:
                await _refuse(scope, send, limit)


class TooLarge(Exception):
    """More has arrived than the limit allows."""


def _limit_for(content_type):
    return settings.REQUEST_MAX_BYTES if content_type.startswith(b"multipart/") else settings.DATA_UPLOAD_MAX_MEMORY_SIZE


async def _refuse(scope, send, limit):
    said = _("The request is larger than %(limit)s MB. Send fewer or smaller files at once.") % {"limit": max(1, limit // 2**20)}
    if urlsplit(scope["path"]).path.startswith(PROGRAMS):
        problem = {"type": "/problems/request-too-large", "title": "Request too large", "status": 413, "detail": said}
        body, kind = json.dumps(problem).encode(), b"application/problem+json"
    else:
        body, kind = said.encode(), b"text/plain; charset=utf-8"
    headers = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": body})
