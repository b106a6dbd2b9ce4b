"""Where to look: what the words of a question say, and when a model is asked."""

import pytest

from agents.engine.router import Route, by_rules


@pytest.mark.parametrize(
    ("question", "proposed", "expected"),
    [
        ("How many orders were there last month?", None, Route.DATABASE),
        ("ยอดขายเดือนนี้รวมเท่าไร", None, Route.DATABASE),
        ("What does the travel policy say about hotels?", None, Route.DOCUMENTS),
        ("นโยบายการเดินทางระบุเรื่องโรงแรมไว้อย่างไร", None, Route.DOCUMENTS),
        ("Do last quarter's sales meet the target in the contract?", None, Route.BOTH),
        ("ยอดขายไตรมาสนี้ถึงเป้าตามสัญญาหรือไม่", None, Route.BOTH),
        ("Who is Somchai?", None, None),
        ("Who is Somchai?", {"sql_query"}, Route.DATABASE),
        ("How many orders were there last month?", set(), None),
        ("Does the handbook allow it?", {"data_summary"}, Route.BOTH),
    ],
)
def test_the_words_of_a_question_decide(question, proposed, expected):
    assert by_rules(question, proposed) == expected
