"""What kind of contract it is, what is expected in one, and by which words a clause is known. Mostly data."""

import re

from agents.tools.contracts.reading import Reading

KINDS = {
    "lease": r"\blease|\brental\b|\btenancy|\brent(?:ed|s)?\b|\blandlord|\btenant|สัญญาเช่า|ผู้ให้เช่า|ค่าเช่า",
    "employment": r"\bemploy(?:ment|ee|er)\b|\bstatement of terms|\bsalary\b|สัญญาจ้างแรงงาน|สัญญาจ้างงาน|ลูกจ้าง|นายจ้าง",
    "nda": r"non-?\s?disclosure|confidential(?:ity)? (?:agreement|undertaking|deed)|\bNDA\b|confidential information|"
    r"ไม่เปิดเผยข้อมูล|รักษาความลับ|ข้อมูลลับ|ข้อมูลความลับ",
    "sale": r"\bsale (?:of|and purchase)|\bpurchase (?:agreement|contract)|\bsupply agreement|sales? (?:contract|agreement)|\bseller|"
    r"\bvendor|\bbuyer|\bpurchaser|ซื้อขาย|ผู้ขาย|ผู้ซื้อ",
    "loan": r"\bloan|\bfacility agreement|\bcredit agreement|\bpromissory|\blender|\bborrower|กู้ยืม|ผู้กู้|ผู้ให้กู้",
    "distribution": r"\bdistribut(?:ion|or)|\bagency (?:agreement|contract)|\bcommercial agent|\breseller|\bdealer(?:ship)?|"
    r"\bfranchis|\bterritory\b|ตัวแทนจำหน่าย|"
    r"ผู้จัดจำหน่าย|แต่งตั้งตัวแทน",
    "licence": r"\blicen[cs]e\b|\blicen[cs](?:or|ee)|\blicensing|\broyalt|อนุญาตให้ใช้สิทธิ|ผู้รับอนุญาต|สัญญาอนุญาต",
    "services": r"\bservices?\b|\bfreelance|\bdesign (?:contract|agreement)|\bconsult|\bcontractor|\bsubscription agreement|"
    r"\bengagement letter|statement of work|\bmaintenance"
    r" agreement|จ้างทำของ|จ้างบริการ|ผู้ว่าจ้าง|ผู้รับจ้าง|จ้างเหมา|ว่าจ้าง|ให้บริการ",
}
_KINDS = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in KINDS.items()}
CONTRACT = re.compile(
    r"\b(?:agreement|contract|deed|lease|undertaking|offer of employment|licen[cs]e|letter of engagement|terms of (?:employment|"
    r"service))\b|สัญญา|ข้อตกลง",
    re.IGNORECASE,
)

