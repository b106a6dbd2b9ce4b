"""Reports written last, in styles that neither of the other sets has; what they showed was mended afterwards."""

from agents.tools.tests.reports.making import Report, Sheet

TWO_LENGTHS = Report(
    "granite-q2-2024.pdf",
    style="grid",
    intro=["Granite Materials Corp. Second quarter 2024", "Unaudited condensed consolidated statements"],
    sheets=[
        Sheet(
            title="Condensed consolidated statements of earnings",
            before=["(US dollars in millions, except per share amounts)"],
            head=[["", "Three months ended", "", "Six months ended", ""], ["", "30 Jun 2024", "30 Jun 2023", "30 Jun 2024", "30 Jun 2023"]],
            columns=["2024-Q2", "2023-Q2", "2024-H1", "2023-H1"],
            scale=1e6,
            rows="""
revenue | Net revenues | 611.2 | 584.0 | 1,180.4 | 1,122.7
cost_of_sales | Cost of goods sold | 402.5 | 391.1 | 785.2 | 760.3
gross_profit | Gross profit | 208.7 | 192.9 | 395.2 | 362.4
| Selling and administrative expenses | 96.3 | 92.8 | 190.1 | 183.5
operating_profit | Earnings from operations | 112.4 | 100.1 | 205.1 | 178.9
finance_costs | Interest expense, net | 14.1 | 13.0 | 27.7 | 25.2
profit_before_tax | Earnings before income taxes | 98.3 | 87.1 | 177.4 | 153.7
income_tax | Income tax expense | 24.0 | 21.5 | 43.6 | 38.1
net_profit | Net earnings | 74.3 | 65.6 | 133.8 | 115.6
eps | Basic earnings per share | 1.12 | 0.98 | 2.01 | 1.73
""",
        ),
        Sheet(
            title="Condensed consolidated balance sheets",
            before=["(US dollars in millions)"],
            head=[["", "30 Jun 2024", "31 Dec 2023"]],
            columns=["2024-06-30", "2023"],
            scale=1e6,
            rows="""
cash | Cash and cash equivalents | 188.4 | 201.3
receivables | Accounts receivable, net of allowance | 340.9 | 318.0
inventories | Inventories | 402.2 | 390.6
current_assets | Total current assets | 970.1 | 945.7
fixed_assets | Property, plant and equipment, net | 1,310.5 | 1,288.8
total_assets | Total assets | 2,604.8 | 2,540.2
current_liabilities | Total current liabilities | 512.7 | 498.9
total_liabilities | Total liabilities | 1,402.3 | 1,410.0
equity | Total shareholders' equity | 1,202.5 | 1,130.2
""",
        ),
    ],
)

QUARTER_BLOCKS = Report(
    "cobalt-kpi-tracker.xlsx",
    style="gap years",
    intro=["Cobalt Mobility — KPI tracker", "THB m unless noted"],
    sheets=[
        Sheet(
            title="Tracker", head=[["THB m", "1Q24", "2Q24", "3Q24", "4Q24", "FY24", "YoY %"]],
            columns=["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2024", None], scale=1e6,
            rows="""
revenue | Revenue | 1,204.3 | 1,251.8 | 1,310.0 | 1,402.6 | 5,168.7 | 11.2
| o/w ride hailing | 880.1 | 902.4 | 941.7 | 1,001.2 | 3,725.4 | 9.8
gross_profit | Gross profit | 402.7 | 421.5 | 446.2 | 489.9 | 1,760.3 | 14.0
ebitda | EBITDA | 101.4 | 118.7 | 130.2 | 155.5 | 505.8 | 21.3
operating_profit | EBIT | 60.2 | 74.9 | 84.4 | 108.0 | 327.5 | 25.6
net_profit | Net income after tax | 38.8 | 50.1 | 57.3 | 75.7 | 221.9 | 28.8
capex | Capex | -88.2 | -91.0 | -79.4 | -120.3 | -378.9 | 4.1
cash | Cash & equivalents | 640.4 | 602.8 | 655.9 | 701.2 | 701.2 | 6.0
""",
        )
    ],
)  # fmt: skip

EUROPEAN = Report(
    "gewinn-und-verlust.csv",
    style="semicolon",
    intro=["Falkenberg GmbH", "Angaben in TEUR / amounts in EUR thousand"],
    sheets=[
        Sheet(
            head=[["Item", "31.12.2023", "31.12.2024"]], columns=["2023", "2024"], scale=1000,
            rows="""
revenue | Revenue | 12,340.5 | 13,102.7
cost_of_sales | Cost of sales | -7,890.1 | -8,204.4
gross_profit | Gross profit | 4,450.4 | 4,898.3
operating_profit | Operating result | 1,105.2 | 1,340.8
net_profit | Net result for the year | 702.6 | 881.0
""",
        )
    ],
)  # fmt: skip

POSTED = Report(
    "tarn-results-note.docx",
    intro=[
        "Tarn Outdoor plc: results for the year ended 30 September 2024",
        "The Company posted sales of £612.4 million for the year ended 30 September 2024, up from £580.1 million a year earlier. EBITDA came in at "
        "£88.4m (2023: £79.9m) and pre-tax profit reached £51.7m (2023: £44.0m).",
        "Operating cash flow was £74.2m, while capital expenditure amounted to £31.5m. Total borrowings stood at £140m at the year end.",
        "Our net promoter score rose to 61 and we opened 9 stores.",
    ],
    sheets=[],
    extra={
        ("revenue", "2024"): 612.4e6, ("revenue", "2023"): 580.1e6, ("ebitda", "2024"): 88.4e6, ("ebitda", "2023"): 79.9e6,
        ("profit_before_tax", "2024"): 51.7e6, ("profit_before_tax", "2023"): 44.0e6, ("operating_cash_flow", "2024"): 74.2e6,
        ("capex", "2024"): 31.5e6, ("total_debt", "2024"): 140e6,
    },
)  # fmt: skip

