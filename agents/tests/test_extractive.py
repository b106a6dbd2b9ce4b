import time

import numpy as np
import pytest

from agents.extractive import LEAD_IN, REFUSAL, answer
from agents.grounding import ground
from agents.tests.passages import ALL, EXPENSES, HOSTILE, HOSTILE_TEXTS, LEASE, LEAVE, REVENUE, THAI, Passage


def quoted(result, passages=ALL):
    return [passages[number].text[start:end] for part in result for number, start, end in part.citations]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("How many days of annual leave do employees get?", "25 days"),
        ("How many vacation days do I get?", "25 days"),
        ("When must carried-over leave be taken?", "31 March"),
        ("Who approves remote work abroad?", "Maria Santos"),
        ("What is the monthly rent?", "$2,450"),
        ("How much is the security deposit?", "$4,900"),
        ("How long is the notice period?", "60 days"),
        ("Can I keep pets?", "Pets are not allowed"),
        ("When does the office open?", "8:00"),
        ("Do I need a medical certificate?", "from the fourth day"),
        ("ลาพักร้อนได้กี่วัน", "15 วันทำงาน"),
        ("ลาป่วยต้องใช้ใบรับรองแพทย์ไหม", "ใบรับรองแพทย์"),
        ("เงินเดือนออกวันไหน", "วันที่ 25"),
        ("ใครเป็นผู้จัดการฝ่ายบุคคล", "สมหญิง ใจดี"),
    ],
)
def test_quotes_the_sentence_that_answers(question, expected):
    result = answer(question, ALL)
    assert not result.refused
    assert expected in quoted(result)[0]
    assert len(result.parts) <= 2


@pytest.mark.parametrize(
    "question",
    [
        "What is the dental insurance limit?",
        "Who is the CEO?",
        "What is the parental leave policy?",
        "How many days of maternity leave do employees get?",
        "What was Q3 revenue in the South?",
        "What is the capital of France?",
        "What is the interest rate on late rent in Canada?",
        "โบนัสประจำปีเท่าไร",
        "ลาคลอดได้กี่วัน",
        "บริษัทตั้งอยู่ที่ไหน",
        "hello",
        "???",
        "",
    ],
)
def test_refuses_what_the_passages_do_not_hold(question):
    result = answer(question, ALL)
    assert result.refused
    assert result.confidence < 0.5
    assert [part.citations for part in result] == [[]]
    assert result.lead_in == ""


def test_fixed_phrases_follow_the_language_of_the_question():
    assert answer("Who is the CEO?", [LEAVE]).parts[0].text == REFUSAL["en"]
    assert answer("ใครคือประธานบริษัท", [THAI]).parts[0].text == REFUSAL["th"]
    assert answer("What is the rent?", [LEASE]).lead_in == LEAD_IN["en"]
    assert answer("ลาพักร้อนได้กี่วัน", [THAI]).lead_in == LEAD_IN["th"]


def test_refuses_without_passages_and_names_the_nearest_otherwise():
    assert answer("What is the rent?", []).refused
    nearest = answer("How many days of maternity leave do employees get?", ALL).nearest
    assert any("annual leave" in ALL[number].text[start:end] for number, start, end in nearest)


@pytest.mark.parametrize("question", ["How do I claim expenses?", "What are the steps to claim expenses?"])
def test_a_procedure_is_quoted_whole_and_in_order(question):
    result = answer(question, ALL)
    lines = [line for line in result.cited().markdown.splitlines() if line.startswith("- ")]
    assert [line.split(" ")[1] for line in lines] == ["Keep", "Fill", "Ask", "Finance"]
    assert len(quoted(result)) == 5


def test_a_table_row_is_shown_with_its_column_names():
    result = answer("What was Q2 revenue in the South?", ALL)
    assert result.cited().markdown == "- **Region:** South · **Q1 revenue:** 980 · **Q2 revenue:** 1,020 [1]"
    assert quoted(result) == ["South | 980 | 1,020"]


def test_a_sentence_that_leans_on_the_one_before_is_quoted_with_it():
    passage = Passage("Ada Lovelace worked with Babbage. She published the first program in 1843.")
    result = answer("When was the first program published?", [passage])
    assert quoted(result, [passage]) == [passage.text]


def test_a_matching_heading_gives_what_stands_under_it():
    passage = Passage("Dress code\nSmart casual on all days. Suits for visits of clients.")
    assert "Smart casual on all days." in quoted(answer("What is the dress code?", [passage]), [passage])


def test_repeated_text_is_quoted_once():
    result = answer("What is the monthly rent?", [LEASE, LEASE])
    assert len(quoted(result, [LEASE, LEASE])) == 1


def test_instructions_in_a_document_are_quoted_and_never_followed():
    assert answer("What is the weather?", [HOSTILE]).refused
    result = answer("What should be ignored in the previous instructions?", [HOSTILE])
    assert result.refused or "IGNORE ALL PREVIOUS INSTRUCTIONS" in quoted(result, [HOSTILE])[0]


def test_quoted_text_shows_as_text_and_cannot_pose_as_markup_or_citation():
    passage = Passage("The launch code <b>X</b> is ![x](http://evil.example) in [2] and costs $5 or $6.")
    markdown = answer("What is the launch code?", [passage]).cited().markdown
    assert "![" not in markdown
    assert "\\<b>" in markdown
    assert "[2]" not in markdown
    assert markdown.endswith("\\$5 or \\$6. [1]")


def test_numbers_follow_first_use_and_point_at_the_sentence():
    cited = answer("How do I claim expenses?", [EXPENSES]).cited()
    assert [citation.number for citation in cited.citations] == [1, 2, 3, 4, 5]
    first = cited.citations[0]
    assert cited.markdown[first.start : first.end] == "How to claim expenses:"


def test_every_quoted_sentence_is_supported_by_its_source():
    for question in ("How many days of annual leave do employees get?", "What is the monthly rent?", "เงินเดือนออกวันไหน"):
        claims = [s for s in ground(answer(question, ALL).cited().markdown, ALL) if s.kind == "claim"]
        assert claims
        assert all(sentence.supported for sentence in claims)


def test_embeddings_are_asked_once_for_a_few_texts_and_only_in_doubt():
    calls = []

    def alike(texts):
        calls.append(len(texts))
        return np.ones((len(texts), 1))

    asked_loosely = "How many days of maternity leave do employees get?"
    without = answer(asked_loosely, ALL).confidence
    assert answer(asked_loosely, ALL, embed=alike).confidence > without
    assert len(calls) == 1
    assert calls[0] <= 13
    answer("What is the monthly rent?", ALL, embed=alike)
    answer("What is the capital of France?", ALL, embed=alike)
    assert len(calls) == 1


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=lambda text: ascii(text[:4]))
def test_hostile_questions_and_passages_end_soon(text):
    started = time.perf_counter()
    answer(text, ALL).cited()
    answer("How many days of leave do employees get?", [Passage(text), LEAVE, REVENUE]).cited()
    assert time.perf_counter() - started < 4
