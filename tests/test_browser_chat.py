"""The chat page while an answer is being made: reload, stop, no JavaScript, a narrow screen."""

import pytest
from playwright.sync_api import expect

from agents.models import Message
from tests.openai_server import Reply
from tests.test_browser_journey import ask, sign_in, upload

pytestmark = [pytest.mark.requires("chromium"), pytest.mark.usefixtures("worker")]
WORDS = [f"word{number} " for number in range(1, 31)]


@pytest.fixture
def chat_page(live, page, alice, project, served_model, openai_server):
    """The chat room of a project that answers word by word."""
    openai_server.script = [Reply(words=WORDS, pause_s=0.2)]
    project.llm_model = served_model.pk
    project.save()
    sign_in(page, live, alice)
    upload(page, f"{live}/projects/{project.pk}/", "customer-faq.md")
    page.locator("tbody tr").get_by_text("Ready").wait_for()
    page.goto(f"{live}/projects/{project.pk}/chat/")
    return page


def test_an_answer_survives_a_reload_and_each_word_comes_once(chat_page):
    ask(chat_page, "Say thirty words.")
    answer = chat_page.locator(".turn-answer .answer")
    expect(answer).to_contain_text("word5 ", timeout=60_000)  # the first answer of a process loads its libraries
    assert "word30" not in answer.inner_text()
    chat_page.reload()
    expect(answer).to_contain_text("word10 ")
    expect(chat_page.locator(".answer-row")).to_be_visible()
    said = [word for word in answer.inner_text().replace(".", " ").split() if word.startswith("word")]
    assert said == [word.strip() for word in WORDS]


def test_escape_stops_and_what_was_said_stays(chat_page):
    ask(chat_page, "Say thirty words.")
    expect(chat_page.locator(".turn-answer .answer")).to_contain_text("word3 ", timeout=60_000)
    chat_page.keyboard.press("Escape")
    expect(chat_page.get_by_text("You stopped this answer.")).to_be_visible()
    expect(chat_page.locator(".turn-answer .answer")).to_contain_text("word3")
    assert "word30" not in Message.objects.get(role=Message.Role.ASSISTANT).content


def test_a_message_typed_meanwhile_waits_its_turn(chat_page):
    ask(chat_page, "First question?")
    expect(chat_page.locator(".turn-answer .answer")).to_contain_text("word2 ", timeout=60_000)
    ask(chat_page, "Second question?")
    expect(chat_page.get_by_text("Waits for its turn…")).to_be_visible()
    expect(chat_page.locator(".turn-user")).to_have_count(2)
    assert list(Message.objects.filter(role="user").values_list("content", flat=True)) == ["First question?", "Second question?"]


def test_how_it_was_found_shows_every_stage(chat_page, openai_server):
    openai_server.script = [Reply(words=["The smallest order is 8,000 baht."])]
    ask(chat_page, "What is the smallest order for resellers?")
    chat_page.get_by_text("How this was found").click()
    trace = chat_page.locator(".trace-body")
    expect(trace).to_contain_text("Words (BM25)")
    expect(trace.locator("tbody tr").first).to_contain_text("customer-faq.md")
    trace.get_by_text("The exact prompt").click()
    expect(trace.locator("pre").last).to_contain_text("smallest order for resellers")


def test_enter_breaks_no_line_and_shift_enter_does(chat_page):
    box = chat_page.locator("#question")
    box.fill("one")
    box.press("Shift+Enter")
    box.press_sequentially("two")
    assert box.input_value() == "one\ntwo"


def test_the_room_works_without_scripts(live, playwright_browser, alice, project):
    context = playwright_browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    sign_in(page, live, alice)
    upload(page, f"{live}/projects/{project.pk}/", "customer-faq.md")
    page.get_by_role("button", name="Upload").click()
    expect(page.locator("tbody tr")).to_contain_text("Ready")
    page.goto(f"{live}/projects/{project.pk}/chat/")
    page.locator("#question").fill("What is the smallest order for resellers?")
    page.locator("#send").click()
    expect(page.locator(".turn-answer .answer")).to_contain_text("8,000 baht")
    page.locator("a.citation").first.click()
    expect(page.locator(".viewer-text mark").first).to_be_visible()
    context.close()


def test_nothing_is_wider_than_a_telephone(chat_page, live, project, openai_server):
    openai_server.script = [Reply(words=["| a | b |\n|---|---|\n| " + "x" * 200 + " | y |\n\n`" + "long" * 60 + "`"])]
    ask(chat_page, "A wide table, please. " + "W" * 120)
    expect(chat_page.locator(".answer-row")).to_be_visible()
    chat_page.set_viewport_size({"width": 390, "height": 844})
    for path in ("", "chat/", "documents/", "members/", "settings/"):
        if path:
            chat_page.goto(f"{live}/projects/{project.pk}/{path}")
        assert chat_page.evaluate("document.documentElement.scrollWidth") <= 390, path
