"""Reports written before the report tool was tuned and not looked at while it was: other labels, layouts and lines of business."""

from agents.tools.tests.reports.making import Report, Sheet

UK = Report(
    "penrose-accounts-2024.pdf",
    intro=["Penrose Engineering Limited", "Annual report and financial statements for the year ended 31 March 2024"],
    sheets=[
        Sheet(
            title="Profit and loss account",
            head=[["", "Notes", "2024 £'000", "2023 £'000"]],
            columns=[None, "2024", "2023"],
            scale=1000,
            rows="""
revenue | Turnover | 3 | 24,318 | 22,907
cost_of_sales | Cost of sales | | (15,402) | (14,881)
gross_profit | Gross profit | | 8,916 | 8,026
| Distribution costs | | (2,110) | (2,004)
| Administrative expenses | | (4,205) | (4,018)
operating_profit | Operating profit | 4 | 2,601 | 2,004
| Interest receivable | | 48 | 31
finance_costs | Interest payable and similar charges | 7 | (402) | (377)
profit_before_tax | Profit on ordinary activities before taxation | | 2,247 | 1,658
income_tax | Tax on profit on ordinary activities | 8 | (540) | (398)
net_profit | Profit for the financial year | | 1,707 | 1,260
""",
        ),
        Sheet(
            title="Balance sheet as at 31 March 2024",
            head=[["", "Notes", "2024 £'000", "2023 £'000"]],
            columns=[None, "2024", "2023"],
            scale=1000,
            rows="""
| Fixed assets | | |
fixed_assets | Tangible assets | 10 | 6,730 | 6,412
| Current assets | | |
inventories | Stocks | 11 | 3,118 | 2,960
receivables | Debtors | 12 | 5,204 | 4,871
cash | Cash at bank and in hand | | 1,930 | 1,402
| Creditors: amounts falling due within one year | 13 | (5,011) | (4,903)
| Net current assets | | 5,241 | 4,330
| Total assets less current liabilities | | 11,971 | 10,742
| Net assets | | 9,402 | 7,695
| Capital and reserves | | |
share_capital | Called up share capital | 15 | 500 | 500
retained_earnings | Profit and loss account | | 8,902 | 7,195
equity | Shareholders' funds | | 9,402 | 7,695
""",
        ),
    ],
)

THAI_QUARTER = Report(
    "งบระหว่างกาล-ไตรมาส1-2568.pdf",
    style="html",
    language="th",
    intro=["บริษัท นครพลังงาน จำกัด (มหาชน)", "งบกำไรขาดทุนเบ็ดเสร็จ (ยังไม่ได้ตรวจสอบ แต่สอบทานแล้ว)"],
    sheets=[
        Sheet(
            before=["สำหรับงวดสามเดือนสิ้นสุดวันที่ 31 มีนาคม 2568", "(หน่วย: ล้านบาท)"],
            head=[["", "ไตรมาส 1/2568", "ไตรมาส 1/2567"]],
            columns=["2025-Q1", "2024-Q1"],
            scale=1e6,
            rows="""
revenue | รายได้จากการขายไฟฟ้า | 3,402.5 | 3,210.8
| รายได้อื่น | 45.2 | 38.9
cost_of_sales | ต้นทุนขาย | (2,510.3) | (2,402.7)
gross_profit | กำไรขั้นต้น | 892.2 | 808.1
| ค่าใช้จ่ายในการบริหาร | (190.4) | (181.6)
operating_profit | กำไรจากการดำเนินงาน | 747.0 | 665.4
finance_costs | ดอกเบี้ยจ่าย | (210.7) | (220.1)
profit_before_tax | กำไรก่อนค่าใช้จ่ายภาษีเงินได้ | 536.3 | 445.3
income_tax | ภาษีเงินได้ | (80.9) | (66.1)
net_profit | กำไรสุทธิสำหรับงวด | 455.4 | 379.2
""",
        )
    ],
)

TRANSPOSED = Report(
    "willow-kpis.xlsx",
    intro=["Willow Foods — key financials", "in EUR thousand"],
    sheets=[
        Sheet(
            title="KPIs", head=[["Period", "Sales", "Gross profit", "EBITDA", "Profit after tax", "Cash at end", "Equity"]], columns=[None] * 6,
            rows="""
| FY2021 | 41,200 | 15,320 | 6,110 | 2,870 | 1,904 | 18,330
| FY2022 | 44,950 | 16,480 | 6,540 | 3,015 | 2,377 | 20,105
| FY2023 | 48,730 | 18,022 | 7,208 | 3,486 | 2,960 | 22,480
| FY2024 | 52,110 | 19,544 | 7,903 | 3,921 | 3,415 | 25,002
""",
        )
    ],
    extra={
        (metric, str(2021 + at)): value * 1000
        for metric, values in {
            "revenue": [41_200, 44_950, 48_730, 52_110], "gross_profit": [15_320, 16_480, 18_022, 19_544], "ebitda": [6110, 6540, 7208, 7903],
            "net_profit": [2870, 3015, 3486, 3921], "cash": [1904, 2377, 2960, 3415], "equity": [18_330, 20_105, 22_480, 25_002],
        }.items()
        for at, value in enumerate(values)
    },
)  # fmt: skip

