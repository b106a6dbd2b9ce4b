"""A stranger finds nothing: every page, every API route and every socket, as the resolver lists them."""

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.test import Client

from tests.estate import build
from tests.people import signed_in
from tests.routes import Route, http_routes, socket_routes

METHODS = ("get", "post", "put", "patch", "delete")
# Open to anybody by design.
PUBLIC = {
    "account_login", "account_logout", "account_signup", "account_inactive", "account_reset_password", "account_reset_password_done",
    "account_reset_password_from_key", "account_reset_password_from_key_done", "account_confirm_email", "account_email_verification_sent",
    "account_confirm_login_code", "account_request_login_code", "account_complete_signup", "account_signup_by_passkey",
    "account_confirm_phone", "account_change_phone", "account_reauthenticate", "account_reauthenticate_webauthn",
    "health-live", "health-ready", "api-login", "api-register", "api-refresh", "schema", "swagger-ui", "api-agent-schema", "javascript-catalog", "set_language",
    "preferences",  # language and theme of the sign-in page too
    "outbox",  # shown only where no mail server is configured: it holds the link that completes a sign-up
}  # fmt: skip
PUBLIC_PREFIXES = ("_allauth/", "auth-headless/")


def routes_with_ids():
    return [
        route
        for route in http_routes()
        if route.names and route.pattern.name not in PUBLIC and not route.template.startswith(PUBLIC_PREFIXES)
    ]


def is_sign_in(response) -> bool:
    return response.status_code == 302 and "login" in response["Location"]


def ask(client: Client, method: str, path: str):
    body = {} if method in ("get", "delete") else {"data": "{}", "content_type": "application/json"}
    return getattr(client, method)(path, **body)


@pytest.fixture
def estate(project, alice):
    return build(project, alice)


@pytest.mark.parametrize("route", routes_with_ids(), ids=lambda route: route.template)
def test_a_stranger_finds_nothing(route: Route, estate, charlie):
    client = signed_in(charlie)
    answers = {method: ask(client, method, route.fill(estate)).status_code for method in METHODS}
    assert set(answers.values()) <= {404, 405}, answers
    assert 404 in answers.values(), "no method of it answers 404: does it look anything up?"


@pytest.mark.parametrize("route", [r for r in routes_with_ids() if len(r.names) > 1], ids=lambda route: route.template)
def test_an_own_project_opens_no_foreign_row(route: Route, estate, charlie):
    from projects.models import Membership, Project, Role

    own = Project.objects.create(name="Charlie's")
    Membership.objects.create(project=own, user=charlie, role=Role.OWNER)
    client = signed_in(charlie)
    path = route.fill(estate | {"project": str(own.pk)})
    answers = {method: ask(client, method, path).status_code for method in METHODS}
    assert set(answers.values()) <= {404, 405}, answers


def test_nobody_gets_in_without_signing_in(estate):
    client = Client()
    open_doors = []
    for route in http_routes():
        if route.pattern.name in PUBLIC or route.template.startswith(PUBLIC_PREFIXES):
            continue
        path = route.fill(estate | {"uidb36": "1", "key": "x"})
        for method in METHODS:
            response = ask(client, method, path)
            if response.status_code not in (401, 404, 405) and not is_sign_in(response):
                open_doors.append(f"{method} {route.template}: {response.status_code}")
    assert not open_doors, "\n".join(open_doors)


async def connects(path: str, cookies: dict[str, str]) -> bool:
    from config.asgi import application

    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    headers = [(b"origin", b"http://localhost"), (b"host", b"localhost"), (b"cookie", cookie.encode())]
    socket = WebsocketCommunicator(application, path, headers=headers)
    connected, _ = await socket.connect(timeout=10)
    if not connected:
        return False
    refused = await _closes(socket)
    await socket.disconnect()
    return not refused


async def _closes(socket) -> bool:
    """Say whether a socket that was accepted is closed again before it says anything."""
    if await socket.receive_nothing(timeout=0.3):
        return False
    return (await socket.receive_output())["type"] == "websocket.close"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("route", socket_routes(), ids=lambda route: route.template)
async def test_a_stranger_hears_nothing(route: Route, estate, charlie):
    client = await sync_to_async(signed_in)(charlie)
    path = route.fill(estate)
    assert not await connects(path, {name: morsel.value for name, morsel in client.cookies.items()})
    assert not await connects(path, {})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("route", [r for r in socket_routes() if r.names], ids=lambda route: route.template)
async def test_the_owner_hears(route: Route, estate, alice):
    from agents.models import Run

    await Run.objects.aupdate(state=Run.State.ANSWERING)  # of an answer that has ended there is nothing to hear
    client = await sync_to_async(signed_in)(alice)
    assert await connects(route.fill(estate), {name: morsel.value for name, morsel in client.cookies.items()})
