"""Who makes the contract: name, what the contract calls them, what they are, registration and address."""

import re
from dataclasses import dataclass, field

from agents.tools.contracts.reading import Reading
from agents.tools.contracts.roles import TITLE, TITLES, bare, is_role

PREAMBLE_MOST = 6_000
SPEAKERS = ("we", "you")  # what plain contracts call their sides
ROLES = "|".join(sorted(TITLES, key=len, reverse=True))
DEFINED = re.compile(
    r"\(\s?(?P<lead>[^()\"']{0,90}?)[\"'](?P<role>[^\"'()]{2,40})[\"'](?P<tail>[^()]{0,120})\)"
    r"|(?:hereina?fter|hereafter|herein)\b[^\"'.;]{0,60}[\"'](?P<role2>[^\"']{2,40})[\"']"
    r"|(?:เรียกว่า|เรียกโดยย่อว่า|เรียกชื่อว่า)\s{0,2}[\"'](?P<role3>[^\"']{2,40})[\"']"
    r"|\((?P<role4>(?:the )?[A-Z][A-Za-z]{2,20}(?: [A-Z][a-z]{2,12})?)\)"
    r"|(?:เรียกว่า|เรียกโดยย่อว่า)\s{0,2}(?P<role5>[ก-๙]{4,25})(?=\s)"
    rf"|(?:hereina?fter|hereafter)[^\"'.;()]{{0,50}}?\b(?:as|called)\s(?:the\s)?(?P<role6>(?i:{ROLES}))\b"
)
_C = r"[A-Z0-9À-Þ][\w&.'’À-ÿ/-]{0,30}"
_SUFFIX = (
    r"(?:Public Company Limited|Company Limited|Co\.?,?\s?Ltd\.?|COMPANY LIMITED|CO\.?,?\s?LTD\.?|Joint Stock Company|Kabushiki"
    r" Kaisha|Pte\.?\s?Ltd\.?|PTE\.?\s?LTD\.?|Pvt\.?\s?Ltd\.?|Pty\.?\s?Ltd\.?"
    r"|Private Limited|Sdn\.? Bhd\.?|SDN\.? BHD\.?|Limited Liability Company|Limited Partnership|Limited|LIMITED|Ltd\.?|LTD\.?|"
    r"LLC|L\.L\.C\.|LLP|LP|PLC|plc|Inc\.?|INC\.?|Incorporated|Corp\.?|CORP\.?|Corporation|CORPORATION"
    r"|GmbH(?: & Co\. KG)?|AG|S\.A\.R\.L\.|S\.\s?A\.|SAS|SARL|SA|B\.V\.|BV|N\.V\.|S\.r\.l\.|S\.p\.A\.|Srl|OÜ|AB|Oy|A/S|ApS|AS|KG|"
    r"K\.K\.|S\.L\.|Foundation|FOUNDATION|Association|University|UNIVERSITY|Institute|Hospital"
    r"|JSC|PJSC|OAO|Kft\.?|Zrt\.?|d\.o\.o\.|Sp\. z o\.o\.|a\.s\.|s\.r\.o\.|Bhd\.?|Tbk|S\.A\. de C\.V\.|Ltda\.?|AS|"
    r"College|School|Academy|Club|Clinic|Agency|Bank|Trust|Council|Authority|Ministry of [A-Z][a-z]+|Partnership|"
    r"Partners|Cooperative|Society|Holdings|Group)"
)
COMPANY = re.compile(
    rf"(?:(?:University|Bank|Ministry|Department|City|Government) of [A-Z][\w ]{{2,30}}|{_C}(?: (?:{_C}|of|and|&|de|"
    rf"the)){{0,7}}?,? {_SUFFIX})(?=[\s,.;:()|]|$)"
)
TITLED = re.compile(rf"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Khun|Madam|Mr|MR|MRS|MS|MISS)\.? (?P<name>{_C}(?: (?:{_C}|de|van|von|bin|binti)){{0,4}})")
LED = re.compile(
    rf"(?:\b(?:between|BETWEEN|Between|and|AND|And|by|BY|from|FROM|&|among)\b:?|[:;]|\(\d\)|^\s{{0,3}}\(?\d[.)]|"
    rf"^)\s{{0,3}}(?P<name>{_C}(?: (?:{_C}|de|da|van|von|der|bin|binti|of)){{1,5}})"
    r"(?=\s?[,(|;]|\s(?:of|residing|whose|with|an?|as|at|having)\s|\s?$)"
)
COUPLE = re.compile(rf"(?:\b(?:and|by|between|from) |[:;\n]|\)) ?(?P<name>{_C} and {_C}(?: {_C}){{1,2}})(?= ?(?:\(|$))")
BESIDE = re.compile(rf"(?<![\w.-])(?P<name>{_C}(?: (?:{_C}|of|and|&)){{1,5}}),? ?$")
THAI_NAME = re.compile(
    r"(?P<company>(?:บริษัท|บมจ\.|บจก\.|หจก\.|ห้างหุ้นส่วนจำกัด|ห้างหุ้นส่วนสามัญ|มหาวิทยาลัย|โรงเรียน|โรงพยาบาล|โรงแรม|ร้าน|"
    r"มูลนิธิ|สมาคม|สหกรณ์|ธนาคาร|องค์การ|กรม|กระทรวง|เทศบาล|สำนักงาน(?!ตั้ง|ใหญ่|เลขที่|อยู่|แห่ง)|วิสาหกิจ)"
    r"\s?[^\s,()\"']{1,40}(?:\s(?!สำนัก|ทะเบียน|เลข|โดย|ตั้ง|ที่อยู่|ซึ่ง|มี|อยู่|กับ|และ|"
    r"\()[^\s,()\"']{1,40}){0,4}?(?:\s?จำกัด(?:\s?\(มหาชน\))?|(?=\s(?:สำนัก|ทะเบียน|เลข|โดย|ตั้ง|ที่อยู่|ซึ่ง|มี|อยู่|กับ|\(|และ)|"
    r"[,(\"'|]|$)))"
    r"|(?P<person>(?:นางสาว|นาง|นาย|น\.ส\.|ดร\.|คุณ|ว่าที่ร้อยตรี)\s?[ก-๙]{2,25}\s{1,3}[ก-๙]{2,30}(?:\sณ\s[ก-๙]{2,20})?)"
)
LABEL = re.compile(
    r"^\s{0,3}(?:\(?\d[.)]\s)?(?:the\s)?(?P<role>[A-Za-z][A-Za-z ]{2,24}?(?:\(s\))?|[ก-๙]{4,20})\s{0,2}(?::|\||"
    r"-(?=\s))\s{0,3}(?P<name>[^|]{3,200})",
    re.IGNORECASE,
)
STOP_NAMES = re.compile(
    r"^(?:this|the|whereas|now|section|article|clause|exhibit|schedule|each|both|it|in|on|agreement|effective|january|february|"
    r"march|april|may|june|july|august|september|october"
    r"|november|december|dated?|page|contract|deed|lease|loan|parties|whose|party|monday|friday|registered|companies|civil|"
    r"personal|intellectual|general|terms|address|company no)\b",
    re.IGNORECASE,
)
REGISTERED = re.compile(
    r"(?:registration (?:number|no\.?)|registered (?:under )?(?:number|no\.?)|company (?:no\.?|number)|\bCIN\b|\bUEN\b|"
    r"reg(?:istration|\.)? no\.?|under (?:number|no\.?)|tax id(?: no\.?)?|passport no\.?|"
    r"(?:Thai )?ID (?:card )?(?:no\.?|number)|NRIC no\.?|identification (?:card )?(?:number|no\.?)|ทะเบียน(?:นิติบุคคล|"
    r"พาณิชย์)?\s?เลขที่|บัตร(?:ประจำตัว)?ประชาชนเลขที่|เลข(?:ที่)?(?:ประจำตัว(?:ประชาชน|ผู้เสียภาษี)|ทะเบียนนิติบุคคล|"
    r"บัตรประชาชน))"
    r"\s{0,2}:?\s{0,2}(?P<number>[A-Z]{0,4}[\d][\w -]{3,24}\d)",
    re.IGNORECASE,
)
ADDRESS = re.compile(
    r"(?:registered office (?:is )?(?:at|situated at)?|principal (?:place of business|office) (?:is )?(?:at|in)?|(?:whose |having"
    r" its |with its |its )?(?:address|seat|office|offices)(?: is)?(?: located)? (?:at|in)|with offices at|residing (?:at|in)|"
    r"resident (?:at|in)|located at|"
    r"Address:|, of|ที่อยู่(?:เลขที่)?|สำนักงาน(?:ใหญ่)?(?:ตั้งอยู่)?(?:เลขที่|ที่)|อยู่บ้านเลขที่|"
    r"ตั้งอยู่(?:เลข)?ที่)\s{0,2}(?P<address>[^\"(|;]{4,140}?)"
    r"(?=\s?(?:\(|\"|;|\||$)|,? (?:hereina?fter|hereafter|and |a company|represented|ซึ่งต่อไป|โดยนา|ต่อไปนี้))"
)
THAI_COMPANY = re.compile(
    "บริษัท|บมจ|บจก|หจก|ห้างหุ้นส่วน|มหาวิทยาลัย|โรงเรียน|ร้าน|มูลนิธิ|สมาคม|สหกรณ์|ธนาคาร|องค์การ|กรม|กระทรวง|เทศบาล|โรงพยาบาล|สำนักงาน|โรงแรม|วิสาหกิจ"
)


