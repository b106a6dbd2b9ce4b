"""The financial calculator against numpy-financial and against sums done by hand."""

import math
from datetime import date

import numpy_financial as npf
import pytest

from agents.tools.finance.calculator import FinancialCalculator, calculate
from agents.tools.finance.outcome import OPERATIONS, Refused
from agents.tools.protocol import BadArguments, Context, ToolError

PROJECT = [-1000, 300, 420, 680]
LONG = [-250_000, *[18_000 + 700 * year for year in range(25)]]


def result(operation, **given):
    return calculate({"operation": operation, **given}).data["result"]


NUMPY = [
    *[("npv", {"rate": r, "cash_flows": flows}, npf.npv(r, flows)) for r in (0, 0.08, -0.05, 0.5) for flows in (PROJECT, LONG)],
    *[("irr", {"cash_flows": flows}, npf.irr(flows)) for flows in (PROJECT, LONG, [-100, 39, 59, 55, 20], [100, -30, -90])],
    *[("mirr", {"cash_flows": PROJECT, "finance_rate": f, "reinvest_rate": r}, npf.mirr(PROJECT, f, r)) for f, r in ((0.1, 0.12), (0.05, 0.05), (0, 0.03))],
    *[
        ("future_value", {"rate": r, "periods": n, "payment": p, "present_value": v, "when": w}, npf.fv(r, n, p, v, w))
        for r, n, p, v, w in ((0.05 / 12, 120, -100, -100, "end"), (0, 10, -50, -20, "end"), (0.07, 30, -2000, 0, "begin"), (-0.01, 12, 0, -500, "end"))
    ],
    *[
        ("present_value", {"rate": r, "periods": n, "payment": p, "future_value": v, "when": w}, npf.pv(r, n, p, v, w))
        for r, n, p, v, w in ((0.05 / 12, 120, -100, 15692.93, "end"), (0, 10, -50, 200, "end"), (0.04, 20, -900, 0, "begin"))
    ],
    *[
        ("payment", {"rate": r, "periods": n, "present_value": v, "future_value": f, "when": w}, npf.pmt(r, n, v, f, w))
        for r, n, v, f, w in ((0.075 / 12, 180, 200_000, 0, "end"), (0, 12, 1200, 0, "end"), (0.01, 36, 0, 50_000, "begin"))
    ],
    *[
        ("number_of_periods", {"rate": r, "payment": p, "present_value": v, "future_value": f, "when": w}, npf.nper(r, p, v, f, w))
        for r, p, v, f, w in ((0.07 / 12, -150, 8000, 0, "end"), (0.01, -500, 0, 20_000, "begin"))
    ],
    *[
        ("rate", {"periods": n, "payment": p, "present_value": v, "future_value": f, "when": w}, npf.rate(n, p, v, f, w, tol=1e-14, maxiter=500))
        for n, p, v, f, w in ((10, 0, -3500, 10_000, "end"), (360, -1896.2, 300_000, 0, "end"), (48, -250, 10_000, 0, "begin"), (5, -230, 1000, 0, "end"))
    ],
    *[("interest_part", {"rate": 0.0824 / 12, "period": k, "periods": 12, "present_value": 2500}, npf.ipmt(0.0824 / 12, k, 12, 2500)) for k in (1, 2, 7, 12)],
    *[("principal_part", {"rate": 0.0824 / 12, "period": k, "periods": 12, "present_value": 2500}, npf.ppmt(0.0824 / 12, k, 12, 2500)) for k in (1, 2, 7, 12)],
    ("interest_part", {"rate": 0.01, "period": 3, "periods": 12, "present_value": 900, "when": "begin"}, npf.ipmt(0.01, 3, 12, 900, 0, "begin")),
    *[("loan", {"principal": p, "annual_rate": r, "years": y}, -npf.pmt(r / 12, y * 12, p)) for p, r, y in ((2e6, 0.055, 20), (3e6, 0.06, 30), (120_000, 0, 5))],
]  # fmt: skip
BY_HAND = [
    ("xnpv", {"rate": 0.1, "cash_flows": [-1000, 1100], "dates": ["2023-01-01", "2024-01-01"]}, 0.0),
    ("xnpv", {"rate": 0.09, "cash_flows": [-10_000, 2750, 4250, 3250, 2750], "dates": ["2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01"]}, 2086.647602031535),
    ("xirr", {"cash_flows": [-10_000, 2750, 4250, 3250, 2750], "dates": ["2008-01-01", "2008-03-01", "2008-10-30", "2009-02-15", "2009-04-01"]}, 0.37336253351883136),
    ("xirr", {"cash_flows": [-1000, 1100], "dates": ["2023-01-01", "2024-01-01"]}, 0.1),
    ("number_of_periods", {"rate": 0, "payment": -100, "present_value": 1000}, 10),
    ("liabilities_to_equity", {"total_liabilities": 300, "equity": 400}, 0.75),
    ("loan_term", {"principal": 1000, "annual_rate": 0, "payment": 100}, 10),
    ("affordable_loan", {"payment": 1000, "annual_rate": 0, "years": 2}, 24_000),
    ("compound_interest", {"principal": 1000, "annual_rate": 0.1, "years": 2, "compounding_per_year": 1}, 1210),
    ("compound_interest", {"principal": 10_000, "annual_rate": 0.12, "years": 1, "compounding_per_year": 12}, 10_000 * 1.01**12),
    ("simple_interest", {"principal": 20_000, "annual_rate": "5%", "years": 3}, 3000),
    ("effective_rate", {"annual_rate": 0.12, "compounding_per_year": 12}, 1.01**12 - 1),
    ("nominal_rate", {"effective_rate": 1.01**12 - 1, "compounding_per_year": 12}, 0.12),
    ("current_ratio", {"current_assets": 500, "current_liabilities": 250}, 2),
    ("quick_ratio", {"current_assets": 500, "inventories": 100, "current_liabilities": 250}, 1.6),
    ("debt_to_equity", {"total_debt": 300, "equity": 400}, 0.75),
    ("debt_ratio", {"total_liabilities": 300, "total_assets": 400}, 0.75),
    ("gross_margin", {"revenue": 500, "cost_of_sales": 320}, 0.36),
    ("operating_margin", {"operating_profit": 50, "revenue": 400}, 0.125),
    ("net_margin", {"net_profit": -20, "revenue": 400}, -0.05),
    ("return_on_equity", {"net_profit": 12, "equity": 80}, 0.15),
    ("return_on_assets", {"net_profit": 12, "total_assets": 240}, 0.05),
    ("asset_turnover", {"revenue": 480, "total_assets": 240}, 2),
    ("inventory_turnover", {"cost_of_sales": 300, "inventories": 60}, 5),
    ("days_sales_outstanding", {"receivables": 45_000, "revenue": 365_000}, 45),
    ("interest_cover", {"operating_profit": 90, "interest_expense": -30}, 3),
    ("earnings_per_share", {"net_profit": 1_000_000, "preferred_dividends": 100_000, "shares": 300_000}, 3),
    ("price_earnings", {"share_price": 45, "eps": 3}, 15),
    ("percent_change", {"old_value": 80, "new_value": 100}, 0.25),
    ("percent_change", {"old_value": -50, "new_value": 25}, 1.5),
    ("cagr", {"old_value": 100, "new_value": 121, "years": 2}, 0.1),
    ("growth_series", {"series": [100, 110, 99]}, -0.1),
    ("straight_line", {"cost": 500_000, "salvage": 50_000, "life": 5}, 90_000),
    ("declining_balance", {"cost": 1000, "salvage": 250, "life": 2}, 500),
    ("double_declining", {"cost": 2400, "salvage": 300, "life": 10, "period": 2}, 384),
    ("double_declining", {"cost": 2400, "salvage": 300, "life": 10, "period": 10}, 22.1225472),
    ("sum_of_years_digits", {"cost": 30_000, "salvage": 7500, "life": 10, "period": 1}, 22_500 * 10 / 55),
    ("units_of_production", {"cost": 110_000, "salvage": 10_000, "units_total": 50_000, "units_produced": [4000, 6000]}, 8000),
    ("break_even", {"fixed_costs": 120_000, "price": 50, "variable_cost": 30}, 6000),
    ("payback", {"initial_investment": 100_000, "cash_flows": [30_000, 40_000, 50_000]}, 2.6),
    ("discounted_payback", {"initial_investment": 100, "cash_flows": [110, 121], "rate": 0.1}, 1),
    ("vat", {"amount": 5000}, 350),
    ("vat", {"amount": 1070, "includes_vat": True}, 70),
    ("convert_currency", {"amount": 500, "exchange_rate": 36.5}, 18_250),
]  # fmt: skip


