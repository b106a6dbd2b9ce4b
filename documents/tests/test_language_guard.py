import pytest

from documents.language_guard import covers, judge, question_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("How many points did the defence give up?", "en"),
        ("พนักงานลาพักร้อนได้กี่วัน", "th"),
        ("INV-2041 ราคาเท่าไร", "th"),
        ("Wie hoch ist die Kaution für die Wohnung und wann wird sie fällig?", "de"),
        ("de facto leader", "en"),
        ("INV-2041", "en"),
        ("2041?", "und"),
        ("", "und"),
    ],
)
def test_question_language(text, language):
    assert question_language(text) == language


@pytest.mark.parametrize(
    ("declared", "language", "expected"),
    [
        ({"en"}, "en", True),
        ({"en"}, "th", False),
        ({"en"}, "und", True),
        ({"th"}, "und", False),
        ({"*"}, "th", True),
        (set(), "th", True),
    ],
)
def test_covers(declared, language, expected):
    assert covers(declared, language) is expected


def test_a_failed_self_test_switches_the_dense_half_off():
    verdict = judge("th", set(), {"th": {"enabled": False}, "floor": 0.1}, 0.5)
    assert (verdict.enabled, verdict.reason) == (False, "self_test_failed")
    assert judge("en", set(), {"th": {"enabled": False}, "floor": 0.1}, 0.5).floor == 0.1
