import time

import pytest

from agents.sentences import split_sentences
from agents.tests.passages import HOSTILE_TEXTS


def split(text):
    return [text[start:end] for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Dr. Smith came. He left.", ["Dr. Smith came.", "He left."], id="title"),
        pytest.param("It costs $3.50 a day. Really?", ["It costs $3.50 a day.", "Really?"], id="decimal"),
        pytest.param("J. R. Tolkien wrote it. It sold.", ["J. R. Tolkien wrote it.", "It sold."], id="initials"),
        pytest.param("The U.S. Army paid. See e.g. Annex B.", ["The U.S. Army paid.", "See e.g. Annex B."], id="abbreviations"),
        pytest.param("We met at 5 p.m. The rest slept.", ["We met at 5 p.m.", "The rest slept."], id="abbreviation that ends a sentence"),
        pytest.param("Acme Inc. Berlin pays. Done.", ["Acme Inc. Berlin pays.", "Done."], id="company"),
        pytest.param('"Really?" she asked. "Go!" He went.', ['"Really?" she asked.', '"Go!"', "He went."], id="quotes"),
        pytest.param("See https://a.b/c?x=1.2 now. Then go.", ["See https://a.b/c?x=1.2 now.", "Then go."], id="URL"),
        pytest.param("Is it No. 5? No. It is six.", ["Is it No. 5?", "No.", "It is six."], id="No. and no"),
        pytest.param("Wait... what? Yes!", ["Wait... what?", "Yes!"], id="ellipsis in a sentence"),
        pytest.param("# Title\nText here.", ["# Title", "Text here."], id="Markdown heading"),
        pytest.param("Annual leave\nEmployees get it.", ["Annual leave", "Employees get it."], id="plain heading"),
        pytest.param("1. Keep it.\n2. Send it.\n- And this", ["1. Keep it.", "2. Send it.", "- And this"], id="list"),
        pytest.param("| a | b |\n| 1 | 2 |", ["| a | b |", "| 1 | 2 |"], id="rows"),
        pytest.param(
            "This is a line of text that was wrapped by the page it\ncomes from. The end.",
            ["This is a line of text that was wrapped by the page it\ncomes from.", "The end."],
            id="wrapped line",
        ),
        pytest.param("**Rent is $5.** It is due.", ["**Rent is $5.**", "It is due."], id="emphasis"),
        pytest.param("これは本です。それはペンです。", ["これは本です。", "それはペンです。"], id="no spaces"),
        pytest.param("", [], id="empty"),
        pytest.param(" \n\t ", [], id="blank"),
    ],
)
def test_english_and_other_punctuation(text, expected):
    assert split(text) == expected


def test_thai_is_cut_between_thoughts_and_not_inside_a_name_or_before_a_unit():
    text = (
        "พนักงานประจำมีสิทธิลาพักร้อนปีละ 15 วันทำงาน โดยต้องแจ้งหัวหน้างานล่วงหน้าอย่างน้อย 7 วัน การลาป่วยเกิน 3 วันต้องมีใบรับรองแพทย์ "
        "ผู้จัดการฝ่ายบุคคลคือนางสาวสมหญิง ใจดี"
    )
    assert split(text) == [
        "พนักงานประจำมีสิทธิลาพักร้อนปีละ 15 วันทำงาน โดยต้องแจ้งหัวหน้างานล่วงหน้าอย่างน้อย 7 วัน",
        "การลาป่วยเกิน 3 วันต้องมีใบรับรองแพทย์",
        "ผู้จัดการฝ่ายบุคคลคือนางสาวสมหญิง ใจดี",
    ]


def test_long_thai_text_gives_quotable_spans():
    text = "บริษัทให้ความสำคัญกับความปลอดภัยของพนักงานทุกคน " * 40
    assert all(20 <= len(sentence) <= 500 for sentence in split(text))


def test_text_without_punctuation_is_cut_into_quotable_pieces():
    assert all(len(piece) <= 600 for piece in split("word " * 2000))


@pytest.mark.parametrize("text", HOSTILE_TEXTS, ids=lambda text: ascii(text[:4]))
def test_hostile_text_takes_linear_time_and_gives_ordered_stripped_spans(text):
    started = time.perf_counter()
    spans = split_sentences(text)
    assert time.perf_counter() - started < 3
    assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)
    assert all(left[1] <= right[0] for left, right in zip(spans, spans[1:], strict=False))
