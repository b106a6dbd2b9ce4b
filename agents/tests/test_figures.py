import pytest

from agents.figures import figures, missing


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("$2,450", "money"),
        ("1,200 บาท", "money"),
        ("5%", "percent"),
        ("ร้อยละ 7", "percent"),
        ("60 days", "duration"),
        ("15 วัน", "duration"),
        ("in 1998", "date"),
        ("12 March", "date"),
        ("พ.ศ. 2567", "date"),
        ("at 9:30", "time"),
        ("308 points", "number"),
        ("five times", "number"),
        ("ห้าครั้ง", "number"),
    ],
)
def test_kind_of_figure(text, kind):
    assert [figure.kind for figure in figures(text)] == [kind]


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("1200 units", "1,200 units"),
        ("four goals", "4 goals"),
        ("1.2 million people", "1,200,000 people"),
        ("๑๕ วัน", "15 วัน"),
        ("in 2024", "ปี พ.ศ. 2567"),
        ("5 percent", "5%"),
        ("10 days", "10 working days"),
    ],
)
def test_equal_values_agree(claim, source):
    assert missing(figures(claim), figures(source)) == []


@pytest.mark.parametrize(("claim", "source"), [("30 days", "30 hours"), ("5 days", "15 days"), ("5%", "5 days"), ("1.5", "15")])
def test_other_values_do_not(claim, source):
    assert missing(figures(claim), figures(source))


def test_the_number_of_a_list_item_is_no_figure():
    assert figures("1. Keep it") == []


def test_the_digit_of_a_code_is_no_figure():
    assert figures("Q1 and EX4") == []
