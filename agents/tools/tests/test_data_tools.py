"""Summaries and charts of tables, computed from files as they are read."""

import datetime

import openpyxl
import pytest

from agents.tools.data.chart import ChartGenerator
from agents.tools.data.rules import chart_of
from agents.tools.data.summary import DataSummary
from agents.tools.protocol import BadArguments
from agents.tools.tests.reading import asking, text_of

ORDERS = """date,region,product,units,amount,order id
2024-01-05,North,Chair,10,"1,200.50",A001
2024-01-20,South,Desk,3,900.00,A002
2024-02-11,North,Desk,5,"1,500.00",A003
2024-02-12,East,Chair,,480.00,A004
2024-03-02,South,Lamp,7,210.25,A005
2024-03-09,North,Lamp,8,240.00,A006
2024-03-21,East,Chair,9,"1,080.00",A007
2024-03-22,East,Desk,2,"99,999.00",A008
2024-03-22,East,Desk,2,"99,999.00",A008
"""


@pytest.fixture(scope="module")
def orders(tmp_path_factory):
    path = tmp_path_factory.mktemp("data") / "orders.csv"
    path.write_text(ORDERS)
    return text_of(path)


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "ยอดขาย"
    for row in (
        ["รายงานยอดขาย ปี 2567"],
        ["หน่วย: บาท"],
        ["เดือน", "ภาค", "ยอดขาย"],
        ["มกราคม 2567", "เหนือ", 1000],
        ["กุมภาพันธ์ 2567", "ใต้", 2500],
        ["มีนาคม 2567", "เหนือ", 1750],
        ["รวม", None, 5250],
    ):
        sheet.append(row)
    other = book.create_sheet("People")
    for row in (["Name", "Start", "Salary"], ["Ann", datetime.date(2020, 1, 5), 50_000], ["Bo", datetime.date(2021, 3, 9), 42_000]):
        other.append(row)
    path = tmp_path_factory.mktemp("data") / "sales.xlsx"
    book.save(path)
    return text_of(path)


def summary(*texts, **arguments):
    return DataSummary().run(asking("", *texts), arguments)


def test_columns_are_described_from_every_row(orders):
    found = summary(orders)
    table = found.data["tables"][0]
    facts = {column["name"]: column for column in table["columns"]}
    assert (table["rows"], table["duplicate_rows"]) == (9, 1)
    assert {name: column["type"] for name, column in facts.items()} == {
        "date": "date", "region": "text", "product": "text", "units": "number", "amount": "number", "order id": "text",
    }  # fmt: skip
    assert facts["units"]["missing"] == 1
    assert (facts["units"]["min"], facts["units"]["max"], facts["units"]["sum"], facts["units"]["median"]) == (2, 10, 46, 6)
    assert (facts["date"]["earliest"], facts["date"]["latest"]) == ("2024-01-05", "2024-03-22")
    assert facts["region"]["top"][0] == {"value": "East", "count": 4}
    assert {each["value"] for each in facts["amount"]["outliers"]} == {99_999}


def test_extremes_cite_their_cells(orders):
    found = summary(orders)
    view = found.as_json()["views"][0]
    amount = next(row for row in view["rows"] if row[0]["text"] == "amount")
    place = found.places[amount[5]["places"][0]]
    assert (place.quote, place.row) == ("210.25", 6)


@pytest.mark.parametrize(
    ("arguments", "groups"),
    [
        ({"group_by": ["region"], "measure": "units"}, {"North": 23, "South": 10, "East": 13}),
        ({"group_by": ["Regions"], "aggregate": "count"}, {"North": 3, "South": 2, "East": 4}),
        ({"group_by": ["product"], "measure": "units", "aggregate": "mean"}, {"Chair": 9.5, "Desk": 3, "Lamp": 7.5}),
        ({"group_by": ["date"], "measure": "units", "period": "month"}, {"2024-01": 13, "2024-02": 5, "2024-03": 28}),
        ({"group_by": ["region"], "measure": "units", "filters": [{"column": "product", "operator": "=", "value": "desk"}]}, {"South": 3, "North": 5, "East": 4}),
        ({"group_by": ["region"], "measure": "units", "filters": [{"column": "date", "operator": ">=", "value": "2024-03-01"}]}, {"South": 7, "North": 8, "East": 13}),
        ({"group_by": ["region"], "measure": "product", "aggregate": "distinct"}, {"North": 3, "South": 2, "East": 2}),
        ({"measure": "amount", "aggregate": "max", "filters": [{"column": "amount", "operator": "<", "value": "5k"}]}, {}),
    ],
)  # fmt: skip
def test_aggregates_over_all_rows(orders, arguments, groups):
    found = summary(orders, **arguments)
    assert {group["key"]: group["value"] for group in found.data["groups"]} == groups
    assert all(statement.places for statement in found.statements if "**" in statement.text)


