# ruff: noqa: E501 - formulas and vocabularies stand on one line
"""The words by which questions name calculations and figures, English and Thai."""

import re

from agents.tools.finance.ratios import ASSUMED_ZERO, RATIOS


def _either(english: str, thai: str) -> re.Pattern:
    return re.compile(f"{english}|{thai}" if thai else english, re.IGNORECASE)


# First match wins: the special before the general. Bounded repetitions only, so that long texts take linear time.
ASKED = [
    ("mirr", _either(r"\bMIRR\b|modified internal rate", r"อัตราผลตอบแทนภายในที่ปรับ")),
    ("irr", _either(r"\bX?IRR\b|internal rate of return", r"อัตราผลตอบแทนภายใน|ไออาร์อาร์")),
    ("discounted_payback", _either(r"discounted pay ?back", r"ระยะเวลาคืนทุนแบบคิดลด|คืนทุนคิดลด")),
    ("payback", _either(r"\bpay ?back\b", r"ระยะเวลาคืนทุน|คืนทุนกี่ปี|กี่ปีคืนทุน|คืนทุน(?:เมื่อไร|ใน)")),
    ("npv", _either(r"\bX?NPV\b|net present value", r"มูลค่าปัจจุบันสุทธิ|เอ็นพีวี")),
    ("break_even", _either(r"\bbreak[- ]?even\b", r"จุดคุ้มทุน")),
    ("cagr", _either(r"\bCAGR\b|compound annual growth|average annual growth", r"อัตราการเติบโต(?:เฉลี่ย)?(?:ต่อปี)?(?:แบบ)?(?:สะสม|ทบต้น)|เติบโตเฉลี่ยต่อปี")),
    ("units_of_production", _either(r"units?[- ]of[- ]production", r"ค่าเสื่อม.{0,30}(?:จำนวนผลผลิต|หน่วยผลผลิต)|ผลผลิต.{0,30}ค่าเสื่อม")),
    ("sum_of_years_digits", _either(r"sum[- ]of[- ](?:the[- ])?years|\bSYD\b", r"ผลรวมจำนวนปี")),
    ("double_declining", _either(r"double[- ]declining|\bDDB\b", r"ยอดลดลงทวีคูณ|ยอดลดลงสองเท่า")),
    ("declining_balance", _either(r"declining[- ]balance|reducing[- ]balance depreciation", r"ค่าเสื่อม.{0,30}ยอดลดลง|ยอดลดลง.{0,30}ค่าเสื่อม")),
    ("straight_line", _either(r"straight[- ]line|\bdepreciat\w+\b", r"ค่าเสื่อมราคา|เส้นตรง")),
    ("effective_rate", _either(r"effective (?:annual |interest )?(?:rate|yield)|\bEAR\b|\bAPY\b", r"อัตรา(?:ดอกเบี้ย)?ที่แท้จริง")),
    ("nominal_rate", _either(r"nominal (?:annual |interest )?rate", r"อัตรา(?:ดอกเบี้ย)?ที่ระบุ")),
    ("loan_term", _either(r"how (?:long|many (?:years|months)).{0,80}(?:pay(?:ing)? (?:it )?off|repay|to pay back)|(?:pay(?:ing)? off|repay).{0,60}how long", r"ผ่อน.{0,80}กี่(?:ปี|เดือน|งวด)(?:ถึง|จึง|จะ)?(?:หมด)?|กี่(?:ปี|เดือน|งวด).{0,20}ผ่อน.{0,10}หมด")),
    ("affordable_loan", _either(r"how (?:much|big|large).{0,40}(?:can|could) i (?:borrow|afford)|(?:borrow|loan).{0,40}afford", r"กู้ได้(?:สูงสุด)?เท่า|กู้ได้กี่")),
    ("loan", _either(r"\b(?:loan|mortgage|instal?lments?|amorti[sz]\w+|car finance|hire purchase)\b|\bmonthly (?:re)?payments?\b|\bborrow(?:ing|ed)?\b", r"ผ่อน|เงินกู้|สินเชื่อ|กู้(?:เงิน|บ้าน|ซื้อ)|ค่างวด|งวดละ")),
    ("simple_interest", _either(r"simple interest", r"ดอกเบี้ย(?:อย่างง่าย|เชิงเดียว|คงต้น)")),
    ("compound_interest", _either(r"compound(?:ed|ing)?\b|\b(?:invest|deposit|sav(?:e|ing|ings)|grow(?:s)? to)\b.{0,120}(?:%|per ?cent)|(?:%|per ?cent).{0,80}\b(?:invest\w*|savings|deposit)\b", r"ดอกเบี้ยทบต้น|ทบต้น|(?:ฝาก|ออม|ลงทุน).{0,120}(?:%|ร้อยละ|เปอร์เซ็นต์)")),
    ("future_value", _either(r"future value|\bFV\b", r"มูลค่าอนาคต|มูลค่าในอนาคต")),
    ("present_value", _either(r"present value|\bPV\b|worth today|discounted value", r"มูลค่าปัจจุบัน")),
    ("vat", _either(r"\bVAT\b(?! (?:number|no\b|id\b|regist|invoice))|value[- ]added tax", r"ภาษีมูลค่าเพิ่ม|แวต")),
    ("convert_currency", _either(r"\b(?:convert|exchange)\b|\bexchange rate\b|\bin (?:baht|dollars?|euros?)\b", r"แปลง.{0,40}เป็น|แลก(?:เงิน|เป็น|ได้)|เป็นเงินบาท|อัตราแลกเปลี่ยน")),
    *[(name, _either(english, thai)) for name, english, thai in (
        ("quick_ratio", r"quick ratio|acid[- ]test", r"อัตราส่วน(?:สินทรัพย์|ทุนหมุนเวียน|สภาพคล่อง)หมุนเร็ว|อัตราส่วน(?:สภาพคล่อง)?หมุนเร็ว"),
        ("current_ratio", r"current ratio|working capital ratio", r"อัตราส่วน(?:ทุนหมุนเวียน|สภาพคล่อง|เงินทุนหมุนเวียน)"),
        ("liabilities_to_equity", r"liabilities[- ](?:to[- ]equity|/ ?equity)", r"หนี้สินรวมต่อ(?:ส่วนของ)?(?:ทุน|ผู้ถือหุ้น)"),
        ("debt_to_equity", r"debt[- ]?(?:to|/)[- ]?equity|\bD ?/ ?E\b|gearing", r"หนี้สินต่อ(?:ส่วนของ)?(?:ทุน|ผู้ถือหุ้น)"),
        ("debt_ratio", r"debt ratio|liabilities[- ]to[- ]assets", r"หนี้สินต่อสินทรัพย์"),
        ("gross_margin", r"gross (?:profit )?margin", r"อัตรากำไรขั้นต้น"),
        ("operating_margin", r"operating (?:profit )?margin|EBIT margin", r"อัตรากำไร(?:จากการ)?ดำเนินงาน"),
        ("net_margin", r"net (?:profit )?margin|profit margin", r"อัตรากำไรสุทธิ"),
        ("return_on_equity", r"\bROE\b|return on (?:shareholders.? )?equity", r"ผลตอบแทน(?:ต่อ|จาก)(?:ส่วนของ)?(?:ผู้ถือหุ้น|ทุน)"),
        ("return_on_assets", r"\bROA\b|return on (?:total )?assets", r"ผลตอบแทน(?:ต่อ|จาก)สินทรัพย์"),
        ("asset_turnover", r"asset turnover", r"หมุนเวียนของสินทรัพย์|การหมุนของสินทรัพย์"),
        ("inventory_turnover", r"(?:inventory|stock) turnover", r"หมุนเวียนของสินค้า(?:คงเหลือ)?|การหมุนของสินค้า"),
        ("days_sales_outstanding", r"\bDSO\b|days sales outstanding|collection period", r"ระยะเวลาเก็บหนี้|ระยะเวลาเรียกเก็บหนี้"),
        ("interest_cover", r"interest cover(?:age)?|times interest earned", r"ความสามารถ(?:ในการ)?(?:จ่าย|ชำระ)ดอกเบี้ย"),
        ("earnings_per_share", r"\bEPS\b.{0,60}(?:net|profit|income)|earnings per share", r"กำไรต่อหุ้น"),
        ("price_earnings", r"\bP ?/ ?E\b|price[- ](?:to[- ])?earnings", r"ราคาต่อกำไร"),
    )],
    ("percent_change", _either(r"percent(?:age)? (?:change|increase|decrease|difference|growth)|% (?:change|increase|decrease|growth)|\bgrowth\b.{0,40}\bfrom\b|\b(?:grew|rose|fell|increased?|decreased?|changed?|dropped)\b.{0,20}\bfrom\b", r"เปลี่ยนแปลงกี่|(?:เพิ่มขึ้น|ลดลง|เติบโต|โตขึ้น)กี่\s?(?:%|เปอร์เซ็นต์|ร้อยละ)|(?:เพิ่ม|ลด|โต|เปลี่ยน).{0,20}จาก.{0,40}(?:เป็น|ถึง)")),
    ("growth_series", _either(r"year[- ]on[- ]year|\bYoY\b|growth rates?\b", r"อัตราการเติบโต|เติบโตปีต่อปี")),
]  # fmt: skip

