"""How a contract may be ended: by whom, with what notice, for which causes."""

import re
from dataclasses import dataclass, field

from agents.tools.contracts.obligations import BOTH, Subjects
from agents.tools.contracts.quantities import Duration, durations
from agents.tools.contracts.reading import Reading

EITHER = "either"
ENDING = re.compile(
    r"\bterminat(?:e|es|ed|ing|ion)\b|\bcancel(?:s|led)?\b|\b(?:may|can) (?:also )?(?:end|dismiss)\b|\bend (?:the|this)"
    r" (?:employment|agreement|tenancy|contract|licen[cs]e|lease)|\bdismiss\b|notice to (?:end|quit)|"
    r"declare[^.;]{0,60} due\b|becomes? (?:due|repayable|"
    r"payable)|บอกเลิก|เลิกสัญญา|เลิกจ้าง|ยกเลิกสัญญา|สิ้นสุดสัญญา|ผิดนัดทั้งหมด|ออกจากงาน|เรียกให้ชำระหนี้ทั้งหมด",
    re.IGNORECASE,
)
RIGHT = re.compile(
    r"\bmay\b|\bcan\b|\bright to\b|\bentitled to\b|\bmust give\b|\bshall give\b|\bgiving\b|\bnotice\b|\bterminate(?:s|d)? (?:this|"
    r"the|at|upon|immediately|if|by)|becomes? (?:due|repayable)|มีสิทธิ|อาจ|สามารถ|บอกเลิกสัญญาได้|เลิกสัญญาได้|จะเลิกสัญญา|"
    r"เลิกสัญญาก่อน|บอกกล่าว",
    re.IGNORECASE,
)
NOTICE = re.compile(r"notice|letter|in advance|แจ้ง|ล่วงหน้า|บอกกล่าว", re.IGNORECASE)
CURE = re.compile(
    r"cur(?:e|ed)|remed(?:y|ied)|rectif|put right|of (?:the |such |receipt of )?notice|late\b|consecutive|แก้ไข|"
    r"ติดต่อกัน|เยียวยา",
    re.IGNORECASE,
)
CAUSES = {
    "breach": r"breach|violat|breaks? this|default(?:s)? (?:in|under)|(?:covenant|term|agreement|provision) is broken|fails to"
    r" (?:perform|comply|cure)|non-?performance|ผิดสัญญา|ไม่ปฏิบัติตาม|ฝ่าฝืน",
    "non_payment": r"fail(?:s|ure)? to (?:pay|make (?:any|a|an|the)? ?(?:\w+ )?payment)|non-?payment|(?:not|n't) pay|unpaid|"
    r"miss(?:es)? (?:\w+ )?(?:instal?ment|payment)|(?:rent|fees|"
    r"payment)[^.;]{0,20}(?:overdue|in arrears)|ค้างชำระ|ไม่ชำระ|ผิดนัดชำระ|ค้างค่า",
    "insolvency": r"insolven|bankrupt|winding-?up|liquidat(?:ion|or)\b|receivership|ล้มละลาย|พิทักษ์ทรัพย์|หนี้สินล้นพ้นตัว",
    "misconduct": r"misconduct|dishonest|gross negligence|fraud|ทุจริต|ความผิดร้ายแรง|ประพฤติชั่ว",
    "change_of_control": r"change (?:of|in) control|control of [^.;]{2,30} changes|เปลี่ยนแปลงอำนาจควบคุม",
    "destruction": r"destroyed|destruction|uninhabitable|cannot be used|ถูกทำลาย|เพลิงไหม้ทั้งหมด",
    "death": r"\bdeath\b|\bdies\b|incapacit|ถึงแก่ความตาย|เสียชีวิต",
}
_CAUSES = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in CAUSES.items()}
CONVENIENCE = re.compile(
    r"without cause|for any reason|at any time|for convenience|without (?:giving )?reason|at will|เมื่อใดก็ได้|ได้ทุกเมื่อ|"
    r"ก่อนกำหนด|โดยไม่มีเหตุ",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"\bif\b|\bwhere\b|\bin (?:the )?(?:case|event)\b|\bon the\b|\bfor (?:cause|\w{0,12} ?breach|serious|gross)|\bupon (?:a |any"
    r" )?(?:material )?breach|หาก|ถ้า|เมื่อผู้|เมื่อตัว|เมื่ออีก|กรณี",
    re.IGNORECASE,
)
SHORT_NAMES = re.compile(
    r"\b(?P<either>either (?:party|side)|each (?:party|side)|(?:either|each|any) of (?:us|them|the parties)|any party|"
    r"a party|both parties|the parties|the other(?: party)? may|"
    r"the other side may|no party)\b|(?P<thai>คู่สัญญาฝ่ายใดฝ่ายหนึ่ง|ฝ่ายใดฝ่ายหนึ่ง|ฝ่ายหนึ่งฝ่ายใด|คู่สัญญาแต่ละฝ่าย|คู่สัญญา|"
    r"แต่ละฝ่าย|อีกฝ่ายมีสิทธิ)",
    re.IGNORECASE,
)


@dataclass
class Ending:
    """One way to end it. who: a role, "either" or "" (it ends by itself). immediate: no notice is needed."""

    who: str
    notice: Duration | None
    causes: list[str]
    start: int
    end: int
    immediate: bool = False
    at: dict = field(default_factory=dict)