def test_titles_and_totals_are_no_rows(book):
    tables = {table["sheet"]: table for table in summary(book).data["tables"]}
    assert tables["ยอดขาย"]["rows"] == 3
    assert [column["type"] for column in tables["ยอดขาย"]["columns"]] == ["date", "text", "number"]
    assert tables["ยอดขาย"]["columns"][0]["earliest"] == "2024-01-01"


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("total units by region", {"group_by": ["region"], "measure": "units", "aggregate": "sum", "table": "orders.csv"}),
        (
            "What is the average amount per product?",
            {"group_by": ["product"], "measure": "amount", "aggregate": "mean", "table": "orders.csv"},
        ),
        (
            "total amount by month",
            {"group_by": ["date"], "measure": "amount", "aggregate": "sum", "period": "month", "table": "orders.csv"},
        ),
        ("Summarise the data in orders.csv", {}),
        ("How many rows are there?", {}),
        ("Summarise the report", None),
        ("What is the total price of the lease?", None),
        ("Who is the director?", None),
    ],
)
def test_what_a_question_asks_of_a_table(orders, question, expected):
    assert DataSummary().propose(asking(question, orders)) == expected


def test_thai_questions_find_thai_columns(book):
    arguments = DataSummary().propose(asking("ยอดขายรวมแยกตามภาค", book, language="th"))
    found = DataSummary().run(asking("", book, language="th"), arguments)
    assert {group["key"]: group["value"] for group in found.data["groups"]} == {"ใต้": 2500, "เหนือ": 2750}


def test_unknown_columns_are_named_with_those_there_are(orders):
    with pytest.raises(BadArguments, match=r"There is no column \"profit\".*date, region"):
        summary(orders, measure="profit")


def test_words_are_not_summed(orders):
    with pytest.raises(BadArguments, match="holds no numbers"):
        summary(orders, measure="region", aggregate="sum")


@pytest.mark.parametrize(
    ("series", "rules", "shape"),
    [
        ([("", [("a", 5)])], {}, "number"),
        ([("", [("2023", 5), ("2024", 6)])], {"in_time": True}, "line"),
        ([("", [(1, 5), (2, 6), (3, 1)])], {"two_measures": True}, "scatter"),
        ([("", [("a", 60), ("b", 40)])], {}, "pie"),
        ([("", [("a", 3), ("b", 4)])], {"is_whole": True}, "pie"),
        ([("", [("a", 3), ("b", -4)])], {"is_whole": True}, "bar"),
        ([("", [(str(n), 1) for n in range(20)])], {"is_whole": True}, "bar"),
        ([("", [("a", 3), ("b", 4)])], {"shape": "line"}, "line"),
    ],
)
def test_the_shape_follows_from_the_numbers(series, rules, shape):
    chart = chart_of(series, **rules)
    assert chart.shape == shape
    assert chart.why


def chart(context, **arguments):
    return ChartGenerator().run(context, arguments)


def test_a_chart_of_a_table(orders):
    found = chart(asking("", orders), x="region", y=["units"])
    assert (found.data["shape"], found.data["series"][0]["points"]) == ("pie", [["North", 23], ["East", 13], ["South", 10]])
    assert found.places


def test_a_chart_of_given_numbers():
    found = chart(asking(""), data=[{"name": "Sales", "points": [["2022", 10], ["2023", "1,200"], ["2024", None]]}])
    assert (found.data["shape"], found.views[0].series[0].points) == ("line", [("2022", 10.0), ("2023", 1200.0), ("2024", None)])


@pytest.mark.parametrize("points", [[["a", "many"]], [["a", float("nan")]], [["a", None]]])
def test_what_is_no_number_is_not_drawn(points):
    with pytest.raises(BadArguments, match="number"):
        chart(asking(""), data=[{"points": points}])


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Draw a bar chart of units by region", {"x": "region", "y": ["units"], "aggregate": "sum", "table": "orders.csv", "shape": "bar"}),
        ("plot amount over date", {"x": "date", "y": ["amount"], "aggregate": "sum", "table": "orders.csv"}),
        ("กราฟวงกลม units ตาม product", {"x": "product", "y": ["units"], "aggregate": "sum", "table": "orders.csv", "shape": "pie"}),
        ("What does the chart on page 3 show?", None),
        ("units by region", None),
    ],
)
def test_questions_for_charts(orders, question, expected):
    found = ChartGenerator().propose(asking(question, orders))
    if found and "period" in found:
        found.pop("period")
    assert found == expected


@pytest.mark.parametrize("question", ["Show total sales by month as a chart", "แสดงยอดขายรวมตามเดือนเป็นกราฟ"])
def test_a_chart_is_drawn_from_the_table_that_has_measure_and_grouping(orders, tmp_path, question):
    notice = tmp_path / "notice.csv"
    notice.write_text("Position,Months,Total\nClerk,1,2\nManager,3,4\nDirector,6,7\n")
    proposed = ChartGenerator().propose(asking(question, text_of(notice), orders))
    assert proposed == {"x": "date", "y": ["amount"], "aggregate": "sum", "period": "month", "table": "orders.csv"}


def test_a_column_called_after_the_period_alone_is_not_drawn(tmp_path):
    notice = tmp_path / "notice.csv"
    notice.write_text("Position,Months\nClerk,1\nManager,3\nDirector,6\n")
    assert ChartGenerator().propose(asking("Show total sales by month as a chart", text_of(notice))) is None
