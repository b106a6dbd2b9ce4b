import pytest

from agents.markdown import render


def test_markers_of_known_citations_become_links():
    html = render("Fifteen days [1], not [2].", citations={1: ("/d?a=1&b=2", "Source 1: Handbook, page 3")})
    assert '<a class="citation" data-number="1" href="/d?a=1&amp;b=2" aria-label="Source 1: Handbook, page 3"' in html
    assert "not [2]." in html


def test_markers_in_code_stay_code():
    assert "citation" not in render("`list[1]`", citations={1: ("/d", "x")})


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "![x](https://example.com/pixel.png)",
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        r"$\text{<script>alert(1)</script>}$",
        r"$\text{</math><img src=x onerror=alert(1)>}$",
        r"$\href{javascript:alert(1)}{x}$",
        "```<img src=x>\n<img src=x>\n```",
        "<a href='https://example.com' class='citation' onclick='x()'>x</a>",
    ],
)
def test_nothing_active_gets_through(text):
    html = render(text)
    for tag in ("<script", "<img", "<iframe", 'href="javascript'):
        assert tag not in html


@pytest.mark.parametrize(
    ("text", "sentence", "expected"),
    [
        pytest.param(
            "It is so. It is not.",
            "It is not.",
            '<p>It is so. <span class="unsupported" title="why">It is not.</span></p>',
            id="in a paragraph",
        ),
        pytest.param(
            "- one thing", "- one thing", '<li><span class="unsupported" title="why">one thing</span></li>', id="a list item keeps its mark"
        ),
        pytest.param("# Head\n\nx", "# Head", '<h1><span class="unsupported" title="why">Head</span></h1>', id="a heading"),
        pytest.param(
            "**Bold** words.",
            "**Bold** words.",
            '<span class="unsupported" title="why"><strong>Bold</strong> words.</span>',
            id="around markup",
        ),
    ],
)
def test_unsupported_sentences_are_marked(text, sentence, expected):
    start = text.index(sentence)
    assert expected in render(text, marked=[(start, start + len(sentence))], marked_title="why")


def test_tables_code_and_maths_are_rendered():
    html = render("| a | b |\n|---|---|\n| 1 | 2 |\n\n```python\ndef f(): pass\n```\n\n$\\frac{a}{b}$ and $5 or $6")
    assert "<td>1</td>" in html
    assert '<span class="k">def</span>' in html
    assert "<mfrac>" in html
    assert "$5 or $6" in html
