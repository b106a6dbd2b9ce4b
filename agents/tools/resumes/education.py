"""Degrees: degree, field, institution, period and grade."""

import re

from agents.tools.lines import Line
from agents.tools.resumes.entries import Entry, entries_of
from agents.tools.resumes.forms import rows_of
from agents.tools.resumes.fragments import COMMA, STRONG, Fragment, cut, labelled, trimmed, without
from agents.tools.resumes.model import Found, Study
from agents.tools.resumes.periods import periods_in
from agents.tools.resumes.telling import placeness
from agents.tools.resumes.words import fold, plain

DEGREE = re.compile(
    r"(?<!\w)(?:"
    r"(?:Bachelor|Master|Doctor|Associate)(?:['’]?s)?(?:\s+(?:[Dd]egree|of\s+(?:[A-Z][\w&-]+)(?:\s+(?:and|&)\s+[A-Z]\w+"
    r"|\s+(?:Administration|Science|Arts|Engineering|Technology|Education|Accountancy|Economics|Studies|Design"
    r"|Architecture|Laws?|Medicine|Philosophy|Commerce|Fine\s+Arts|Applied\s+Science))*))?"
    r"|B\.?\s?(?:Sc|Eng|Tech|Com|Ed|Arch|A|S|E|B\.?A|Pharm|Acc|Econ|N)\b\.?(?:\s?\(?Hons\.?\)?)?"
    r"|M\.?\s?(?:Sc|Eng|Tech|Com|Ed|Phil|B\.?A|P\.?H|Res|A|S|E|D)\b\.?"
    r"|Executive\s+MBA|Ph\.?\s?D\b\.?|D\.?Phil\b\.?|LL\.?[BM]\b\.?|J\.?D\.|MBBS|EMBA|BBA|BFA|MFA|BSN|MSN|MPA|DBA|Ed\.?D\b\.?"
    r"|(?:Higher\s+|Advanced\s+|Postgraduate\s+|Graduate\s+|National\s+)*Diploma|Postgraduate\s+Certificate"
    r"|Higher\s+National\s+(?:Diploma|Certificate)|HN[DC]\b"
    r"|A[- ]Levels?|GCSEs?|GED|Abitur|Baccalaur[ée]at|International\s+Baccalaureate|High\s+School(?:\s+Diploma)?"
    r"|Secondary\s+School\s+Certificate|Vocational\s+Certificate|Certificate\s+(?=in\b)"
    r"|Licenciatura|Licenciad[oa]|Ingenier[íi]a|Laurea(?:\s+Magistrale)?|Mestrado|Bacharelado|Grado|M[áa]ster|Licence|Lizenziat|Magister|Staatsexamen|Diplom(?:-\w+)?"
    r")(?!\w)"
    r"|[ก-๙]{3,30}?(?:ศาสตร|ศาสน|ศิลป|กรรม|ธุรกิจ|บัญชี|ปรัชญา|นิติ|บริหาร)?(?:บัณฑิต|มหาบัณฑิต|ดุษฎีบัณฑิต)"
    r"|ปริญญา(?:ตรี|โท|เอก)|ปวช\.?|ปวส\.?|ประกาศนียบัตรวิชาชีพ(?:ชั้นสูง)?|มัธยมศึกษา(?:ตอนปลาย|ตอนต้น|ปีที่\s?\d)?|ม\.\s?[36]\b|อนุปริญญา"
    r"|(?:วท|วศ|บธ|ศศ|ศ|น|บช|ค|ศษ|นศ|รป|รบ|สถ|พย|ภ|พ|ท|วท|ศป)\.\s?(?:บ|ม|ด)\."
)
NOT_DEGREES = {"MA", "MS", "ME", "BE", "BA", "BS", "AS", "MD"}  # also states and words: they need a neighbour, see _degree
INSTITUTION = re.compile(
    r"\b(?:universit\w+|college|school|institut\w*|academ\w+|polytechnic\w*|hochschule|école|ecole|faculty|conservatory"
    r"|politecnico|universidad|seminary|lyc[ée]e)\b"
    r"|\b(?:MIT|ETH|KTH|UCLA|LSE|NUS|NTU|AIT|KMUTT|KMITL|NIDA|IIT)\b|มหาวิทยาลัย|วิทยาลัย|โรงเรียน|สถาบัน|มรภ\.|ม\.(?=[ก-๙])",
    re.I,
)
THAI_INSTITUTION = re.compile(
    r"(?:จุฬาลงกรณ์)?มหาวิทยาลัย[ก-๙\w]*(?:\s(?:พระจอมเกล้า\S*|วิทยาเขต\S*))?|วิทยาลัย[ก-๙]+"
    r"|โรงเรียน[ก-๙]+|สถาบัน[ก-๙]+"
)
FIELD_AFTER = re.compile(r"^\s*(?:degree\s+)?(?:in|of|en|em|,|:|-|–|—|\(|major(?:ing)?\s+in)\s*\(?", re.I)
THAI_FIELD = re.compile(r"(?:สาขาวิชา|สาขา|วิชาเอก|เอก|ภาควิชา)\s*([ก-๙A-Za-z][ก-๙A-Za-z]*)")
GPA = re.compile(
    r"(?:C?GPAX?|grade\s+point\s+average|G\.P\.A\.?|เกรดเฉลี่ย(?:สะสม)?|คะแนนเฉลี่ย(?:สะสม)?|เกรด|grade)\s*(?:of|:|：|=|-"
    r"|is|คือ)?\s*(\d{1,2}(?:[.,]\d{1,2})?)(?!\d)(?:\s*(?:/|of|out of|จาก|เต็ม)\s*\d{1,3}(?:\.\d{1,2})?)?",
    re.I,
)


