"""How far each side answers for damage: limits, what is excluded, what is without limit."""

import re
from dataclasses import dataclass

from agents.tools.contracts.quantities import durations, percents, sums
from agents.tools.contracts.reading import Reading

LIABLE = re.compile(r"\bliab(?:le|ility)\b|\bowes? the other\b|ความรับผิด|รับผิด", re.IGNORECASE)
LIMITS = re.compile(
    r"(?:not|never|no event)[^.;]{0,60}\bexceed|\bexceed\b|\blimited to\b|\bcapped at\b|\bno more than\b|\bnot (?:be )?(?:liable"
    r" for )?more than\b|\bmore than\b|\bup to\b|\bcap\b|\bmaximum\b|ไม่เกิน|จำกัดไว้|จำกัดความรับผิด|จำกัดอยู่",
    re.IGNORECASE,
)
UNLIMITED = re.compile(
    r"\bunlimited\b|without (?:any )?limit|no (?:cap|limit) (?:on|to)|shall not be (?:limited|capped)|ไม่จำกัด(?:จำนวน|วงเงิน|"
    r"ความรับผิด)?|โดยไม่จำกัด",
    re.IGNORECASE,
)
EXCLUDED = re.compile(
    r"(?:indirect|consequential|incidental|punitive|special)\b[^.;]{0,40}(?:loss|damage)|loss(?:es)? of (?:profit|revenue|data|"
    r"business)|lost profits?|consequential loss|ความเสียหายทางอ้อม|ความเสียหายสืบเนื่อง|กำไรที่คาด|สูญเสียกำไร|ขาดประโยชน์",
    re.IGNORECASE,
)
BASIS = re.compile(
    r"\b(?:fees?|amounts?|sums?|charges|price|rent)\b[^.;]{0,30}\b(?:paid|payable|received)|fees paid|ค่าจ้าง|"
    r"ค่าบริการ|ค่า[ก-๙]{2,20}ที่(?:ได้)?(?:ชำระ|รับ|จ่าย)",
    re.IGNORECASE,
)


@dataclass
class Liability:
    """cap: "" where none is named, "unlimited", or its measure: "THB 240000", "fees paid in 12 months", "100% of price"."""

    cap: str
    start: int
    end: int
    amount: float | None = None
    currency: str = ""


def find_caps(reading: Reading) -> list[Liability]:
    found = []
    for _unit, start, end in reading.all_sentences():
        words = reading.text[start:end]
        if not LIABLE.search(words):
            continue
        if UNLIMITED.search(words) and not re.search(r"\b(?:nothing|except|not) [^.;]{0,60}unlimited", words):
            found.append(Liability("unlimited", start, end))
        elif LIMITS.search(words) and (cap := _cap(reading.text, start, end)):
            found.append(cap)
    return found


def _cap(text, start, end):
    amounts = sums(text, start, end)
    if amounts:
        return Liability(f"{amounts[0].currency} {amounts[0].amount:.0f}", start, end, amounts[0].amount, amounts[0].currency)
    if shares := percents(text, start, end):
        return Liability(f"{shares[0].rate:g}% of price", start, end)
    if BASIS.search(text, start, end):
        spans = durations(text, start, end)
        return Liability(f"fees paid in {spans[0].text}" if spans else "fees paid", start, end)
    if spans := re.search(r"\b(?:contract|purchase|total) (?:price|value|sum)\b|มูลค่า(?:ของ)?สัญญา|ราคา", text[start:end], re.IGNORECASE):
        return Liability("contract price", start, end)
    return None


def find_exclusions(reading: Reading) -> list[tuple[int, int]]:
    return [
        (start, end)
        for _unit, start, end in reading.all_sentences()
        if EXCLUDED.search(reading.text, start, end)
        and re.search(r"\bnot\b|\bno\b|\bneither\b|exclud|ไม่", reading.text[start:end], re.IGNORECASE)
    ][:10]