BANK_WORD = Report(
    "first-harbour-bank.docx",
    intro=["First Harbour Bank Group: condensed statements", "All figures in USD million."],
    sheets=[
        Sheet(
            title="Condensed income statement", head=[["For the year", "2024", "2023", "2022"]], columns=["2024", "2023", "2022"], scale=1e6,
            rows="""
net_interest_income | Net interest income | 2,410 | 2,288 | 2,015
fee_income | Fees and commissions, net | 640 | 611 | 598
revenue | Total income | 3,205 | 3,040 | 2,744
operating_expenses | Total operating expenses | (1,602) | (1,549) | (1,488)
| Credit impairment charges | (210) | (265) | (190)
profit_before_tax | Profit before income tax | 1,393 | 1,226 | 1,066
net_profit | Profit attributable to shareholders | 1,040 | 921 | 806
""",
        ),
        Sheet(
            title="Condensed balance sheet", head=[["At 31 December", "2024", "2023", "2022"]], columns=["2024", "2023", "2022"], scale=1e6,
            rows="""
loans | Loans to customers | 71,200 | 68,330 | 65,904
total_assets | Total assets | 104,330 | 99,870 | 96,102
deposits | Customer deposits | 78,440 | 75,015 | 72,880
total_liabilities | Total liabilities | 95,210 | 91,405 | 88,240
equity | Total equity attributable to shareholders | 9,120 | 8,465 | 7,862
""",
        ),
    ],
)  # fmt: skip

QUARTERS = Report(
    "quarterly_pl.csv",
    style="semicolon bom",
    sheets=[
        Sheet(
            head=[["USD '000", "Q1-24", "Q2-24", "Q3-24", "Q4-24"]], columns=["2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4"], scale=1000,
            rows="""
revenue | Net revenue | 8,120 | 8,455 | 8,902 | 9,640
cost_of_sales | COGS | -4,310 | -4,402 | -4,588 | -4,930
gross_profit | Gross margin | 3,810 | 4,053 | 4,314 | 4,710
| Marketing | -905 | -930 | -988 | -1,120
ebitda | Adj. EBITDA | 1,210 | 1,344 | 1,502 | 1,690
operating_profit | Operating result | 880 | 1,010 | 1,160 | 1,335
net_profit | Net result | 610 | 702 | 815 | 940
""",
        )
    ],
)  # fmt: skip

FIVE_YEARS = Report(
    "nordlys-five-year-summary.pdf",
    style="html rule",
    intro=["Nordlys Shipping ASA — five-year summary", "EUR m"],
    sheets=[
        Sheet(
            head=[["", "2024", "2023", "2022", "2021", "2020"]], columns=["2024", "2023", "2022", "2021", "2020"], scale=1e6,
            rows="""
| Income statement | | | | |
revenue | Operating revenues | 1,820 | 1,904 | 2,130 | 1,560 | 1,180
ebitda | Operating profit before depreciation (EBITDA) | 505 | 560 | 812 | 430 | 222
operating_profit | Operating profit (EBIT) | 288 | 345 | 610 | 241 | 48
finance_costs | Net financial expenses | (66) | (70) | (58) | (61) | (63)
net_profit | Profit for the year | 201 | 249 | 502 | 160 | (22)
| Balance sheet | | | | |
non_current_assets | Non-current assets | 2,410 | 2,380 | 2,290 | 2,301 | 2,344
current_assets | Current assets | 690 | 720 | 905 | 560 | 433
total_assets | Total assets | 3,100 | 3,100 | 3,195 | 2,861 | 2,777
equity | Equity | 1,402 | 1,330 | 1,302 | 930 | 801
non_current_liabilities | Non-current liabilities | 1,210 | 1,290 | 1,350 | 1,450 | 1,512
current_liabilities | Current liabilities | 488 | 480 | 543 | 481 | 464
| Cash flow | | | | |
operating_cash_flow | Cash flow from operating activities | 430 | 488 | 702 | 366 | 205
investing_cash_flow | Cash flow from investing activities | (190) | (220) | (150) | (110) | (98)
financing_cash_flow | Cash flow from financing activities | (260) | (310) | (380) | (210) | (120)
| Key ratios | | | | |
| Equity ratio (%) | 45.2 | 42.9 | 40.8 | 32.5 | 28.8
| Employees | 3,402 | 3,390 | 3,288 | 3,140 | 3,105
""",
        )
    ],
)  # fmt: skip

