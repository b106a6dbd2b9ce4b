"""Sign-up, verification, log-in, reset and changes, as a person sees them."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client

from accounts.models import User
from tests.people import PASSWORD

pytestmark = pytest.mark.django_db
OTHER = "an entirely different sentence"


def link_in(message):
    return re.search(r"http://testserver(\S+)", message.body)[1]


def sign_in(client, email, password=PASSWORD):
    return client.post("/accounts/login/", {"login": email, "password": password})


def is_in(client):
    return client.get("/profile/").status_code == 200


def test_sign_up_verify_and_be_in(client):
    client.cookies["theme"] = "dark"
    answer = client.post(
        "/accounts/signup/?next=/profile/", {"name": "Nok", "email": "Nok@Example.com", "password1": PASSWORD}, follow=True
    )
    assert "Check your mail" in answer.content.decode()
    assert not is_in(client)
    confirm = link_in(mail.outbox[0])
    assert "nok@example.com" in client.get(confirm).content.decode()
    assert not EmailAddress.objects.get().verified, "looking at the link, as mail scanners do, confirms nothing"
    client.post(confirm)
    assert is_in(client)
    assert User.objects.values_list("name", "theme", "email").get() == ("Nok", "dark", "nok@example.com")


def test_nobody_gets_in_without_verification(client):
    client.post("/accounts/signup/", {"email": "nok@example.com", "password1": PASSWORD})
    other = Client()
    assert sign_in(other, "nok@example.com").url == "/accounts/confirm-email/"
    assert not is_in(other)


def test_sign_up_looks_the_same_for_a_known_address(client, alice):
    known = client.post("/accounts/signup/", {"email": alice.email, "password1": OTHER})
    unknown = Client().post("/accounts/signup/", {"email": "new@example.com", "password1": OTHER})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)
    assert mail.outbox[0].subject.strip() == "You have an account already"
    assert sign_in(Client(), alice.email, OTHER).status_code == 200, "the password is still the old one"


@pytest.mark.parametrize("password", ["short", "password123", "12345678901"])
def test_weak_passwords_are_refused_with_the_reason(client, password):
    answer = client.post("/accounts/signup/", {"email": "new@example.com", "password1": password})
    assert "field-errors" in answer.content.decode()
    assert not User.objects.exists()


def test_log_in_and_out(client, alice):
    assert sign_in(client, alice.email.upper()).url == "/"
    assert is_in(client)
    client.get("/accounts/logout/")
    assert is_in(client), "a link signs nobody out"
    client.post("/accounts/logout/")
    assert not is_in(client)


@pytest.mark.parametrize("email", ["alice@example.com", "nobody@example.com"])
def test_a_wrong_password_and_an_unknown_address_look_alike(client, alice, email):
    page = sign_in(client, email, "wrong").content.decode()
    assert "not correct" in page
    assert page.count("nobody") <= 1


def test_the_next_page_is_one_of_ours(client, alice):
    answer = client.post("/accounts/login/?next=https://evil.example/", {"login": alice.email, "password": PASSWORD})
    assert answer.url == "/"


def test_guessing_is_stopped(client, alice):
    for _ in range(6):
        answer = sign_in(client, alice.email, "wrong")
    assert "Too many" in answer.content.decode()
    assert not is_in(client)


def test_reset_a_password(client, alice, alice_client):
    client.post("/accounts/password/reset/", {"email": alice.email})
    form = client.get(link_in(mail.outbox[0]), follow=True)
    client.post(form.request["PATH_INFO"], {"password1": OTHER, "password2": OTHER})
    assert sign_in(Client(), alice.email, OTHER).url == "/"
    assert not is_in(alice_client), "whoever was signed in with the old password is out"
    used = Client().get(link_in(mail.outbox[0]), follow=True)
    assert "does not work any more" in used.content.decode()


def test_a_reset_tells_nothing_about_known_addresses(client, alice):
    known = client.post("/accounts/password/reset/", {"email": alice.email})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.com"})
    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_change_the_password(client, alice_client, alice):
    sign_in(client, alice.email)
    form = {"oldpassword": PASSWORD, "password1": OTHER, "password2": OTHER}
    alice_client.post("/accounts/password/change/", form)
    assert is_in(alice_client), "this device stays signed in"
    assert not is_in(client), "others do not"
    assert "password" in mail.outbox[-1].body


def test_change_the_address(alice_client, alice):
    alice_client.post("/accounts/email/", {"action_add": "", "email": "al@example.com"})
    alice.refresh_from_db()
    assert alice.email == "alice@example.com", "the old one stays until the new one is confirmed"
    alice_client.post(link_in(next(m for m in mail.outbox if m.to == ["al@example.com"])))
    alice.refresh_from_db()
    assert alice.email == "al@example.com"


def test_a_suspended_person_is_out_at_once(alice_client, alice):
    alice.is_active = False
    alice.save()
    assert not is_in(alice_client)
    assert sign_in(Client(), alice.email).url == "/accounts/inactive/"


@pytest.mark.parametrize(
    "path", ["login", "signup", "password/reset", "password/reset/done", "confirm-email", "inactive", "password/reset/key/done"]
)
def test_pages_for_visitors_open_in_both_languages(client, path):
    english = client.get(f"/accounts/{path}/")
    client.cookies["django_language"] = "th"
    thai = client.get(f"/accounts/{path}/")
    assert (english.status_code, thai.status_code) == (200, 200)
    assert '<html lang="th"' in thai.content.decode()


@pytest.mark.parametrize("path", ["accounts/password/change", "accounts/email", "accounts/logout", "profile"])
def test_pages_for_members_open(alice_client, client, path):
    assert alice_client.get(f"/{path}/").status_code == 200
    assert client.get(f"/{path}/").status_code == 302
