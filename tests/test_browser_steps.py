"""Steps in a real browser: seen as they happen, opened at their source, decided on after a reload."""

import pytest
from playwright.sync_api import expect

from agents.models import Conversation
from agents.tests.conftest import handbook  # noqa: F401 - fixture
from agents.tests.toolkit import Send, tester, tools  # noqa: F401 - fixtures
from tests.test_browser_journey import ask, sign_in

pytestmark = [pytest.mark.requires("chromium")]


@pytest.fixture
def room(live, page, alice, project, handbook, tester):  # noqa: F811
    """A conversation with an agent that has the tools of the tests."""
    conversation = Conversation.objects.create(project=project, user=alice, agent=tester)
    sign_in(page, live, alice)
    page.goto(f"{live}{conversation.get_absolute_url()}")
    return page


def test_a_value_of_a_table_opens_its_source_at_the_words(room):
    ask(room, "Show the leave as a table")
    expect(room.locator(".answer-row")).to_be_visible()
    room.locator("details.steps > summary").click()
    room.locator(".step summary").click()
    expect(room.locator(".step-body")).to_contain_text("annual")
    room.locator(".view .data-table a.citation").first.click()
    expect(room.locator("#side mark, #side .marked").first).to_contain_text("15 days")
    room.set_viewport_size({"width": 390, "height": 844})
    assert room.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_decision_is_taken_after_a_reload(room):
    ask(room, "Please send it")
    expect(room.get_by_role("button", name="Allow")).to_be_visible()
    room.reload()
    room.get_by_role("button", name="Allow").click()
    expect(room.locator(".turn-answer .answer")).to_contain_text("It is sent.")
    assert Send.sent == ["hello"]


def test_a_slow_tool_is_seen_at_work_and_stopped(room):
    ask(room, "slow work")
    expect(room.locator(".step-running")).to_contain_text("Slow work")
    room.keyboard.press("Escape")
    expect(room.locator(".turn-answer")).to_contain_text("You stopped this answer")
    expect(room.locator(".step-stopped")).to_be_attached()
