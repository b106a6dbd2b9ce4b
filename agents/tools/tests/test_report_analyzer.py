"""The report analyzer on files as people have them, through the tool."""

import jsonschema
import pytest

from agents.tools.protocol import BadArguments
from agents.tools.reports.tool import ReportAnalyzer
from agents.tools.results import Chart
from agents.tools.tests.given import DEMO, given, read_markdown
from agents.tools.tests.reading import text_of
from agents.tools.tests.reports import seen
from agents.tools.tests.reports.scoring import f1, score

QUICK = [seen.MERIDIAN, seen.NORTHGATE, seen.RETAIL_WORD, seen.YEARS_DOWN, seen.PRESS, seen.BANK]


@pytest.fixture(scope="module")
def annual(tmp_path_factory):
    return text_of(seen.MERIDIAN.write(tmp_path_factory.mktemp("report")))


def run(context, **arguments):
    tool = ReportAnalyzer()
    arguments = arguments or tool.propose(context) or {}
    jsonschema.validate(arguments, tool.parameters)
    result = tool.run(context, arguments)
    jsonschema.validate(result.data, tool.returns)
    return result


def figures(result):
    return {(each["metric"], each["period"]): each for each in result.data["reports"][0]["figures"]}


@pytest.mark.parametrize("report", QUICK, ids=lambda report: report.name)
def test_figures_of_real_files_are_right(report, tmp_path):
    assert f1(*score(report, tmp_path)) > 0.95


def test_every_figure_names_its_page_and_the_words_it_was_read_from(annual):
    result = run(given("Analyze the annual report", annual, named=True))
    for entry in result.data["reports"][0]["figures"]:
        place = result.places[entry["place"]]
        assert place.page == annual.page_at(place.start)
        digits = [character for character in place.quote if character.isdigit()]
        assert "".join(digits).rstrip("0") == f"{abs(entry['value']):.2f}".replace(".", "").rstrip("0") or entry["metric"] == "eps"


def test_scale_and_signs_are_read(annual):
    found = figures(run(given("Analyze the annual report", annual, named=True)))
    assert found["revenue", "2024"]["value"] == 482_310_000
    assert found["cost_of_sales", "2024"]["value"] == -291_448_000
    assert found["eps", "2023"]["value"] == 1.82


def test_ratios_and_changes_are_worked_out(annual):
    report = run(given("Analyze the annual report", annual, named=True)).data["reports"][0]
    ratios = {(each["ratio"], each["period"]): each["value"] for each in report["ratios"]}
    assert ratios["gross_margin", "2024"] == pytest.approx(190_862 / 482_310)
    assert ratios["net_margin", "2023"] == pytest.approx(37_618 / 431_905)
    changes = {each["metric"]: each["share"] for each in report["changes"]}
    assert changes["revenue"] == pytest.approx(482_310 / 431_905 - 1)
    assert all(check["holds"] for check in report["checks"])


def test_sums_that_do_not_hold_are_told(tmp_path):
    text = (
        "# Balance sheet 2024\n\n| THB | 2024 |\n|---|---|\n| Total assets | 500 |\n| Total liabilities | 300 |\n| Total equity | 150 |\n"
    )
    result = run(given("Analyze the balance sheet", read_markdown(tmp_path, "b.md", text), named=True))
    assert any("Does not add up" in each.text for each in result.statements)


def test_a_question_for_one_figure_gets_that_figure(annual):
    result = run(given("What was the net profit in 2023?", annual, named=True))
    assert set(figures(result)) == {("net_profit", "2023")}
    assert any("37,618,000" in each.text for each in result.statements)


def test_there_is_a_chart_of_the_main_figures(annual):
    result = run(given("Analyze the annual report", annual, named=True))
    chart = next(view for view in result.views if isinstance(view, Chart))
    assert [point[0] for point in chart.series[0].points] == ["2023", "2024"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param("Analyze the annual report", {}, id="all"),
        pytest.param("What was revenue in 2024?", {"metrics": ["revenue"], "periods": ["2024"]}, id="one figure"),
        pytest.param("How did the gross profit of the company change?", {"metrics": ["gross_profit"]}, id="a change"),
        pytest.param("วิเคราะห์งบการเงิน", {}, id="Thai"),
        pytest.param("กำไรสุทธิปี 2567 เท่าไร", {"metrics": ["net_profit"], "periods": ["2024"]}, id="Thai, one figure"),
    ],
)
def test_questions_for_it_are_recognised(annual, question, expected):
    assert ReportAnalyzer().propose(given(question, annual, named=True)) == expected


@pytest.mark.parametrize(
    "question", ["How many days of leave do I get?", "Who wrote the report?", "Monthly payment on a loan of 2 million?", "สรุปรายงาน"]
)
def test_other_questions_are_left_alone(annual, question):
    assert ReportAnalyzer().propose(given(question, annual, named=True)) is None


def test_a_document_without_figures_is_no_report(tmp_path):
    result = run(given("Analyze the report", read_markdown(tmp_path, "a.md", "# Report\n\nAll went well."), named=True))
    assert result.found_nothing


def test_a_figure_that_is_none_is_named(annual):
    with pytest.raises(BadArguments, match="net_profit"):
        run(given("", annual, named=True), metrics=["happiness"])


def test_the_report_is_found_among_the_documents(annual):
    other = text_of(DEMO / "customer-faq.md")
    assert run(given("What was revenue in 2024?", other, annual)).data["reports"][0]["document"] == annual.name
