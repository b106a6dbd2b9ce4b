"""What kind of answer a question asks for, in English and Thai, and whether a text holds one."""

import re
from dataclasses import dataclass
from enum import StrEnum

from .evidence import Unit, Words
from .figures import DURATIONS, MONTHS
from .sentences import is_thai
from .terms import stem


class Asks(StrEnum):
    """The kinds of question told apart."""

    PERSON = "who"
    DATE = "when"
    PLACE = "where"
    NUMBER = "how many"
    MONEY = "how much"
    PERCENT = "what share"
    DURATION = "how long"
    YES_NO = "yes or no"
    LIST = "list"
    DEFINITION = "definition"
    PROCEDURE = "how to"
    REASON = "why"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Question:
    """A question read: its kind, language ("en" or "th") and the stems of the noun it asks for ("what year")."""

    text: str
    asks: Asks
    language: str
    focus: frozenset[str]


FIRST = r"^(?:(?!\b(?:what|which|who|how|where|when|why)).)*?\b"  # the first question word is this one
# First match wins. Thai has no order to speak of: its patterns match anywhere.
PATTERNS = (
    (
        Asks.PERCENT,
        r"\b(?:what|which) (?:is the )?(?:percent|percentage|share|proportion|fraction)\b"
        r"|\bhow many percent|กี่เปอร์เซ็นต์|ร้อยละเท่า|สัดส่วนเท่า",
    ),
    (
        Asks.MONEY,
        r"\bhow much (?:money|does|do|did|is|are|was|were|will|would|should|can|could"
        r"|must)\b.*\b(?:cost|pay|paid|price|fee|charge|earn|salary|rent|spend|spent|worth|rate"
        r"|deposit|revenue|profit|budget|fine|penalty|money|owe|claim|budget)|\bhow much money\b"
        r"|\bwhat (?:is|was|are|were) the (?:\w+ ){0,3}(?:price|cost|fee|salary|rent|deposit|revenue"
        r"|profit|budget|penalty|wage|turnover|allowance)s?\b|(?:กี่|เท่าไ[รห]่?|เท่าใด)\s?บาท"
        r"|(?:ราคา|ค่า|เงินเดือน|รายได้|กำไร|งบประมาณ).*เท่าไ[รห]|ค่า\S*เท่า(?:ไ|ใ)",
    ),
    (
        Asks.DURATION,
        r"\bhow (?:long|old)\b|\bhow many (?:\w+ )?(?:years?|months?|weeks?|days?|hours?|minutes?)\b"
        r"|\bwhat is the (?:\w+ ){0,2}(?:notice period|period|term|duration)\b|นานเท่า|นานแค่ไหน"
        r"|นานกี่|กี่\s?(?:ปี|เดือน|วัน|สัปดาห์|ชั่วโมง|นาที)|อายุเท่า",
    ),
    (
        Asks.NUMBER,
        r"\bhow (?:many|much|often|tall|high|far|big|large|wide|deep|heavy|fast)\b|\bwhat (?:is|was"
        r"|are|were) the (?:\w+ ){0,2}(?:number|amount|population|size|area|total|temperature|score"
        r"|height|length|maximum|minimum|limit|rate)\b|\bwhat (?:number|size|score)\b|กี่|เท่าไร"
        r"|เท่าไหร่|เท่าใด|จำนวนเท่า",
    ),
    (
        Asks.DATE,
        FIRST + r"when\b|\b(?:what|which|in what|on what) (?:year|date|day|month|century|decade|time|era"
        r"|season)\b|\bwhat (?:is|was) the (?:\w+ ){0,2}(?:date|deadline|year)\b|เมื่อไร|เมื่อไหร่"
        r"|เมื่อใด|(?:ปี|วัน|เดือน|ศตวรรษ|ช่วง|เวลา)(?:ที่)?\s?(?:ใด|ไหน|อะไร)|วันที่เท่า|ตอนไหน",
    ),
    (
        Asks.REASON,
        FIRST + r"why\b|\b(?:for )?what reasons?\b|\bwhat (?:caused?|causes)\b|\bhow come\b|ทำไม|เพราะอะไร"
        r"|เพราะเหตุใด|เหตุใด|สาเหตุ",
    ),
    (
        Asks.LIST,
        r"\b(?:list|enumerate|name (?:all|the|three|two|four|five|some))\b|\bwhat are (?:the|all"
        r"|some)\b|\bwhich (?:\w+ )?(?:are|were)\b|\bwhat (?:\w+ )?(?:types|kinds|documents|items"
        r"|steps|conditions|requirements|benefits|factors|examples|ways|countries|things)\b|บ้าง"
        r"|รายการ|ยกตัวอย่าง",
    ),
    (
        Asks.PROCEDURE,
        r"\bhow (?:do|can|should|must|would|to)\b|\bwhat (?:is|are) the (?:procedure|process|steps)\b"
        r"|\bsteps? (?:to|for)\b|ขั้นตอน|วิธี|ต้องทำอย่างไร|ทำอย่างไร|ทำยังไง|ได้อย่างไร",
    ),
    (
        Asks.PERSON,
        FIRST + r"who(?:se|m|ever)?\b|\b(?:what|which) (?:person|man|woman|player|author|king|queen|president"
        r"|scientist|actor|singer|artist|manager|director|people)\b|\bwhat (?:is"
        r"|was) the names? of the (?:person|man|woman|author|king)|ใคร|ผู้ใด|คนไหน|คนใด|บุคคลใด"
        r"|ชื่ออะไร",
    ),
    (
        Asks.PLACE,
        FIRST + r"where\b|\b(?:what|which|in what|in which) (?:city|country|place|location|town|state"
        r"|building|region|street|room|floor|continent|province|area|county)\b|ที่ไหน|ที่ใด|แห่งใด"
        r"|แห่งไหน|(?:เมือง|ประเทศ|จังหวัด|สถานที่|รัฐ|ชั้น|ห้อง|อาคาร)\s?(?:ใด|ไหน|อะไร)",
    ),
    (
        Asks.DEFINITION,
        r"^\W*what (?:is|are|was|were)(?: an?| the)? [\w' -]{2,40}\??$|\bwhat does .* mean\b"
        r"|\b(?:define|definition of|meaning of)\b|คืออะไร|หมายถึงอะไร|หมายความว่า|นิยาม",
    ),
    (
        Asks.YES_NO,
        r"^\W*(?:is|are|was|were|am|do|does|did|can|could|may|must|should|shall|will|would|has|have"
        r"|had)\b(?!.*\bor\b.*\?.*\?)|หรือไม่|หรือเปล่า|ไหม|มั้ย|ใช่หรือ",
    ),
)
COMPILED = tuple((asks, re.compile(pattern, re.IGNORECASE)) for asks, pattern in PATTERNS)
FOCUS = re.compile(
    r"\b(?:what|which)\s+(?:other |specific |main )?(?:(?:type|kind|sort|name)s? of )?([a-z'-]+)"
    r"|\bname of (?:the |a )?([a-z'-]+)",
    re.IGNORECASE,
)

