"""Reports that the report tool was built on."""

from agents.tools.tests.reports.making import Report, Sheet

TWO = ["2024", "2023"]

MERIDIAN = Report(
    "meridian-annual-2024.pdf",
    intro=["Meridian Tools Inc. Consolidated Financial Statements", "For the years ended December 31, 2024 and 2023"],
    style="plain pages",
    sheets=[
        Sheet(
            title="Consolidated Statements of Income",
            before=["(In thousands of US dollars, except per share amounts)"],
            head=[["", "Note", "2024", "2023"]],
            columns=[None, *TWO],
            scale=1000,
            rows="""
revenue | Revenue | 4 | 482,310 | 431,905
cost_of_sales | Cost of sales | 5 | (291,448) | (268,120)
gross_profit | Gross profit | | 190,862 | 163,785
| Selling and distribution expenses | 6 | (58,930) | (52,004)
| Administrative expenses | 6 | (41,217) | (39,880)
research | Research and development expenses | | (18,402) | (15,973)
| Other income | 7 | 2,115 | 1,640
operating_profit | Operating profit | | 74,428 | 57,568
| Finance income | 8 | 812 | 640
finance_costs | Finance costs | 8 | (9,204) | (8,711)
profit_before_tax | Profit before income tax | | 66,036 | 49,497
income_tax | Income tax expense | 9 | (15,188) | (11,879)
net_profit | Profit for the year | | 50,848 | 37,618
| Attributable to: | | |
| Owners of the parent | | 49,120 | 36,402
| Non-controlling interests | | 1,728 | 1,216
eps | Basic earnings per share (US$) | 10 | 2.46 | 1.82
""",
        ),
        Sheet(
            title="Consolidated Statements of Financial Position",
            before=["(In thousands of US dollars)"],
            head=[["", "Note", "31 December 2024", "31 December 2023"]],
            columns=[None, *TWO],
            scale=1000,
            rows="""
| Assets | | |
| Current assets | | |
cash | Cash and cash equivalents | 11 | 64,210 | 48,377
receivables | Trade and other receivables | 12 | 81,655 | 74,902
inventories | Inventories | 13 | 72,340 | 69,118
| Other current assets | | 6,120 | 5,480
current_assets | Total current assets | | 224,325 | 197,877
| Non-current assets | | |
fixed_assets | Property, plant and equipment | 14 | 188,402 | 179,330
| Intangible assets | 15 | 42,118 | 44,960
| Deferred tax assets | | 3,015 | 2,844
non_current_assets | Total non-current assets | | 233,535 | 227,134
total_assets | Total assets | | 457,860 | 425,011
| Liabilities and equity | | |
payables | Trade and other payables | 16 | 58,044 | 55,720
| Short-term borrowings | 17 | 22,000 | 30,000
| Current tax liabilities | | 6,208 | 5,114
current_liabilities | Total current liabilities | | 86,252 | 90,834
| Long-term borrowings | 17 | 96,500 | 104,000
| Provisions | | 8,244 | 7,900
non_current_liabilities | Total non-current liabilities | | 104,744 | 111,900
total_liabilities | Total liabilities | | 190,996 | 202,734
share_capital | Share capital | 18 | 50,000 | 50,000
retained_earnings | Retained earnings | | 201,340 | 158,610
| Non-controlling interests | | 15,524 | 13,667
equity | Total equity | | 266,864 | 222,277
| Total liabilities and equity | | 457,860 | 425,011
""",
        ),
        Sheet(
            title="Consolidated Statements of Cash Flows",
            before=["(In thousands of US dollars)"],
            head=[["", "", "2024", "2023"]],
            columns=[None, *TWO],
            scale=1000,
            rows="""
| Cash flows from operating activities | | |
| Profit for the year | | 50,848 | 37,618
depreciation | Depreciation and amortisation | | 27,310 | 25,902
| Changes in working capital | | (8,140) | (11,205)
operating_cash_flow | Net cash from operating activities | | 70,018 | 52,315
capex | Purchase of property, plant and equipment | | (33,540) | (29,870)
investing_cash_flow | Net cash used in investing activities | | (32,180) | (28,944)
dividends_paid | Dividends paid | | (6,390) | (5,800)
financing_cash_flow | Net cash used in financing activities | | (22,005) | (14,310)
| Net increase in cash and cash equivalents | | 15,833 | 9,061
""",
        ),
    ],
)

