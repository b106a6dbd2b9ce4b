# ruff: noqa: E501 - vocabularies stand on one line
"""Figures that stand in sentences: "Revenue for 2024 was $1,284.5 million, up from $1,178.4 million in 2023"."""

import re

from agents.sentences import split_sentences
from agents.terms import THAI_DIGITS
from agents.tools.finance.amounts import currency_of
from agents.tools.reports.figures import Figure
from agents.tools.reports.labels import without_echo
from agents.tools.reports.periods import Mention, length_in, mentions, period_of
from agents.tools.tables.reading import Spot
from agents.tools.texts import DocumentText

NAMES = {
    "cost_of_sales": r"cost of (?:sales|revenues?|goods sold)|ต้นทุน(?:ขาย|การขาย)",
    "gross_profit": r"gross profits?|กำไรขั้นต้น",
    "operating_profit": r"operating (?:profit|income)|EBIT\b|profit from operations|กำไรจากการดำเนินงาน",
    "ebitda": r"EBITDA",
    "profit_before_tax": r"(?:profit|income) before (?:income )?tax(?:es|ation)?|กำไรก่อนภาษี(?:เงินได้)?",
    "net_profit": r"net (?:profit|income|earnings)|profit (?:for|after)(?: the)? (?:year|period|tax)|กำไร(?:สุทธิ|สำหรับ(?:ปี|งวด))",
    "revenue": r"(?:total |net )?(?:revenues?|net sales|sales|turnover)|(?:ยอดขาย|รายได้)(?:จากการขาย(?:และ(?:การ)?(?:ให้)?บริการ)?)?(?:รวม)?",
    "operating_cash_flow": r"(?:net )?cash (?:flows? )?(?:generated |provided )?(?:from|by) operat(?:ing activities|ions)|operating cash flows?|กระแสเงินสดจาก(?:กิจกรรม|การ)ดำเนินงาน",
    "free_cash_flow": r"free cash flows?|กระแสเงินสดอิสระ",
    "capex": r"capital expenditures?|capex|รายจ่ายลงทุน|งบลงทุน",
    "cash": r"cash and cash equivalents|cash (?:balances?|position)|เงินสดและรายการเทียบเท่าเงินสด",
    "total_assets": r"total assets|สินทรัพย์รวม|รวมสินทรัพย์",
    "total_liabilities": r"total liabilities|หนี้สินรวม|รวมหนี้สิน",
    "total_debt": r"total (?:debt|borrowings)|หนี้สินที่มีภาระดอกเบี้ย",
    "equity": r"(?:total )?(?:share|stock)holders['’]? equity|total equity|ส่วนของ(?:ผู้ถือหุ้น|เจ้าของ)(?:รวม)?",
    "inventories": r"inventor(?:y|ies)|สินค้าคงเหลือ",
    "receivables": r"(?:trade |accounts )?receivables|ลูกหนี้การค้า",
    "dividends_paid": r"dividends? paid|เงินปันผลจ่าย",
}  # fmt: skip
_NAME = re.compile("|".join(rf"(?P<{name}>(?<![A-Za-z])(?:{pattern})(?![A-Za-z]))" for name, pattern in NAMES.items()), re.IGNORECASE)
SCALES = {"bn": 1e9, "b": 1e9, "พันล้าน": 1e9, "m": 1e6, "mn": 1e6, "mm": 1e6, "ล้าน": 1e6, "k": 1e3, "พัน": 1e3}
_AMOUNT = re.compile(
    r"(?P<sign>US\$|[$€£¥฿]|USD|EUR|GBP|THB|SGD|JPY)?\s?(?P<number>\(?\d{1,3}(?:,\d{3})+(?:\.\d+)?\)?|\d+(?:\.\d+)?)\s?"
    r"(?P<scale>billion|million|thousand|พันล้าน|ล้าน|พัน|bn|mn|mm|[mkb](?![a-z]))?\s?(?P<after>บาท|baht|THB|USD|EUR|dollars|euros?|pounds)?",
    re.IGNORECASE,
)
# Words between a name and an amount after which the amount is about something else.
_ELSEWHERE = re.compile(r"\bemploy|\bcustomers?\b|\bmargin|per share|ต่อหุ้น|พนักงาน|อัตรากำไร", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|of)\s*$|(?:ลดลง|เพิ่มขึ้น)\s*$", re.IGNORECASE)
LONGEST, REACH, MOST_CHARS = 700, 160, 400_000


