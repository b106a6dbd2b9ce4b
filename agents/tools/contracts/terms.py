"""When a contract was made, begins and ends, how long it lasts and whether it goes on by itself."""

import re
from dataclasses import dataclass, field

from agents.tools.contracts.dates import DateFound, dates
from agents.tools.contracts.quantities import Duration, durations
from agents.tools.contracts.reading import Reading

SIGNED = re.compile(
    r"(?:\bmade(?: and entered into| and executed)?(?: at [\w ]{2,30})?(?: on| as of| this| the)*|\bdated?(?: as of| this)?|"
    r"\bentered into(?: on| as of| this)*|\bsigned(?: on| at [\w ]{2,20} on)?|\bexecuted(?: on| as of| this)*|\bdate(?: of (?:this"
    r" )?(?:agreement|contract|order|signature))?|order date"
    r"|ทำขึ้น(?:เมื่อ)?|จัดทำขึ้น(?:เมื่อ)?|ทำเมื่อ|ลงวันที่|วันที่ทำสัญญา|ลงนามเมื่อ)[\s:|]{0,4}(?:the |this |on |วันที่\s?)?$",
    re.IGNORECASE,
)
BEGINS = re.compile(
    r"(?:effective(?: date| from| as of| on)?|commenc\w{0,8}(?: date)?|with effect from|\bbegin(?:s|ning)?|\bstart(?:s|ing)?(?:"
    r" date| on)?|\bstarting|enters? into force|comes? into (?:force|effect)|takes? effect|in force (?:from|on)|"
    r"(?:lease |rental )?period|term|from|start\b|"
    r"ตั้งแต่|นับแต่|นับจาก|เริ่ม\S{0,30}|มีผล\S{0,20})"
    r"(?:[^.;\d]{0,30}?)$",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"(?:expir(?:es?|ing|y|ation)(?: date| on)?|until|\bend(?:s|ing)?(?: date| on)?|\bto(?: and including)?|through|terminat(?:es|"
    r"ing)|the (?:last|final) (?:one )?(?:on|due)?|maturity(?: date)?|- |ถึง|สิ้นสุด\S{0,12}|ครบกำหนด\S{0,10}|จนถึง|"
    r"เสร็จสิ้น\S{0,12}|หมดอายุ)"
    r"[\s:|]{0,3}(?:on |the |วันที่\s?)?$",
    re.IGNORECASE,
)
DATELINE = re.compile(r"\s*(?:(?:Date|Dated|วันที่|Signed)\s?:?)?\s*(?:the |this )?$", re.IGNORECASE)
LASTS = re.compile(
    r"\b(?:term|period|duration|lasts?|valid|in force|in effect|continues?|remains?|initial|fixed|tenancy|lease (?:period|term)|"
    r"instalments)\b|กำหนด(?:ระยะ)?เวลา|ระยะเวลา|มีกำหนด|มีอายุ|อายุสัญญา",
    re.IGNORECASE,
)
COMPLETES = re.compile(r"แล้วเสร็จ\S{0,12} ?ภายใน ?$|complet\w{1,4}[^.;]{0,30} within $", re.IGNORECASE)  # works last until they are done
NOT_TERM = re.compile(
    r"notice|warrant|guarantee(?:s|d) the|probation|within|after (?:the )?(?:end|terminat|expir)|thereafter|surviv|invoice|"
    r"non-renewal|prior|following|before|old|consecutive|compet|solicit|default|delay|per cent|defect|support|secret|each"
    r" (?:contract )?year|preceding"
    r"|บอกกล่าว|ภายใน|ล่วงหน้า|ทดลองงาน|รับประกัน|อายุ(?=\s?\d{2} ปี)|หลัง|ติดต่อกัน|นับแต่สิ้นสุด|คราวละ|ห้าม",
    re.IGNORECASE,
)
INSTALMENTS = re.compile(
    r"(?<![\w,.])\(?(?P<count>\d{1,3})\)? (?:equal |consecutive )?(?P<unit>monthly|annual|yearly|weekly) instal?ments"
    r"|(?P<unit2>รายเดือน|รายปี)[^.;]{0,60}?(?P<count2>\d{1,3}) งวด",
    re.IGNORECASE,
)
INSTALMENT_UNITS = {"monthly": "month", "annual": "year", "yearly": "year", "weekly": "week", "รายเดือน": "month", "รายปี": "year"}
AUTOMATIC = re.compile(
    r"automatic(?:ally)? (?:renew|extend|continu)|(?:renew|extend|roll)\w{0,6}[^.;]{0,40}automatic|renewed for (?:further|"
    r"successive|additional)[^.;]{0,80}\b(?:unless|if)\b|shall (?:renew|be renewed|be extended)[^.;]{0,80}\bunless\b|tacit(?:ly)?|"
    r"ต่ออายุ[^.;]{0,60}อัตโนมัติ|อัตโนมัติ[^.;]{0,30}ต่ออายุ|ให้ถือว่า[^.;]{0,40}ต่ออายุ",
    re.IGNORECASE,
)
NOT_RENEWED = re.compile(r"\bnot\b[^.;]{0,20}\b(?:renew|extend|tacit)|no (?:automatic )?renewal|ไม่ต่ออายุ", re.IGNORECASE)
OPTION = re.compile(
    r"(?:may|option to|right to|can|ask for an?|request(?: an?)?|wishes to|entitled to|upon|subject to)\b[^.;]{0,60}\b(?:renew|"
    r"exten[ds])|(?:renew|exten(?:d|sion|ded))\w{0,5}\b[^.;]{0,50}\b(?:by (?:written|mutual)|upon (?:mutual|written)|option|"
    r"agreement)|เช่าต่อ|ต่ออายุ|ขยายระยะเวลา|ต่อสัญญา",
    re.IGNORECASE,
)


