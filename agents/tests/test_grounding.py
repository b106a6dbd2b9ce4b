import time

import numpy as np
import pytest

from agents.grounding import ground, place, place_citations, refuses
from agents.tests.passages import ALL, HOSTILE_TEXTS, LEASE, LEAVE, THAI, Passage


def only(text, passages=ALL, **options):
    sentences = ground(text, passages, **options)
    assert len(sentences) == 1, sentences
    return sentences[0]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("Full-time employees get 25 days of annual leave per year.", "Full-time employees are entitled to 25 days"),
        ("The monthly rent is $2,450.", "The Tenant shall pay"),
        ("Pets are not allowed without written consent.", "Pets are not allowed"),
        ("Maria Santos approves remote work abroad.", "Remote workers outside the country"),
        ("The South had 1,020 in Q2 revenue.", "South | 980 | 1,020"),
        ("พนักงานประจำลาพักร้อนได้ปีละ ๑๕ วันทำงาน", "พนักงานประจำมีสิทธิลาพักร้อน"),
        ("ห้ามสูบบุหรี่ในอาคาร", "ห้ามสูบบุหรี่"),
    ],
)
def test_a_claim_is_tied_to_the_span_that_holds_it(claim, source):
    sentence = only(claim)
    assert sentence.supported
    (number, start, end) = sentence.citations[0]
    assert source in ALL[number].text[start:end]


@pytest.mark.parametrize(
    "claim",
    [
        pytest.param("Full-time employees get 28 days of annual leave per year.", id="other number"),
        pytest.param("The late fee is 5 days.", id="other unit"),
        pytest.param("Leave must be carried over by 31 April.", id="other month"),
        pytest.param("John Brown approves remote work abroad.", id="other name"),
        pytest.param("The South had 1,350 in Q2 revenue.", id="figure of another row"),
        pytest.param("The rent is $4,900 and the deposit is $2,450.", id="figures exchanged"),
        pytest.param("A medical certificate is not needed from the fourth day.", id="negated"),
        pytest.param("Pets are allowed.", id="negation lost"),
        pytest.param("Carried-over leave must be taken after 31 March.", id="turned round"),
        pytest.param("Employees receive free lunches and a gym membership.", id="invented"),
        pytest.param("บริษัทไม่จ่ายเงินเดือนทุกวันที่ 25 ของเดือน", id="Thai negated"),
        pytest.param("สูบบุหรี่ในอาคารสำนักงานได้", id="Thai negation lost"),
        pytest.param("พนักงานต้องแจ้งล่วงหน้าอย่างน้อย 30 วัน", id="Thai number"),
    ],
)
def test_a_claim_its_source_does_not_bear_out_is_unsupported(claim):
    sentence = only(claim)
    assert sentence.supported is False
    assert sentence.citations == []
    assert sentence.reason


@pytest.mark.parametrize(
    "claim",
    [
        "You can carry over a maximum of 5 unused days to the following year.",
        "No more than 5 days may be carried over.",
        "Carried-over days have to be used by March 31.",
        "Requests should be submitted through the HR portal no later than two weeks before.",
        "Working remotely from abroad requires written approval from Maria Santos, the Director of People.",
        "You can't have pets unless the landlord gives prior written consent.",
        "In the South, revenue grew from 980 in Q1 to 1,020 in Q2.",
        "West had the highest Q2 revenue at 1,610.",
        "- Late fee: 5% after the 5th",
        "หากลาป่วยเกิน 3 วันต้องแสดงใบรับรองแพทย์",
        "ไม่อนุญาตให้สูบบุหรี่ในอาคารสำนักงาน",
    ],
)
def test_a_faithful_rewording_is_supported(claim):
    assert only(claim).supported


def test_a_sentence_that_merges_two_sources_cites_both():
    sentence = only("Up to 5 unused days may be carried over and the monthly rent is $2,450.")
    assert sentence.supported
    assert {number for number, *_ in sentence.citations} == {0, 4}


@pytest.mark.parametrize(
    "text",
    [
        "Here is what I found:",
        "Sure!",
        "Let me know if you have questions.",
        "Which lease do you mean?",
        "## Rent",
        "---",
        "```\nrent = 1\n```",
        "ต่อไปนี้คือคำตอบ:",
        "หวังว่าจะเป็นประโยชน์ค่ะ",
    ],
)
def test_what_claims_nothing_is_neither_supported_nor_not(text):
    assert all(sentence.supported is None and not sentence.citations for sentence in ground(text, ALL))


