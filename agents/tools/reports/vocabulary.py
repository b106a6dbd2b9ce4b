# ruff: noqa: E501 - a vocabulary stands on one line a name
"""The metrics of statements and the lines that name them, English and Thai. Patterns match a whole folded label."""

import re

from django.utils.translation import gettext_lazy as _

GROUP = r"(?: (?:of|for) the (?:group|company|parent|bank))?"
PERIOD = r"(?: (?:for|of) the (?:year|period|financial year|fiscal year|quarter|half[- ]year|six months|three months|nine months))?"
NET = r"(?:,? ?-? ?net(?: of [a-z ,]{1,40})?)?"
YEAR_TH = r"(?:รวม|สำหรับปี|สำหรับงวด|ประจำปี|ประจำงวด|ของปี|ของงวด|สุทธิ|ทั้งสิ้น|ทั้งหมด)*"
ATTRIBUTABLE = r"(?: attributable to (?:the )?(?:ordinary |common |equity )?(?:share|stock)?(?:holders|owners)?(?: of (?:the )?(?:parent|company|group|bank))?.{0,20})?"

# The first pattern of a metric is its most telling name: of two lines that fit, the one with the lower rank is taken.
SOURCES: dict[str, list[str]] = {
    "revenue": [
        r"(?:total|group|consolidated) (?:net )?(?:operating )?(?:revenues?|sales|turnover)(?: and other income)?|total (?:operating )?income|(?:total )?net revenues?|รวมรายได้(?:ทั้งสิ้น)?|รายได้รวม(?:ทั้งสิ้น)?|รายได้จากการดำเนินงานรวม|รวมรายได้จากการดำเนินงาน",
        r"(?:net )?(?:revenues?|sales|turnover|sales revenues?|operating revenues?|revenues? from (?:contracts with customers|operations|sales(?: of goods)?(?: and (?:rendering of )?services)?|continuing operations))" + PERIOD + r"|sales and services?|net turnover|ยอดขาย(?:สุทธิ|รวม)?|รายได้|รายได้จากการขาย.{0,40}|รายได้จากการให้บริการ|รายได้จากการดำเนินงาน|ขายสุทธิ|รายได้จากสัญญาที่ทำกับลูกค้า",
    ],
    "cost_of_sales": [
        r"(?:total )?costs? of (?:sales|revenues?|goods sold|products sold|goods and services sold|services?)(?: and services?)?(?:,? (?:exclusive|excluding).{0,50})?|cogs|(?:total )?direct costs?|(?:total )?cost of (?:sales and services|merchandise sold.{0,30})|(?:รวม)?ต้นทุนขาย(?:และ(?:การให้)?บริการ|และต้นทุนการให้บริการ|สินค้า(?:และบริการ)?|รวม)?|ต้นทุน(?:ของ)?การขาย.{0,30}|ต้นทุนสินค้าที่ขาย|ต้นทุนการให้บริการ|รวมต้นทุนขาย.{0,30}",
    ],
    "gross_profit": [r"gross (?:profit|margin|income|result|loss|profit / loss|profit or loss|loss / profit)(?: ?/ ?loss)?|(?:กำไร|ขาดทุน)(?: ?/ ?ขาดทุน)?ขั้นต้น|กำไรขั้นต้น.{0,12}"],
    "operating_expenses": [
        r"total (?:operating (?:expenses|costs|expenditures?)|opex|expenses|overheads?|costs and expenses)|(?:operating (?:expenses|costs)|opex|total operating and other expenses)|รวมค่าใช้จ่าย(?:ทั้งสิ้น|ในการดำเนินงาน|ดำเนินงาน)?|ค่าใช้จ่าย(?:ใน)?(?:การ)?ดำเนินงาน(?:รวม)?|ค่าใช้จ่ายรวม",
    ],
    "research": [r"(?:research and development|r ?and ?d)(?: (?:expenses?|costs?))?|ค่าใช้จ่าย(?:ใน)?การวิจัยและพัฒนา|ค่าวิจัยและพัฒนา"],
    "operating_profit": [
        r"(?:total )?(?:operating (?:profit|income|result|earnings|loss|(?:profit|income) ?/ ?loss|profit or loss|loss ?/ ?(?:profit|income)|surplus)|(?:income|profit|loss|earnings|surplus|deficit|(?:profit|income|surplus) ?/ ?(?:loss|deficit)|profit or loss|loss ?/ ?(?:profit|income)) from operat(?:ions|ing activities))" + PERIOD + r"(?: \(?ebit\)?)?(?: before (?:exceptional|special|non-recurring) items)?|กำไร(?: ?/ ?ขาดทุน)?(?:จาก)?(?:การ|กิจกรรม)?(?:การ)?ดำเนินงาน|กำไรก่อนต้นทุนทางการเงินและ(?:ค่าใช้จ่าย)?ภาษีเงินได้|ขาดทุนจาก(?:การ|กิจกรรม)ดำเนินงาน|กำไรจากกิจกรรมดำเนินงาน",
        r"(?:operating (?:profit|income) )?\(?ebit\)?|earnings before interest and tax(?:es|ation)?|profit before interest and tax(?:es|ation)?|กำไรก่อนดอกเบี้ยและภาษี(?:เงินได้)?",
        r"(?:adjusted|adj|underlying) (?:operating (?:profit|income)|ebit)",
    ],
    "ebitda": [
        r"\(?ebitda\)?|earnings before interest,? tax(?:es|ation)?,? depreciation (?:and|,) amorti[sz]ation|(?:operating (?:profit|income|result|earnings) )?before depreciation.{0,30}|กำไรก่อนดอกเบี้ย ?ภาษี ?ค่าเสื่อมราคา.{0,30}",
        r"(?:adjusted|adj\.?|underlying|normali[sz]ed|group|recurring) ebitda|(?:reported|total) ebitda|ebitda (?:adjusted|reported|before .{1,30})",
    ],
    "depreciation": [r"(?:total )?depreciation(?:,? ?(?:and |, )?(?:amorti[sz]ation|depletion|impairment))*(?: (?:expenses?|charges?|of .{1,40}))?|d ?and ?a|amorti[sz]ation and depreciation|ค่าเสื่อมราคา(?:และค่าตัดจำหน่าย)?.{0,20}"],
    "finance_costs": [
        r"(?:net |total )?(?:finance|financial|financing|interest|borrowing) (?:costs?|expenses?|charges?)" + NET + r"|interest (?:paid|payable)(?: and similar (?:charges|expenses))?|ต้นทุนทางการเงิน(?:สุทธิ)?|ดอกเบี้ยจ่าย|ค่าใช้จ่ายทางการเงิน|ค่าใช้จ่ายดอกเบี้ย|ต้นทุนการเงิน",
    ],
    "profit_before_tax": [
        r"(?:net )?(?:(?:profit|income|earnings|loss|result|surplus|(?:profit|income|earnings) ?/ ?loss|profit or loss|loss ?/ ?(?:profit|income))(?: on ordinary activities)?(?: from continuing operations)? before (?:provision for )?(?:income )?tax(?:es|ation)?(?: expenses?)?(?: (?:on|for) .{1,30})?|pre-?tax (?:profit|income|earnings|loss)|pbt|ebt|income before (?:provision for )?income tax(?:es)?)" + PERIOD + r"|(?:กำไร|ขาดทุน)(?: ?/ ?ขาดทุน)?ก่อน(?:ค่าใช้จ่าย)?ภาษี(?:เงินได้)?(?:นิติบุคคล)?|กำไรก่อนหักภาษี(?:เงินได้)?",
    ],
    "income_tax": [
        r"(?:total )?(?:(?:income |corporation |corporate (?:income )?)?tax(?:es|ation)?(?: (?:expenses?|charges?|credits?|provision|on (?:profit|income).{0,30}|benefit|expense ?/ ?(?:credit|benefit|income)))?|provision for (?:income )?tax(?:es|ation)?|income tax(?:es)? .{0,3}expense)" + PERIOD + r"|(?:ค่าใช้จ่าย|รายได้ ?/ ?ค่าใช้จ่าย)?ภาษีเงินได้(?:นิติบุคคล)?|ค่าใช้จ่ายภาษี.{0,10}",
    ],
    "net_profit": [
        r"(?:total )?(?:net (?:profit|income|earnings|loss|result|surplus|(?:profit|income|earnings) ?/ ?loss|loss ?/ ?(?:profit|income))|(?:profit|income|earnings|result|loss|surplus|(?:profit|income) ?/ ?loss|profit or loss|loss ?/ ?profit) (?:for|of) the (?:financial |fiscal )?(?:year|period|quarter|half[- ]year)|(?:net )?(?:profit|income|earnings|loss|surplus|deficit|(?:profit|income|surplus) ?/ ?(?:loss|deficit))(?: on ordinary activities)? after (?:income )?tax(?:es|ation)?|pat|npat)" + PERIOD + r"(?: after tax)?|(?:กำไร|ขาดทุน)(?: ?/ ?ขาดทุน)?(?:สุทธิ" + YEAR_TH + r"|สำหรับปี|สำหรับงวด|ประจำปี|หลังภาษี(?:เงินได้)?)" + YEAR_TH + r"|(?:กำไร|ขาดทุน)(?: ?/ ?ขาดทุน)?(?:สำหรับ)?(?:ปี|งวด)",
        r"(?:net )?(?:profit|income|earnings|loss|(?:profit|income) ?/ ?loss)(?: (?:for the (?:year|period)|after tax(?:ation)?))?" + ATTRIBUTABLE.replace("?$", "") + r"|(?:กำไร|ขาดทุน)(?:สุทธิ)?ส่วนที่เป็นของ(?:ผู้ถือหุ้น|บริษัทใหญ่|ผู้เป็นเจ้าของ).{0,30}",
    ],
    "eps": [
        r"(?:basic )?(?:\(?eps\)?|(?:net )?(?:earnings|income|profit|loss|(?:earnings|profit|income) ?/ ?loss) per (?:ordinary |common )?share)(?: ?[-–,] ?(?:basic(?: and diluted)?))?.{0,14}|basic|กำไร(?: ?/ ?ขาดทุน)?(?:สุทธิ)?ต่อหุ้น(?:ขั้นพื้นฐาน)?.{0,8}",
        r"diluted(?: (?:eps|earnings per share))?|(?:earnings|income|loss|profit) per (?:ordinary |common )?share ?[-–,] ?diluted|กำไรต่อหุ้นปรับลด.{0,8}",
    ],
    "interest_income": [r"(?:total )?interest (?:and similar )?income|รายได้ดอกเบี้ย|ดอกเบี้ยรับ"],
    "net_interest_income": [r"net interest (?:income|revenue|margin income)|รายได้ดอกเบี้ยสุทธิ"],
    "fee_income": [r"(?:net )?(?:fees? and commissions?|commissions? and fees?|fee and commission|fees?)(?: income)?" + NET + r"|รายได้ค่าธรรมเนียม(?:และบริการ)?(?:สุทธิ)?"],
    "cash": [
        r"(?:total )?cash(?: and)?(?:,? cash)? ?(?:equivalents?|and cash equivalents?)|cash(?: (?:at|and|in) (?:bank|banks|hand)(?: (?:and|in) .{1,20})?)?|cash (?:balances?|position)|bank and cash(?: balances)?|cash and (?:bank )?balances?(?: with .{1,30})?|cash and short[- ]term (?:deposits|investments)|cash at (?:the )?(?:end|year[- ]end)(?: of (?:the )?(?:year|period))?|cash and due from banks|เงินสด(?:และ(?:รายการ)?เทียบเท่าเงินสด|และเงินฝาก(?:ธนาคาร|สถาบันการเงิน)?|และรายการเทียบเท่าเงินสด)?(?:สุทธิ)?",
        r"cash and cash equivalents? (?:at|,) .{1,40}|เงินสดและรายการเทียบเท่าเงินสด(?:ปลาย|ณวันสิ้น).{0,8}",
    ],
    "receivables": [
        r"(?:(?:trade|accounts?)(?: and other)?(?: accounts?)? ?receivables?|(?:trade )?debtors|receivables|trade and other (?:current )?receivables)" + NET + r"|ลูกหนี้การค้า(?:และลูกหนี้(?:หมุนเวียน)?อื่น)?(?:หมุนเวียน)?(?:อื่น)?.{0,10}|ลูกหนี้",
    ],
    "inventories": [r"(?:total )?(?:inventor(?:y|ies)|stocks?|merchandise inventor(?:y|ies))" + NET + r"|สินค้าคงเหลือ.{0,8}|สินค้าคงคลัง"],
    "current_assets": [r"(?:total )?current assets(?:,? total)?|รวมสินทรัพย์หมุนเวียน|สินทรัพย์หมุนเวียน(?:รวม)?"],
    "fixed_assets": [
        r"(?:property,? plant(?:,)? (?:and )?equipment|pp ?and ?e|property and equipment|tangible (?:fixed )?assets|plant and equipment|land,? buildings? and equipment|fixed assets|property,? plant,? and equipment)" + NET + r"|ที่ดินอาคารและอุปกรณ์.{0,10}|ที่ดิน ?อาคาร ?และอุปกรณ์.{0,10}|อาคารและอุปกรณ์.{0,8}|อุปกรณ์สุทธิ",
    ],
    "non_current_assets": [r"(?:total )?non-? ?current assets|total (?:long[- ]term|fixed) assets|รวมสินทรัพย์ไม่หมุนเวียน|สินทรัพย์ไม่หมุนเวียน(?:รวม)?"],
    "loans": [r"(?:net |total )?(?:loans?(?: and advances| and receivables)?(?: to (?:customers|clients|members))?|customer loans)" + NET + r"|เงินให้สินเชื่อ(?:แก่ลูกหนี้)?.{0,30}|เงินให้กู้ยืม(?:แก่สมาชิก)?(?:สุทธิ)?"],
    "total_assets": [r"total assets|assets,? total|รวมสินทรัพย์(?:ทั้งสิ้น|ทั้งหมด)?|สินทรัพย์รวม(?:ทั้งสิ้น)?", r"assets|สินทรัพย์"],
    "payables": [r"(?:(?:trade|accounts?)(?: and other)?(?: accounts?)? ?payables?|trade creditors|trade and other (?:current )?payables)|เจ้าหนี้การค้า(?:และเจ้าหนี้(?:หมุนเวียน)?อื่น)?(?:หมุนเวียน)?(?:อื่น)?"],
    "deposits": [r"(?:total )?(?:deposits?(?: from customers| from members)?|customers?'? deposits?|due to customers|customer accounts)|เงินรับฝาก(?:จากสมาชิก|จากลูกค้า)?|เงินฝาก"],
    "current_liabilities": [r"(?:total )?current liabilities|รวมหนี้สินหมุนเวียน|หนี้สินหมุนเวียน(?:รวม)?"],
    "non_current_liabilities": [r"(?:total )?non-? ?current liabilities|total long[- ]term liabilities|รวมหนี้สินไม่หมุนเวียน|หนี้สินไม่หมุนเวียน(?:รวม)?"],
    "total_debt": [r"total (?:debt|borrowings)|(?:interest[- ]bearing )?(?:debt|borrowings)|total interest[- ]bearing (?:debt|liabilities)|gross debt|หนี้สินที่มีภาระดอกเบี้ย(?:รวม)?|เงินกู้ยืมรวม"],
    "total_liabilities": [r"total liabilities|liabilities,? total|รวมหนี้สิน(?:ทั้งสิ้น|ทั้งหมด)?|หนี้สินรวม(?:ทั้งสิ้น)?", r"liabilities|หนี้สิน"],
    "share_capital": [r"(?:called[- ]up |issued (?:and paid[- ]up )?|paid[- ]up |ordinary )?(?:share capital|common stock|capital stock)(?: .{0,30})?|ทุนที่ออก(?:และ)?ชำระแล้ว|ทุนเรือนหุ้น|ทุนจดทะเบียน.{0,20}ชำระแล้ว"],
    "retained_earnings": [r"retained (?:earnings|profits?)|accumulated (?:profits?|deficits?|losses|surplus)|profit and loss account|กำไร(?: ?/ ?ขาดทุน)?สะสม(?:ที่?ยังไม่ได้จัดสรร)?|ขาดทุนสะสม"],
    "equity": [
        r"total (?:(?:share|stock)holders?'? ?(?:equity|funds)|equity|owners'? equity)(?: \(?deficit\)?)?|(?:share|stock)holders?'? ?(?:equity|funds)|equity(?:,? total)?|owners'? equity|รวม(?:ส่วนของ(?:ผู้ถือหุ้น|เจ้าของ|ทุน)|ทุน(?:ของสหกรณ์)?)|ส่วนของ(?:ผู้ถือหุ้น|เจ้าของ)(?:รวม)?|รวมส่วนของผู้ถือหุ้น.{0,12}|ทุนของสหกรณ์",
        r"total equity attributable to .{1,40}|net assets|equity attributable to .{1,40}|รวมส่วนของ(?:บริษัทใหญ่|ผู้ถือหุ้นบริษัทใหญ่)|ส่วนทุน",
    ],
    "operating_cash_flow": [
        r"(?:net )?cash(?: flows?)? ?(?:\(?used in\)? ?/ ?)?(?:generated |provided |inflows? )?(?:from|by|used in|\(used in\)|/)?[ /()a-z]{0,30}operat(?:ing activities|ions)|operating cash ?flows?|cfo|net operating cash flows?|(?:เงินสด|กระแสเงินสด)สุทธิ.{0,16}กิจกรรมดำเนินงาน|กระแสเงินสดจาก(?:กิจกรรม|การ)ดำเนินงาน(?:สุทธิ)?",
    ],
    "investing_cash_flow": [r"(?:net )?cash(?: flows?)? ?[ /()a-z]{0,40}investing activities|investing cash ?flows?|cash flows? from invest(?:ing|ments?)|(?:เงินสด|กระแสเงินสด)สุทธิ.{0,16}กิจกรรมลงทุน|กระแสเงินสดจากกิจกรรมลงทุน"],
    "financing_cash_flow": [r"(?:net )?cash(?: flows?)? ?[ /()a-z]{0,40}financing activities|financing cash ?flows?|cash flows? from financing|(?:เงินสด|กระแสเงินสด)สุทธิ.{0,16}กิจกรรมจัดหาเงิน|กระแสเงินสดจากกิจกรรมจัดหาเงิน"],
    "capex": [r"(?:total )?(?:capital expenditures?|capex|capital spending)|(?:purchases?|acquisitions?|additions?|payments? for(?: (?:purchase|acquisition) of)?) ?(?:of|to|for)? (?:property,? plant,? and equipment|pp ?and ?e|fixed assets|tangible (?:fixed )?assets|property and equipment).{0,30}|(?:เงินสดจ่าย)?(?:เพื่อ)?ซื้อ(?:ที่ดิน)?อาคารและอุปกรณ์|รายจ่ายลงทุน|ซื้อที่ดินอาคารและอุปกรณ์"],
    "free_cash_flow": [r"(?:adjusted |levered |unlevered )?free cash ?flow|fcf|กระแสเงินสดอิสระ"],
    "dividends_paid": [r"(?:(?:cash )?dividends? paid|payments? of dividends?|dividends? paid to .{1,40}|equity dividends paid)|(?:เงินสดจ่าย|จ่าย)(?:เงิน)?ปันผล|เงินปันผลจ่าย"],
    "arr": [r"arr|annual(?:i[sz]ed)? recurring revenue|(?:ending|total|closing) arr|annual recurring revenue \(?arr\)?"],
    "customers": [r"(?:total |paying |active |number of )?customers(?: \(?(?:end of period|eop)\)?)?|จำนวนลูกค้า"],
}  # fmt: skip
METRICS = {metric: [re.compile(pattern) for pattern in patterns] for metric, patterns in SOURCES.items()}
# A line with these words is never one of the metrics, however it goes on.
WITHOUT = re.compile(
    r"\btotal (?:equity|liabilities|capital)[a-z' ]{0,20} and (?:liabilities|equity|(?:share|stock)holders|reserves)|liabilities and (?:total )?(?:equity|(?:share|stock)holder|net assets|owners)|หนี้สินและ(?:ส่วน|ทุน)|\bmargin %|%|ร้อยละ|\bgrowth\b|\bper employee\b|\bother comprehensive|\bcomprehensive (?:income|loss)|เบ็ดเสร็จ|\bless current liabilities|\bnon-controlling|\bminority|ส่วนได้เสียที่ไม่มีอำนาจ|\bdeferred\b|\bprepaid|\bcurrent tax\b|\btax (?:payable|liabilit|receivable|asset)|ภาษีเงินได้(?:รอ|ค้าง|จ่ายล่วง)|หักณที่จ่าย|\bother (?:income|revenue)s?\b|รายได้อื่น|\bdiscontinued operations\b|\bproceeds\b|\b(?:increase|decrease|change)s? in\b|เพิ่มขึ้น|ลดลง|\bbeginning|ต้นงวด|ต้นปี|\bmargin\b(?!$)|\bturnover (?:ratio|days)|\bratio\b|\bdays\b|อัตรา"
)
SHARES = frozenset(["eps"])
COUNTS = frozenset(["customers"])
TITLES = {
    "revenue": _("Revenue"), "cost_of_sales": _("Cost of sales"), "gross_profit": _("Gross profit"), "operating_expenses": _("Operating expenses"),
    "research": _("Research and development"), "operating_profit": _("Operating profit"), "ebitda": _("EBITDA"), "depreciation": _("Depreciation and amortisation"),
    "finance_costs": _("Finance costs"), "profit_before_tax": _("Profit before tax"), "income_tax": _("Income tax"), "net_profit": _("Net profit"),
    "eps": _("Earnings per share"), "interest_income": _("Interest income"), "net_interest_income": _("Net interest income"), "fee_income": _("Fees and commissions"),
    "cash": _("Cash"), "receivables": _("Receivables"), "inventories": _("Inventories"), "current_assets": _("Current assets"), "fixed_assets": _("Property, plant and equipment"),
    "non_current_assets": _("Non-current assets"), "loans": _("Loans to customers"), "total_assets": _("Total assets"), "payables": _("Payables"), "deposits": _("Deposits"),
    "current_liabilities": _("Current liabilities"), "non_current_liabilities": _("Non-current liabilities"), "total_debt": _("Total debt"),
    "total_liabilities": _("Total liabilities"), "share_capital": _("Share capital"), "retained_earnings": _("Retained earnings"), "equity": _("Equity"),
    "operating_cash_flow": _("Cash flow from operations"), "investing_cash_flow": _("Cash flow from investing"), "financing_cash_flow": _("Cash flow from financing"),
    "capex": _("Capital expenditure"), "free_cash_flow": _("Free cash flow"), "dividends_paid": _("Dividends paid"), "arr": _("Annual recurring revenue"), "customers": _("Customers"),
}  # fmt: skip
STATEMENT_TITLE = re.compile(
    r"statements? of (?:income|operations|comprehensive income|profit|financial position|cash flows?|earnings)|income statement|balance sheet|profit and loss|cash flow|งบ(?:แสดงฐานะการเงิน|ดุล|กำไรขาดทุน|กระแสเงินสด|การเงิน)|financial (?:summary|highlights|statements|information)|five[- ]year|ข้อมูลทางการเงิน|ฐานะการเงิน",
    re.IGNORECASE,
)
