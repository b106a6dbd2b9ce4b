"""Where answers are cut for clients, and what may follow when one begins again."""

import pytest

from agents.openai_api.cutting import Cut, Spoken


def said(cut, pieces):
    return "".join(cut.feed(piece) for piece in pieces) + cut.end()


@pytest.mark.parametrize(
    ("pieces", "stops", "expected", "reason"),
    [
        pytest.param(["one ", "two"], [], "one two", "", id="nothing to cut at"),
        pytest.param(["one END two"], ["END"], "one ", "stop", id="in one piece"),
        pytest.param(["one E", "N", "D two"], ["END"], "one ", "stop", id="over three pieces"),
        pytest.param(["one E", "N", "S"], ["END"], "one ENS", "", id="a false beginning is said"),
        pytest.param(["one E"], ["END"], "one E", "", id="a beginning at the end is said"),
        pytest.param(["a\n\nb"], ["x", "\n\n"], "a", "stop", id="the one that comes"),
        pytest.param(["abcd"], ["cd", "bc"], "a", "stop", id="the earlier of two"),
    ],
)
def test_stop_sequences(pieces, stops, expected, reason):
    cut = Cut(stops)
    assert said(cut, pieces) == expected
    assert cut.reason == reason


def test_tokens_run_out():
    cut = Cut(max_tokens=2)
    assert said(cut, ["12345678901234567890"]) == "1234567890"  # four characters a token, rounded
    assert cut.reason == "length"
    assert cut.feed("more") == ""


def test_a_hostile_stop_sequence_costs_no_time():
    cut = Cut(["a" * 199 + "b"])
    assert len(said(cut, ["a" * 100] * 2_000)) == 200_000


def test_an_answer_that_begins_again_is_not_said_twice():
    spoken = Spoken()
    assert spoken.add("one two") == "one two"
    spoken.restart()
    assert [spoken.add(piece) for piece in ("one ", "two", " three", " four")] == ["", "", " three", " four"]


def test_an_answer_that_begins_again_differently_is_refused():
    spoken = Spoken()
    spoken.add("one two")
    spoken.restart()
    with pytest.raises(ValueError, match="differs"):
        spoken.add("two")
