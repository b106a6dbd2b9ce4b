"""Who must or must not do what, and when: sentences with "shall", "must", "agrees to", ต้อง, ตกลง, ห้าม and their like."""

import re
from dataclasses import dataclass

from agents.tools.contracts.parties import Party
from agents.tools.contracts.reading import Reading
from agents.tools.contracts.roles import ENGLISH, PHRASES, THAI

BOTH = "both"
MODAL = (
    r"(?:shall(?:\s+(?:not|also|at all times|promptly|always|further))?|must(?:\s+(?:not|also))?|will(?:\s+(?:not|also|"
    r"promptly))?|may\s+not|cannot|agrees?\s+(?:not\s+)?to\b|undertakes?\s*(?:not\s+)?(?:to\b|:)|covenants?\s+(?:not\s+)?to\b"
    r"|promises?\s+(?:not\s+)?to\b|(?:is|are)\s+(?:obliged|required|obligated|bound|responsible)\s+(?:to|for)\b|(?:is|"
    r"are)\s+not\s+(?:allowed|permitted)\s+to\b|(?:is|are)\s+to\b|has\s+to\b|have\s+to\b|needs?\s+to\b|commits?\s+to\b|"
    r"guarantees?\s+the\s+payment|unconditionally\s+guarantees?)"
)
DOES = (
    r"(?:pays|keeps|insures|returns|maintains|delivers|provides|supplies|repairs|reimburses|removes|bears|informs|notifies|"
    r"submits|carries|performs|hands|prepares|ensures|trains|repays|refunds|replaces|installs|obtains|sends|protects|cleans|"
    r"invoices|stores|transfers|treats|arranges|collects|begins)\b"
)
# What looks like a duty and is none: rights, freedom from liability, effects by law.
NO_DUTY = re.compile(
    r"\s+(?:not\s+)?(?:be\s+)?(?:entitled|deemed|considered|liable|responsible for any|obliged|required|obligated|governed|"
    r"construed|in no event|have (?:the|a|no|full|sole) (?:right|option|obligation|liability|power|discretion)|"
    r"have no\b|be the (?:owner|property)|be (?:treated|understood|under no)|own\b|remain the|retain\b|mean\b|include\b|start on|"
    r"commence on|cease to be|be employed|belong)",
    re.IGNORECASE,
)
TRADE = re.compile(r"\s*(?:sell|buy|purchase|employ|hire|engage|let|lease|rent|take on lease|work for)\b", re.IGNORECASE)
PREPOSITION = re.compile(
    r"\b(?:by|of|to|from|for|with|against|between|upon|on|than|as|or|at|behalf of)\s+(?:the\s+|any\s+|such\s+)?$", re.IGNORECASE
)
GAP = re.compile(
    r"(?:\s*,[^,]{1,100},\s*|\s*\([^()]{1,60}\)\s*|\s+)(?:(?:hereby|also|further|furthermore|therefore|always|unconditionally|"
    r"irrevocably|expressly|solely|jointly and severally|each|both|then|in addition|at its own (?:cost|expense))\s+){0,3}$",
    re.IGNORECASE,
)
FORBIDS = re.compile(r"\bnot\b|\bcannot\b|ห้าม|ไม่", re.IGNORECASE)
WHEN = re.compile(
    r"(?<![A-Za-z])(?:within|no later than|not later than|by no later than|at least|not less than|on or before|before|"
    r"after|by|until|prior to|for a period of|for|upon|on|during|throughout|at)\s+"
    r"(?:[^,.;]{0,40}?\b(?:\d{1,2}(?:st|nd|rd|th)?(?![\d.,]{0,3}\d|\s?(?:%|per ?cent))|"
    r"days?|weeks?|months?|years?|hours?|request|demand|"
    r"termination|expiry|signing|signature|delivery|term)\b[^,.;]{0,50})|(?:in advance|monthly|quarterly|annually|immediately|"
    r"promptly|without delay|(?:every|each) (?:day|week|month|quarter|year)|at all times|once a year|twice a month)"
    r"|(?:ภายใน|ก่อน|ล่วงหน้า|ทุกวันที่|ในวัน(?=ที่|ทำ|ส่ง)|ทุก(?:วัน|เดือน|ปี)|ตลอด(?:อายุ|ระยะเวลา)|เมื่อ|"
    r"ไม่น้อยกว่า(?=\s{0,2}\d))[^,;]{0,50}?(?=\s(?:และ|หาก|โดย|ให้|พร้อม|ซึ่ง|แก่)|[,;]|$|\s{2})",
    re.IGNORECASE,
)
THAI_DUTY = (
    r"(?:จะต้อง|ต้อง|มีหน้าที่|มีภาระหน้าที่|ตกลงและรับรองว่าจะ|ตกลงยินยอม|ตกลง|ยินยอม(?!ให้)|ยอม|สัญญาว่า(?:จะ)?|จะ|ห้าม|"
    r"รับผิดชอบ(?=ค่า|ใน|การ|จัด|ดูแล)|จัดให้มี|ได้?วาง(?=เงิน|หลัก)|วาง(?=เงิน|หลัก)|ได้ส่งมอบ|ได้นำ(?=เงิน|หลัก)|"
    r"ได้มอบ(?=เงิน|หลัก)|รับประกันการชำระ|พึง|รับว่าจะ|"
    r"รับจะ)"
)
THAI_NO_DUTY = re.compile(
    r"(?:ตกลง|ยินยอม)(?:ให้เช่า|เช่า|ขาย|ซื้อ|จ้าง|รับจ้าง|ว่าจ้าง|กู้|ให้กู้|ว่า(?!จะ)|กัน|ทำสัญญา|จะซื้อ|จะขาย|แต่งตั้ง|เข้า)|"
    r"จะ(?:ได้รับ|มีสิทธิ|โอนไป|ถือว่า|เลิกสัญญา|บอกเลิก|ขยาย)|ต้องรับผิด(?!ชอบค่า)|ยอมรับว่า|ตกลงให้ถือ|จะทำการแก้ไข|จะเรียกว่า"
)
THAI_BEFORE = re.compile(r"(?:ของ|โดย|ให้แก่|แก่|จาก|กับ|ต่อ|หาก|ถ้า|เมื่อ|และ(?=ผู้)|ซึ่ง|ที่|ให้|ว่า|แทน|กรณี)\s{0,2}$")
THAI_IF = re.compile(r"(?:หาก|ถ้า|กรณี(?:ที่)?|เมื่อ|ซึ่ง|ที่)\s{0,2}$")
THAI_OPENS = re.compile("ภายใน|ใน|หาก|ถ้า|เมื่อ|ทุก|ตลอด|เพื่อ|กรณี|หลัง|ก่อน")
COLLECTIVE = (
    r"each party|each of the parties|either party|neither party|no party|both parties|the parties|both sides|each side|neither"
    r" side|neither of us|each of us|both of us|either of us|neither of the parties|the two parties|parties"
)
THAI_BOTH = "คู่สัญญาทั้งสองฝ่าย|คู่สัญญาแต่ละฝ่าย|คู่สัญญา|ทั้งสองฝ่าย|แต่ละฝ่าย"


