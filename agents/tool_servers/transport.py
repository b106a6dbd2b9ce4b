"""The way to a tool server: to addresses that were checked, for a time and a size that are bounded.

The name is resolved here and the connection goes to the address that was checked, so a name that resolves
differently the second time gains nothing. Redirects leave the origin never; proxies of the environment are not used.
"""

import asyncio

import httpx2

from documents.url_source import check_url, checked_address

MOST_BYTES = 4 * 2**20


class PinnedTransport(httpx2.AsyncBaseTransport):
    """Connects to an address that has been checked, while Host header and certificate keep the name."""

    def __init__(self, *, allow_private: bool):
        self.allow_private = allow_private
        self.inner = httpx2.AsyncHTTPTransport(trust_env=False, retries=0)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        check_url(str(request.url), allow_private=self.allow_private)
        name, port = request.url.host, request.url.port or 443
        address = await asyncio.to_thread(checked_address, name, port, allow_private=self.allow_private)
        pinned = httpx2.Request(
            request.method,
            request.url.copy_with(host=address),
            headers=[(key, value) for key, value in request.headers.multi_items() if key.lower() not in ("host", "accept-encoding")]
            + [("Host", request.url.netloc.decode("ascii")), ("Accept-Encoding", "identity")],
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": name},
        )
        response = await self.inner.handle_async_request(pinned)
        if response.headers.get("content-encoding", "identity").lower() != "identity":
            await response.aclose()
            raise httpx2.RemoteProtocolError("the server packs its answers, which was not asked for", request=request)
        response.stream = Bounded(response.stream)
        return response

    async def aclose(self) -> None:
        await self.inner.aclose()


class Bounded(httpx2.AsyncByteStream):
    """A body that breaks off beyond MOST_BYTES."""

    def __init__(self, stream):
        self.stream = stream

    async def __aiter__(self):
        size = 0
        async for data in self.stream:
            size += len(data)
            if size > MOST_BYTES:
                raise httpx2.ReadError("the answer is too large")
            yield data

    async def aclose(self) -> None:
        await self.stream.aclose()