THAI_PROSE = Report(
    "คำอธิบายและวิเคราะห์-2567.pdf",
    style="html",
    font="'Sarabun','Loma'",
    language="th",
    intro=[
        "คำอธิบายและการวิเคราะห์ของฝ่ายจัดการ ประจำปี 2567",
        "บริษัทมีรายได้จากการขายรวม 8,452.3 ล้านบาทในปี 2567 เพิ่มขึ้นจาก 7,980.1 ล้านบาทในปี 2566 หรือเพิ่มขึ้นร้อยละ 5.9",
        "กำไรขั้นต้นในปี 2567 เท่ากับ 2,120.5 ล้านบาท และกำไรสุทธิสำหรับปี 2567 เท่ากับ 612.8 ล้านบาท",
        "ณ วันที่ 31 ธันวาคม 2567 บริษัทมีสินทรัพย์รวม 9,870.4 ล้านบาท หนี้สินรวม 4,210.6 ล้านบาท และส่วนของผู้ถือหุ้น 5,659.8 ล้านบาท",
    ],
    sheets=[],
    extra={
        ("revenue", "2024"): 8452.3e6, ("revenue", "2023"): 7980.1e6, ("gross_profit", "2024"): 2120.5e6, ("net_profit", "2024"): 612.8e6,
        ("total_assets", "2024"): 9870.4e6, ("total_liabilities", "2024"): 4210.6e6, ("equity", "2024"): 5659.8e6,
    },
)  # fmt: skip

HALF_YEAR = Report(
    "solace-half-year-2024.pdf",
    style="grid",
    intro=["Solace Hotels plc", "Half-year results for the six months ended 30 June 2024"],
    sheets=[
        Sheet(
            title="Group results", before=["Figures in US$ millions"], head=[["", "H1 2024", "H1 2023", "Change"]], columns=["2024-H1", "2023-H1", None], scale=1e6,
            rows="""
revenue | Group revenue | 512.4 | 470.2 | 9%
ebitda | Underlying EBITDA | 121.8 | 104.4 | 17%
operating_profit | Operating profit | 80.6 | 66.3 | 22%
profit_before_tax | Profit before tax | 58.2 | 43.9 | 33%
net_profit | Profit for the period | 44.1 | 33.0 | 34%
eps | Basic EPS (cents) | 12.4 | 9.3 | 33%
| Net debt | 402.5 | 431.7 | (7)%
free_cash_flow | Free cash flow | 38.9 | 21.5 | 81%
""",
        )
    ],
)  # fmt: skip

INDENTED = Report(
    "atlas-management-accounts.xlsx",
    style="gap",
    intro=["Atlas Logistics — management accounts", "Currency: USD"],
    sheets=[
        Sheet(
            title="Income Statement", head=[["", "Note", "Year to Dec 2024", "Year to Dec 2023"]], columns=[None, "2024", "2023"],
            rows="""
| Revenue | | |
|   Freight | 1 | 18,402,100 | 17,120,400
|   Warehousing | 1 | 6,230,500 | 5,904,300
revenue | Total revenue | | 24,632,600 | 23,024,700
| Costs | | |
cost_of_sales | Direct costs | 2 | -16,204,800 | -15,330,100
gross_profit | Gross profit | | 8,427,800 | 7,694,600
| Overheads | 3 | -5,110,200 | -4,902,800
operating_profit | Operating profit (EBIT) | | 3,317,600 | 2,791,800
finance_costs | Interest paid | | -402,300 | -388,700
profit_before_tax | Profit before taxation | | 2,915,300 | 2,403,100
income_tax | Corporation tax | | -728,800 | -600,800
net_profit | Net profit after tax | | 2,186,500 | 1,802,300
""",
        ),
        Sheet(
            title="Financial Position", head=[["", "Note", "Dec 2024", "Dec 2023"]], columns=[None, "2024", "2023"],
            rows="""
| ASSETS | | |
| Current | | |
cash | Bank and cash | | 2,104,700 | 1,702,200
receivables | Trade debtors | 4 | 4,330,900 | 4,120,500
current_assets | Total current assets | | 6,910,300 | 6,240,800
| Non-current | | |
fixed_assets | Property, plant & equipment | 5 | 9,802,400 | 9,540,100
total_assets | TOTAL ASSETS | | 16,712,700 | 15,780,900
| LIABILITIES | | |
payables | Trade creditors | 6 | 3,204,800 | 3,110,700
current_liabilities | Total current liabilities | | 4,102,300 | 4,015,400
total_liabilities | TOTAL LIABILITIES | | 8,310,200 | 8,205,900
equity | TOTAL EQUITY | | 8,402,500 | 7,575,000
| TOTAL EQUITY AND LIABILITIES | | 16,712,700 | 15,780,900
""",
        ),
    ],
)  # fmt: skip

