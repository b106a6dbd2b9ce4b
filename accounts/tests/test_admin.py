import pytest

from tests.people import signed_in

pytestmark = pytest.mark.django_db
PAGES = [
    "",
    "accounts/user/",
    "accounts/user/add/",
    "accounts/outboxmail/",
    "projects/project/",
    "projects/membership/",
    "projects/invitation/add/",
]


@pytest.mark.parametrize("page", PAGES)
def test_the_admin_is_for_staff(page, alice_client, bob):
    bob.is_staff = bob.is_superuser = True
    bob.save()
    assert signed_in(bob).get(f"/admin/{page}").status_code == 200
    assert alice_client.get(f"/admin/{page}").status_code == 302


def test_suspending_people_spares_oneself(alice, bob):
    bob.is_staff = bob.is_superuser = True
    bob.save()
    form = {"action": "suspend", "_selected_action": [alice.pk, bob.pk]}
    signed_in(bob).post("/admin/accounts/user/", form)
    alice.refresh_from_db()
    bob.refresh_from_db()
    assert (alice.is_active, bob.is_active) == (False, True)
