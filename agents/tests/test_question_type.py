import pytest

from agents.question_type import Asks, read_question


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Who approves remote work?", Asks.PERSON),
        ("When is the rent due?", Asks.DATE),
        ("In what year was it founded?", Asks.DATE),
        ("Where is the head office?", Asks.PLACE),
        ("Which city hosted it?", Asks.PLACE),
        ("How many employees are there?", Asks.NUMBER),
        ("How much is the deposit?", Asks.MONEY),
        ("What is the monthly rent?", Asks.MONEY),
        ("What percentage of salary is paid?", Asks.PERCENT),
        ("How long is the notice period?", Asks.DURATION),
        ("Can I keep pets?", Asks.YES_NO),
        ("List the required documents", Asks.LIST),
        ("What is a lease?", Asks.DEFINITION),
        ("How do I claim expenses?", Asks.PROCEDURE),
        ("Why was it closed?", Asks.REASON),
        ("Who sang when the game began?", Asks.PERSON),
        ("ใครเป็นผู้จัดการ", Asks.PERSON),
        ("เงินเดือนออกเมื่อใด", Asks.DATE),
        ("สำนักงานอยู่ที่ไหน", Asks.PLACE),
        ("มีพนักงานกี่คน", Asks.NUMBER),
        ("ค่าเช่าเท่าไร", Asks.MONEY),
        ("ลาพักร้อนได้กี่วัน", Asks.DURATION),
        ("ทำไมจึงปิด", Asks.REASON),
        ("ต้องใช้เอกสารอะไรบ้าง", Asks.LIST),
        ("เบิกค่าใช้จ่ายอย่างไร มีขั้นตอนใด", Asks.PROCEDURE),
        ("สัญญาเช่าคืออะไร", Asks.DEFINITION),
        ("เลี้ยงสัตว์ได้ไหม", Asks.YES_NO),
        ("", Asks.OTHER),
        ("?" * 100_000, Asks.OTHER),
    ],
)
def test_kind_of_question(question, asks):
    assert read_question(question).asks is asks


@pytest.mark.parametrize(("question", "language"), [("What is NFL?", "en"), ("NFL คืออะไร", "th"), ("", "en")])
def test_language_of_question(question, language):
    assert read_question(question).language == language