@dataclass
class Obligation:
    """who: a party's role, or "both". start, end: the words that say it; when: the span of the time in them, if any."""

    who: str
    what: str
    start: int
    end: int
    kind: str = "duty"
    when: tuple[int, int] | None = None
    clause: str = ""


def find_obligations(reading: Reading, parties: list[Party]) -> list[Obligation]:
    names = Subjects(parties)
    found: list[Obligation] = []
    lead: Obligation | None = None
    last = ""
    for unit in reading.prose:
        if unit.kind == "row":
            continue
        if lead and (unit.listed or unit.number.startswith("(")):
            found.append(_item(reading, unit, lead))
            if reading.of(unit).rstrip().endswith((".", "。")):
                lead = None
            continue
        lead = None
        for start, end in reading.sentences(unit):
            here = list(_in_sentence(reading.text, start, end, names, last))
            if here:
                last = here[-1].who
                if reading.text[start:end].rstrip().endswith((":", " to", "shall", "must")):
                    lead = here.pop()
            for each in here:
                each.clause = unit.number
                found.append(each)
    return found


class Subjects:
    """The words that stand for the parties in this contract."""

    def __init__(self, parties):
        called = {word for party in parties for word in [party.role, *party.called] if word and word not in ("we",)}
        names = {party.name for party in parties if len(party.name) > 3}
        self.who = {word.lower(): word for word in called} | {party.name.lower(): party.label for party in parties}
        latin = [word for word in called | names if not re.search("[ก-๙]", word)]
        loose = [word.title() for word in PHRASES + ENGLISH if word.lower() not in self.who]
        roles = _either([*latin, *(word.upper() for word in latin), *loose])
        self.pattern = re.compile(
            rf"\b(?:(?P<both>(?i:{COLLECTIVE}))|(?:[Tt]he\s+|THE\s+|[Ss]uch\s+|[Ee]ach\s+)?(?P<role>{roles})(?:\(s\)|"
            rf"s)?|(?P<you>[Yy]ou)|(?P<it>It|He|She|We|we))(?![\w'])"
        )
        thai = sorted(
            {word for word in called | set(THAI) - {"บริษัท", "ธนาคาร", "ตัวแทน", "พนักงาน", "ลูกค้า", "เจ้าของ"} if re.search("[ก-๙]", word)},
            key=len,
            reverse=True,
        )
        self.thai = re.compile(
            rf"(?:(?P<both>{THAI_BOTH})|(?P<role>{'|'.join(map(re.escape, thai))}))\s{{0,2}}(?P<modal>{THAI_DUTY})(?P<rest>[^\s]{{0,12}})"
        )
        self.forbidden = re.compile(rf"ห้าม(?:มิให้|ไม่ให้)?\s{{0,2}}(?P<role>{'|'.join(map(re.escape, thai))})")
        self.cannot = re.compile(
            rf"(?P<role>{'|'.join(map(re.escape, thai))})(?:จะ)?(?P<rest>[^\s]{{1,60}}(?:\s[^\s]{{1,40}})?(?:ไม่ได้|มิได้))(?=\s|$)"
        )
        self.thai_roles = re.compile(rf"(?P<both>{THAI_BOTH})|(?P<role>{'|'.join(map(re.escape, thai))})")
        self.letter = "you" in self.who
        self.writer = next((party.label for party in parties if party.role in ("we",)), "")

    def name(self, match):
        if match.groupdict().get("both"):
            return BOTH
        if match.groupdict().get("you"):
            return "you" if self.letter else ""
        word = match["role"] or ""
        return self.who.get(word.lower(), word)