@dataclass
class Terms:
    """Each value with its span. renewal: "automatic" | "option" | "none" (none is named).

    assumed: effective is the day of signing, as no other is named. others: further dates, with the words before them.
    """

    signed: DateFound | None = None
    effective: DateFound | None = None
    expiry: DateFound | None = None
    duration: Duration | None = None
    renewal: str = "none"
    renewal_at: tuple[int, int] | None = None
    renewal_notice: Duration | None = None
    assumed: bool = False
    others: list[tuple[DateFound, str]] = field(default_factory=list)


def find_terms(reading: Reading) -> Terms:
    terms = Terms()
    _dates(reading, terms)
    terms.duration = _duration(reading, terms)
    _renewal(reading, terms)
    if terms.effective is None and terms.signed:
        terms.effective, terms.assumed = terms.signed, True
    return terms


def _dates(reading, terms):
    text = reading.text
    for found in dates(text):
        unit = reading.unit_at(found.start)
        begin = max(unit.start if unit else 0, found.start - 90)
        before = text[begin : found.start]
        after = text[found.end : found.end + 30]
        first = terms.signed is None and terms.effective is None
        if re.match(r"\s*\(?(?:the )?\"?Effective Date", after):
            terms.effective = terms.effective or found
        elif re.match(r"\s*\(?(?:the )?\"(?:Maturity|Expiry|Expiration|End|Termination|Final)[ \w]{0,12} ?(?:Date|Day)?\"", after):
            terms.expiry = terms.expiry or found
        elif ENDS.search(before) and not first:
            terms.expiry = _better(reading, terms.expiry, found)
        elif ENDS.search(before) and re.search(r"ends?|expir|สิ้นสุด|ถึง", before[-20:], re.IGNORECASE) and found.start > 800:
            terms.expiry = terms.expiry or found
        elif SIGNED.search(before) and terms.signed is None or _is_dateline(text, unit, found) and terms.signed is None:
            terms.signed = found
        elif _begins(before) and terms.effective is None:
            terms.effective = found
        elif re.search(r"วันที่\s?$", before) and terms.signed is None and found.start < 900:
            terms.signed = found
        else:
            terms.others.append((found, " ".join(before.split())))
    if terms.signed is None:
        terms.signed = next((found for found, _said in terms.others if _beside_signatures(reading, found)), None)
        terms.others = [each for each in terms.others if each[0] is not terms.signed]


def _beside_signatures(reading, found):
    """Say whether a date stands alone with a place, as above signatures, or at the end of "is made by … on"."""
    unit = reading.unit_at(found.start)
    before = reading.text[unit.start : found.start]
    if re.fullmatch(r"(?:[A-Z][\w /]{1,40},? (?:the |on |this )?)?", before) and unit.end - found.end < 3:
        return True
    return bool(re.search(r"\b(?:is|was|are) (?:made|entered into|executed|signed)\b", before)) and before.endswith(
        (" on ", " this ", " of ")
    )