@pytest.mark.parametrize(("operation", "given", "expected"), NUMPY + BY_HAND)
def test_results_equal_the_reference(operation, given, expected):
    assert result(operation, **given) == pytest.approx(float(expected), rel=1e-9, abs=1e-9)


NONSENSE = [
    ("npv", {"rate": math.nan, "cash_flows": [1]}, "finite"),
    ("npv", {"rate": 0.1, "cash_flows": [math.inf, 1]}, "finite"),
    ("npv", {"rate": 0.1, "cash_flows": []}, "at least one"),
    ("npv", {"rate": -1, "cash_flows": [1, 2]}, "-100"),
    ("npv", {"rate": "-150%", "cash_flows": [1, 2]}, "-100"),
    ("npv", {"rate": 8, "cash_flows": [1, 2]}, '"8%"'),
    ("npv", {"rate": 0.1, "cash_flows": [1e30, 2]}, "too large"),
    ("npv", {"rate": 0.1, "cash_flows": ["rm -rf", 2]}, "not a number"),
    ("npv", {"rate": 0.1, "cash_flows": [10**400]}, "finite"),
    ("irr", {"cash_flows": [100, 200]}, "negative"),
    ("irr", {"cash_flows": [-100]}, "two cash flows"),
    ("irr", {"cash_flows": [-100, 230, -132]}, "several internal rates of return: 10 %, 20 %"),
    ("xirr", {"cash_flows": [-100, 110], "dates": ["2024-01-01", "2024-01-01"]}, "same"),
    ("xirr", {"cash_flows": [-100, 110], "dates": ["2024-01-01"]}, "2 cash flows but 1 dates"),
    ("xnpv", {"rate": 0.1, "cash_flows": [-100, 110], "dates": ["2024-01-01", "tomorrow"]}, "no date"),
    ("loan", {"principal": 1000, "annual_rate": 0.05, "years": -3}, "between 0"),
    ("loan", {"principal": 0, "annual_rate": 0.05, "years": 3}, "more than zero"),
    ("loan", {"principal": 1000, "annual_rate": 0.05, "years": 5000}, "between 1 and 6,000"),
    ("loan", {"principal": 1000, "annual_rate": -0.05, "years": 3}, "negative"),
    ("loan_term", {"principal": 100_000, "annual_rate": 0.12, "payment": 500}, "never paid off"),
    ("payment", {"rate": 0.1, "periods": 0, "present_value": 100}, "between 0"),
    ("interest_part", {"rate": 0.1, "period": 13, "periods": 12, "present_value": 100}, "beyond"),
    ("interest_part", {"rate": 0.1, "period": 1.5, "periods": 12, "present_value": 100}, "whole number"),
    ("number_of_periods", {"rate": 0.1, "payment": -5, "present_value": 100}, "covers the interest"),
    ("rate", {"periods": 10, "payment": 100, "present_value": 1000}, "No rate fits"),
    ("future_value", {"rate": 0.9, "periods": 99_999, "present_value": -1}, "too large"),
    ("compound_interest", {"principal": 1, "annual_rate": 0.99, "years": 99_999}, "too large"),
    ("current_ratio", {"current_assets": 5, "current_liabilities": 0}, "divide by zero"),
    ("current_ratio", {"current_assets": -5, "current_liabilities": 2}, "can't be negative"),
    ("cagr", {"old_value": -100, "new_value": 200, "years": 3}, "above zero"),
    ("percent_change", {"old_value": 0, "new_value": 200}, "from zero"),
    ("growth_series", {"series": [1, 0, 3]}, "from zero"),
    ("straight_line", {"cost": 100, "salvage": 200, "life": 5}, "more than the cost"),
    ("straight_line", {"cost": 100, "salvage": 0, "life": 50_000}, "200 years"),
    ("declining_balance", {"cost": 100, "salvage": 0, "life": 5}, "above zero"),
    ("units_of_production", {"cost": 10, "salvage": 0, "units_total": 5, "units_produced": [3, 3]}, "More units"),
    ("break_even", {"fixed_costs": 10, "price": 5, "variable_cost": 5}, "no margin"),
    ("payback", {"initial_investment": 100, "cash_flows": [10, 20]}, "never pay back"),
    ("convert_currency", {"amount": 5, "exchange_rate": 0}, "more than zero"),
    ("vat", {"amount": 5, "principal": 3}, "does not take principal"),
    ("nothing", {}, "Unknown operation"),
]  # fmt: skip


