# ruff: noqa: E501 - patterns and messages stand on one line
"""Figures in sentences: "Revenue rose 9% to $1,284.5 million in 2024, from $1,178.4 million in 2023"."""

import re
from dataclasses import dataclass

from agents.tools.finance.amounts import Amount, amounts
from agents.tools.reports.figures import Figure
from agents.tools.reports.periods import Mention, Period, before, length_in, mentions, period_of, year_end_of
from agents.tools.reports.vocabulary import COUNTS
from agents.tools.tables.reading import Spot
from agents.tools.texts import DocumentText

# Names of metrics as they stand inside sentences; the longer first.
SPOKEN = [
    ("arr", r"annual(?:i[sz]ed)? recurring revenue(?: \(ARR\))?|\bARR\b"),
    ("net_interest_income", r"net interest income|รายได้ดอกเบี้ยสุทธิ"),
    ("fee_income", r"net fee and commission income|fee income"),
    ("cost_of_sales", r"costs? of (?:sales|goods sold|revenues?)|\bCOGS\b|ต้นทุนขาย(?:และ(?:การให้)?บริการ)?"),
    ("gross_profit", r"gross profit(?! margin)|กำไรขั้นต้น"),
    ("ebitda", r"(?:adjusted |underlying )?\bEBITDA\b(?! margin)|กำไรก่อนดอกเบี้ย ?ภาษี ?ค่าเสื่อมราคา(?:และค่าตัดจำหน่าย)?(?: ?\(EBITDA\))?"),
    ("operating_profit", r"operating (?:profit|income|loss|result)(?! margin)|(?:income|profit|loss) from operations|\bEBIT\b(?! margin)|กำไรจากการดำเนินงาน|กำไรจากกิจกรรมดำเนินงาน"),
    ("profit_before_tax", r"(?:pre-?tax (?:profit|income)|(?:profit|income|earnings) before (?:income )?tax(?:es|ation)?)|กำไรก่อนภาษี(?:เงินได้)?"),
    ("net_profit", r"net (?:profit|income|earnings|loss)(?! margin)|(?:profit|loss) (?:for the (?:year|period)|after tax)|กำไร(?:สุทธิ(?:ส่วนที่เป็นของผู้ถือหุ้น)?|สำหรับปี|สำหรับงวด)(?!ต่อหุ้น)|ขาดทุนสุทธิ"),
    ("eps", r"(?:(?:basic|diluted) )?(?:earnings|loss|net income) per share(?: \(EPS\))?|\bEPS\b|กำไร(?:สุทธิ)?ต่อหุ้น"),
    ("operating_cash_flow", r"(?:net )?cash (?:flows? )?(?:generated |provided )?(?:from|by) operat(?:ing activities|ions)|operating cash flow|กระแสเงินสดจากการดำเนินงาน|เงินสดสุทธิได้มาจากกิจกรรมดำเนินงาน"),
    ("free_cash_flow", r"free cash flow|กระแสเงินสดอิสระ"),
    ("capex", r"capital expenditures?|\bcapex\b|รายจ่ายลงทุน"),
    ("total_assets", r"total assets|สินทรัพย์รวม|รวมสินทรัพย์"),
    ("total_liabilities", r"total liabilities|หนี้สินรวม|รวมหนี้สิน"),
    ("equity", r"(?:total )?(?:shareholders|stockholders)['’]? equity|total equity|ส่วนของ(?:ผู้ถือหุ้น|เจ้าของ)(?:รวม)?"),
    ("total_debt", r"(?:total|gross) (?:debt|borrowings)|หนี้สินที่มีภาระดอกเบี้ย(?:รวม)?"),
    ("cash", r"cash and cash equivalents|cash (?:balances?|position|on hand|at bank)|เงินสดและรายการเทียบเท่าเงินสด"),
    ("inventories", r"\binventor(?:y|ies)\b|สินค้าคงเหลือ"),
    ("receivables", r"(?:trade|accounts) receivables?|ลูกหนี้การค้า"),
    ("loans", r"loans? (?:and advances )?to customers|เงินให้สินเชื่อ(?:แก่ลูกหนี้)?"),
    ("deposits", r"(?:customer deposits|deposits from customers)|เงินรับฝาก"),
    ("revenue", r"(?<!recurring )(?<!interest )(?<!subscription )(?<!service )(?<!services )(?:(?:total|net|group|consolidated) )?(?:revenues?|net sales|turnover|sales)(?! (?:growth|team|force|staff|and marketing|volume|per|offices?))|รายได้(?:รวม(?:จากการขาย.{0,12})?|จากการขาย(?:และ(?:การให้)?บริการ)?(?:รวม)?|จากการดำเนินงาน(?:รวม)?)|ยอดขาย(?:รวม)?|(?<!มี)รายได้(?!อื่น|ดอกเบี้ย|ค่า)"),
]  # fmt: skip
METRIC = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in SPOKEN), re.IGNORECASE)
CUSTOMERS = re.compile(r"\b(?P<n>\d{1,3}(?:,\d{3})*|\d+) (?:paying |active |enterprise )?customers\b", re.IGNORECASE)
STOP = re.compile(r"(?<=[^\W\d])[.!?]\s+(?=[A-Z])|(?<=\d)\.\s+(?=[A-Z])|(?<=[a-z)])\.\s+(?=[A-Z])|[.!?]\s*$|\n")
MOST_SENTENCE = 800
REACH = 130  # characters between a metric and its amount
BELONGS = re.compile(r"^[\s,]*(?:\(|in|for|during|at|at the end of|as at|as of|the|a year earlier|ใน|ณ|ปี|สำหรับ|เมื่อ|ของ|วันที่|สิ้น|ที่|end|year|of|full|fiscal|งวด|ไตรมาส|\s|,)*$", re.IGNORECASE)  # fmt: skip
EARLIER = re.compile(r"\b(?:a|one) year (?:earlier|ago|before)|\b(?:prior|previous|last) year|ปีก่อน(?:หน้า)?|ปีที่แล้ว", re.IGNORECASE)
DELTA = re.compile(r"(?:\bby|increase of|decrease of|rise of|up|down|grew|growth of|fell|decline of|เพิ่มขึ้น|ลดลง|เติบโต)\s*(?:about |around |some |approximately |ประมาณ|จำนวน|เป็นจำนวน)?\s*(?:US\$|[$€£฿])?\s*$", re.IGNORECASE)  # fmt: skip
RATIO_AFTER = re.compile(r"^\s*(?:margin|ratio|per (?:employee|customer|unit)|of (?:revenue|sales))", re.IGNORECASE)
LINES = ("paragraph", "list_item", "quote", "heading", "caption", "footnote", "note")


