"""Summaries of real files, without a language model and with one."""

import jsonschema
import pytest

from agents.tools.protocol import BadArguments
from agents.tools.summaries.model_words import parts_of
from agents.tools.summaries.tool import Summarize
from agents.tools.tests.given import DEMO, given, read_file


@pytest.fixture(scope="module")
def article():
    return read_file(DEMO / "tea-storage-article.pdf")


@pytest.fixture(scope="module")
def policy():
    return read_file(DEMO / "leave-policy-th.pdf")


def run(context, **arguments):
    tool = Summarize()
    jsonschema.validate(arguments, tool.parameters)
    result = tool.run(context, arguments)
    jsonschema.validate(result.data, tool.returns)
    return result


@pytest.mark.parametrize(
    ("question", "length"),
    [
        pytest.param("Summarize tea-storage-article.pdf", "medium", id="plain"),
        pytest.param("Give me a short summary of the article", "short", id="short"),
        pytest.param("a detailed overview of the storage study", "long", id="long"),
        pytest.param("สรุปนโยบายการลา", "medium", id="Thai"),
        pytest.param("สรุปสั้น ๆ ให้หน่อย", "short", id="Thai, short"),
        pytest.param("What are the key points?", "medium", id="key points"),
    ],
)
def test_a_question_for_a_summary_is_recognised(question, length):
    assert Summarize().propose(given(question))["length"] == length


@pytest.mark.parametrize(
    "question",
    [
        "How many days of leave do I get?",
        "summary statistics of the orders",
        "Summarize the data in orders-2024.csv",
        "ยอดขายรวมเดือนนี้เท่าไร",
        "Who signed it?",
    ],
)
def test_other_questions_are_left_alone(question):
    assert Summarize().propose(given(question)) is None


def test_pages_and_sections_are_read_from_the_question():
    assert Summarize().propose(given("Summarize pages 2 to 4"))["last_page"] == 4
    assert Summarize().propose(given("สรุปหน้า ๓"))["first_page"] == 3
    assert Summarize().propose(given('Summarize section "Discussion"'))["section"] == "Discussion"


def test_main_sentences_are_quoted_with_their_places(article):
    result = run(given("Summarize", article, named=True), length="short")
    sentences = result.data["summaries"][0]["sentences"]
    assert len(sentences) == 3
    assert sentences[0].startswith("Dried butterfly-pea flowers lose colour")
    for statement in result.statements[1:]:
        place = result.places[statement.places[0]]
        assert place.page == article.page_at(place.start)
        assert article.text[place.start : place.end] == place.quote


def test_references_are_no_part_of_it(article):
    result = run(given("Summarize", article, named=True), length="long")
    assert not any("Wrolstad" in each for each in result.data["summaries"][0]["sentences"])


def test_a_section_is_summarized_alone(article):
    sentences = run(given("", article, named=True), section="Conclusion").data["summaries"][0]["sentences"]
    assert sentences
    assert all("bag" in each for each in sentences)


def test_thai_is_summarized(policy):
    result = run(given("สรุป", policy, language="th", named=True), length="short")
    assert len(result.data["summaries"][0]["sentences"]) == 3


def test_a_focus_draws_sentences_to_it(policy, article):
    sentences = run(given("", article, named=True), length="short", focus="packaging in aluminium bags").data["summaries"][0]["sentences"]
    assert sum("luminium" in each for each in sentences) >= 2


def test_a_page_that_is_not_there_is_said_to_be_empty(article):
    result = run(given("", article, named=True), first_page=99)
    assert result.found_nothing
    assert "no text there" in result.statements[0].text


def test_a_file_that_is_not_there_is_named(article):
    with pytest.raises(BadArguments, match="tea-storage-article"):
        run(given("", article), documents=["nothing.pdf"])


def test_without_documents_it_says_what_to_do():
    assert "Name one" in run(given("Summarize it")).statements[0].text


def test_a_language_model_reads_all_parts_and_its_words_are_kept(article):
    asked = []

    def complete(messages):
        asked.append(messages)
        return f"Note {len(asked)}."

    result = run(given("Summarize", article, named=True, complete=complete), length="short")
    assert result.data["summaries"][0]["in_own_words"] == f"Note {len(asked)}."
    assert result.statements[0].places
    assert all(messages[1]["content"].startswith("=====DOCUMENT") for messages in asked)


def test_parts_end_where_paragraphs_do():
    text = "word " * 8000
    parts = parts_of(text, list(range(0, len(text), 500)))
    assert "".join(parts) == text
    assert len(parts) > 3
