"""Sign-up to shared project in a real browser, with and without JavaScript."""

import pytest

from tests.people import PASSWORD

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.requires("chromium")]


@pytest.fixture
def outbox(settings):
    settings.EMAIL_BACKEND = "accounts.outbox.OutboxBackend"


def sign_up(page, live, email, start="/accounts/signup/"):
    page.goto(live + start)
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    page.get_by_role("link", name="Open the outbox").click()
    page.locator("article", has_text=email).get_by_role("link").first.click()
    page.get_by_role("button", name="Yes, confirm").click()


@pytest.mark.parametrize("javascript", [True, False], ids=["with JavaScript", "without"])
def test_from_sign_up_to_a_shared_project(javascript, live, outbox, playwright_browser):
    context = playwright_browser.new_context(java_script_enabled=javascript, viewport={"width": 390, "height": 844}, locale="en-GB")
    context.set_default_timeout(15_000)
    page = context.new_page()
    sign_up(page, live, "owner@example.com")
    page.get_by_role("link", name="New project").last.click()
    page.get_by_label("Name").fill("Shared")
    page.get_by_label("Description").fill("For both of us")
    page.get_by_role("button", name="Create project").click()
    page.get_by_role("link", name="Members").click()
    page.get_by_label("E-mail address").fill("guest@example.com")
    page.get_by_label("Role", exact=True).select_option("editor")
    page.get_by_role("button", name="Send invitation").click()
    assert page.get_by_role("cell", name="guest@example.com").is_visible()

    guest = playwright_browser.new_context(java_script_enabled=javascript, locale="en-GB")
    guest.set_default_timeout(15_000)
    theirs = guest.new_page()
    theirs.goto(live + "/outbox/")
    invitation = theirs.locator("a[href*='/invitations/']").get_attribute("href")
    theirs.goto(invitation)
    theirs.get_by_role("link", name="Create an account").click()
    sign_up(theirs, live, "guest@example.com", start=theirs.url.removeprefix(live))
    theirs.get_by_role("button", name="Join").click()
    theirs.get_by_role("link", name="Settings").click()
    assert theirs.get_by_role("button", name="Save settings").is_visible()
    context.close()
    guest.close()


def test_the_list_is_searched_while_typing(live, project, alice, browser):
    page = browser.new_page()
    page.goto(live + "/accounts/login/")
    page.get_by_label("Email").fill(alice.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    card = page.locator("#rows").get_by_text("Handbook")
    card.wait_for()
    page.get_by_label("Search projects").fill("nothing like it")
    page.get_by_text("No project matches").wait_for()
    page.get_by_label("Search projects").fill("hand")
    card.wait_for()
    assert "q=hand" in page.url