THAI_STATEMENT = Report(
    "งบการเงิน-สยามแพค-2567.pdf",
    style="html rule",
    language="th",
    intro=["บริษัท สยามแพค จำกัด (มหาชน) และบริษัทย่อย", "งบการเงินสำหรับปีสิ้นสุดวันที่ 31 ธันวาคม 2567"],
    sheets=[
        Sheet(
            title="งบแสดงฐานะการเงิน",
            before=["ณ วันที่ 31 ธันวาคม 2567", "หน่วย: พันบาท"],
            head=[["", "", "งบการเงินรวม", "<", "งบการเงินเฉพาะกิจการ", "<"], ["", "หมายเหตุ", "2567", "2566", "2567", "2566"]],
            columns=[None, "2024", "2023", None, None],
            scale=1000,
            rows="""
| สินทรัพย์ | | | | |
| สินทรัพย์หมุนเวียน | | | | |
cash | เงินสดและรายการเทียบเท่าเงินสด | 6 | 412,885 | 366,210 | 201,554 | 180,332
receivables | ลูกหนี้การค้าและลูกหนี้อื่น | 7 | 845,120 | 790,443 | 612,008 | 588,120
inventories | สินค้าคงเหลือ | 8 | 633,902 | 601,778 | 402,117 | 390,004
current_assets | รวมสินทรัพย์หมุนเวียน | | 1,891,907 | 1,758,431 | 1,215,679 | 1,158,456
| สินทรัพย์ไม่หมุนเวียน | | | | |
fixed_assets | ที่ดิน อาคารและอุปกรณ์ | 10 | 2,204,550 | 2,118,330 | 1,400,221 | 1,377,800
non_current_assets | รวมสินทรัพย์ไม่หมุนเวียน | | 2,388,041 | 2,290,118 | 1,998,334 | 1,960,111
total_assets | รวมสินทรัพย์ | | 4,279,948 | 4,048,549 | 3,214,013 | 3,118,567
| หนี้สินและส่วนของผู้ถือหุ้น | | | | |
payables | เจ้าหนี้การค้าและเจ้าหนี้อื่น | 14 | 702,110 | 688,904 | 480,220 | 470,118
current_liabilities | รวมหนี้สินหมุนเวียน | | 1,204,338 | 1,190,702 | 801,400 | 790,556
non_current_liabilities | รวมหนี้สินไม่หมุนเวียน | | 690,212 | 720,540 | 400,118 | 420,330
total_liabilities | รวมหนี้สิน | | 1,894,550 | 1,911,242 | 1,201,518 | 1,210,886
retained_earnings | กำไรสะสม | | 1,150,220 | 902,340 | 810,337 | 705,113
equity | รวมส่วนของผู้ถือหุ้น | | 2,385,398 | 2,137,307 | 2,012,495 | 1,907,681
| รวมหนี้สินและส่วนของผู้ถือหุ้น | | 4,279,948 | 4,048,549 | 3,214,013 | 3,118,567
""",
        ),
        Sheet(
            title="งบกำไรขาดทุนเบ็ดเสร็จ",
            before=["สำหรับปีสิ้นสุดวันที่ 31 ธันวาคม 2567", "หน่วย: พันบาท"],
            head=[["", "", "งบการเงินรวม", "<", "งบการเงินเฉพาะกิจการ", "<"], ["", "หมายเหตุ", "2567", "2566", "2567", "2566"]],
            columns=[None, "2024", "2023", None, None],
            scale=1000,
            rows="""
revenue | รายได้จากการขายและบริการ | 19 | 5,120,334 | 4,870,221 | 3,301,220 | 3,201,005
cost_of_sales | ต้นทุนขายและบริการ | | (3,890,112) | (3,720,550) | (2,550,330) | (2,490,880)
gross_profit | กำไรขั้นต้น | | 1,230,222 | 1,149,671 | 750,890 | 710,125
| ค่าใช้จ่ายในการขาย | | (402,118) | (388,220) | (250,110) | (240,332)
| ค่าใช้จ่ายในการบริหาร | | (310,554) | (298,110) | (201,556) | (198,440)
operating_profit | กำไรจากกิจกรรมดำเนินงาน | | 517,550 | 463,341 | 299,224 | 271,353
finance_costs | ต้นทุนทางการเงิน | | (48,220) | (52,118) | (30,118) | (33,440)
profit_before_tax | กำไรก่อนภาษีเงินได้ | | 469,330 | 411,223 | 269,106 | 237,913
income_tax | ค่าใช้จ่ายภาษีเงินได้ | 22 | (92,450) | (81,004) | (53,882) | (47,335)
net_profit | กำไรสำหรับปี | | 376,880 | 330,219 | 215,224 | 190,578
eps | กำไรต่อหุ้นขั้นพื้นฐาน (บาท) | | 1.26 | 1.10 | 0.72 | 0.64
""",
        ),
    ],
)