@pytest.mark.parametrize(("operation", "given", "message"), NONSENSE)
def test_nonsense_is_refused_with_a_reason(operation, given, message):
    with pytest.raises(ToolError) as refusal:
        result(operation, **given)
    assert message in str(refusal.value)
    assert isinstance(refusal.value, (BadArguments, Refused))


def test_what_is_missing_is_asked_for():
    found = calculate({"operation": "loan", "principal": 2_000_000})
    assert found.data["missing"] == ["annual_rate", "years"]
    assert "interest rate" in found.statements[0].text


def test_a_schedule_ends_at_zero_and_adds_up():
    found = calculate({"operation": "loan", "principal": 100_000, "annual_rate": "5%", "years": 2, "extra_payment": 500}).data
    rows = found["schedule"]
    assert rows[-1]["Balance"] == 0
    assert sum(row["Principal"] for row in rows) == pytest.approx(100_000)
    assert found["details"]["Payments saved"] == 24 - len(rows) > 0


def test_every_calculation_shows_formula_and_numbers():
    shown = {operation for operation, given, _expected in NUMPY + BY_HAND if _is_complete(calculate({"operation": operation, **given}))}
    assert shown == set(OPERATIONS)


def _is_complete(found):
    working = found.views[0]
    return working.lines[0].startswith("$") and len(working.lines) > 1 and found.as_json()


