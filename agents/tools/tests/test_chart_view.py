"""A chart as the page shows it: its table for everyone, the shapes it can be switched to."""

import pytest
from django.template.loader import render_to_string

from agents.templatetags.charts import chart_shapes, chart_table, figure
from agents.tools.results import Chart, Series

YEARS = Chart("line", [Series("Revenue", [("2023", 1200.5), ("2024", None)]), Series("Profit", [("2023", -3)])], "Two years", "Year", "THB")


def view(chart):
    return {"kind": chart.kind, "shape": chart.shape, "title": chart.title, "x_label": chart.x_label, "y_label": chart.y_label, "why": chart.why,
            "series": [{"name": series.name, "points": series.points} for series in chart.series]}  # fmt: skip


def test_the_numbers_stand_in_a_table():
    page = render_to_string("agents/views/chart.html", {"view": view(YEARS)})
    assert "1,200.5" in page
    assert '<details class="chart-numbers" open>' in page
    assert '<th scope="row">2023</th>' in page


def test_text_of_a_chart_is_escaped():
    page = render_to_string("agents/views/chart.html", {"view": view(Chart("bar", [Series("</script><b>", [("<i>", 1), ("b", 2)])]))})
    assert "<b>" not in page
    assert "<i>" not in page
    assert page.count("</script>") == 1


def test_a_table_joins_the_series_by_x():
    assert chart_table(view(YEARS))["rows"] == [("2023", [1200.5, -3]), ("2024", [None, None])]


@pytest.mark.parametrize(
    ("chart", "shapes"),
    [
        (YEARS, ["bar", "line"]),
        (Chart("pie", [Series("", [("a", 1), ("b", 2)])]), ["bar", "line", "pie"]),
        (Chart("scatter", [Series("", [(1, 1), (2, -2)])]), ["scatter"]),
        (Chart("number", [Series("", [("", 5)])]), []),
    ],
)
def test_shapes_a_chart_can_take(chart, shapes):
    assert [name for name, _icon, _label in chart_shapes(view(chart))] == shapes


@pytest.mark.parametrize(
    ("value", "text"), [(1234567.5, "1,234,567.5"), (0, "0"), (0.00012345, "0.0001234"), (None, ""), ("x", "x"), (100, "100")]
)
def test_figures_as_people_read_them(value, text):
    assert figure(value) == text
