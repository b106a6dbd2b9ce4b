"""What a question wants of a contract: which part, whose duties, and whether it is a question for the analyzer at all."""

import re

from agents.tools.contracts.roles import ENGLISH, PHRASES, THAI

PARTS = {
    "obligations": r"\bobligat|\bdut(?:y|ies)\b|\bmust\b|\bresponsibilit|\brequired to\b|\bhave to\b|หน้าที่|พันธะ|ภาระผูกพัน|ข้อผูกพัน|"
    r"ต้องทำอะไร|ต้องปฏิบัติ",
    "risks": r"\brisk|\bunusual|\bred flags?|\bonerous|\bunfair|\bone-sided|\bwatch out|\bproblematic|ความเสี่ยง|ผิดปกติ|เสียเปรียบ|"
    r"ไม่เป็นธรรม|ข้อควรระวัง",
    "missing": r"\bmissing\b|\black(?:s|ing)?\b|\bnot covered\b|\bleft out\b|\babsent\b|ขาดข้อ|ขาดอะไร|ไม่มีข้อใด|ขาดหาย|ยังขาด",
    "termination": r"\bterminat|\bcancel|\bend the\b|\bnotice period|บอกเลิก|เลิกสัญญา|ยกเลิกสัญญา|แจ้งล่วงหน้า",
    "liability": r"\bliabil|\bindemni|ความรับผิด",
    "governing_law": r"\bgoverning law|\bwhich law|\bjurisdiction|\bwhich court|\bvenue\b|\barbitrat|กฎหมายที่ใช้|ศาลใด|เขตอำนาจ",
    "payment": r"\bpayments?\b|\bpay(?:able)?\b|\bfees?\b|\brent\b(?! agreement)|\bhow much\b|\bamounts?\b|\bprice|การชำระ|ค่าเช่า|"
    r"ค่าจ้าง|จำนวนเงิน|ชำระเงิน|ราคา",
    "dates": r"\b(?:key |important )?dates?\b|\bdeadlines?\b|\btimeline\b|\bwhen (?:does|is|was|do|did)\b|วันที่|กำหนดการ|วันสำคัญ|เมื่อไ",
    "term": r"\bterm of\b|\bduration|\bhow long\b|\brenew|\bexpir|ระยะเวลา|ต่ออายุ|อายุสัญญา|หมดอายุ",
    "parties": r"\bpart(?:y|ies)\b|\bwho (?:are|is|signed)\b|\bbetween whom|คู่สัญญา|ใครเป็น|ระหว่างใคร",
}
_PARTS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in PARTS.items()}
REVIEW = re.compile(
    r"\b(?:analy[sz]e|review|break ?down|extract|key terms|main terms|clauses?|go through|check)\b|วิเคราะห์|ตรวจ(?:สอบ|ทาน)?|"
    r"สาระสำคัญ|ข้อสัญญา|เงื่อนไขสำคัญ",
    re.IGNORECASE,
)
CONTRACT = re.compile(
    r"\b(?:contracts?|agreements?|leases?|ndas?|deeds?|licen[cs]e agreement|term sheet|tenancy|loan|offer letter)\b|สัญญา|ข้อตกลง|"
    r"หนังสือจ้าง",
    re.IGNORECASE,
)
COMPARES = re.compile(r"\bcompar|\bdiffer|\bversus\b|\bvs\b|เปรียบเทียบ|ต่างกัน|แตกต่าง", re.IGNORECASE)
SUMMARIZES = re.compile(r"\bsummar|\btl;?dr\b|\boverview\b|สรุป|ย่อ", re.IGNORECASE)
_ROLE = re.compile(
    r"\b(?P<en>"
    + "|".join(sorted([*PHRASES, *ENGLISH], key=len, reverse=True))
    + r")s?\b|(?P<th>"
    + "|".join(sorted(THAI, key=len, reverse=True))
    + ")",
    re.IGNORECASE,
)
# Parts that nobody asks of anything but a contract; of the others only together with the word itself.
TELLING = ("obligations", "risks", "missing", "termination", "liability", "governing_law", "parties")


def part_in(question: str) -> str:
    """Return the part of PARTS that question is on, "all" if it wants the whole, "" if it names none."""
    for name, pattern in _PARTS.items():
        if pattern.search(question):
            return name
    return "all" if REVIEW.search(question) else ""


def party_in(question: str) -> str:
    """Return the side whose matters are asked for ("tenant", ผู้เช่า), or ""."""
    match = next(
        (
            each
            for each in _ROLE.finditer(question)
            if (each["en"] or each["th"]).lower() not in ("agent", "bank", "company", "บริษัท", "partner", "manager")
        ),
        None,
    )
    return (match["en"] or match["th"]).lower() if match else ""


def wants_contract(question: str) -> bool:
    """Say whether the words ask for a contract to be taken apart: a part that contracts have, and a word for contract or side."""
    if COMPARES.search(question) or SUMMARIZES.search(question):
        return False
    part = part_in(question)
    if not part:
        return False
    return bool(CONTRACT.search(question)) or (part in TELLING and bool(party_in(question)))
