"""Clauses that are unusual or weigh on one side, each with the reason; thresholds stand beside their names."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from agents.tools.contracts.quantities import durations
from agents.tools.contracts.reading import Reading

LONG_NOTICE_DAYS = 60  # to stop a renewal; a month is usual
LONG_BAN_DAYS = 365  # of competing; what courts mostly still uphold
HIGH_RATE_YEAR = 15.0  # percent: the most that Thai law allows between private persons (Civil and Commercial Code, section 654)
ONE_SIDE = r"(?:may|reserves the right to|is entitled to|shall be entitled to|can|has the right to)"
SIGNS = {
    "unilateral_change": rf"\b{ONE_SIDE}\b[^.;]{{0,60}}\b(?:change|amend|modify|vary|update|alter|revise)\b[^.;]{{0,90}}\b(?:at any"
    rf" time|sole"
    rf" discretion|absolute discretion|from time to time|without (?:prior )?(?:notice|consent)|by posting|its discretion|"
    rf"continued use)"
    r"|\bmay (?:update|change|amend|modify) (?:these|this|the) (?:terms|agreement|conditions)[^.;]{0,20} at any time|"
    r"(?:เปลี่ยนแปลง|แก้ไข|ปรับ)[^.;]{0,60}(?:ฝ่ายเดียว|ตามที่เห็นสมควร|โดยไม่ต้องแจ้ง|ได้ทุกเมื่อ|แต่เพียงฝ่ายเดียว)",
    "price_increase": rf"\b{ONE_SIDE}\b[^.;]{{0,30}}\b(?:increase|raise)\b[^.;]{{0,30}}\b(?:fees?|prices?|rent|"
    rf"charges?)(?![^.;]{{0,80}}(?:index|"
    rf"CPI|inflation|not more than|percent|%))|(?:ปรับราคา|ขึ้นราคา|ปรับขึ้นค่าเช่า|ปรับค่า)[^.;]{{0,60}}(?:ตามที่เห็นสมควร|"
    rf"โดยไม่ต้องแจ้ง|ฝ่ายเดียว)",
    "penalty": r"\bpenalt(?:y|ies)\b(?! clause)|liquidated damages|ค่าปรับ|เบี้ยปรับ",
    "forfeiture": r"\bforfeit|deposit[^.;]{0,40}(?:is|shall be|are) (?:non-refundable|kept by)|ริบ(?:เงิน|หลัก|มัดจำ|ได้)|"
    r"มีสิทธิริบ|ให้ริบ",
    "broad_ip_assignment": r"(?:invention|work|idea|right|intellectual property)[^;]{0,220}whether or not (?:in the course|related|"
    r"created|during)|"
    r"whether or not[^.;]{0,60}(?:in the course of|related to)[^.;]{0,80}(?:belong|vest|assign|property of)|(?:ไม่ว่าจะ|"
    r"ไม่ว่า)[^.;]{0,80}(?:นอกเวลา|ไม่เกี่ยวข้อง|หรือไม่)[^.;]{0,80}(?:ลิขสิทธิ์|ตกเป็น|ทรัพย์สินทางปัญญา)",
    "exclusivity": r"\bexclusive(?:ly)? (?:distributor|right|dealer|agent|supplier|licen[cs]e)|\bsole and exclusive"
    r" (?:distributor|right to|"
    r"agent)|shall (?:buy|purchase|source)[^.;]{0,40}(?:exclusively|only) from|แต่เพียงผู้เดียว",
    "personal_guarantee": r"\b(?:unconditionally|personally|irrevocably)\b[^.;]{0,30}\bguarantee|\bpersonal guarantee|"
    r"guarantor[^.;]{0,60}principal"
    r" debtor|ตกลงค้ำประกัน|ค้ำประกันหนี้",
    "waiver_of_rights": r"\bwaives?\b[^.;]{0,60}\b(?:right|trial|jury|claim|remed|presentment|notice of|protest)|สละสิทธิ(?:์)?(?:ใน|"
    r"เรียกร้อง|ฟ้อง|ที่จะ)",
    "sole_liability_exclusion": r"\b(?:shall|will) not be liable for any (?:loss|damage)[^.;]{0,40}(?:whatsoever|of any kind|howsoever)|"
    r"excludes all"
    r" liability|ไม่ต้องรับผิด(?:ชอบ)?ใด\s?ๆ ทั้งสิ้น",
}
_SIGNS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in SIGNS.items()}
NO_PENALTY = re.compile(r"without (?:any )?penalt|no penalt|penalty-free|โดยไม่มีค่าปรับ|ไม่เสียค่าปรับ", re.IGNORECASE)
COMPETES = re.compile(r"\bcompet(?:e|es|ing|itor|itors|itive)\b|คู่แข่ง|ค้าแข่ง|แข่งขัน", re.IGNORECASE)
BANS = re.compile(r"\bnot\b|refrain|ไม่|ห้าม", re.IGNORECASE)
FREE_TRANSFER = re.compile(
    r"\bmay\b[^.;]{0,40}\b(?:freely )?(?:assign|transfer)\b[^.;]{0,60}(?:\bfreely\b|without[^.;]{0,30}consent|to any person|to any"
    r" third party|at any time)|\bmay (?:at any time |freely )+(?:assign|transfer)|"
    r"โอนสิทธิ[^.;]{0,60}โดยไม่ต้อง(?:ได้รับ)?(?:ความ)?ยินยอม",
    re.IGNORECASE,
)
REASONS = {
    "unlimited_liability": _("Liability is not limited in amount."),
    "auto_renewal": _("It renews by itself unless notice is given %(detail)s ahead, which is long."),
    "unilateral_change": _("One side may change the terms alone."),
    "price_increase": _("One side may raise prices without a limit."),
    "one_sided_termination": _("Only one side (%(who)s) may end it on these terms."),
    "penalty": _("A penalty or fixed damages are due, whatever the real loss."),
    "high_interest": _("Interest is above 15%% a year."),
    "forfeiture": _("A deposit may be forfeited."),
    "broad_ip_assignment": _("Rights pass even in work that has nothing to do with the contract."),
    "non_compete": _("Competing is forbidden for %(detail)s, more than a year."),
    "exclusivity": _("One side is bound to a single partner, or others are shut out."),
    "one_sided_indemnity": _("Only one side (%(who)s) must indemnify the other."),
    "one_sided_assignment": _("One side may transfer the contract without the other's consent."),
    "personal_guarantee": _("Somebody answers for the debt of another."),
    "waiver_of_rights": _("A party gives up a legal right."),
    "sole_liability_exclusion": _("One side excludes all liability."),
}
NAMES = {
    "unlimited_liability": _("Unlimited liability"),
    "auto_renewal": _("Automatic renewal with long notice"),
    "unilateral_change": _("Unilateral change"),
    "price_increase": _("Unlimited price increase"),
    "one_sided_termination": _("One-sided termination"),
    "penalty": _("Penalty"),
    "high_interest": _("High interest"),
    "forfeiture": _("Forfeiture of a deposit"),
    "broad_ip_assignment": _("Broad assignment of rights in works"),
    "non_compete": _("Long ban on competing"),
    "exclusivity": _("Exclusivity"),
    "one_sided_indemnity": _("One-sided indemnity"),
    "one_sided_assignment": _("One-sided right to transfer"),
    "personal_guarantee": _("Personal guarantee"),
    "waiver_of_rights": _("Waiver of rights"),
    "sole_liability_exclusion": _("Exclusion of all liability"),
}
WEIGHTY = frozenset(
    [
        "unlimited_liability",
        "personal_guarantee",
        "waiver_of_rights",
        "one_sided_termination",
        "sole_liability_exclusion",
        "broad_ip_assignment",
    ]
)


@dataclass
class Risk:
    name: str
    start: int
    end: int
    who: str = ""
    detail: str = ""

    @property
    def title(self) -> str:
        return str(NAMES[self.name])

    @property
    def reason(self) -> str:
        return str(REASONS[self.name]) % {"detail": self.detail, "who": self.who or "?"}

    @property
    def tone(self) -> str:
        return "bad" if self.name in WEIGHTY else "warning"


def find_risks(reading: Reading, contract) -> list[Risk]:
    """Return the risks in text order; contract: the Analysis so far."""
    found = [Risk("unlimited_liability", cap.start, cap.end) for cap in contract.caps if cap.cap == "unlimited"]
    terms = contract.terms
    if terms.renewal == "automatic" and terms.renewal_notice and terms.renewal_notice.days >= LONG_NOTICE_DAYS:
        found.append(Risk("auto_renewal", *terms.renewal_at, detail=terms.renewal_notice.text))
    found += [
        Risk("high_interest", each.start, each.end)
        for each in contract.interest
        if each.rate * {"month": 12, "day": 365}.get(each.per, 1) > HIGH_RATE_YEAR + 3.1
    ]
    for unit, start, end in reading.all_sentences():
        found += _signs(reading.text, start, end, " ".join(unit.heading))
    found += _one_sided(reading, contract)
    kept: dict[str, Risk] = {}
    for risk in sorted(found, key=lambda each: each.start):
        kept.setdefault(risk.name, risk)
    return list(kept.values())


def _signs(text, start, end, heading):
    words = text[start:end]
    for name, pattern in _SIGNS.items():
        if match := pattern.search(words):
            if name == "penalty" and NO_PENALTY.search(words):
                continue
            if name == "exclusivity" and re.search(
                "non-exclusive|non exclusive|jurisdiction|exclusive property",
                words[max(0, match.start() - 5) : match.end() + 20],
                re.IGNORECASE,
            ):
                continue
            yield Risk(name, start, end)
    if COMPETES.search(words) and BANS.search(words):
        longest = max(durations(text, start, end), key=lambda each: each.days, default=None)
        if longest and longest.days > LONG_BAN_DAYS:
            yield Risk("non_compete", start, end, detail=longest.text)


def _one_sided(reading, contract):
    labels = [party.label for party in contract.parties]
    if contract.kind != "loan" and (ending := _lopsided(contract.endings)):  # only a lender can call a loan in
        yield Risk("one_sided_termination", ending.start, ending.end, who=ending.who)
    givers = [
        each
        for each in contract.obligations
        if re.search(r"\bindemnif|hold[^.;]{0,40}harmless|\bdefend\b|ชดใช้ค่าเสียหาย|ชดใช้ค่าสินไหม", reading.text[each.start : each.end])
    ]
    if givers and len({each.who for each in givers}) == 1 and givers[0].who != "both" and len(labels) >= 2:
        yield Risk("one_sided_indemnity", givers[0].start, givers[0].end, who=givers[0].who)
    for _unit, start, end in reading.all_sentences():
        match = FREE_TRANSFER.search(reading.text, start, end)
        if match and not re.search(r"either party|each party|neither|a party may", reading.text[start : match.end()], re.IGNORECASE):
            who = next(
                (
                    label
                    for label in labels
                    if label and label.lower() in reading.text[max(start, match.start() - 40) : match.start()].lower()
                ),
                "",
            )
            yield Risk("one_sided_assignment", start, end, who=who)


def _lopsided(endings):
    """Return the ending that only one side has at will, with the other having none at will, or only a harder one."""
    free = [each for each in endings if "convenience" in each.causes and each.who]
    if any(each.who == "either" for each in free):
        return None
    sides = {each.who for each in free}
    if len(sides) == 1:
        return free[0]
    if not free:
        causes = [each for each in endings if each.who and each.causes]
        if causes and len({each.who for each in causes}) == 1 and causes[0].who != "either":
            return causes[0] if any(each.immediate or each.notice for each in causes) else None
    return None