@dataclass
class Party:
    """role: as the contract defines it ("Landlord"), or "". start, end: the name. kind: company | person."""

    name: str
    role: str
    start: int
    end: int
    kind: str = "company"
    registration: str = ""
    address: str = ""
    called: list[str] = field(default_factory=list)

    @property
    def label(self) -> str:
        return self.role or self.name


def find_parties(reading: Reading) -> list[Party]:
    """Return the parties in the order in which they are named."""
    text = reading.text
    end = _preamble_end(reading)
    found = _defined(text, end)
    for party in _labelled(reading):
        _add(found, party)
    if len(found) < 2:
        for party in _letter(reading):
            _add(found, party)
    if len(found) < 2:
        for party in _plain(reading, end):
            _add(found, party)
    found.sort(key=lambda party: party.start)
    for party, following in zip(found, [*found[1:], None], strict=False):
        _describe(text, party, following.start if following else party.end + 500)
    return found[:12]


def _preamble_end(reading):
    """Return where the operative clauses begin, roughly."""
    for unit in reading.units:
        if unit.kind != "heading" and re.search(r"\b(?:shall|must)\b(?! mean)", reading.of(unit)) and unit.start > 300:
            return min(max(unit.start, 1500), PREAMBLE_MOST)
    return min(len(reading.text), PREAMBLE_MOST)