SAAS_BOARD = Report(
    "pulse-board-pack.docx",
    style="grid",
    intro=["Pulse Analytics board pack", "We closed Q4 2024 with 1,204 customers."],
    extra={("customers", "2024-Q4"): 1204},
    sheets=[
        Sheet(
            title="Headline metrics", head=[["Metric", "Q4 2024", "Q3 2024"]], columns=["2024-Q4", "2024-Q3"],
            rows="""
arr | ARR | $42.8M | $40.1M
revenue | Revenue | $10.6M | $9.9M
gross_profit | Gross profit | $8.3M | $7.7M
operating_expenses | Total opex | $9.1M | $8.8M
net_profit | Net loss | ($0.9M) | ($1.2M)
cash | Cash balance | $31.5M | $32.9M
customers | Customers | 1,204 | 1,151
| Net revenue retention | 114% | 112%
| Gross margin | 78.3% | 77.8%
""",
        )
    ],
)  # fmt: skip

BUDGET = Report(
    "orchid-restaurants-fy24.pdf",
    style="html",
    intro=["Orchid Restaurants Group", "FY2024 performance against budget, THB million"],
    sheets=[
        Sheet(
            head=[["", "FY2024 Actual", "FY2024 Budget", "Variance", "FY2023 Actual"]], columns=["2024", None, None, "2023"], scale=1e6,
            rows="""
revenue | Sales | 980.4 | 1,010.0 | (29.6) | 902.7
cost_of_sales | Cost of goods sold | 343.1 | 348.5 | 5.4 | 320.4
gross_profit | Gross profit | 637.3 | 661.5 | (24.2) | 582.3
| Labour | 264.7 | 270.0 | 5.3 | 248.8
| Rent | 117.6 | 118.0 | 0.4 | 112.2
ebitda | EBITDA | 152.9 | 170.1 | (17.2) | 130.6
net_profit | Net profit | 62.4 | 75.0 | (12.6) | 48.1
""",
        )
    ],
)  # fmt: skip

THAI_DIGITS = Report(
    "สรุปฐานะการเงิน-สหกรณ์.docx",
    style="grid",
    language="th",
    intro=["สหกรณ์ออมทรัพย์ตัวอย่าง จำกัด", "สรุปฐานะการเงินและผลการดำเนินงาน หน่วย : บาท"],
    sheets=[
        Sheet(
            head=[["รายการ", "ปี พ.ศ. ๒๕๖๗", "ปี พ.ศ. ๒๕๖๖"]], columns=["2024", "2023"],
            rows="""
revenue | รวมรายได้ | ๔๕,๒๓๐,๑๐๐ | ๔๒,๑๑๐,๕๐๐
operating_expenses | รวมค่าใช้จ่าย | ๒๑,๔๐๒,๓๐๐ | ๒๐,๕๕๐,๗๐๐
net_profit | กำไรสุทธิประจำปี | ๒๓,๘๒๗,๘๐๐ | ๒๑,๕๕๙,๘๐๐
cash | เงินสดและเงินฝากธนาคาร | ๑๘,๙๐๐,๔๐๐ | ๑๗,๒๒๐,๑๐๐
total_assets | รวมสินทรัพย์ทั้งสิ้น | ๖๕๐,๓๐๐,๒๐๐ | ๖๑๒,๘๘๐,๔๐๐
total_liabilities | รวมหนี้สินทั้งสิ้น | ๓๙๐,๑๐๐,๕๐๐ | ๓๗๐,๒๔๐,๙๐๐
equity | รวมทุนของสหกรณ์ | ๒๖๐,๑๙๙,๗๐๐ | ๒๔๒,๖๓๙,๕๐๐
""",
        )
    ],
)  # fmt: skip

REPORTS = [
    UK, THAI_QUARTER, TRANSPOSED, BANK_WORD, QUARTERS, FIVE_YEARS, THAI_PROSE, HALF_YEAR, INDENTED, SAAS_BOARD, BUDGET, THAI_DIGITS,
]  # fmt: skip
