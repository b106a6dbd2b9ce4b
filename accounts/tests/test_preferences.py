import pytest
from django.core import mail

from accounts.models import OutboxMail
from accounts.outbox import KEPT_MAILS, OutboxBackend

pytestmark = pytest.mark.django_db


def test_a_visitor_chooses_language_and_theme(client):
    client.post("/preferences/", {"language": "th"})
    client.post("/preferences/", {"theme": "dark"})
    page = client.get("/accounts/login/").content.decode()
    assert '<html lang="th" data-theme="dark"' in page


def test_a_persons_choice_follows_to_other_browsers(alice_client, alice, client):
    alice_client.post("/preferences/", {"theme": "light"})
    alice.refresh_from_db()
    assert (alice.theme, alice.language) == ("light", "en")
    client.force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert 'data-theme="light"' in client.get("/profile/").content.decode()


@pytest.mark.parametrize(
    ("wished", "given"),
    [("/profile/?a=1", "/profile/?a=1"), ("https://evil.example/", "/"), ("//evil.example", "/"), ("javascript:alert(1)", "/"), ("", "/")],
)
def test_it_goes_back_to_pages_of_ours_only(client, wished, given):
    assert client.post("/preferences/", {"theme": "dark", "next": wished}).url == given


@pytest.mark.parametrize("form", [{"theme": "pink"}, {"language": "xx"}])
def test_nonsense_changes_nothing(client, form):
    assert client.post("/preferences/", form).status_code == 400
    assert not client.cookies


def test_the_profile_keeps_name_language_and_theme(alice_client, alice):
    answer = alice_client.post("/profile/", {"name": "Alice", "language": "th", "theme": "dark"}, follow=True)
    assert '<html lang="th" data-theme="dark"' in answer.content.decode()
    alice.refresh_from_db()
    assert alice.name == "Alice"


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        pytest.param("127.0.0.1", {}, 200, id="at this machine"),
        pytest.param("::1", {}, 200, id="at this machine, IPv6"),
        pytest.param("192.0.2.7", {}, 404, id="from elsewhere"),
        pytest.param("127.0.0.1", {"X-Forwarded-For": "192.0.2.7"}, 404, id="through a proxy"),
    ],
)
def test_the_outbox_is_for_this_machine(client, address, headers, status):
    OutboxMail.objects.create(to="a@example.com", subject="Hello", body="http://testserver/x/ <script>")
    answer = client.get("/outbox/", REMOTE_ADDR=address, headers=headers)
    assert answer.status_code == status
    assert b"<script>" not in answer.content.split(b"<main")[-1]


def test_the_outbox_is_open_to_staff_from_anywhere(alice_client, alice):
    type(alice).objects.update(is_staff=True)
    assert alice_client.get("/outbox/", REMOTE_ADDR="192.0.2.7").status_code == 200


@pytest.mark.parametrize("setting", [{"EMAIL_URL": "smtp://mail.example"}, {"EMBEDDED": False}])
def test_there_is_no_outbox_in_production(client, settings, setting):
    for name, value in setting.items():
        setattr(settings, name, value)
    assert client.get("/outbox/").status_code == 404


def test_the_outbox_keeps_the_last_mails_only():
    OutboxMail.objects.bulk_create(OutboxMail(to="a", subject=str(n), body="") for n in range(KEPT_MAILS + 5))
    OutboxBackend().send_messages([mail.EmailMessage("last", "body", "a@example.com", ["b@example.com"])])
    assert OutboxMail.objects.count() == KEPT_MAILS
    assert OutboxMail.objects.first().subject == "last"