# What is asked of documents or databases, not of a calculator.
UNLESS = re.compile(
    r"\b(?:according to|in the (?:report|contract|document|statement|policy|agreement|file|table|attached)|does the (?:report|contract|policy|agreement)"
    r"|what does .{0,40} (?:say|mean)|define|definition of|explain what|clause)\b|ตาม(?:สัญญา|รายงาน|เอกสาร|งบ)|ใน(?:สัญญา|รายงาน|เอกสาร|งบการเงิน)|หมายความว่า|คืออะไร",
    re.IGNORECASE,
)
DATE = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
START = r"\b(?:initial |up[- ]?front )?(?:investment|outlay|cost|capital)(?: of| is)?\b|\binvest(?:ing|ed|s)?\b|เงินลงทุน(?:เริ่มแรก|เริ่มต้น)?|ลงทุน(?:เริ่มแรก|เริ่มต้น)?"
PER_YEAR = [
    (365, re.compile(r"\bdaily\b|every day|รายวัน|ทุกวัน", re.IGNORECASE)),
    (52, re.compile(r"\bweekly\b|every week|รายสัปดาห์", re.IGNORECASE)),
    (26, re.compile(r"\b(?:bi-?weekly|fortnightly)\b", re.IGNORECASE)),
    (12, re.compile(r"\bmonthly\b|every month|each month|per month|รายเดือน|ทุกเดือน|เดือนละ|ต่อเดือน", re.IGNORECASE)),
    (4, re.compile(r"\bquarterly\b|every quarter|รายไตรมาส|ทุกไตรมาส", re.IGNORECASE)),
    (2, re.compile(r"\bsemi-?annual(?:ly)?\b|\bhalf[- ]yearly\b|ทุกครึ่งปี|ทุก 6 เดือน", re.IGNORECASE)),
    (1, re.compile(r"\b(?:annual(?:ly)?|yearly)\b (?:compound|instal|pay|repay)|compounded (?:annually|yearly)|\byearly\b|annual (?:payments?|instal)|รายปี|ทุกปี|ต่อปีทบต้น", re.IGNORECASE)),
]  # fmt: skip
FIGURES = {
    "current_assets": r"\bcurrent assets?(?: (?:of|are|is))?\b|สินทรัพย์หมุนเวียน",
    "current_liabilities": r"\bcurrent liabilit(?:y|ies)(?: (?:of|are))?\b|หนี้สินหมุนเวียน",
    "inventories": r"\binventor(?:y|ies)(?: (?:of|are|is))?\b|\bstock of\b|สินค้าคงเหลือ",
    "total_debt": r"\b(?:total )?debts?(?! ?(?:-|/|to|ratio))(?: (?:of|is))?\b|หนี้สิน(?!ต่อ)(?:รวม)?",
    "total_liabilities": r"\b(?:total )?liabilities(?! ?(?:-|/|to))(?: (?:of|are))?\b|หนี้สิน(?!ต่อ|หมุนเวียน)(?:รวม)?",
    "equity": r"(?<!on )(?<!to )(?<!to-)(?<!/)\b(?:shareholders?'? )?equity(?: (?:of|is))?\b|ส่วนของ(?:ผู้ถือหุ้น|เจ้าของ)|ส่วนทุน|(?<!ต่อ)ทุน",
    "revenue": r"\b(?:revenues?|(?:net |annual |credit )?sales)(?! outstanding)(?: (?:of|are|is))?\b|รายได้|ยอดขาย",
    "cost_of_sales": r"\bcosts? of (?:sales|goods sold|revenue)(?: (?:of|is))?\b|\bCOGS\b|ต้นทุนขาย",
    "gross_profit": r"\bgross profit(?! margin)\b|กำไรขั้นต้น",
    "operating_profit": r"\b(?:operating (?:profit|income)(?! margin)|EBIT)(?! margin)\b|กำไรจากการดำเนินงาน",
    "net_profit": r"\b(?:net (?:profit|income|earnings)(?! margin)|profit(?! margin))(?: (?:of|is))?\b|กำไรสุทธิ|กำไร(?!ต่อ|ขั้น)",
    "total_assets": r"(?<!on )\b(?:total |average )?assets(?! turnover)(?: (?:of|are))?\b|สินทรัพย์(?:รวม)?",
    "receivables": r"\b(?:accounts? |trade )?receivables?(?: (?:of|are))?\b|ลูกหนี้(?:การค้า)?",
    "interest_expense": r"\binterest(?: expenses?| costs?)?(?! cover| earned)(?: (?:of|is))?\b|ดอกเบี้ยจ่าย|ต้นทุนทางการเงิน",
    "shares": r"\bshares?(?! price)(?: outstanding)?\b|จำนวนหุ้น|หุ้น",
    "share_price": r"\b(?:share |stock |market )?price(?: of| is)?(?! ?(?:-|/|to|earn))\b|ราคาหุ้น|ราคา(?!ต่อ)",
    "eps": r"\bEPS\b|\bearnings per share\b|กำไรต่อหุ้น",
}  # fmt: skip
RATIO_FIGURES = {ratio.name: sorted(set(ratio.needs) - set(ASSUMED_ZERO), key=lambda name: -len(name)) for ratio in RATIOS}
RATIO_FIGURES["current_ratio"] = ["current_liabilities", "current_assets"]