QUESTIONS = [
    ("monthly payment on a 2 million baht loan at 5.5% over 20 years", 13_757.746183),
    ("NPV at 8% of -1000, 300, 420, 680", 177.6660061982421),
    ("NPV of -1000,300,420,680 at 8%", 177.6660061982421),
    ("ผ่อนบ้าน 3 ล้าน ดอกเบี้ย 6% 30 ปี เดือนละเท่าไร", 17_986.515755),
    ("ผ่อนบ้าน ๓ ล้าน ๕ แสนบาท ดอกเบี้ยร้อยละ ๖ ต่อปี ๓๐ ปี งวดละเท่าไหร่", 20_984.268381),
    ("กู้เงินสองล้านบาท ดอกเบี้ยห้าเปอร์เซ็นต์ ยี่สิบปี ผ่อนเดือนละเท่าไร", 13_199.114785),
    ("What is the monthly payment on a $350k mortgage at 6.25% for 30 years?", 2155.010205),
    ("What is the IRR of investing 10,000 and receiving 3,000, 4,200 and 6,800?", 0.163405601),
    ("If I invest $10,000 at 7% compounded monthly for 10 years, how much will I have?", 20_096.613767),
    ("ฝากเงิน 1 แสนบาท ดอกเบี้ย 2.5% ทบต้นรายเดือน 5 ปี ได้เท่าไร", 113_300.112776),
    ("CAGR of sales from 1.2m in 2019 to 3.4m in 2024", 0.231571),
    ("VAT on 1,070 including VAT", 70),
    ("ภาษีมูลค่าเพิ่ม 7% ของ 5,000 บาท", 350),
    ("Convert 500 USD to baht at 36.5", 18_250),
    ("แปลง 100 ดอลลาร์เป็นบาท อัตรา 35.2", 3520),
    ("ค่าเสื่อมราคาเส้นตรง เครื่องจักร 500,000 บาท มูลค่าซาก 50,000 อายุ 5 ปี", 90_000),
    ("double declining depreciation in year 2 of a 10,000 asset, salvage 1,000, 5 years", 2400),
    ("จุดคุ้มทุน ต้นทุนคงที่ 200,000 ราคาขาย 150 ต้นทุนผันแปร 90", 10_000 / 3),
    ("current ratio with current assets 500,000 and current liabilities 250,000", 2),
    ("อัตราส่วนหนี้สินต่อทุน หนี้สิน 500 ล้าน ส่วนของผู้ถือหุ้น 250 ล้าน", 2),
    ("ยอดขายเพิ่มจาก 80 ล้าน เป็น 100 ล้าน คิดเป็นกี่เปอร์เซ็นต์", 0.25),
    ("present value of 1,000,000 in 10 years at 5%", 613_913.253541),
    ("how long to pay off a 200,000 loan at 8% paying 5,000 a month", 46.67814497),
    ("mortgage of 5 million, 20% down, 5% for 25 years, monthly payment?", 23_383.60166),
    ("XIRR of -1000 on 2024-01-01, 500 on 2024-07-01, 600 on 2025-01-01", 0.1318224386),
    ("P/E with share price 45 and EPS 3", 15),
]  # fmt: skip