def studies_of(lines: list[Line]) -> list[Study]:
    if (rows := rows_of(lines)) and (found := _from_rows(rows)):
        return found
    if any(label and label[0] in ("degree", "institution") for label in map(labelled, lines)) and (found := _from_form(lines)):
        return found
    found = [_study(entry.head + entry.details, entry) for entry in _entries(lines)]
    return [study for study in found if study.degree or study.institution]


def _entries(lines) -> list[Entry]:
    """Entries by their dates; where several degrees have none or share one, by their degrees."""
    dated = entries_of(lines, points=True)
    degrees = [number for number, line in enumerate(lines) if _degree(line.text)]
    if len(degrees) > len(dated):
        before = min(degrees[0], 1)
        starts = [max(0, number - before) for number in degrees]
        found = []
        for start, stop in zip(starts, [*starts[1:], len(lines)], strict=True):
            own = lines[start:stop]
            period = next(
                (periods[0] for line in own for part in line.parts if (periods := periods_in(part.text, part.start, points=True))), None
            )
            found.append(Entry(period, own, []))
        return found
    return dated


def _from_form(lines) -> list[Study]:
    found, seen = [], set()
    for line in lines:
        name, value = labelled(line) or (None, None)
        if name in seen and name in ("period", "degree", "institution"):
            seen = set()
        if name in ("period", "degree", "institution") and not seen:
            found.append(Study())
        if not name or not found:
            continue
        seen.add(name)
        study = found[-1]
        _fill(study, name, value)
    return [each for each in found if each.degree or each.institution]


def _fill(study, name, value) -> None:
    if name == "period":
        study.period = next(iter(periods_in(value.text, value.start, points=True)), None)
    elif name == "degree":
        _read_degree(study, value)
    elif name == "institution":
        study.institution = value.found()
    elif name == "gpa":
        number = re.search(r"\d{1,2}(?:\.\d{1,2})?", value.text)
        study.gpa = Found(number[0], [(value.start + number.start(), value.start + number.end())]) if number else None
    elif name == "field":
        study.field = value.found()


def _from_rows(rows) -> list[Study]:
    found = []
    for row in rows:
        study = Study()
        for name, value in row.items():
            _fill(study, name, value)
        found.append(study)
    return [each for each in found if each.degree or each.institution]


def _study(lines: list[Line], entry: Entry) -> Study:
    study = Study(period=entry.period)
    rest: list[Fragment] = []
    for number, line in enumerate(lines[:8]):
        spans = list(entry.period.spans) if entry.period else []
        for part in line.parts:
            for match in GPA.finditer(part.text[:300]):
                study.gpa = study.gpa or Found(match[1], [(part.start + match.start(1), part.start + match.end(1))])
                spans.append((part.start + match.start(), part.start + match.end()))
        for text, start in without(line, spans):
            rest += [piece for strong in cut(text, start, STRONG, number) for piece in _split(strong)]
    for fragment in rest:
        _take(study, fragment)
    if not study.institution:
        taken = [found.spans[0] for found in (study.degree, study.field) if found]
        others = [each for each in rest if not any(start <= each.start < end for start, end in taken) and not _degree(each.text)]
        others = [
            each
            for each in others
            if placeness(each.text) < 0.8
            and each.line < 3
            and len(each.text) > 2
            and not re.search(r"(?i)thesis|honou?rs|เกียรตินิยม", each.text)
        ]
        study.institution = others[0].found() if others else None
    return study


