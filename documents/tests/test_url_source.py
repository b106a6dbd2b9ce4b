"""Documents from an address: what comes in, and what must not be reached."""

import gzip
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from documents import url_source
from documents.errors import FileTooLarge
from documents.url_source import UrlFailed, UrlRefused, fetch, is_public

PAGE = b"<!doctype html><title>Hours</title><p>The shop is open from nine to five.</p>"


class Shop(BaseHTTPRequestHandler):
    """A small site; it notes the Host header of every request."""

    hosts: list[str] = []

    def do_GET(self):
        type(self).hosts.append(self.headers["Host"])
        route = getattr(self, "page_" + self.path.strip("/").split("?")[0].replace(".", "_"), None)
        if route is None:
            self.send_error(404)
        else:
            route()

    def page_hours_html(self):
        self.reply(PAGE, {"Content-Type": "text/html"})

    def page_named(self):
        self.reply(b"a,b\n1,2\n", {"Content-Disposition": 'attachment; filename="../../etc/orders.csv"'})

    def page_moved(self):
        self.reply(b"", {"Location": "/hours.html"}, 302)

    def page_circle(self):
        self.reply(b"", {"Location": "/circle"}, 302)

    def page_inward(self):
        self.reply(b"", {"Location": "http://169.254.169.254/latest/meta-data/"}, 302)

    def page_local_file(self):
        self.reply(b"", {"Location": "file:///etc/passwd"}, 302)

    def page_packed(self):
        self.reply(gzip.compress(PAGE), {"Content-Encoding": "gzip"})

    def page_bomb(self):
        self.reply(gzip.compress(bytes(30_000_000)), {"Content-Encoding": "gzip"})

    def reply(self, body, headers, status=200):
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args):
        pass


@pytest.fixture(scope="module")
def shop():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Shop)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def public(monkeypatch):
    """Let the address of the test server count as one of the open internet, and no other."""
    monkeypatch.setattr(url_source, "PORTS", range(65536))
    monkeypatch.setattr(url_source, "is_public", lambda address: address in ("127.0.0.1", "::1"))


def read(fetched):
    data = fetched.path.read_bytes()
    fetched.path.unlink()
    return data


def test_brings_the_file_with_name_and_claimed_type(shop, public):
    fetched = fetch(shop + "/hours.html?x=1", 10_000)
    assert (read(fetched), fetched.filename, fetched.content_type) == (PAGE, "hours.html", "text/html")


def test_host_header_keeps_the_name(shop, public):
    read(fetch(shop + "/hours.html", 10_000))
    assert Shop.hosts[-1] == shop.removeprefix("http://")


def test_file_name_from_the_server_is_made_harmless(shop, public):
    fetched = fetch(shop + "/named", 10_000)
    read(fetched)
    assert fetched.filename.endswith("orders.csv")
    assert "/" not in fetched.filename


def test_redirects_are_followed(shop, public):
    assert read(fetch(shop + "/moved", 10_000)) == PAGE


def test_gzip_is_unpacked(shop, public):
    assert read(fetch(shop + "/packed", 10_000)) == PAGE


@pytest.mark.parametrize(
    ("path", "error"),
    [
        pytest.param("/circle", UrlFailed, id="endless redirects"),
        pytest.param("/inward", UrlRefused, id="redirect into the cloud's metadata"),
        pytest.param("/local_file", UrlRefused, id="redirect to a local file"),
        pytest.param("/missing", UrlFailed, id="404"),
        pytest.param("/bomb", FileTooLarge, id="gzip bomb"),
    ],
)
def test_bad_answers_are_errors_and_leave_no_file(shop, public, path, error, tmp_path, monkeypatch):
    monkeypatch.setattr(url_source.tempfile, "tempdir", str(tmp_path))
    with pytest.raises(error):
        fetch(shop + path, 1_000_000)
    assert not list(tmp_path.iterdir())


def test_too_large_by_its_own_declaration(shop, public):
    with pytest.raises(FileTooLarge):
        fetch(shop + "/hours.html", 10)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/a.pdf", "file:///etc/passwd", "gopher://example.com/", "http://user:pass@example.com/", "http:///nothing",
        "http://127.0.0.1/", "http://localhost/", "http://0/", "http://2130706433/", "http://0x7f.1/", "http://[::1]/",
        "http://[::ffff:10.0.0.1]/", "http://169.254.169.254/latest/meta-data/", "http://10.1.2.3/", "http://192.168.0.1/",
        "http://100.64.0.1/", "http://[fd00::1]/", "http://[fe80::1]/", "http://224.0.0.1/", "http://8.8.8.8:6379/",
    ],
)  # fmt: skip
def test_addresses_that_are_refused(url):
    with pytest.raises(UrlRefused):
        fetch(url, 1000)


def test_private_addresses_pass_where_the_installation_allows_it(shop):
    assert read(fetch(shop + "/hours.html", 10_000, allow_private=True)) == PAGE


def test_one_private_address_among_public_ones_is_enough_to_refuse(monkeypatch):
    entries = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80)) for address in ("8.8.8.8", "10.0.0.1")]
    monkeypatch.setattr(url_source.socket, "getaddrinfo", lambda *_args, **_kwargs: entries)
    with pytest.raises(UrlRefused):
        fetch("http://rebinding.example/", 1000)


def test_the_connection_goes_to_the_address_that_was_checked(shop, public, monkeypatch):
    """A name that resolves differently the second time gains nothing, because it is resolved once."""
    real, asked = socket.getaddrinfo, []

    def resolve(name, *args, **kwargs):
        asked.append(name)
        return real("127.0.0.1" if name == "rebinding.example" else name, *args, **kwargs)

    monkeypatch.setattr(url_source.socket, "getaddrinfo", resolve)
    read(fetch(shop.replace("localhost", "rebinding.example") + "/hours.html", 10_000))
    assert asked.count("rebinding.example") == 1


@pytest.mark.parametrize(
    ("address", "public_one"),
    [("8.8.8.8", True), ("2001:4860:4860::8888", True), ("::ffff:8.8.8.8", True), ("::ffff:192.168.1.1", False),
     ("2002:7f00:1::", False), ("64:ff9b::a00:1", False), ("64:ff9b::808:808", True), ("ff02::1", False), ("0.0.0.0", False),  # noqa: S104
     ("240.0.0.1", False), ("198.18.0.1", False), ("fe80::1%eth0", False)],
)  # fmt: skip
def test_public_addresses(address, public_one):
    assert is_public(address) is public_one