def _defined(text, end):
    found, since = [], 0
    for match in DEFINED.finditer(text):
        role = next(filter(None, (match[name] for name in ("role", "role2", "role3", "role4", "role5", "role6"))), "").strip()
        role = re.sub(r"^(?:the|as)\s+", "", role, flags=re.IGNORECASE)
        if role.lower() in ("party", "parties", "us"):
            continue
        known = is_role(role) or role.lower() in SPEAKERS
        role = role.title() if match["role6"] and role.isupper() else role
        if match["role4"] and not known or (match.start() > end and not known):
            continue
        window = max(since, match.start() - 700)
        name = _name_in(text, window, match.start(), known)
        if name and (known or _short_for(role, name[0])) and not re.search(r"\b[Pp]arties\b", role):
            _add(found, Party(name[0], role, name[1], name[2], called=[role]))
            since = match.end()
        elif name is None and known and match.start() < end:
            since = match.end()
    return found


def _name_in(text, start, end, known):
    """Return the first name in text[start:end] after the last line or connective that could open one."""
    candidates = []
    for pattern in (COMPANY, TITLED, THAI_NAME):
        candidates += [_span(match) for match in pattern.finditer(text, start, end)]
    if known:
        candidates += [_span(match) for match in LED.finditer(text, start, end)]
        candidates += [_span(match) for match in COUPLE.finditer(text, start, end)]
    candidates = [candidate for candidate in candidates if candidate and not _is_no_name(candidate[0])]
    if not candidates:
        beside = BESIDE.search(text, max(start, end - 120), end) if known else None
        span = _span(beside) if beside else None
        return span if span and not _is_no_name(span[0]) else None
    first = min(candidates, key=lambda each: (each[1], -each[2]))
    same = [each for each in candidates if each[1] <= first[2] and each[2] >= first[1]]
    return max(same, key=lambda each: each[2] - each[1])


def _span(match):
    group = "name" if "name" in match.re.groupindex else 0
    start, end = match.span(group)
    text = match.string[start:end]
    if lead := re.match(r"(?:BETWEEN|AND|BY|FROM|Between|And|By|WHEREAS|SELLER|BUYER|THE|The)\b:?\s+(?=\S)", text):
        start += lead.end()
        text = text[lead.end() :]
    if text.startswith("ร้าน") and len(text) < 6:
        return None
    text = text.rstrip(" ,;:-")
    return " ".join(text.split()), start, start + len(text)


