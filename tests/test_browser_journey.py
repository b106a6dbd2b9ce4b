"""The main job in a real browser: from sign-in to the passage highlighted in its original."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.people import PASSWORD

pytestmark = [pytest.mark.requires("chromium"), pytest.mark.usefixtures("worker")]

DEMO = Path(__file__).parent.parent / "demo" / "documents"
JOURNEYS = {
    "en": {
        "file": "staff-handbook.pdf",
        "question": "How much is the daily allowance for journeys within Thailand?",
        "ready": "Ready",
        "documents": "Documents",
    },
    "th": {"file": "leave-policy-th.pdf", "question": "พนักงานที่ทำงานครบหนึ่งปีมีสิทธิลาพักร้อนอย่างไร", "ready": "พร้อมใช้", "documents": "เอกสาร"},
}


def sign_in(page, live, person):
    page.goto(f"{live}/accounts/login/")
    page.locator("[name=login]").fill(person.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form.form button").click()
    expect(page.locator("#sidebar")).to_be_attached()


def upload(page, project_url, *names):
    page.goto(f"{project_url}documents/")
    page.locator("#files").set_input_files([DEMO / name for name in names])


def ask(page, question):
    page.locator("#question").fill(question)
    page.locator("#question").press("Enter")


@pytest.mark.parametrize("language", JOURNEYS)
def test_from_sign_in_to_the_highlighted_passage(language, live, page, alice):
    words = JOURNEYS[language]
    type(alice).objects.filter(pk=alice.pk).update(language=language)
    sign_in(page, live, alice)
    page.goto(f"{live}/projects/new/")
    page.locator("[name=name]").fill("Siam Lotus")
    page.locator("main form button.btn-primary").first.click()
    page.wait_for_url(re.compile(r"/projects/[0-9a-f-]{36}/documents/"))
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_role("heading", name=words["documents"], exact=True)).to_be_visible()

    page.locator("#files").set_input_files(DEMO / words["file"])
    row = page.locator("tbody tr", has_text=words["file"])
    expect(row).to_contain_text(words["ready"])

    page.locator("#sidebar .btn-primary").click()
    ask(page, words["question"])
    answer = page.locator(".turn-answer")
    expect(answer.locator(".answer-row")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/chat/[0-9a-f-]{36}/"))

    chip = answer.locator("a.citation").first
    chip.hover()
    expect(page.locator("#citation-preview")).to_contain_text(words["file"])
    chip.click()
    expect(page.locator("#side .pdf-boxes > span").first).to_be_visible()
    expect(page.locator("#side canvas").first).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#side")).to_be_hidden()


@pytest.mark.parametrize(
    ("name", "mark"),
    [("office-lease.docx", ".viewer-text mark"), ("orders-2024.csv", "tr.marked"), ("customer-faq.md", ".viewer-text mark")],
)
def test_each_format_opens_at_its_passage(name, mark, live, page, alice, project, tmp_path):
    sign_in(page, live, alice)
    page.goto(f"{live}/projects/{project.pk}/documents/")
    page.locator("#files").set_input_files(_shortened(DEMO / name, tmp_path))
    page.locator("tbody tr", has_text=name).get_by_text("Ready").wait_for()
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_text("Show in the original").last.click()
    expect(page.locator(mark).first).to_be_in_viewport()


def _shortened(path, folder):
    """Return a text file's first lines as a file of its own, anything else as it is: embedding takes its time."""
    if path.suffix not in (".csv", ".md"):
        return path
    (folder / path.name).write_text("\n".join(path.read_text().splitlines()[:40]))
    return folder / path.name


def test_a_refused_file_says_why_and_does_not_hold_up_the_next(live, page, alice, project, tmp_path):
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7\nno objects here")
    sign_in(page, live, alice)
    page.goto(f"{live}/projects/{project.pk}/documents/")
    page.locator("#files").set_input_files([tmp_path / "broken.pdf", DEMO / "customer-faq.md"])
    expect(page.locator("tbody tr", has_text="customer-faq.md")).to_contain_text("Ready")
    broken = page.locator("tbody tr", has_text="broken.pdf")
    expect(broken).to_contain_text("Failed")
    expect(broken.get_by_role("button", name="Try again")).to_be_visible()