def _better(reading, have, found):
    """Keep an end that stands in a clause on the term; a date within another clause is only a deadline."""
    unit = reading.unit_at(found.start)
    if have is None:
        return (
            None
            if unit
            and re.search(r"deliver|sign and return|enclosed copy|ส่งมอบ", reading.of(unit), re.IGNORECASE)
            and not LASTS.search(reading.of(unit))
            else found
        )
    return have


def _begins(before):
    if re.search(r"payments?\b|instal", before, re.IGNORECASE):
        return False
    return bool(BEGINS.search(before)) and not re.search(r"deliver|invoice|before$|shipment|งวด", before[-40:], re.IGNORECASE)


def _is_dateline(text, unit, found):
    return found.start < 900 and unit is not None and bool(DATELINE.fullmatch(text[unit.start : found.start])) and unit.end - found.end < 40


def _duration(reading, terms):
    best = None
    for unit, start, end in reading.all_sentences():
        for found in durations(reading.text, start, end):
            if found.unit not in ("month", "year", "week", "day") or (found.unit == "day" and found.count < 60):
                continue
            score = _lasting(reading, unit, start, end, found, terms)
            if score > 0 and (best is None or score > best[0]):
                best = score, found
    if best is None:
        for unit in reading.units:
            if (
                unit.kind == "row"
                and re.search(r"term|period|duration|ระยะเวลา|กำหนดเวลา", reading.of(unit), re.IGNORECASE)
                and (rows := durations(reading.text, unit.start, unit.end))
            ):
                return rows[0]
    return best[1] if best else _instalments(reading.text)


def _instalments(text):
    """Return for how long instalments are paid: a loan lasts as long."""
    match = INSTALMENTS.search(text)
    if not match:
        return None
    unit = INSTALMENT_UNITS[(match["unit"] or match["unit2"]).lower()]
    return Duration(float(match["count"] or match["count2"]), unit, match.start(), match.end())


def _lasting(reading, unit, start, end, found, terms):
    text = reading.text
    before, after = text[max(start, found.start - 70) : found.start], text[found.end : min(end, found.end + 50)]
    heading = " ".join(unit.heading)
    score = 0.0
    if LASTS.search(before) or COMPLETES.search(before):
        score += 2
    if LASTS.search(after[:20]) or re.match(r"['s ]*(?:term|period)", after):
        score += 1
    if re.search(r"\b(?:term|duration|period)\b|ระยะเวลา|อายุสัญญา|กำหนดเวลา", heading, re.IGNORECASE):
        score += 1.5
    if any(mark and start <= mark.start < end for mark in (terms.effective, terms.expiry)):
        score += 1.5
    if re.search(r"instal?ments?", after[:30], re.IGNORECASE) or re.search(r"instal?ments", before, re.IGNORECASE):
        score += 0.2
    if (
        (NOT_TERM.search(before[-45:]) and not COMPLETES.search(before[-45:]))
        or re.search(r"notice|ahead|surviv|advance|after|successive", after[:40], re.IGNORECASE)
        or re.search(r"successive|further|additional|extension|renew|surviv", before[-60:], re.IGNORECASE)
    ):
        score -= 4
    return score - found.start / max(len(text), 1)


def _renewal(reading, terms):
    option = None
    for _unit, start, end in reading.all_sentences():
        words = reading.text[start:end]
        if NOT_RENEWED.search(words) and not re.search("unless|เว้นแต่", words):
            continue
        if AUTOMATIC.search(words):
            terms.renewal, terms.renewal_at = "automatic", (start, end)
            terms.renewal_notice = _renewal_notice(reading.text, start, end)
            return
        if option is None and OPTION.search(words) and not re.search(r"\btime\b.{0,20}extend|deadline", words):
            option = start, end
    if option:
        terms.renewal, terms.renewal_at = "option", option
        terms.renewal_notice = _renewal_notice(reading.text, *option)


def _renewal_notice(text, start, end):
    """Return the time before the end by which a party must say no (or yes)."""
    for found in reversed(durations(text, start, end)):
        around = text[max(start, found.start - 60) : min(end, found.end + 60)]
        if re.search(r"notice|before|prior|ahead|advance|ก่อน|ล่วงหน้า", around, re.IGNORECASE) and not re.search(
            r"period|term\b|คราวละ|further", text[max(start, found.start - 25) : found.start], re.IGNORECASE
        ):
            return found
    return None