NORTHGATE = Report(
    "northgate-model.xlsx",
    style="gap intro years",
    intro=["Northgate Retail Group", "USD millions unless stated"],
    sheets=[
        Sheet(
            title="P&L", head=[["", "FY2022", "FY2023", "FY2024"]], columns=["2022", "2023", "2024"], scale=1e6,
            rows="""
revenue | Net sales | 2,340.5 | 2,512.8 | 2,690.1
cost_of_sales | Cost of goods sold | -1,589.2 | -1,688.4 | -1,790.6
gross_profit | Gross profit | 751.3 | 824.4 | 899.5
| SG&A | -540.1 | -588.9 | -622.4
ebitda | EBITDA | 211.2 | 235.5 | 277.1
depreciation | Depreciation & amortization | -80.4 | -86.1 | -91.7
operating_profit | EBIT | 130.8 | 149.4 | 185.4
finance_costs | Interest expense | -22.5 | -25.8 | -24.1
profit_before_tax | Pre-tax income | 108.3 | 123.6 | 161.3
income_tax | Income taxes | -27.1 | -30.9 | -40.3
net_profit | Net income | 81.2 | 92.7 | 121.0
""",
        ),
        Sheet(
            title="Balance sheet", head=[["As at 31 January", "FY2022", "FY2023", "FY2024"]], columns=["2022", "2023", "2024"], scale=1e6,
            rows="""
cash | Cash | 120.4 | 141.9 | 180.3
receivables | Accounts receivable | 60.2 | 66.8 | 70.1
inventories | Inventory | 410.7 | 433.3 | 441.8
current_assets | Total current assets | 591.3 | 642.0 | 692.2
fixed_assets | PP&E, net | 702.6 | 720.9 | 741.5
total_assets | Total assets | 1,420.8 | 1,501.7 | 1,590.2
payables | Accounts payable | 288.9 | 301.2 | 310.7
current_liabilities | Total current liabilities | 402.3 | 420.1 | 431.8
| Long-term debt | 380.0 | 360.0 | 340.0
total_liabilities | Total liabilities | 820.6 | 819.0 | 811.9
equity | Total shareholders' equity | 600.2 | 682.7 | 778.3
| Total liabilities and shareholders' equity | 1,420.8 | 1,501.7 | 1,590.2
""",
        ),
        Sheet(
            title="Cash flow", head=[["", "FY2022", "FY2023", "FY2024"]], columns=["2022", "2023", "2024"], scale=1e6,
            rows="""
operating_cash_flow | Cash flow from operations | 160.8 | 182.4 | 221.6
capex | Capital expenditures | -90.3 | -99.7 | -104.9
free_cash_flow | Free cash flow | 70.5 | 82.7 | 116.7
financing_cash_flow | Cash flow from financing | -48.1 | -61.2 | -78.3
""",
        ),
    ],
)  # fmt: skip

LINE_ITEMS = Report(
    "kestrel_financials.csv",
    sheets=[
        Sheet(
            head=[["Line item", "2021", "2022", "2023", "2024"]], columns=["2021", "2022", "2023", "2024"],
            rows="""
revenue | Total revenue | 1204500 | 1390200 | 1588700 | 1720300
cost_of_sales | Cost of revenue | 702300 | 801100 | 905400 | 960200
gross_profit | Gross profit | 502200 | 589100 | 683300 | 760100
operating_expenses | Operating expenses | 380100 | 430600 | 489900 | 520400
operating_profit | Operating income | 122100 | 158500 | 193400 | 239700
net_profit | Net income | 91200 | 118900 | 145600 | 181100
total_assets | Total assets | 2100400 | 2305800 | 2480100 | 2701200
total_liabilities | Total liabilities | 1120300 | 1190500 | 1201700 | 1225400
equity | Shareholders equity | 980100 | 1115300 | 1278400 | 1475800
""",
        )
    ],
)  # fmt: skip

