"""Downloads what an address on the web points to, without letting it point into our own network.

Every name is resolved here, every address of it is checked, and the connection goes to the address that was
checked: a name that resolves differently the second time (DNS rebinding) gains nothing. The same holds for each
redirect. Proxies from the environment are not used, since they would resolve names for themselves.
"""

import ipaddress
import re
import socket
import tempfile
import time
import zlib
from email.message import Message
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

import httpx
from django.utils.translation import gettext_lazy as _

from documents.errors import DocumentError, FileTooLarge

MAX_REDIRECTS = 5
CONNECT_TIMEOUT_S, READ_TIMEOUT_S, TOTAL_TIMEOUT_S = 10, 20, 120
PORTS = {80, 443, 8080, 8443}
NAT64 = ipaddress.ip_network("64:ff9b::/96")
DECODED_CHUNK_BYTES = 1 << 18
USER_AGENT = "Mozilla/5.0 (compatible; document import)"


class UrlRefused(DocumentError):
    """The address is not one that may be fetched."""

    code = "address-refused"


class UrlFailed(DocumentError):
    """The server of the address could not be reached or did not deliver."""

    code = "address-failed"
    retryable = True


class Fetched(NamedTuple):
    """A downloaded file; the caller deletes it. content_type is what the server claims, to be believed by nobody."""

    path: Path
    filename: str
    content_type: str


def fetch(url: str, max_bytes: int, *, allow_private: bool = False, total_timeout_s: float = TOTAL_TIMEOUT_S) -> Fetched:
    """Return the file at url, at most max_bytes unpacked.

    allow_private lets addresses of the own network pass, for installations whose documents live there.
    Raises UrlRefused, UrlFailed or FileTooLarge.
    """
    deadline = time.monotonic() + total_timeout_s
    timeout = httpx.Timeout(READ_TIMEOUT_S, connect=CONNECT_TIMEOUT_S)
    headers = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip"}
    with httpx.Client(transport=PinnedTransport(allow_private=allow_private), timeout=timeout, headers=headers, trust_env=False) as client:
        try:
            for _attempt in range(MAX_REDIRECTS + 1):
                check_url(url, allow_private=allow_private)
                with client.stream("GET", url) as response:
                    if not response.has_redirect_location:
                        return _save(response, url, max_bytes, deadline)
                    url = urljoin(url, response.headers["location"])
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError, zlib.error) as error:
            raise UrlFailed(_("The address could not be read. Check it in a browser, or download the file and upload it.")) from error
    raise UrlFailed(_("The address redirects too many times."))


def check_url(url: str, *, allow_private: bool) -> None:
    """Raise UrlRefused unless url is a plain web address."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise UrlRefused(_("This is not a valid web address.")) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UrlRefused(_("Only addresses that begin with http:// or https:// can be added."))
    if parts.username is not None or parts.password is not None:
        raise UrlRefused(_("Addresses with a user name or password are not accepted."))
    if port is not None and port not in PORTS and not allow_private:
        raise UrlRefused(_("Addresses with this port are not accepted."))


class PinnedTransport(httpx.BaseTransport):
    """Connects to an address that has been checked, while Host header and certificate keep the name."""

    def __init__(self, *, allow_private: bool):
        self.allow_private = allow_private
        self.inner = httpx.HTTPTransport(trust_env=False, retries=0)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        name = request.url.host
        address = checked_address(name, request.url.port or 443, allow_private=self.allow_private)
        request.headers["Host"] = request.url.netloc.decode("ascii")
        request.extensions = {**request.extensions, "sni_hostname": name}
        request.url = request.url.copy_with(host=address)
        return self.inner.handle_request(request)

    def close(self) -> None:
        self.inner.close()


def checked_address(name: str, port: int, *, allow_private: bool) -> str:
    """Return one address of name. Raises UrlRefused if any of them is not public, UrlFailed if there is none."""
    try:
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise UrlFailed(_("The server of the address was not found.")) from error
    addresses = list(dict.fromkeys(entry[4][0] for entry in found))
    if not allow_private and not all(map(is_public, addresses)):
        raise UrlRefused(_("The address leads into a private network, which is not allowed."))
    return min(addresses, key=lambda address: ":" in address)  # IPv4 first: containers rarely route IPv6


def is_public(text: str) -> bool:
    """Whether an address is one of the open internet, also when it is wrapped in an IPv6 address."""
    address = ipaddress.ip_address(text.split("%")[0])
    if address.version == 6:
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in NAT64:
            inner = ipaddress.ip_address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return address.is_global and not address.is_multicast and not address.is_reserved


def _save(response: httpx.Response, url: str, max_bytes: int, deadline: float) -> Fetched:
    if response.status_code != 200:
        raise UrlFailed(_("The server answered with status %(status)s.") % {"status": response.status_code})
    if int(response.headers.get("content-length") or 0) > max_bytes:
        raise _too_large(max_bytes)
    with tempfile.NamedTemporaryFile(prefix="fetched-", delete=False) as file:
        path = Path(file.name)
        try:
            size = 0
            for data in _decoded(response):
                size += len(data)
                if size > max_bytes:
                    raise _too_large(max_bytes)
                if time.monotonic() > deadline:
                    raise UrlFailed(_("The download took too long."))
                file.write(data)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return Fetched(path, filename_of(response.headers, url), response.headers.get("content-type", ""))


def _decoded(response: httpx.Response):
    """Yield the body in pieces of bounded size; a few bytes of gzip can stand for gigabytes."""
    encoding = response.headers.get("content-encoding", "identity").lower()
    if encoding not in ("identity", "gzip"):
        raise UrlFailed(_("The server sends the file in an encoding that is not supported."))
    if encoding == "identity":
        yield from response.iter_raw()
        return
    unpacker = zlib.decompressobj(wbits=31)
    for data in response.iter_raw():
        while data:
            yield unpacker.decompress(data, DECODED_CHUNK_BYTES)
            data = unpacker.unconsumed_tail


def _too_large(max_bytes: int) -> FileTooLarge:
    return FileTooLarge(_("The file is too large: the limit is %(limit)s MB.") % {"limit": max_bytes // 2**20})


def filename_of(headers: httpx.Headers, url: str) -> str:
    """Return a harmless file name: from the Content-Disposition header, else from the path, else the host."""
    message = Message()
    message["content-disposition"] = headers.get("content-disposition", "")
    parts = urlsplit(url)
    name = message.get_filename() or unquote(parts.path.rsplit("/", 1)[-1]) or parts.hostname or "document"
    name = re.sub(r"[\x00-\x1f\x7f/\\:*?\"<>|]+", "_", name).strip(" .")
    return name[-150:] or "document"
