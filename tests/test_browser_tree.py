"""The conversation as a tree in a real browser: versions, two answers side by side, a line of questions; each word once."""

import pytest
from playwright.sync_api import expect

from agents.models import Comparison, Message
from tests.openai_server import Reply
from tests.test_browser_chat import WORDS, chat_page  # noqa: F401 - fixture
from tests.test_browser_journey import ask

pytestmark = [pytest.mark.requires("chromium"), pytest.mark.usefixtures("worker")]


@pytest.fixture
def second_model(served_model):
    """Another model that the same server answers."""
    from projects.llm.models import CatalogModel

    named = {"id": "local/large", "label": "Large", "provider": served_model.provider, "provider_model": "large"}
    return CatalogModel.objects.create(**named)


def words_of(answer):
    return [word for word in answer.inner_text().replace(".", " ").split() if word.startswith("word")]


def test_two_answers_stream_blind_through_a_reload_and_a_lost_network(chat_page, second_model, openai_server):  # noqa: F811
    openai_server.script = [Reply(words=WORDS, pause_s=0.1)]
    chat_page.reload()
    chat_page.locator(".compare-picker summary").click()
    chat_page.locator("#compare").select_option("local/large")
    chat_page.locator("[name=blind]").check()
    ask(chat_page, "Say thirty words.")
    answers = chat_page.locator(".comparison .answer")
    expect(answers).to_have_count(2)
    for side in (0, 1):
        expect(answers.nth(side)).to_contain_text("word2 ", timeout=60_000)
    chat_page.context.set_offline(True)
    chat_page.wait_for_timeout(600)
    chat_page.context.set_offline(False)
    chat_page.reload()
    second_device = chat_page.context.new_page()
    second_device.goto(chat_page.url)
    chat_page.get_by_role("button", name="B is better").wait_for()
    for page in (chat_page, second_device):
        expect(page.locator(".votes")).to_be_visible()
        for side in (0, 1):
            assert words_of(page.locator(".comparison .answer").nth(side)) == [word.strip() for word in WORDS]
        assert "Large" not in page.locator("#turns").inner_text()
    chat_page.get_by_role("button", name="B is better").click()
    expect(chat_page.locator("#turns")).to_contain_text("You preferred this to")
    expect(chat_page.locator(".siblings")).to_contain_text("2/2")
    assert Comparison.objects.get().vote == "second"


def test_a_line_of_questions_survives_a_reload_and_is_answered_in_order(chat_page, openai_server):  # noqa: F811
    openai_server.script = [Reply(words=WORDS, pause_s=0.25)]
    ask(chat_page, "First?")
    expect(chat_page.locator(".turn-answer .answer")).to_contain_text("word2 ", timeout=60_000)
    for question in ("Second?", "Third?"):
        ask(chat_page, question)
        expect(chat_page.locator(".turn-user", has_text=question)).to_be_visible()
    chat_page.reload()
    expect(chat_page.get_by_text("Waits for its turn…")).to_have_count(2)
    chat_page.get_by_role("button", name="Cancel", exact=True).last.click()
    expect(chat_page.get_by_text("You stopped this answer.")).to_be_visible()
    chat_page.context.set_offline(True)
    chat_page.wait_for_timeout(400)
    chat_page.context.set_offline(False)
    expect(chat_page.locator(".answer-row")).to_have_count(3)
    said = chat_page.locator(".turn-answer .answer")
    assert [words_of(said.nth(turn)) for turn in (0, 1)] == [[word.strip() for word in WORDS]] * 2
    assert said.count() == 2


def test_a_question_is_edited_and_its_versions_are_walked(chat_page, openai_server):  # noqa: F811
    openai_server.script = [Reply(words=["The first answer."]), Reply(words=["The second answer."])]
    ask(chat_page, "Say something.")
    expect(chat_page.locator(".turn-answer .answer-row")).to_be_visible(timeout=60_000)
    chat_page.locator(".turn-user").hover()
    chat_page.locator(".turn-user .edit summary").click()
    chat_page.locator(".edit textarea").fill("Say something else.")
    chat_page.get_by_role("button", name="Save and rerun").click()
    expect(chat_page.locator(".turn-answer")).to_contain_text("The second answer")
    expect(chat_page.locator(".turn-user .siblings")).to_contain_text("2/2")
    chat_page.get_by_role("button", name="Previous version").click()
    expect(chat_page.locator(".turn-answer")).to_contain_text("The first answer")
    expect(chat_page.get_by_role("button", name="Previous version")).to_be_disabled()
    ask(chat_page, "And then?")
    expect(chat_page.locator(".turn-user")).to_have_count(2)
    assert Message.objects.get(content="And then?").parent.content.startswith("The first answer")


def test_a_deleted_conversation_comes_back_and_a_name_is_changed_in_place(chat_page, openai_server):  # noqa: F811
    openai_server.script = [Reply(words=["The first answer."])]
    ask(chat_page, "Say something.")
    expect(chat_page.locator(".answer-row")).to_be_visible(timeout=60_000)
    name = chat_page.get_by_label("Name of the conversation")
    name.fill("Somethings")
    name.press("Enter")
    expect(chat_page.locator("#conversations")).to_contain_text("Somethings")
    chat_page.get_by_label("More for this conversation").click()
    chat_page.get_by_role("button", name="Delete", exact=True).click()
    expect(chat_page.locator("#conversations")).not_to_contain_text("Somethings")
    chat_page.get_by_role("button", name="Undo").click()
    expect(chat_page.locator("#conversations")).to_contain_text("Somethings")