YEARS_DOWN = Report(
    "harbor-summary.csv",
    sheets=[
        Sheet(
            head=[["Fiscal year", "Revenue", "COGS", "Gross profit", "Net income", "Total assets"]], columns=[None] * 5,
            rows="""
| 2020 | 88,100 | 52,400 | 35,700 | 6,900 | 120,300
| 2021 | 95,400 | 55,900 | 39,500 | 8,100 | 127,800
| 2022 | 101,200 | 60,300 | 40,900 | 7,700 | 133,100
""",
        )
    ],
    extra={
        (metric, str(2020 + at)): value
        for metric, values in {
            "revenue": [88_100, 95_400, 101_200], "cost_of_sales": [52_400, 55_900, 60_300], "gross_profit": [35_700, 39_500, 40_900],
            "net_profit": [6900, 8100, 7700], "total_assets": [120_300, 127_800, 133_100],
        }.items()
        for at, value in enumerate(values)
    },
)  # fmt: skip

RETAIL_WORD = Report(
    "brightmart-annual-review.docx",
    style="grid",
    intro=[
        "Brightmart plc annual review 2024",
        "Brightmart opened 14 shops in 2024. Revenue grew by 7.4% to £845.2 million, from £787.0 million in 2023, and net profit rose to "
        "£41.3 million (2023: £36.8 million).",
        "We had 412 shops at the year end. The board proposes a final dividend of 4.2 pence per share.",
    ],
    sheets=[
        Sheet(
            title="Financial summary", before=["£ million"], head=[["", "2024", "2023", "Change"]], columns=["2024", "2023", None], scale=1e6,
            rows="""
revenue | Revenue | 845.2 | 787.0 | 7.4%
gross_profit | Gross profit | 268.9 | 246.1 | 9.3%
operating_profit | Operating profit | 58.7 | 52.4 | 12.0%
profit_before_tax | Profit before tax | 53.1 | 47.6 | 11.6%
net_profit | Profit after tax | 41.3 | 36.8 | 12.2%
| Net debt | 120.4 | 131.9 | (8.7%)
total_assets | Total assets | 702.5 | 680.3 | 3.3%
""",
        )
    ],
)  # fmt: skip

SAAS_QUARTER = Report(
    "loopdesk-q3-2024-results.pdf",
    style="html",
    intro=["Loopdesk, Inc. Third Quarter Fiscal 2024 Results", "Annual recurring revenue (ARR) reached $212.4 million at the end of the third quarter of 2024."],
    extra={("arr", "2024-Q3"): 212.4e6},
    sheets=[
        Sheet(
            title="Condensed consolidated statements of operations",
            before=["(in thousands, except per share data) (unaudited)"],
            head=[["", "Q3 2024", "Q2 2024", "Q3 2023"]],
            columns=["2024-Q3", "2024-Q2", "2023-Q3"],
            scale=1000,
            rows="""
| Revenue: | | |
| Subscription | $48,210 | $45,902 | $37,440
| Professional services | 3,105 | 3,320 | 2,988
revenue | Total revenue | 51,315 | 49,222 | 40,428
cost_of_sales | Total cost of revenue | 12,480 | 12,105 | 10,660
gross_profit | Gross profit | 38,835 | 37,117 | 29,768
| Operating expenses: | | |
research | Research and development | 14,220 | 13,905 | 11,870
| Sales and marketing | 19,840 | 19,112 | 17,203
| General and administrative | 6,015 | 5,870 | 5,240
operating_expenses | Total operating expenses | 40,075 | 38,887 | 34,313
operating_profit | Loss from operations | (1,240) | (1,770) | (4,545)
net_profit | Net loss | $(980) | $(1,502) | $(4,210)
eps | Net loss per share, basic and diluted | $(0.02) | $(0.03) | $(0.09)
""",
        )
    ],
)  # fmt: skip