def prose_figures(document: DocumentText) -> list[Figure]:
    """Return the figures of the document's sentences, in order; amounts without currency or scale are passed over."""
    opening = without_echo(document.text[:600])
    main = next((each for each in mentions(opening)), None)
    found = []
    for start, end in _stretches(document):
        for left, right in split_sentences(document.text[start:end]):
            if right - left <= LONGEST:
                found += _read(document, start + left, start + right, main)
    return found


def _stretches(document):
    spans = [(block.start, block.end) for block in document.blocks if block.kind in ("paragraph", "list_item", "quote", "heading", "note")]
    return spans or ([(0, min(len(document.text), MOST_CHARS))] if not document.blocks else [])


def _read(document, start, end, main):
    text = document.text[start:end].translate(THAI_DIGITS)
    names = list(_NAME.finditer(text))
    if not names:
        return []
    periods, length, found = mentions(text), length_in(text), []
    for amount in _AMOUNT.finditer(text):
        name = max((each for each in names if each.end() <= amount.start()), key=lambda each: each.end(), default=None)
        if (
            name is None
            or not _is_money(amount)
            or _is_of_other(text, name, amount)
            or any(each.start <= amount.start("number") < each.end for each in periods)
        ):
            continue
        mention = _period(text, periods, name, amount) or main
        if mention is None:
            continue
        found.append(_figure(document, start, name, amount, period_of(mention, length if mention.kind != "year" else "")))
    return _each_once(found)


def _is_money(amount):
    return bool(amount["sign"] or amount["after"] or amount["scale"]) and not amount.string[amount.end() :].lstrip().startswith(
        ("%", "percent")
    )


def _is_of_other(text, name, amount):
    between = text[name.end() : amount.start()]
    return len(between) > REACH or bool(_ELSEWHERE.search(between)) or bool(_BY.search(between))


def _period(text, periods, name, amount) -> Mention | None:
    """Return the period of an amount: named right after it, else between the name and it, else the last before, else the first after."""
    after = [
        each
        for each in periods
        if amount.end() <= each.start <= amount.end() + 26 and not re.search(r"[,;]|\d", text[amount.end() : each.start])
    ]
    between = [each for each in periods if name.start() <= each.start < amount.start()]
    before = [each for each in periods if each.end <= name.start()]
    later = [each for each in periods if each.start >= amount.end()]
    if after:
        return after[0]
    return between[-1] if between else before[-1] if before else later[0] if later else None


def _figure(document, offset, name, amount, period):
    digits = amount["number"].strip("()").replace(",", "")
    scale = _scale(amount["scale"])
    value = float(digits) * scale * (-1 if amount["number"].startswith("(") else 1)
    currency = currency_of((amount["sign"] or "") + " " + (amount["after"] or ""))
    spot = Spot(amount.group().strip(), offset + amount.start(), offset + amount.end())
    label = Spot(name.group(), offset + name.start(), offset + name.end())
    return Figure(name.lastgroup, name.group(), period, value, currency, scale, spot, document, 1, "prose", "", label)


def _scale(word):
    word = (word or "").lower()
    return {"billion": 1e9, "million": 1e6, "thousand": 1e3}.get(word) or SCALES.get(word, 1.0)


def _each_once(figures):
    """Of two amounts for one metric and period the first counts: the second is a part of it, or a change."""
    kept = {}
    for figure in figures:
        kept.setdefault((figure.metric, figure.period.name), figure)
    return list(kept.values())