def _split(fragment) -> list[Fragment]:
    """Part degree from institution at commas; a comma before the field stays with the degree."""
    pieces = cut(fragment.text, fragment.start, COMMA, fragment.line)
    if len(pieces) == 1:
        return _thai_split(fragment)
    found = [pieces[0]]
    for piece in pieces[1:]:
        last = found[-1]
        joins = _degree(last.text) and not _field_in(last.text) and not INSTITUTION.search(last.text) and not INSTITUTION.search(piece.text)
        joins = joins and placeness(piece.text) < 0.8
        belongs = (
            INSTITUTION.search(last.text)
            and not _degree(last.text)
            and not _degree(piece.text)
            and placeness(piece.text) < 0.4
            and len(found) > 0
        )
        if joins or (belongs and INSTITUTION.search(piece.text)):
            found[-1] = Fragment(
                fragment.text[last.start - fragment.start : piece.end - fragment.start], last.start, piece.end, fragment.line
            )
        else:
            found.append(piece)
    return [each for piece in found for each in _thai_split(piece)]


def _thai_split(fragment) -> list[Fragment]:
    """Cut "… สาขาการบัญชี มหาวิทยาลัย…" before the institution."""
    match = THAI_INSTITUTION.search(fragment.text)
    if match and match.start() and DEGREE.search(fragment.text[: match.start()]):
        pieces = (
            trimmed(fragment.text[: match.start()], fragment.start, fragment.line),
            trimmed(fragment.text[match.start() :], fragment.start + match.start(), fragment.line),
        )
        return [each for each in pieces if each]
    return [fragment]


def _take(study, fragment) -> None:
    degree = _degree(fragment.text)
    if degree and not study.degree:
        institution = INSTITUTION.search(fragment.text)
        if institution and institution.start() < degree.start() and not study.institution:
            before = trimmed(fragment.text[: degree.start()], fragment.start, fragment.line)
            study.institution = before.found() if before else None
        _read_degree(study, fragment)
    elif THAI_FIELD.match(fragment.text) and not study.field:
        match = THAI_FIELD.match(fragment.text)
        study.field = Found(match[1], [(fragment.start + match.start(1), fragment.start + match.end(1))])
    elif INSTITUTION.search(fragment.text) and not study.institution:
        study.institution = _bare(fragment).found()


def _bare(fragment) -> Fragment:
    match = re.search(r"\s+(?:ปีที่จบ|จบปี|จบการศึกษา|ปีการศึกษา|พ\.ศ\.|graduated|graduation)\b.*$", fragment.text, re.I)
    return trimmed(fragment.text[: match.start()], fragment.start, fragment.line) if match else fragment


def _degree(text) -> re.Match | None:
    for match in DEGREE.finditer(text[:400]):
        if match[0] in NOT_DEGREES and not re.match(r"\s*(?:in\b|of\b|,|\(|$)", text[match.end() :]):
            continue
        return match
    return None


def _known_field(text, study, start) -> str:
    """Cut "Psychology Ateneo de Manila University" after the field; the rest is the institution."""
    if not INSTITUTION.search(text):
        return text
    words = list(re.finditer(r"\S+", text))
    for count in range(min(4, len(words) - 1), 0, -1):
        end = words[count - 1].end()
        rest = trimmed(text[end:], start + end)
        if fold(text[:end]) in plain("fields", ";") and rest and INSTITUTION.search(rest.text):
            study.institution = study.institution or rest.found()
            return text[:end]
    return text


def _field_in(text) -> bool:
    degree = _degree(text)
    return bool(degree and re.search(r"\w", text[degree.end() :])) or bool(THAI_FIELD.search(text))


def _read_degree(study, fragment) -> None:
    """Take degree and field from a fragment such as "MSc (Structural Engineering)"."""
    text = fragment.text
    degree = _degree(text)
    if not degree:
        study.degree = fragment.found()
        return
    if thai := THAI_FIELD.search(text):
        study.field = Found(thai[1], [(fragment.start + thai.start(1), fragment.start + thai.end(1))])
        name = trimmed(text[degree.start() : thai.start()], fragment.start + degree.start())
    else:
        name = trimmed(text[degree.start() : degree.end()], fragment.start + degree.start())
        after = text[degree.end() :]
        lead = FIELD_AFTER.match(after)
        field_text = after[lead.end() :] if lead else after if re.match(r"\s+[\wก-๙]", after) else ""
        start = fragment.start + degree.end() + (len(after) - len(field_text))
        field_text = _known_field(field_text, study, start)
        field = trimmed(re.split(r"\(|\s-\s| with | from | at ", field_text)[0], start)
        if field and not INSTITUTION.match(field.text):
            study.field = field.found()
    if name:
        whole = text[degree.start() : degree.end()].strip()
        study.degree = Found(
            whole if whole.endswith(".") else name.text, [(name.start, name.start + len(whole if whole.endswith(".") else name.text))]
        )