def _is_no_name(name):
    return (
        bool(STOP_NAMES.match(name))
        or bool(TITLE.match(name))
        or len(name) < 4
        or bool(re.search(r"\b(?:Agreement|AGREEMENT|Contract|CONTRACT|Road|Street|Floor|Avenue|Kingdom)\b", name))
        and not re.search(_SUFFIX, name)
    )


def _short_for(role, name):
    words = re.findall(r"\w+", name)
    initials = "".join(word[0] for word in words).upper()
    return (
        any(role.lower() == word.lower() for word in words)
        or (role.isupper() and initials.startswith(role[:3]))
        or name.lower().startswith(role.lower())
        or role in name
    )


def _labelled(reading):
    """Yield parties given as "Seller: name" or as rows of a table."""
    for unit in reading.units[:60]:
        line = reading.of(unit)
        for at in [
            0,
            *(
                match.start() + 1
                for match in re.finditer(
                    r"\s(?=(?:BUYER|SELLER|TENANT|LESSEE|CUSTOMER|CLIENT|CONTRACTOR|BORROWER|LENDER|PURCHASER|Buyer|Tenant|"
                    r"Customer|Client|Purchaser):\s)",
                    line,
                )
            ),
        ]:
            match = LABEL.match(line[at : at + 400])
            if not match or not is_role(match["role"]) or len(line) - at > 500:
                continue
            yield from _names(
                reading.text, unit.start + at + match.start("name"), unit.start + at + match.end("name"), match["role"].replace("(s)", "")
            )


def _names(text, start, end, role):
    name = _name_in(text, start, end, False)
    if name and name[1] - start <= 3:
        yield Party(name[0], role.strip().title() if role.isupper() else role.strip(), name[1], name[2], called=[role.strip()])
        return
    plain = re.match(rf"{_C}(?:\s{_C}){{1,4}}(?:\sand\s{_C}(?:\s{_C}){{1,4}})?", text[start:end])
    if plain and not _is_no_name(plain.group()):
        at = start
        for part in re.split(r"\sand\s", plain.group()):
            at = text.index(part, at)
            yield Party(part, role.strip().title() if role.isupper() else role.strip(), at, at + len(part), called=[role.strip()])


def _letter(reading):
    """Yield the two sides of a letter: who is addressed, and who writes."""
    text = reading.text
    dear = re.search(r"\bDear\s+(?P<name>[A-Z][\w.]{1,20}(?:\s[A-Z]\w{1,20}){0,3})", text[:PREAMBLE_MOST])
    if not dear:
        return
    writer = COMPANY.search(text, 0, min(len(text), 3000))
    if writer and (span := _span(writer)):
        named = re.search(re.escape(span[0]) + r"\s?\((?:the )?\"(?P<role>[\w ]{2,20})\"\)", text[:4000])
        role = named["role"] if named else "we"
        yield Party(span[0], role, span[1], span[2], called=[role])
    key = dear["name"].split()[-1]
    for match in re.finditer(rf"(?:(?:Mr|Mrs|Ms|Miss|Dr)\.? )?{_C}(?: {_C}){{1,3}}", text[: dear.start()]):
        if key in match.group() and not COMPANY.match(match.group()):
            yield Party(" ".join(match.group().split()), "you", match.start(), match.end(), called=["you"])
            return


def _plain(reading, end):
    """Yield names after "between … and …" that no role is defined for."""
    text = reading.text
    opening = re.search(r"\b(?:[Bb]etween|BETWEEN)\b|ระหว่าง", text[:end])
    if not opening:
        return
    limit = min(opening.end() + 700, len(text))
    for pattern in (COMPANY, TITLED, THAI_NAME, LED):
        for match in pattern.finditer(text, opening.start(), limit):
            span = _span(match)
            if span and not _is_no_name(span[0]):
                yield Party(span[0], "", span[1], span[2])


def _add(found, party):
    for known in found:
        if known.start < party.end and party.start < known.end:
            return
        if known.name.lower() == party.name.lower():
            known.called += [role for role in party.called if role not in known.called]
            return
        if party.role and bare(known.role) == bare(party.role) and known.start < party.start - 800:
            return
    found.append(party)


def _describe(text, party, until):
    around = text[party.end : min(until, party.end + 420)]
    if number := REGISTERED.search(around):
        party.registration = number["number"].strip()
    if address := ADDRESS.search(around):
        party.address = " ".join(address["address"].split()).strip(" ,")
    company = re.search(rf"\b{_SUFFIX}(?![a-z])", party.name) or THAI_COMPANY.match(party.name)
    party.kind = "company" if company or re.search("incorporated|corporation|institution", around[:80]) else "person"
