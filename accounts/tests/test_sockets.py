"""Sockets end with the sign-in behind them."""

import pytest
from asgiref.sync import sync_to_async
from channels.testing import WebsocketCommunicator
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_logged_out

from accounts.sockets import NOT_FOUND, SIGN_IN_AGAIN, SignedInConsumer

pytestmark = pytest.mark.django_db(transaction=True)


class Probe(SignedInConsumer):
    async def groups_for(self, user):
        return None if self.scope["path"] == "/secret" else []


def socket(user, path="/"):
    made = WebsocketCommunicator(Probe.as_asgi(), path)
    made.scope["user"] = user
    return made


@pytest.mark.parametrize(("who", "path"), [("nobody", "/"), ("suspended", "/"), ("alice", "/secret")])
async def test_who_may_not_be_there_is_refused(who, path, alice):
    user = AnonymousUser() if who == "nobody" else alice
    user.is_active = who != "suspended"
    connected, code = await socket(user, path).connect()
    assert (connected, code) == (False, NOT_FOUND)


async def suspend(person):
    person.is_active = False
    await person.asave()


async def sign_out(person):
    await sync_to_async(user_logged_out.send)(type(person), request=None, user=person)


@pytest.mark.parametrize("end", [suspend, sign_out])
async def test_open_sockets_close_at_once(end, alice, bob):
    hers, his = socket(alice), socket(bob)
    assert (await hers.connect())[0]
    assert (await his.connect())[0]
    await end(alice)
    assert await hers.receive_output(5) == {"type": "websocket.close", "code": SIGN_IN_AGAIN}
    assert await his.receive_nothing(0.1)
    await his.disconnect()


async def test_what_is_said_to_a_socket_is_passed_over(alice):
    hers = socket(alice)
    assert (await hers.connect())[0]
    await hers.send_to(text_data="{not JSON")
    await hers.send_to(bytes_data=b"\xff\x00")
    assert await hers.receive_nothing(0.2)
    await hers.disconnect()