def _either(words):
    return "|".join(re.escape(word) for word in sorted(set(words), key=len, reverse=True)) or "(?!)"


def _in_sentence(text, start, end, names, last):
    if re.search("[ก-๙]", text[start:end]):
        yield from _thai(text, start, end, names)
        return
    marks = []
    for match in re.finditer(
        rf"\b(?P<modal>{MODAL})|\b(?P<does>{DOES})|(?:(?<=party )|(?<=of us ))(?P<bars>may|can)\b", text[start:end], re.IGNORECASE
    ):
        at = start + match.start()
        who, begins = _subject(text, start, at, names, last, bool(match["does"]))
        after = text[start + match.end() : min(end, start + match.end() + 60)]
        if match["bars"] and not re.search(r"\b(?:neither|no) party $|\bneither of us $", text[max(start, at - 15) : at], re.IGNORECASE):
            continue
        if (
            who == BOTH
            and re.match(r"is responsible|are responsible", match.group())
            and re.match("neither|no ", text[begins : begins + 8], re.IGNORECASE)
        ):
            continue
        if (
            match["does"]
            and re.match(r"\s(?:its|their|his|all|ownership|title|the right)\b", after)
            and match["does"].lower() in ("keeps", "maintains", "transfers")
        ):
            continue
        if who is None or NO_DUTY.match(after) or (match["modal"] and "agree" in match.group().lower() and TRADE.match(after)):
            continue
        marks.append((begins, who, start + match.end(), match.group()))
    marks += _passive(text, start, end, names) if not marks else []
    for index, (begins, who, acts, modal) in enumerate(marks):
        if index and who == marks[index - 1][1] and "\u0000" not in modal and not re.search(r"[;]", text[marks[index - 1][2] : begins]):
            continue
        stop = next((other[0] for other in marks[index + 1 :] if other[1] != who or ";" in text[acts : other[0]]), end)
        first = start if index == 0 else begins
        yield _obligation(text, who, first, stop, acts, modal)