@dataclass
class Sentence:
    text: str
    start: int


def prose_figures(document: DocumentText) -> list[Figure]:
    """Return the figures that sentences of a document give with their periods."""
    found: list[Figure] = []
    year_end = year_end_of(document.text)
    current = _first_period(document)
    for block in document.blocks:
        if block.kind not in LINES or block.end - block.start > 20_000:
            continue
        text = document.text[block.start : block.end]
        for sentence in sentences(text, block.start):
            named = _periods(sentence.text, year_end)
            found += _of_sentence(document, sentence, named, current)
            if block.kind != "heading" and (own := [period for mention, period in named if not _in_brackets(sentence.text, mention)]):
                current = max(own, key=lambda period: period.order)
    return found


def sentences(text: str, offset: int) -> list[Sentence]:
    cuts = [0, *(match.end() for match in STOP.finditer(text)), len(text)]
    return [Sentence(text[a:b], offset + a) for a, b in _short(text, cuts) if text[a:b].strip()]


def _short(text, cuts):
    """Thai puts no stop at the end of sentences: what is longer than MOST_SENTENCE is cut at a blank."""
    for start, end in zip(cuts, cuts[1:], strict=False):
        while end - start > MOST_SENTENCE:
            blank = text.rfind(" ", start + MOST_SENTENCE // 2, start + MOST_SENTENCE)
            cut = blank if blank > start else start + MOST_SENTENCE
            yield start, cut
            start = cut
        yield start, end


def _first_period(document: DocumentText) -> Period | None:
    """Return the period the report is about: the latest one that its title or first lines name."""
    for text in (document.title, document.text[:400], document.name):
        if named := _periods(text, 0):
            return max((period for _mention, period in named), key=lambda period: period.order)
    return None


def _periods(text: str, year_end: int) -> list[tuple[Mention, Period]]:
    length = length_in(text)
    return [(each, period_of(each, length if each.kind in ("date", "month") else "", year_end=year_end)) for each in mentions(text)]


def _of_sentence(document, sentence, named, current):
    text = sentence.text
    hits = list(METRIC.finditer(text))
    if not hits:
        return _customers(document, sentence, named, current)
    money = [amount for amount in amounts(text) if _is_money(text, amount)]
    found: list[Figure] = []
    for at, hit in enumerate(hits):
        until = hits[at + 1].start() if at + 1 < len(hits) else len(text)
        if hit.lastgroup is None or RATIO_AFTER.match(text[hit.end() : hit.end() + 20]):
            continue
        mine = [a for a in money if hit.end() <= a.start < until and not DELTA.search(text[max(a.start - 34, 0) : a.start])]
        if hit.lastgroup != "eps":
            mine = [a for a in mine if a.scaled or a.value >= 1000 or a.currency]
        if not mine or mine[0].start - hit.end() > REACH:
            continue
        for order, amount in enumerate(mine[:4]):
            period = _period_of(text, amount, mine, order, named, current, hit)
            if period is None or any(f.metric == hit.lastgroup and f.period == period for f in found):
                continue
            value = -amount.value if re.search(r"\bloss\b|ขาดทุน", hit.group(), re.IGNORECASE) and amount.value > 0 else amount.value
            spot = Spot(text[amount.start : amount.end], sentence.start + amount.start, sentence.start + amount.end)
            label = Spot(hit.group(), sentence.start + hit.start(), sentence.start + hit.end())
            found.append(Figure(hit.lastgroup, hit.group(), period, value, amount.currency, 1.0, spot, document, 5, "prose", "", label))
    return found


def _is_money(text, amount: Amount) -> bool:
    return amount.unit == "" and not amount.calendar


def _period_of(text, amount, mine, order, named, current, hit):
    """The period right behind an amount or in brackets before it; else the one its clause began with; else that of the report."""
    following = mine[order + 1].start if order + 1 < len(mine) else len(text)
    for mention, period in named:
        comparative = _in_brackets(text, mention)
        if not comparative and amount.end <= mention.start < following and BELONGS.match(text[amount.end : mention.start]):
            return period
        if mention.end <= amount.start and re.fullmatch(r"\s*[:：=]\s*(?:US\$|[$€£฿])?\s*", text[mention.end : amount.start]):
            return period
    if EARLIER.search(text[amount.end : min(following, amount.end + 40)]) and (base := _main(text, hit, mine[0], named, current)):
        return before(base)
    if order == 0:
        return _main(text, hit, amount, named, current)
    return None


def _main(text, hit, amount, named, current):
    behind = [period for mention, period in named if hit.end() <= mention.start < amount.start]
    ahead = [period for mention, period in named if mention.end <= hit.start() and not _in_brackets(text, mention)]
    if behind:
        return behind[-1]
    if ahead and not re.search(r"\bfrom\b|compared|versus", text[: hit.start()][-40:]):
        return ahead[-1]
    return current or (named[0][1] if named else None)


def _in_brackets(text, mention):
    """Whether a period only says when the figure to compare with was: "(2023: £79.9m)"."""
    return bool(re.search(r"\([^()]{0,12}$", text[: mention.start])) and bool(re.match(r"\s?[:：]", text[mention.end :]))


def _customers(document, sentence, named, current):
    match = CUSTOMERS.search(sentence.text)
    period = named[-1][1] if named else current
    if not match or period is None or "customers" not in COUNTS:
        return []
    spot = Spot(match["n"], sentence.start + match.start("n"), sentence.start + match.end("n"))
    return [Figure("customers", match.group(), period, float(match["n"].replace(",", "")), "", 1.0, spot, document, 6, "prose")]