THAI_INTERIM = Report(
    "งบแสดงฐานะ-ณ-31-มีนาคม-2568.pdf",
    style="html rule",
    font="'Loma'",
    language="th",
    intro=["บริษัท ทะเลทองฟู้ดส์ จำกัด (มหาชน)", "ข้อมูลทางการเงินระหว่างกาล"],
    sheets=[
        Sheet(
            title="งบแสดงฐานะการเงินรวม",
            before=["(หน่วย: บาท)"],
            head=[["", "หมายเหตุ", "31 มีนาคม 2568 (ยังไม่ได้ตรวจสอบ)", "31 ธันวาคม 2567 (ตรวจสอบแล้ว)"]],
            columns=[None, "2025-03-31", "2024"],
            rows="""
cash | เงินสดและรายการเทียบเท่าเงินสด | 3 | 145,230,118 | 131,902,554
receivables | ลูกหนี้การค้าและลูกหนี้หมุนเวียนอื่น | 4 | 402,118,330 | 388,540,201
inventories | สินค้าคงเหลือ - สุทธิ | 5 | 512,334,870 | 498,221,005
current_assets | รวมสินทรัพย์หมุนเวียน | | 1,080,554,210 | 1,040,118,672
fixed_assets | ที่ดิน อาคารและอุปกรณ์ - สุทธิ | 6 | 804,220,115 | 811,450,330
total_assets | รวมสินทรัพย์ | | 2,010,774,325 | 1,978,002,118
payables | เจ้าหนี้การค้าและเจ้าหนี้หมุนเวียนอื่น | 7 | 388,201,554 | 377,910,226
total_liabilities | รวมหนี้สิน | | 902,334,118 | 911,204,550
equity | รวมส่วนของผู้ถือหุ้น | | 1,108,440,207 | 1,066,797,568
""",
        )
    ],
)

THAI_NOTES = Report(
    "สรุปผล-โรงพยาบาลริมน้ำ.docx",
    style="grid",
    language="th",
    intro=["บริษัท โรงพยาบาลริมน้ำ จำกัด (มหาชน)", "สรุปผลการดำเนินงานประจำไตรมาส 3 ปี 2567"],
    sheets=[
        Sheet(
            before=["หน่วย : ล้านบาท"],
            head=[["รายการ", "ไตรมาส 3 ปี 2567", "ไตรมาส 3 ปี 2566", "% เปลี่ยนแปลง"]], columns=["2024-Q3", "2023-Q3", None], scale=1e6,
            rows="""
revenue | รายได้รวม | 1,820.4 | 1,702.9 | 6.9
| รายได้จากกิจการโรงพยาบาล | 1,790.2 | 1,680.0 | 6.6
operating_expenses | ค่าใช้จ่ายรวม | 1,402.1 | 1,330.5 | 5.4
ebitda | EBITDA | 512.8 | 470.3 | 9.0
net_profit | กำไรสุทธิ | 331.6 | 298.4 | 11.1
| อัตรากำไรสุทธิ (%) | 18.2 | 17.5 |
""",
        )
    ],
)  # fmt: skip

COMPARATIVE = Report(
    "sable-trust-accounts.pdf",
    style="html",
    intro=["Sable Community Trust", "Statement of comprehensive income for the year ended 30 June 2024"],
    sheets=[
        Sheet(
            before=["Expressed in New Zealand dollars"],
            head=[["", "Note", "Group 2024 $", "Group 2023 $", "Company 2024 $", "Company 2023 $"]],
            columns=[None, "2024", "2023", None, None],
            rows="""
revenue | Revenue | 2 | 8,402,118 | 7,990,204 | 6,120,330 | 5,880,140
cost_of_sales | Cost of sales | 3 | (5,110,330) | (4,902,118) | (3,902,554) | (3,801,220)
gross_profit | Gross profit | | 3,291,788 | 3,088,086 | 2,217,776 | 2,078,920
operating_profit | Surplus from operations | | 802,554 | 744,118 | 610,220 | 588,330
finance_costs | Finance expenses | 4 | (120,330) | (131,204) | (90,118) | (98,554)
profit_before_tax | Surplus before tax | | 682,224 | 612,914 | 520,102 | 489,776
income_tax | Taxation | 5 | (191,022) | (171,616) | (145,629) | (137,137)
net_profit | Surplus after tax | | 491,202 | 441,298 | 374,473 | 352,639
""",
        )
    ],
)

SINGLE = Report(
    "fy2024_balance.xlsx",
    intro=["Otter Robotics Ltd", "Balance sheet at 31 December 2024"],
    sheets=[
        Sheet(
            title="BS", head=[["Account", "Balance (GBP)"]], columns=["2024"],
            rows="""
cash | Cash at bank | 412,550
receivables | Trade debtors | 288,120
inventories | Stock | 190,445
total_assets | Total assets | 1,204,880
payables | Trade creditors | 160,330
total_liabilities | Total liabilities | 502,115
share_capital | Share capital | 100,000
retained_earnings | Retained earnings | 602,765
equity | Total equity | 702,765
""",
        )
    ],
)  # fmt: skip

REPORTS = [TWO_LENGTHS, QUARTER_BLOCKS, EUROPEAN, POSTED, THAI_INTERIM, THAI_NOTES, COMPARATIVE, SINGLE]