BANK = Report(
    "eastern-commercial-bank-2024.pdf",
    style="grid",
    intro=["Eastern Commercial Bank", "Selected financial information. Amounts in EUR million."],
    sheets=[
        Sheet(
            title="Income statement", head=[["EUR million", "2024", "2023"]], columns=TWO, scale=1e6,
            rows="""
interest_income | Interest income | 1,902 | 1,655
finance_costs | Interest expense | (811) | (640)
net_interest_income | Net interest income | 1,091 | 1,015
fee_income | Net fee and commission income | 322 | 301
revenue | Total operating income | 1,460 | 1,362
operating_expenses | Operating expenses | (702) | (681)
| Expected credit losses | (128) | (140)
profit_before_tax | Profit before tax | 630 | 541
income_tax | Tax | (139) | (120)
net_profit | Net profit | 491 | 421
""",
        ),
        Sheet(
            title="Balance sheet", head=[["EUR million", "31.12.2024", "31.12.2023"]], columns=TWO, scale=1e6,
            rows="""
cash | Cash and balances with central banks | 4,105 | 3,880
loans | Loans and advances to customers | 38,440 | 36,905
total_assets | Total assets | 52,210 | 49,870
deposits | Deposits from customers | 37,802 | 36,110
total_liabilities | Total liabilities | 47,905 | 45,900
equity | Total equity | 4,305 | 3,970
""",
        ),
    ],
)  # fmt: skip

PRESS = Report(
    "vantage-press-release.pdf",
    intro=[
        "Vantage Freight reports full-year 2024 results",
        "Revenue for 2024 was $1,284.5 million, an increase of 9% from $1,178.4 million in 2023. Operating income was $142.7 million in 2024 "
        "compared with $120.9 million in 2023. Net income rose to $96.2 million in 2024 from $81.0 million in 2023.",
        "Cash and cash equivalents were $210.3 million at the end of 2024. Total debt was $455 million. Capital expenditures in 2024 were "
        "$88.1 million. The company employs 5,400 people and moved 3.2 million containers.",
    ],
    sheets=[],
    extra={
        ("revenue", "2024"): 1284.5e6, ("revenue", "2023"): 1178.4e6, ("operating_profit", "2024"): 142.7e6, ("operating_profit", "2023"): 120.9e6,
        ("net_profit", "2024"): 96.2e6, ("net_profit", "2023"): 81.0e6, ("cash", "2024"): 210.3e6, ("total_debt", "2024"): 455e6,
        ("capex", "2024"): 88.1e6,
    },
)  # fmt: skip

THAI_BOOK = Report(
    "งบทดลอง-ร้านกาแฟ.xlsx",
    style="gap",
    language="th",
    intro=["บริษัท กาแฟดอย จำกัด", "งบกำไรขาดทุน (หน่วย: บาท)"],
    sheets=[
        Sheet(
            title="งบกำไรขาดทุน", head=[["รายการ", "ปี 2565", "ปี 2566", "ปี 2567"]], columns=["2022", "2023", "2024"],
            rows="""
revenue | รายได้จากการขาย | 12,450,000 | 14,120,500 | 16,800,250
cost_of_sales | ต้นทุนขาย | 7,120,300 | 7,990,000 | 9,310,400
gross_profit | กำไรขั้นต้น | 5,329,700 | 6,130,500 | 7,489,850
| ค่าใช้จ่ายในการขายและบริหาร | 3,410,000 | 3,902,100 | 4,420,700
net_profit | กำไรสุทธิ | 1,480,120 | 1,760,330 | 2,401,900
""",
        ),
        Sheet(
            title="งบดุล", before=["งบดุล (หน่วย: บาท)"], head=[["รายการ", "31 ธ.ค. 2566", "31 ธ.ค. 2567"]], columns=["2023", "2024"],
            rows="""
cash | เงินสด | 1,020,400 | 1,455,800
inventories | สินค้าคงเหลือ | 630,250 | 702,110
total_assets | สินทรัพย์รวม | 8,904,100 | 9,880,450
total_liabilities | หนี้สินรวม | 3,210,700 | 3,105,220
equity | ส่วนของผู้ถือหุ้น | 5,693,400 | 6,775,230
""",
        ),
    ],
)  # fmt: skip

THAI_WORD = Report(
    "รายงานประจำปี-ลานนาเฟอร์นิเจอร์.docx",
    style="grid",
    language="th",
    intro=[
        "รายงานผลการดำเนินงานประจำปี 2567",
        "ในปี 2567 บริษัทมีรายได้รวม 1,245.6 ล้านบาท เพิ่มขึ้นร้อยละ 8.2 จากปี 2566 และมีกำไรสุทธิ 98.4 ล้านบาท",
    ],
    extra={("revenue", "2024"): 1245.6e6, ("net_profit", "2024"): 98.4e6},
    sheets=[
        Sheet(
            title="ข้อมูลทางการเงินที่สำคัญ", before=["(หน่วย : ล้านบาท)"], head=[["รายการ", "2567", "2566", "เปลี่ยนแปลง (%)"]], columns=["2024", "2023", None], scale=1e6,
            rows="""
revenue | รายได้รวม | 1,245.6 | 1,151.2 | 8.2
ebitda | EBITDA | 190.3 | 172.8 | 10.1
net_profit | กำไรสุทธิ | 98.4 | 84.9 | 15.9
total_assets | สินทรัพย์รวม | 1,890.2 | 1,802.4 | 4.9
total_liabilities | หนี้สินรวม | 902.7 | 889.1 | 1.5
equity | ส่วนของผู้ถือหุ้นรวม | 987.5 | 913.3 | 8.1
""",
        )
    ],
)  # fmt: skip