# Each: words of a heading, then words of the text itself that leave no doubt.
CLAUSES = {
    "confidentiality": (
        r"confiden|secre|non-?disclosure|proprietary information|ความลับ",
        r"\bconfidential\b|in confidence|keep[^.;]{0,60}\bsecret\b|\bdisclose any|ความลับ|ไม่เปิดเผยข้อมูล",
    ),
    "ip": (
        r"intellectual property|ownership|work product|inventions|copyright|trade ?marks?|protection of the mark|"
        r"ทรัพย์สินทางปัญญา|ลิขสิทธิ์|เครื่องหมายการค้า",
        r"intellectual property|\bcopyright|\bpatents?\b|work product|\btrade ?marks?\b|sole owner of the mark|all right,"
        r" title and interest|ทรัพย์สินทางปัญญา|ลิขสิทธิ์|เครื่องหมายการค้า",
    ),
    "force_majeure": (
        r"force majeure|acts? of god|เหตุสุดวิสัย",
        r"force majeure|acts? of god|(?:event|cause|circumstance)s? beyond (?:its|the|their|his)[^.;]{0,30} control|เหตุสุดวิสัย",
    ),
    "assignment": (
        r"assignment|transfer of (?:rights|this)|subletting|assign|โอนสิทธิ|เช่าช่วง",
        r"\b(?:assign|transfer)\b[^.;]{0,40}\b(?:this|the) (?:lease|agreement|contract|licen[cs]e)|\b(?:assign|"
        r"transfer)\b[^.;]{0,30}\b(?:its|their|his) (?:rights|obligations|duties)|\bsub-?let|\bassign this |\bassign"
        r" or (?:delegate|transfer)|\btransfer this contract|\bassign or subcontract|\bassignment"
        r" (?:needs|requires)|(?:agreement|contract)[^.;]{0,40}\b(?:not transfer it|not assign it)|agreement is personal|โอนสิทธิ|"
        r"เช่าช่วง|จ้างช่วง",
    ),
    "insurance": (r"insurance|ประกันภัย", r"\binsur(?:e|es|ance)\b|ประกันภัย"),
    "indemnity": (
        r"indemni|hold harmless|ชดใช้",
        r"\bindemnif|\bhold[^.;]{0,40} harmless|\bwill defend\b|\bshall defend\b|\bindemnity\b|ชดใช้ค่าเสียหาย|ชดใช้ค่าสินไหม",
    ),
    "warranty": (
        r"warrant|guarantees?\b(?! )|การรับประกัน|คำรับรอง",
        r"\bwarrant(?:s|y|ies|ed)?\b|guarantees the (?:equipment|goods|products?|work)|รับประกันคุณภาพ|รับรองว่า(?:รถ|สินค้า|"
        r"ทรัพย์)|รับประกันสินค้า|ความชำรุดบกพร่อง",
    ),
    "data_protection": (
        r"data protection|personal data|privacy|ข้อมูลส่วนบุคคล",
        r"personal data|\bGDPR\b|data protection|personal information|ข้อมูลส่วนบุคคล",
    ),
    "non_compete": (
        r"non-?compet|restrictive covenant|ห้ามค้าแข่ง|ห้ามประกอบ",
        r"\bnot\b[^.;]{0,80}\bcompet|\bcompeting business|any competitor|คู่แข่ง|ค้าแข่ง|แข่งขัน",
    ),
    "non_solicit": (r"non-?solicit", r"\bsolicit\b|\bentice away\b|\bpoach\b|ชักชวนพนักงาน|ชักจูง(?:พนักงาน|ลูกค้า)"),
    "entire_agreement": (
        r"entire agreement|whole agreement",
        r"entire (?:agreement|understanding|contract)|whole (?:agreement|understanding)|supersedes all|contains all that was"
        r" agreed|ข้อตกลงทั้งหมดระหว่าง|ข้อตกลงฉบับสมบูรณ์",
    ),
    "amendment": (
        r"amendment|variation|แก้ไข",
        r"(?:amend|chang|modif|vari)[a-z]{0,8}[^.;]{0,60}\b(?:only )?in writing|unless in writing|(?:amended|modified|"
        r"varied) (?:only )?by a (?:writing|written)|no change is effective|"
        r"(?:amended|changed|varied) in writing|แก้ไข(?:เพิ่มเติม|เปลี่ยนแปลง)?[^.;]{0,50}(?:หนังสือ|ลายลักษณ์อักษร)",
    ),
    "severability": (
        r"severab",
        r"severab|(?:provision|clause|part|term)s?[^.;]{0,40}\b(?:is|are|be|becomes|invalid)\b[^.;]{0,30}(?:invalid|"
        r"unenforceable)|an invalid (?:clause|provision)|โมฆะ[^.;]{0,60}ส่วนอื่น",
    ),
    "notices": (
        r"notices?\b(?! period)|communications|คำบอกกล่าว|การบอกกล่าว|การติดต่อ",
        r"\b(?:notices|demands)\b[^.;]{0,80}\b(?:in writing|given|sent|delivered|addressed)|คำบอกกล่าว[^.;]{0,60}(?:หนังสือ|"
        r"ไปรษณีย์|ส่ง)",
    ),
    "waiver": (r"waiver|การสละสิทธิ", r"\b(?:no|not)\b[^.;]{0,60}\b(?:operate as|constitute|is) a waiver|no waiver|ไม่ถือเป็นการสละสิทธิ"),
    "dispute": (
        r"dispute|arbitration|jurisdiction|venue|ข้อพิพาท|ศาล|อนุญาโตตุลาการ",
        r"\barbitrat|\bjurisdiction|\bcourts? (?:of|in|at|decide|sitting)\b|\bmediation|อนุญาโตตุลาการ|เขตอำนาจ|"
        r"ศาล(?:จังหวัด|ใน|แพ่ง|แขวง|ที่)",
    ),
}
_CLAUSES = {name: (re.compile(head, re.IGNORECASE), re.compile(body, re.IGNORECASE)) for name, (head, body) in CLAUSES.items()}

