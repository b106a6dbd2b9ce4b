"""Judgments, contracts and versions side by side."""

import jsonschema
import pytest

from agents.tools.comparing.judgments import looks_like_judgment, read_judgment
from agents.tools.comparing.tool import CaseCompare
from agents.tools.tests.contract_files import contracts, read_contract
from agents.tools.tests.given import given, read_markdown

FIRST = """# Supreme Court of Northland

Case No. 14/2021

Miller v. Harbour Shipping Ltd

Decided 12 March 2021

## Facts

The plaintiff worked as a crane driver and was dismissed after he had refused to work at night.

## Issue

Whether a refusal of night work is a lawful cause of dismissal under Section 17.

## Decision

The court holds that the refusal was lawful, because night work had not been agreed.

## Order

The appeal is allowed and the claim for severance is granted.
"""
SECOND = """Labour Court of Eastport
Appeal No. 88/2019
Okafor v. Delta Foods plc
3 June 2019

In May 2018 the plaintiff was dismissed for theft of goods. The question is whether one act of theft is enough under Section 17.
The court finds that theft destroys trust at once. We therefore hold that no warning was needed. The appeal is dismissed.
"""
THAI = """คำพิพากษาศาลฎีกาที่ 1234/2562
นายสมชาย ใจดี โจทก์ กับ บริษัท ก จำกัด จำเลย
โจทก์ฟ้องว่าจำเลยเลิกจ้างโดยไม่จ่ายค่าชดเชย มีปัญหาต้องวินิจฉัยว่าเป็นการเลิกจ้างตามมาตรา 118 หรือไม่
ศาลฎีกาเห็นว่าจำเลยไม่มีเหตุเลิกจ้าง พิพากษายืน
"""


@pytest.fixture
def cases(tmp_path):
    return [read_markdown(tmp_path, "miller.md", FIRST), read_markdown(tmp_path, "okafor.txt", SECOND)]


def run(context):
    tool = CaseCompare()
    result = tool.run(context, tool.propose(context) or {})
    jsonschema.validate(result.data, tool.returns)
    return result


def aspects(result):
    return {each["aspect"]: each["values"] for each in result.data["aspects"]}


def test_judgments_are_compared_aspect_by_aspect(cases):
    result = run(given("Compare the two cases", *cases))
    assert result.data["kind"] == "judgments"
    found = aspects(result)
    assert "Miller" in found["parties"][0]
    assert "Okafor" in found["parties"][1]
    assert "12 March 2021" in found["date"][0]
    assert "dismissed" in found["outcome"][1]
    assert "allowed" in found["outcome"][0]
    assert found["law"] == ["Section 17", "Section 17"]


def test_every_cell_cites_its_place(cases):
    result = run(given("Compare the two cases", *cases))
    for row in result.views[0].cells:
        for cell, text in zip(row, cases, strict=True):
            for place in cell.places:
                assert text.text[result.places[place].start : result.places[place].end] == result.places[place].quote
            assert bool(cell.text) == bool(cell.places)


def test_a_thai_judgment_is_read(tmp_path):
    text = read_markdown(tmp_path, "dika.txt", THAI)
    assert looks_like_judgment(text)
    found = read_judgment(text)
    assert "พิพากษายืน" in found["outcome"][0].text
    assert found["law"][0].text == "มาตรา 118"


def test_contracts_are_compared_by_their_fields(tmp_path):
    chosen = [each for each in contracts("development") if each.name in ("lease_shop", "services_consulting")]
    result = run(given("Compare these contracts", *(read_contract(each, tmp_path) for each in chosen), named=True))
    assert result.data["kind"] == "contracts"
    assert len(aspects(result)["parties"]) == 2


def test_versions_of_a_policy_show_what_changed(tmp_path):
    old = read_markdown(tmp_path, "old.md", "# Leave\n\nYou get ten days. Ask in writing.\n\n# Travel\n\nTrains come first.\n")
    new = read_markdown(tmp_path, "new.md", "# 1. Leave\n\nYou get twelve days. Ask in writing.\n\n# Remote work\n\nTwo days a week.\n")
    result = run(given("What changed between these versions?", old, new, named=True))
    assert aspects(result) == {
        "1. Leave": ["You get ten days.", "You get twelve days."],
        "Remote work": ["", "Two days a week."],
        "Travel": ["Trains come first.", ""],
    }
    assert "1 sections changed, 1 added, 1 removed" in result.statements[0].text.replace("**", "")


def test_one_document_is_not_enough(cases):
    result = run(given("Compare the cases", cases[0], named=True))
    assert result.found_nothing
    assert "two documents" in result.statements[0].text


@pytest.mark.parametrize(
    "question", ["What is the notice period?", "Compare sales of May and June", "Compare the three résumés with the job post"]
)
def test_other_questions_are_left_alone(cases, question):
    assert CaseCompare().propose(given(question, *cases)) is None