def find_endings(reading: Reading, parties) -> list[Ending]:
    names = Subjects(parties)
    found = []
    for unit in reading.prose:
        heading = " ".join(unit.heading)
        for start, end in reading.sentences(unit):
            words = reading.text[start:end]
            under = bool(re.search(r"terminat|\bend\b|default|notice\b|การเลิก|เลิกสัญญา|สิ้นสุดสัญญา|ผิดสัญญา|ผิดนัด", heading, re.IGNORECASE))
            about = ENDING.search(words)
            if (not about or not RIGHT.search(words) or _is_aftermath(words, about)) and not (
                under and re.search(r"notice", words, re.IGNORECASE) and re.search(r"\b(?:may|must)\b.{0,40}\b(?:end|terminat)", words)
            ):
                continue
            for left, right in _alternatives(reading.text, start, end):
                ending = _ending(reading, names, left, right)
                if ending.notice or ending.causes or ending.who:
                    found.append(ending)
    return found


def _is_aftermath(words, about):
    """Say whether the sentence is on what follows an end, or on renewal, and gives no right to end."""
    if re.search(r"non-renewal|renew|ต่ออายุ", words) and not re.search(r"\bmay (?:also )?(?:terminate|cancel|end)\b", words):
        return True
    head = words[: about.end() + 2]
    return bool(
        re.search(
            r"(?:\b(?:upon|on|after|following|surviv\w+|before|of|until|event of|for any|during|prior to)\s+(?:the\s+|any\s+|"
            r"such\s+)?(?:expiry or\s+|expiration or\s+)?terminat\w+|(?:หลัง|นับแต่|ภายหลัง|เมื่อ|วัน)(?:การ|วัน)?(?:สิ้นสุด|"
            r"เลิก))[\s,]*$",
            head,
            re.IGNORECASE,
        )
    ) and not re.search(r"\bmay (?:\w+ )?(?:terminate|cancel|end)\b|มีสิทธิ(?:บอก)?เลิก", words)


def _alternatives(text, start, end):
    """Cut "A may … and B may …" in two."""
    cuts = [
        match.start()
        for match in re.finditer(
            r",?\s(?:and|or|but)\s(?=(?:the\s)?[A-Z]\w+ may\b)|;\s|,? or (?=straight away|immediately|at once|"
            r"forthwith)|(?<=\s)หรือ(?=ทันที)",
            text[start:end],
        )
    ]
    points = [start, *(start + cut for cut in cuts), end]
    return list(zip(points, points[1:], strict=False))


def _ending(reading, names, start, end):
    text = reading.text
    words = text[start:end]
    notice = _notice(text, start, end)
    causes = [name for name, pattern in _CAUSES.items() if pattern.search(words)]
    if not causes and (CONVENIENCE.search(words) or (notice and not CONDITION.search(words))):
        causes = ["convenience"]
    elif CONVENIENCE.search(words) and not CONDITION.search(words) and "convenience" not in causes:
        causes.append("convenience")
    immediate = bool(re.search(r"without notice|immediately|at once|forthwith|summarily|ทันที|โดยไม่ต้องบอกกล่าว", words, re.IGNORECASE))
    return Ending(_who(words, names), notice, causes, start, end, immediate)


def _who(words, names):
    right = re.search(r"\b(?:may|can|must|shall|has the right|is entitled|reserves)\b|มีสิทธิ|อาจ(?!จะ)|สามารถ|จะเลิก|บอกเลิก", words)
    limit = right.start() + 1 if right else 0
    either = [match for match in SHORT_NAMES.finditer(words) if match.start() <= limit]
    subjects = list(names.pattern.finditer(words[:limit])) + list(re.finditer(names.thai_roles, words[:limit]))
    named = [
        match
        for match in subjects
        if names.name(match) not in ("", BOTH)
        and not re.search(r"(?:\bby|\bof|\bto|\bfrom|ของ|ให้แก่|โดย)\s(?:the\s)?$", words[max(0, match.start() - 9) : match.start()])
    ]
    last_either = either[-1].start() if either else -1
    last_named = max((match.start() for match in named), default=-1)
    if last_either < 0 and last_named < 0:
        by = re.search(r"(?:notice (?:from|by)|by) (?:the )?", words)
        follow = names.pattern.search(words, by.end()) if by else None
        return names.name(follow) if follow and follow.start() == by.end() and names.name(follow) != BOTH else ""
    if last_either > last_named:
        return EITHER
    return next(names.name(match) for match in named if match.start() == last_named)


def _notice(text, start, end):
    for found in durations(text, start, end):
        around = text[max(start, found.start - 60) : min(end, found.end + 45)]
        after = text[found.end : min(end, found.end + 45)]
        before = text[max(start, found.start - 45) : found.start]
        if re.match(
            r"['s]*\s(?:prior |written |previous |advance )*notice|\s(?:in )?advance|'?\s?(?:prior )?written", after, re.IGNORECASE
        ):
            return found
        if (
            not NOTICE.search(around)
            or CURE.search(after[:24])
            or CURE.search(before[-28:])
            and "notice of" not in before
            or re.search(r"within\s$|more than\s$|ภายใน\s?$", before, re.IGNORECASE)
        ):
            continue
        return found
    return None