@pytest.mark.parametrize(
    "text",
    [
        "The documents do not mention dental insurance.",
        "I could not find that in the documents.",
        "There is no information about bonuses in the provided sources.",
        "The dental limit is not specified in the documents.",
        "ไม่พบข้อมูลเรื่องโบนัสในเอกสาร",
        "เอกสารไม่ได้ระบุเรื่องโบนัส",
    ],
)
def test_a_refusal_is_recognised(text):
    assert refuses(ground(text, ALL))
    assert not refuses(ground(text + "\nThe monthly rent is $2,450.", ALL))


def test_a_plain_negative_fact_is_a_claim():
    assert only("Pets are not allowed without written consent.").kind == "claim"


def test_markers_of_the_model_are_replaced_by_checked_ones():
    text = "The deposit is $4,900 [7]. Rent is due on the first day of each month【2†source】. Parking is free [1][2]."
    markdown, citations = place_citations(text, ground(text, ALL))
    assert markdown == "The deposit is $4,900. [1] Rent is due on the first day of each month. [2] Parking is free."
    assert [citation.passage for citation in citations] == [4, 4]


def test_one_span_has_one_number():
    text = "The deposit is $4,900.\n\n- The security deposit: $4,900"
    markdown, citations = place_citations(text, ground(text, ALL))
    assert markdown == "The deposit is $4,900. [1]\n\n- The security deposit: $4,900 [1]"
    assert [citation.number for citation in citations] == [1, 1]


def test_markers_stay_out_of_code_and_inside_table_cells():
    text = "| Region | Q2 |\n|---|---|\n| South | 1,020 |\n\n```python\nx = rent[1]\n```\nUse `y[1]` here."
    markdown = place_citations(text, ground(text, ALL))[0]
    assert "| South | 1,020 [1] |" in markdown
    assert "x = rent[1]\n" in markdown
    assert "`y[1]`" in markdown


def test_offsets_fit_the_text_before_and_after_placing():
    text = "Here you go:\n\n1. The **monthly rent** is $2,450 [3]\n2. Elephants fly."
    grounded = ground(text, ALL)
    assert [text[s.start : s.end] for s in grounded] == ["Here you go:", "The **monthly rent** is $2,450", "Elephants fly."]
    placed = place(text, grounded)
    assert [placed.text.markdown[s.start : s.end] for s in placed.sentences] == [text[s.start : s.end] for s in grounded]
    assert [s.supported for s in placed.sentences] == [None, True, False]


def test_adjacent_sources_in_one_passage_make_one_span():
    passage = Passage("Bob Marlow founded the firm in 1950. The firm moved to Leeds in 1960.")
    sentence = only("Bob Marlow founded the firm in 1950 and it moved to Leeds in 1960.", [passage])
    assert sentence.citations == [(0, 0, len(passage.text))]


def test_an_embedding_lets_a_paraphrase_pass_but_no_wrong_figure():
    def embed(texts):
        return np.ones((len(texts), 1))

    paraphrase = "Ask for leave through the HR portal a fortnight ahead."
    assert only(paraphrase, [LEAVE]).supported is False
    assert only(paraphrase, [LEAVE], embed=embed).supported
    assert only("Full-time employees may take 99 days of leave.", [LEAVE], embed=embed).supported is False


def test_an_answer_in_another_language_is_unchecked_unless_a_figure_is_wrong():
    assert only("ค่าเช่ารายเดือนคือ $2,450", [LEASE]).supported is None
    assert only("ค่าเช่ารายเดือนคือ $9,999", [LEASE]).supported is False
    assert only("The notice is unclear here.", [THAI]).kind == "unchecked"


def test_nothing_is_supported_without_passages():
    assert only("The rent is $5.", []).supported is False
    assert ground("", ALL) == []


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=lambda text: ascii(text[:4]))
def test_hostile_answers_and_passages_end_soon(text):
    started = time.perf_counter()
    place(text[:20_000], ground(text[:20_000], ALL))
    ground("Employees get 25 days of leave.", [Passage(text)])
    assert time.perf_counter() - started < 5
