"""Provisions by number and by meaning."""

import jsonschema
import pytest

from agents.tools.law.provisions import provisions_of, references_in
from agents.tools.law.tool import LawSearch
from agents.tools.tests.given import DEMO, given, read_file, read_markdown

ACT = """# Workplace Act

## Part 1 General

Section 1. Short title. This Act may be cited as the Workplace Act.

Section 12. Severance. An employer who ends employment shall pay severance under Section 13.

(a) after one year of service, thirty days of wages;

(b) after three years of service, ninety days of wages.

Section 13. Amounts. Wages are those of the last month.

## Part 2 Offences

Section 118/1. Penalties. Whoever breaks Section 12 is liable to a fine.
"""
THAI = """# พระราชบัญญัติตัวอย่าง

มาตรา ๕ ให้นายจ้างจัดวันหยุดประจำสัปดาห์ไม่น้อยกว่าหนึ่งวัน

มาตรา ๖ ลูกจ้างมีสิทธิลาพักร้อนตามมาตรา ๕
"""


@pytest.fixture
def act(tmp_path):
    return read_markdown(tmp_path, "workplace-act.md", ACT)


@pytest.fixture
def thai(tmp_path):
    return read_markdown(tmp_path, "act-th.md", THAI)


def run(context):
    tool = LawSearch()
    result = tool.run(context, tool.propose(context))
    jsonschema.validate(result.data, tool.returns)
    return result


@pytest.mark.parametrize(
    ("question", "name"),
    [
        pytest.param("What does section 12 say?", "Section 12", id="section"),
        pytest.param("Explain Sec. 118/1", "Section 118/1", id="with a stroke"),
        pytest.param("§ 13 of the act", "Section 13", id="sign"),
        pytest.param("What is in section 12(b)?", "Section 12", id="inside of another"),
    ],
)
def test_a_provision_is_found_by_its_number(act, question, name):
    found = run(given(question, act)).data["provisions"][0]
    assert (found["name"], found["found_by"]) == (name, "number")


def test_it_is_given_whole_with_what_it_refers_to(act):
    result = run(given("section 12", act))
    found = result.data["provisions"][0]
    assert "ninety days" in found["text"]
    assert "last month" not in found["text"]
    assert found["refers_to"] == ["Section 13"]
    assert result.places[found["place"]].quote.startswith("Section 12.")


def test_thai_numbers_are_read_in_both_scripts(thai):
    for question in ("มาตรา ๖ ว่าอย่างไร", "มาตรา 6 ว่าอย่างไร"):
        found = run(given(question, thai, language="th")).data["provisions"][0]
        assert "ลาพักร้อน" in found["text"]
        assert found["refers_to"] == ["มาตรา 5"]


def test_a_question_of_law_is_answered_by_meaning(act):
    found = run(given("Which law says how much severance is paid when employment ends?", act)).data["provisions"][0]
    assert (found["name"], found["found_by"]) == ("Section 12", "meaning")


def test_clauses_of_a_lease_are_found_by_number():
    found = run(given("What does clause 2.2 of the lease say?", read_file(DEMO / "office-lease.docx"))).data["provisions"][0]
    assert "180 days" in found["text"]


@pytest.mark.parametrize("question", ["How many days of annual leave do I get?", "Compare the résumés", "What is 12 percent of 300?"])
def test_other_questions_are_left_alone(act, question):
    assert LawSearch().propose(given(question, act)) is None


def test_a_number_that_no_document_has_is_not_claimed(act):
    assert LawSearch().propose(given("What does section 999 say?", read_like(act, "Nothing."))) is None


def read_like(text, words):
    from dataclasses import replace

    return replace(text, text=words, blocks=[])


def test_references_are_read():
    assert [each[:2] for each in references_in("under Article 5(2) and มาตรา ๑๑๘")] == [("article", "5(2)"), ("มาตรา", "118")]


def test_a_long_text_is_read_in_linear_time():
    import time
    from uuid import uuid4

    from agents.tools.texts import DocumentText

    def spent(count):
        text = DocumentText(uuid4(), 1, "a.txt", "", "", "text/plain", "en", "Section 1. Section 2. 1.1.1.1 \n" * count, [])
        started = time.process_time()
        provisions_of(text)
        return time.process_time() - started

    assert spent(8000) < 12 * max(spent(1000), 0.02)