MAX_CHARS = 1000  # a longer question is read up to here
PERSON = re.compile(
    r"\b[A-Z][\w'’-]+(?: (?:(?:de|van|von|al|bin|la|of) )?[A-Z][\w'’.-]*)+|(?:นาย|นาง(?:สาว)?"
    r"|ดร\.|คุณ|พระ|เจ้า)\s?[ก-ฮเ-ไ]"
)
CAPITALISED = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][\w'’-]+")
PLACE = re.compile(
    r"\b(?:in|at|near|from|to|of|on)(?: the)? [A-Z]\w+|\b(?:floor|room|street|building|office)\b"
    r"|(?:จังหวัด|ประเทศ|เมือง|กรุง|อำเภอ|ถนน|ชั้น|อาคาร|ห้อง|รัฐ|ทวีป|เกาะ|แม่น้ำ|มหาวิทยาลัย"
    r"|ที่)[ก-ฮเ-ไ]",
    re.IGNORECASE,
)
DATE_WORD = re.compile(
    rf"\b(?:{MONTHS}|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|วันจันทร์"
    rf"|วันอังคาร|วันพุธ|วันพฤหัส|วันศุกร์|วันเสาร์|วันอาทิตย์|ศตวรรษ|\bcentur",
    re.IGNORECASE,
)
REASON = re.compile(
    r"\b(?:because|due to|since|as a result|in order to|so that|caused|reason|therefore|to avoid"
    r"|leads? to|led to)\b|เพราะ|เนื่องจาก|เพื่อ|ส่งผล|ทำให้|สาเหตุ",
    re.IGNORECASE,
)
DEFINITION = re.compile(
    r"\b(?:is|are|was|were) (?:an?|the|any|defined|known)\b|\bmeans?\b|\brefers? to\b|คือ|หมายถึง"
    r"|หมายความว่า|เป็น",
    re.IGNORECASE,
)
PROCEDURE = re.compile(
    r"\b(?:must|should|submit|first|then|by \w+ing|click|send|contact|complete|apply|use)\b|ต้อง"
    r"|ให้|โดย|ขั้น|ยื่น|แจ้ง|ส่ง",
    re.IGNORECASE,
)
FIGURE_KINDS = {
    Asks.NUMBER: {"number", "percent", "money", "duration"},
    Asks.MONEY: {"money", "number"},
    Asks.PERCENT: {"percent"},
    Asks.DURATION: {"duration"},
    Asks.DATE: {"date", "time"},
}
CUES = {Asks.REASON: REASON, Asks.DEFINITION: DEFINITION, Asks.PROCEDURE: PROCEDURE}


def read_question(text: str) -> Question:
    """Return what text asks for; never raises, whatever text is."""
    text = " ".join(text[:MAX_CHARS].split())
    asks = next((asks for asks, pattern in COMPILED if pattern.search(text)), Asks.OTHER)
    focus = {word for match in FOCUS.findall(text) for word in match if word}
    return Question(text, asks, "th" if is_thai(text) else "en", frozenset(stem(word.lower()) for word in focus))


def answer_fit(question: Question, asked: Words, unit: Unit) -> float:
    """Return 1 if unit holds an answer of the kind asked for, 0 if it holds none, ½ if nobody can tell.

    What the question itself names is no answer to it.
    """
    asks = question.asks
    if asks in FIGURE_KINDS:
        return _figure_fit(asks, asked, unit)
    if asks is Asks.PERSON:
        return _new_name(PERSON, asked, unit.text, otherwise=CAPITALISED)
    if asks is Asks.PLACE:
        return _new_name(PLACE, asked, unit.text, otherwise=CAPITALISED)
    if asks in CUES:
        return 1.0 if CUES[asks].search(unit.text) else 0.3
    if asks is Asks.LIST:
        return 1.0 if unit.kind == "item" or unit.text.count(",") >= 2 or "ได้แก่" in unit.text else 0.5
    return 0.5


def _figure_fit(asks, asked, unit):
    kinds = FIGURE_KINDS[asks]
    for figure in unit.figures:
        new = not any("#" + form in asked.stems for form in figure.forms)
        if new and (figure.kind in kinds or (asks is Asks.DURATION and figure.unit in DURATIONS)):
            return 1.0
    if asks is Asks.DATE and DATE_WORD.search(unit.text):
        return 0.7
    return 0.4 if any(figure.kind in ("number", "date") for figure in unit.figures) else 0.0


def _new_name(pattern, asked, text, *, otherwise):
    if any(_is_new(match.group(), asked) for match in pattern.finditer(text)):
        return 1.0
    if is_thai(text):
        return 0.5
    return 0.6 if any(_is_new(match.group(), asked) for match in otherwise.finditer(text)) else 0.0


def _is_new(name, asked):
    found = Words.of(name)
    return bool(found.stems - asked.stems) or (not found.stems and found.folded not in asked.folded)