THREE_YEARS = Report(
    "cascadia-10k.pdf",
    style="html",
    intro=["Cascadia Components Corp Form 10-K"],
    sheets=[
        Sheet(
            title="CONSOLIDATED STATEMENTS OF OPERATIONS",
            before=["(In millions, except per share data)"],
            head=[["", "Years Ended December 31,", "<", "<", "<", "<", "<"], ["", "", "2024", "", "2023", "", "2022"]],
            columns=[None, "2024", None, "2023", None, "2022"],
            scale=1e6,
            rows="""
revenue | Net sales | $ | 3,402.1 | $ | 3,118.9 | $ | 2,905.4
cost_of_sales | Cost of sales | | 2,110.6 | | 1,960.3 | | 1,844.8
gross_profit | Gross margin | | 1,291.5 | | 1,158.6 | | 1,060.6
| Selling, general and administrative | | 612.4 | | 580.2 | | 551.9
research | Research and development | | 240.8 | | 222.5 | | 209.7
operating_profit | Income from operations | | 438.3 | | 355.9 | | 299.0
finance_costs | Interest expense | | (61.2) | | (58.8) | | (49.5)
profit_before_tax | Income before income taxes | | 377.1 | | 297.1 | | 249.5
income_tax | Provision for income taxes | | 79.2 | | 61.7 | | 52.9
net_profit | Net income | $ | 297.9 | $ | 235.4 | $ | 196.6
eps | Diluted | $ | 3.41 | $ | 2.68 | $ | 2.22
""",
        ),
        Sheet(
            title="CONSOLIDATED BALANCE SHEETS",
            before=["(In millions)"],
            head=[["", "December 31,", "<", "<", "<"], ["", "", "2024", "", "2023"]],
            columns=[None, "2024", None, "2023"],
            scale=1e6,
            rows="""
cash | Cash and cash equivalents | $ | 388.2 | $ | 341.7
receivables | Accounts receivable, net | | 502.4 | | 471.8
inventories | Inventories, net | | 430.9 | | 418.2
current_assets | Total current assets | | 1,402.7 | | 1,308.4
total_assets | Total assets | $ | 3,980.3 | $ | 3,790.6
current_liabilities | Total current liabilities | | 803.6 | | 790.2
total_liabilities | Total liabilities | | 2,104.4 | | 2,088.9
equity | Total stockholders' equity | | 1,875.9 | | 1,701.7
| Total liabilities and stockholders' equity | $ | 3,980.3 | $ | 3,790.6
""",
        ),
    ],
)

TIDY = Report(
    "ledger-long.xlsx",
    sheets=[
        Sheet(
            title="Data", head=[["Year", "Account", "Amount (THB)"]], columns=[None, None],
            rows="""
| 2023 | Revenue | 5400000
| 2023 | Cost of goods sold | 3100000
| 2023 | Net profit | 610000
| 2024 | Revenue | 6150000
| 2024 | Cost of goods sold | 3480000
| 2024 | Net profit | 742000
""",
        )
    ],
    extra={
        ("revenue", "2023"): 5.4e6, ("cost_of_sales", "2023"): 3.1e6, ("net_profit", "2023"): 610e3,
        ("revenue", "2024"): 6.15e6, ("cost_of_sales", "2024"): 3.48e6, ("net_profit", "2024"): 742e3,
    },
)  # fmt: skip

REPORTS = [
    MERIDIAN, THAI_STATEMENT, NORTHGATE, LINE_ITEMS, YEARS_DOWN, RETAIL_WORD, SAAS_QUARTER, BANK, PRESS, THAI_BOOK, THAI_WORD, THREE_YEARS, TIDY,
]  # fmt: skip