def _subject(text, start, at, names, last, active):
    """Return who the verb at `at` is said of and where the clause begins; (None, at) if of nobody that matters."""
    window = max(start, at - 220)
    found = [
        match
        for match in names.pattern.finditer(text, window, at)
        if not (match.end() < at and text[match.end() : match.end() + 2] in ("'s", "' "))
    ]
    if not found:
        return None, at
    match = found[-1]
    gap = text[match.end() : at]
    opens = match.start() - start <= 6 or text[max(start, match.start() - 2) : match.start()] in (", ", "; ", ": ")
    fits = bool(GAP.fullmatch(gap)) or (
        opens and not active and len(gap) < 90 and not re.search(r"[;:]|\b(?:shall|must|will|may|if|that|which|who|is|are|was)\b", gap)
    )
    if not fits or PREPOSITION.search(text, max(start, match.start() - 20), match.start()):
        return None, at
    if re.search(
        r"\b(?:if|unless|where|that|which|who|whether|when|until|once)\s+(?:the\s+)?$",
        text[max(start, match.start() - 14) : match.start()],
        re.IGNORECASE,
    ) and (active or not re.search("will|shall", text[at : at + 6])):
        return None, at
    if match["it"]:
        if match["it"] in ("We", "we"):
            return (names.writer or None), match.start()
        return (last or None), match.start()
    return (names.name(match) or None), match.start()


def _passive(text, start, end, names):
    """Return "X shall be paid by the Tenant" as a duty of the Tenant."""
    sentence = text[start:end]
    verb = re.search(r"\b(?:shall|must|will|is to|are to)\s+(?:not\s+)?be\s+\w{2,20}\b", sentence)
    if not verb or NO_DUTY.match(sentence[verb.start() + 5 :]):
        return []
    for match in names.pattern.finditer(sentence, verb.end()):
        if re.search(r"\bby\s+(?:the\s+)?$", sentence[max(0, match.start() - 8) : match.start()]) and match["role"]:
            return [(start, names.name(match), start + verb.start(), "\u0000")]
    return []


def _thai(text, start, end, names):
    marks = []
    for match in names.thai.finditer(text, start, end):
        duty = match["modal"] + match["rest"]
        if THAI_NO_DUTY.match(duty) or _conditional(text, start, match.start()):
            continue
        marks.append((match.start(), names.name(match), match.end("modal"), match["modal"]))
    marks += [(match.start(), names.name(match), match.end(), "ห้าม") for match in names.forbidden.finditer(text, start, end)]
    marks += [
        (match.start(), names.name(match), match.start("rest"), "ไม่")
        for match in names.cannot.finditer(text, start, end)
        if not any(mark[0] <= match.start() < mark[2] for mark in marks)
    ]
    marks.sort()
    for index, (at, who, acts, modal) in enumerate(marks):
        if index and acts <= marks[index - 1][2]:
            continue
        stop = marks[index + 1][0] if index + 1 < len(marks) else end
        first = start if index == 0 and at - start < 160 and THAI_OPENS.match(text, start, at) else at
        yield _obligation(text, who, first, stop, acts, modal)


def _conditional(text, start, at):
    before = text[max(start, at - 10) : at]
    return bool(THAI_IF.search(before)) or bool(re.search("(?:แก่|ของ|โดย|ให้)$", before))


def _obligation(text, who, start, stop, acts, modal):
    while stop > start and text[stop - 1] in " ,;":
        stop -= 1
    tail = re.search(r"[,;]?\s(?:and|or|but)$|\s(?:และ|หาก|ถ้า)$", text[max(start, stop - 8) : stop])
    stop -= len(tail.group()) if tail else 0
    what = " ".join(text[acts if "\u0000" not in modal else start : stop].split()).strip(" :")
    kind = "prohibition" if FORBIDS.search(modal) or re.match(r"\s*not\b|\s*(?:จะ)?ไม่", text[acts : acts + 8]) else "duty"
    when = WHEN.search(text, acts, stop) or WHEN.search(text, start, stop)
    return Obligation(who, what, start, stop, kind, when.span() if when else None)


def _item(reading, unit, lead):
    text = reading.text
    body = unit.body + (3 if text[unit.body : unit.body + 3] == "to " else 0)
    end = unit.end
    made = _obligation(text, lead.who, body, end, body, "not" if lead.kind == "prohibition" else "")
    if text[body : body + 4] == "not ":
        made.kind = "prohibition"
    made.what = re.sub(r"[;,]?\s*(?:and|or)?$", "", made.what)
    made.clause = unit.number
    return made