# Things a contract of a kind should settle, and the words by which one sees that it does; None: told by a field of its own.
SETTLED = {
    "payment": None,
    "term": None,
    "termination": None,
    "governing_law": None,
    "liability": None,
    "interest": None,
    "dispute": CLAUSES["dispute"][1],
    "confidentiality": CLAUSES["confidentiality"][1],
    "ip": CLAUSES["ip"][1] + r"|\bgoodwill\b|\bowns the\b|\bownership\b",
    "warranty": CLAUSES["warranty"][1],
    "deposit": r"\bdeposit\b|เงินดาวน์|\bbond\b|เงินประกัน|มัดจำ|หลักประกัน",
    "maintenance": r"\brepairs?\b|\bmaintain|\bupkeep|\bmaintenance|in working order|ซ่อมแซม|บำรุงรักษา|ค่าซ่อม|ดูแลรักษา",
    "duties": r"\bdut(?:y|ies)\b|\bposition\b|\bjob\b|\bemployed as\b|ตำแหน่ง|หน้าที่",
    "working_hours": r"\bhours\b|เวลาทำงาน|ชั่วโมง|วันทำงาน",
    "leave": r"\bleave\b|\bholidays?\b|\bvacation|วันลา|วันหยุด|พักผ่อน|ลาป่วย",
    "scope": r"\bscope\b|\bservices\b|\bwork\b|\bterritory\b|\bgrants?\b|\bexhibit a\b|\bdevelop|ขอบเขต|บริการ|อาณาเขต|งานที่|ในเขต|"
    r"อนุญาตให้ใช้",
    "definition": r"[\"'](?:confidential )?(?:information|material)s?[\"'] (?:means|shall mean|includes)|confidential information (?:means|"
    r"includes|shall mean)|proprietary information[\"']? means|หมายถึง|หมายความว่า",
    "exclusions": r"(?:not|nor) apply|public(?:ly)? (?:domain|known|available)|(?:is|was|becomes?) (?:or becomes )?public|already known|"
    r"exceptions?|ข้อยกเว้น|ไม่ใช้บังคับ|เป็นที่รู้กัน|สาธารณะ",
    "return": r"\breturn\b|\bdestroy|\bsurrender\b|\bdelete\b|ส่งคืน|คืนข้อมูล|ทำลาย",
    "delivery": r"\bdeliver|\bshipment|\bincoterms|ส่งมอบ|จัดส่ง",
    "risk_transfer": r"\brisk\b[^.;]{0,50}\bpass|\btitle\b[^.;]{0,50}\b(?:pass|transfer)|\btitle and risk|กรรมสิทธิ์[^.;]{0,60}โอน|"
    r"โอนกรรมสิทธิ์|ความเสี่ยง[^.;]{0,40}โอน",
    "repayment": r"\brepa(?:y|id|yment)|\bmonthly payments|\binstalments?\b|\binstallments?\b|ชำระคืน|ผ่อนชำระ|งวด|คืนเงินกู้",
    "default": r"\bdefault|\bbecomes? (?:due|repayable)|\baccelerat|ผิดนัด|ผิดสัญญา",
}
_SETTLED = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in SETTLED.items() if pattern}
EXPECTED = {
    "lease": "term payment deposit maintenance termination governing_law dispute",
    "employment": "payment duties working_hours leave termination confidentiality governing_law",
    "services": "scope payment term termination confidentiality ip liability governing_law dispute",
    "nda": "definition exclusions term return governing_law",
    "sale": "payment delivery warranty risk_transfer governing_law dispute",
    "loan": "payment interest repayment default governing_law",
    "licence": "scope payment term termination ip liability warranty governing_law",
    "distribution": "scope payment term termination ip confidentiality governing_law dispute",
    "other": "payment term termination governing_law dispute",
}


def kind_of(reading: Reading, title: str, roles: list[str]) -> str:
    """Return a key of KINDS, or "other": the title says most, then the roles, then the words."""
    head = " ".join([title, *(reading.of(unit) for unit in reading.units[:4])])[:700]
    first = next((reading.of(unit) for unit in reading.units if unit.kind == "heading"), reading.text[:120])[:200]
    body = reading.text[:20_000]
    scores = {}
    for kind, pattern in _KINDS.items():
        hits = sum(1 for _ in pattern.finditer(body))
        named = sum(1 for role in roles if pattern.search(role))
        scores[kind] = 12 * bool(pattern.search(first)) + 3 * bool(pattern.search(head)) + 4 * named + min(hits, 20) * 0.2
    scores["services"] -= 1.5  # its words stand in every other kind too
    best = max(scores, key=scores.get)
    return best if scores[best] >= 3 else "other"


def is_contract(reading: Reading) -> bool:
    head = reading.text[:4000]
    return bool(CONTRACT.search(head)) and bool(
        re.search(
            r"\b(?:shall|agrees?|parties|hereby|between|undertakes)\b|คู่สัญญา|ตกลง|ฝ่ายหนึ่ง|ผู้ให้|ผู้รับ", reading.text[:20_000], re.IGNORECASE
        )
    )


def clauses_of(reading: Reading) -> dict[str, tuple[int, int]]:
    """Return the named clauses that the contract has, each with the sentence or paragraph it is seen in."""
    found = {}
    for unit in reading.units:
        over = unit.heading[-1] if unit.heading else ""
        for name, (head, body) in _CLAUSES.items():
            if name in found:
                continue
            if match := body.search(reading.text, unit.start, unit.end):
                found[name] = _around(reading, unit, match.start())
            elif unit.kind != "heading" and over and head.search(over):
                found[name] = (unit.start, unit.end)
    return found


def _around(reading, unit, offset):
    if unit.kind == "heading":
        return unit.start, unit.end
    return next(((start, end) for start, end in reading.sentences(unit) if start <= offset < end), (unit.start, unit.end))


def settles(reading: Reading, name: str) -> bool:
    return bool(_SETTLED[name].search(reading.text))
