import pytest
from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator

from config.asgi import application
from documents.cancelling import cancel
from documents.tests.filing import HANDBOOK, take
from projects.models import Membership

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr("documents.doorbell._ring", lambda *bell: None)


def socket(client, project):
    session = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())
    headers = [(b"cookie", session.encode()), (b"origin", b"http://localhost"), (b"host", b"localhost")]
    return WebsocketCommunicator(application, f"/ws/projects/{project.pk}/documents/", headers=headers)


async def test_a_member_sees_what_is_under_way_and_what_happens_next(alice, alice_client, project):
    first = await database_sync_to_async(take)(project, alice, "first.md", HANDBOOK)
    wire = socket(alice_client, project)
    assert (await wire.connect())[0]
    snapshot = await wire.receive_json_from(timeout=5)
    assert (snapshot["name"], snapshot["state"]) == ("first.md", "queued")
    await database_sync_to_async(cancel)(first.revision)
    event = await wire.receive_json_from(timeout=5)
    assert (event["document"], event["state"], event["seq"]) == (str(first.document.pk), "cancelled", 2)
    await wire.disconnect()


async def test_strangers_get_no_socket(charlie_client, client, project):
    for stranger in (charlie_client, client):
        wire = socket(stranger, project)
        assert not (await wire.connect())[0]
        await wire.disconnect()


async def test_a_member_who_is_removed_hears_nothing_more(alice, bob, bob_client, project):
    wire = socket(bob_client, project)
    assert (await wire.connect())[0]
    await Membership.objects.filter(user=bob).adelete()
    await database_sync_to_async(take)(project, alice, "first.md", HANDBOOK)
    message = await wire.receive_output(timeout=5)
    assert message["type"] == "websocket.close"
    await wire.disconnect()


async def test_other_projects_stay_silent(alice, alice_client, project):
    from projects.lifecycle import create

    other = await database_sync_to_async(create)(alice, name="Other")
    wire = socket(alice_client, other)
    assert (await wire.connect())[0]
    await database_sync_to_async(take)(project, alice, "first.md", HANDBOOK)
    assert await wire.receive_nothing(timeout=0.5)
    await wire.disconnect()
