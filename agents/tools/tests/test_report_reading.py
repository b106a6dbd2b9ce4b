"""How lines, periods, units and sentences of reports are read, on short texts and on files of more styles."""

import time
from uuid import uuid4

import pytest

from agents.tools.protocol import Context
from agents.tools.reports.gathering import checks_of, read_report
from agents.tools.reports.labels import metric_of
from agents.tools.reports.periods import mentions, period_of
from agents.tools.reports.tool import ReportAnalyzer
from agents.tools.reports.units import scale_in
from agents.tools.tests.reading import text_of
from agents.tools.tests.reports import fresh, held_out, seen
from agents.tools.tests.reports.making import Report, Sheet
from agents.tools.tests.reports.scoring import f1, score
from agents.tools.texts import DocumentText
from documents.extraction import Block, extract
from documents.models import Document, Revision
from documents.reading import keep
from documents.tests.filing import take

MORE = [
    held_out.UK,
    held_out.QUARTERS,
    held_out.THAI_DIGITS,
    held_out.INDENTED,
    fresh.TWO_LENGTHS,
    fresh.QUARTER_BLOCKS,
    fresh.POSTED,
    fresh.SINGLE,
]


@pytest.mark.parametrize("report", MORE, ids=lambda report: report.name)
def test_figures_of_more_styles_are_right(report, tmp_path):
    assert f1(*score(report, tmp_path)) >= 0.9


@pytest.mark.requires("chromium", "thai-font")
@pytest.mark.parametrize("report", [seen.THAI_STATEMENT, held_out.BUDGET, fresh.COMPARATIVE], ids=lambda report: report.name)
def test_figures_of_printed_pages_are_right(report, tmp_path):
    assert f1(*score(report, tmp_path)) >= 0.9


WRONG_SUM = Report(
    "wrong.csv",
    [
        Sheet(
            head=[["Item", "2024", "2023"]], columns=["2024", "2023"],
            rows="""
revenue | Revenue | 1,000 | 900
cost_of_sales | Cost of sales | 600 | 500
gross_profit | Gross profit | 450 | 400
total_assets | Total assets | 2,000 | 1,800
total_liabilities | Total liabilities | 900 | 800
equity | Total equity | 1,100 | 1,000
""",
        )
    ],
)  # fmt: skip


def test_a_sum_is_held_to_its_last_digit(tmp_path):
    checks = checks_of(read_report(text_of(WRONG_SUM.write(tmp_path))))
    assert [(check.name, check.period.name, check.right) for check in checks if not check.holds] == [("gross_profit", "2024", 400)]


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("31 December 2024", ["2024"]),
        ("Q1-24", ["2024-Q1"]),
        ("3Q24", ["2024-Q3"]),
        ("ไตรมาส 1/2568", ["2025-Q1"]),
        ("ปี พ.ศ. ๒๕๖๗", ["2024"]),
        ("31 ธ.ค. 67", ["2024"]),
        ("FY2023/24", ["2024"]),
        ("third quarter of 2024", ["2024-Q3"]),
        ("H1 2024", ["2024-H1"]),
        ("2024 £'000 2023 £'000", ["2024", "2023"]),
        ("$2,024.5 million", []),
        ("1,999 people", []),
        ("call 02-555-2024", []),
    ],
)
def test_periods_in_words(text, periods):
    assert [period_of(mention).name for mention in mentions(text)] == periods


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("(In thousands of US dollars)", 1e3),
        ("หน่วย: ล้านบาท", 1e6),
        ("USD '000", 1e3),
        ("EUR m", 1e6),
        ("(Unit: Baht)", 1),
        ("หน่วย : พันบาท", 1e3),
        ("Revenue grew", None),
    ],
)
def test_units_of_a_table(text, scale):
    assert scale_in(text) == scale


@pytest.mark.parametrize(
    ("label", "metric"),
    [
        ("Total liabilities and equity", None),
        ("Net profit attributable to non-controlling interests", None),
        ("Deferred tax assets", None),
        ("Gross profit margin (%)", None),
        ("Profit for the year (Note 12)", "net_profit"),
        ("รวมหนี้สินและส่วนของผู้ถือหุ้น", None),
        ("กำไร (ขาดทุน) สุทธิ", "net_profit"),
        ("รวมสินทรัพย์ไม่หมุนเวียน", "non_current_assets"),
        ("สินสิ ทรัพรั ย์หย์ มุนเวียวี น", "current_assets"),
        ("Net cash (used in) investing activities", "investing_cash_flow"),
        ("Profit/(loss) before taxation", "profit_before_tax"),
    ],
)
def test_lines_and_the_metrics_they_name(label, metric):
    assert (metric_of(label) or [None])[0] == metric


@pytest.mark.parametrize("piece", ["2024 ", "Revenue ", "31 December ", "(((", "ปี 2567 ไตรมาส ", "a" * 500 + " ", "1,"])
def test_hostile_text_takes_linear_time(piece):
    text = (piece * 200_000)[:200_000]
    began = time.perf_counter()
    mentions(text)
    metric_of(text)
    scale_in(text)
    assert time.perf_counter() - began < 3


@pytest.mark.parametrize(
    "piece",
    [
        "Revenue was $1 million in 2024. ",
        "revenue " * 5,
        "(2023: ",
        "1,000 million ",
        "กำไรสุทธิ 5 ล้านบาท ปี 2567 ",
        ". " * 5,
        "for the year ended ",
    ],
)
def test_hostile_prose_is_read_in_no_time(piece):
    text = (piece * 100_000)[:100_000]
    blocks = [Block("paragraph", at, min(at + 19_000, len(text))) for at in range(0, len(text), 19_000)]
    document = DocumentText(uuid4(), 1, "hostile.txt", "", "", "text/plain", "en", text, blocks)
    began = time.perf_counter()
    read_report(document)
    assert time.perf_counter() - began < 6


def test_pages_of_a_project_are_read_with_their_words(db, project, alice, tmp_path):
    path = seen.MERIDIAN.write(tmp_path)
    take(project, alice, path.name, path.read_bytes())
    revision = Revision.objects.get(document__project=project)
    keep(revision, extract(path, path.name))
    Document.objects.filter(pk=revision.document_id).update(live_revision=revision)
    found = ReportAnalyzer().run(Context(project, alice, documents=[revision.document_id]), {"metrics": ["net profit"]})
    figures = found.data["reports"][0]["figures"]
    assert [(figure["value"], found.places[figure["place"]].page) for figure in figures] == [(50_848_000, 1), (37_618_000, 1)]
    assert found.places[0].document_id == revision.document_id


def test_what_one_table_says_of_its_columns_is_not_kept_for_another_document(tmp_path):
    read_report(text_of(seen.BANK.write(tmp_path)))
    bare = tmp_path / "bare.csv"
    bare.write_text("Revenue,12,13\nNet profit,3,4\n")
    assert not read_report(text_of(bare)).by_key