@pytest.mark.parametrize(("question", "expected"), QUESTIONS)
def test_questions_with_figures_are_read(question, expected):
    arguments = FinancialCalculator().propose(Context(None, None, question=question))
    assert calculate(arguments).data["result"] == pytest.approx(expected, rel=1e-6)


NOT_FOR_IT = [
    "What is IRR?",
    "What was the revenue growth in 2024?",
    "What is the interest rate on the loan in the contract?",
    "How many days of annual leave do employees get?",
    "Who signed the loan of 2 million baht?",
    "สัญญาเช่ามีระยะเวลากี่ปี",
    "อัตราส่วนสภาพคล่องปี 2567 เป็นเท่าไร",
    "The VAT number of the supplier is 0105567000000, who is it?",
    "Compare gross margin 2023 and 2024",
]


@pytest.mark.parametrize("question", NOT_FOR_IT)
def test_other_questions_are_left_to_others(question):
    assert FinancialCalculator().propose(Context(None, None, question=question)) is None


@pytest.mark.parametrize("text", ["1" * 200_000, "1,2" * 60_000, "loan 5% " * 25_000, "ล้าน" * 50_000, "(" * 200_000, "หนึ่งสิบ" * 25_000])
def test_hostile_text_is_read_in_no_time(text):
    import time

    from agents.tools.finance.amounts import amounts

    began = time.perf_counter()
    amounts(text)
    FinancialCalculator().propose(Context(None, None, question=text))
    assert time.perf_counter() - began < 2


def test_a_schedule_by_date_names_its_dates():
    found = calculate({"operation": "xnpv", "rate": 0.1, "cash_flows": [-1000, 1100], "dates": ["2023-01-01", "2024-01-01"]})
    assert found.data["inputs"]["dates"] == [date(2023, 1, 1).isoformat(), "2024-01-01"]
