"""Whether a question is about papers or about references, and what it wants of them. English and Thai."""

import re

REFERENCES = re.compile(
    r"\bbib\s?tex\b|\bRIS\b(?=.*(?:refer|export|file|format|cit))|\bbibliograph(?:y|ies|ic)\b|\bworks cited\b"
    r"|\breference lists?\b|\bcitation (?:graph|network|list|export)s?\b"
    r"|\b(?:list|extract|export|show|find|give|get|parse|collect|format|convert|make|create|all|what|which|how "
    r"many)\b[^.?!]{0,60}\b(?:references|citations)\b"
    r"|\b(?:who|which|what|does|do|is|are|how often)\b[^.?!]{0,80}\b(?:cites?|cited|citing|citations?)\b|\bcite[sd]? "
    r"(?:whom|each other|by)\b|\b(?:papers?|articles?|works?|documents?)\b[^.?!]{0,20}\bcit(?:e|es|ing)\b"
    r"|เอกสารอ้างอิง|บรรณานุกรม|รายการอ้างอิง|(?:ใคร|บทความ(?:ใด|ไหน)|งานวิจัย(?:ใด|ไหน)|เปเปอร์ไหน)[^?]{0,40}อ้าง"
    r"|อ้างอิง(?:ถึง)?(?:ใคร|งานใด|อะไร)|ถูกอ้าง|การอ้างอิงระหว่าง",
    re.IGNORECASE,
)
NOT_REFERENCES = re.compile(
    r"\b(?:job|character|employment|personal|professional) references?\b|\breference (?:letter|number|check|code|id)s?\b"
    r"|\b(?:with|in) reference to\b|\b(?:traffic|police|safety) citations?\b|\bcite (?:your|the) sources?\b"
    r"|เลขที่อ้างอิง|หมายเลขอ้างอิง|บุคคลอ้างอิง",
    re.IGNORECASE,
)
CITES = re.compile(
    r"\b(?:cites?|citing|cited|citations? (?:of|to))\s+[\"“'‘]?(?P<after>[^?\n]{3,300}?)[\"”'’]?\s*[?.]*$"
    r"|\b(?:who|how often|where|by whom)\s+(?:is|are|was|were)\s+[\"“'‘]?(?P<before>[^?\n]{3,300}?)[\"”'’]?\s+cited\b"
    r"|(?:ใคร|บทความ(?:ใด|ไหน)(?:บ้าง)?(?:ที่)?|งานวิจัย(?:ใด|ไหน)(?:บ้าง)?(?:ที่)?|เปเปอร์ไหน)\s?(?:ได้)?อ้าง(?:อิง)?(?:ถึง"
    r"|งานของ)?\s*[\"“']?(?P<thai>[^?\n]{3,300}?)[\"”']?(?:บ้าง)?\s*\??$",
    re.IGNORECASE,
)
NOBODY = re.compile(
    r"^(?:(?:who|whom|what|each other|one another)\b.*|others?|it|this|that|them|these|those|in (?:the|this|these|our|each)\b.*"
    r"|by\b.*|most.*|the most|(?:the )?(?:papers?|documents?|project)s?|ใคร.*|กัน.*|บ้าง.*|อะไร.*)$",
    re.IGNORECASE,
)
WHO = re.compile(
    r"\bwho(?:m)?\b|\bcites?\b|\bcited\b|\bciting\b|\bgraph\b|\bnetwork\b|ใคร.{0,10}อ้าง|ถูกอ้าง|อ้าง(?:อิง)?ถึง|ระหว่าง", re.IGNORECASE
)
WHOM = re.compile(r"\bwho cites\b|\bcite[sd]? (?:whom|each other|one another)\b|\bcitation (?:graph|network)\b|ใครอ้าง", re.IGNORECASE)
BIBTEX, RIS = re.compile(r"\bbib\s?tex\b|บิบเท็กซ์", re.IGNORECASE), re.compile(r"\bRIS\b")
PAPERS = re.compile(
    r"\b(?:papers?|articles?|stud(?:y|ies)|publications?|preprints?|literature)\b|งานวิจัย|บทความ(?:วิจัย|วิชาการ)?"
    r"|เปเปอร์|วรรณกรรม|ผลงานวิชาการ",
    re.IGNORECASE,
)
SEEK = re.compile(
    r"\b(?:find|search(?: for)?|look(?:ing)? for|list|show(?: me)?|recommend)\b[^.?!]{0,60}\b(?:papers?|articles?"
    r"|studies|publications?|preprints?|literature)\b"
    r"|(?:\b(?:which|what|any)\s+(?!does\b|did\b|do\b|is\b|was\b|are\b|were\b)(?:[\w-]+\s+){0,2}?"
    r"|\b(?:are there|do we have|is there)\b[^.?!]{0,25})\b(?:papers?|articles?|studies|publications?|preprints?|literature)\b"
    r"[^.?!]{0,60}\b(?:about|on|by|from|since|in|that|discuss\w*|deal\w*|use\w*|study|studies|mention\w*|cover\w*|published|written|are)\b"
    r"|^\W*(?:papers?|articles?|studies|publications?)\s+(?:about|on|by|from|since|published|written)\b"
    r"|(?:ค้นหา|ค้น|หา|แสดง|รายชื่อ|รวบรวม|แนะนำ|ขอ).{0,20}(?:งานวิจัย|บทความ|เปเปอร์|วรรณกรรม|ผลงานวิชาการ)"
    r"|มี(?:งานวิจัย|บทความ|เปเปอร์|ผลงานวิชาการ)|(?:งานวิจัย|บทความ|เปเปอร์)(?:ใด|ไหน|เรื่องใด|เรื่องไหน|อะไร)",
    re.IGNORECASE,
)
BY = re.compile(
    r"\b(?:by|written by|authored by|from author)\s+((?:[A-ZÀ-Þ][\w'’.-]*\s?){1,4})|(?:ของ|เขียนโดย|แต่งโดย"
    r"|โดย)\s*((?:ดร\.|อ\.)?\s*[ก-๙]{2,25}(?:\s[ก-๙]{2,25})?)"
)
SINCE = re.compile(r"\b(?:since|after|from)\s+((?:19|20)\d\d)\b|(?:ตั้งแต่|หลัง)(?:ปี)?\s*(?:พ\.ศ\.\s*)?(\d{4})", re.IGNORECASE)
BEFORE = re.compile(r"\b(?:before|until|up to)\s+((?:19|20)\d\d)\b|(?:ก่อน|จนถึง)(?:ปี)?\s*(?:พ\.ศ\.\s*)?(\d{4})", re.IGNORECASE)
BETWEEN = re.compile(
    r"\b(?:between|from)\s+((?:19|20)\d\d)\s*(?:and|to|-|–)\s*((?:19|20)\d\d)|(\d{4})\s*(?:ถึง|-|–)\s*(\d{4})", re.IGNORECASE
)
IN_YEAR = re.compile(r"\b(?:in|of|published in)\s+((?:19|20)\d\d)\b|(?:ในปี|ปี)\s*(?:พ\.ศ\.\s*)?(\d{4})", re.IGNORECASE)
FILLER = re.compile(
    r"\b(?:please|can you|could you|find|search(?: for)?|look(?:ing)? for|list|show(?: me)?|recommend|get|which|what|any"
    r"|all|are there|is there|do we have|the|our|of|in this project|in the project|project['’]s|papers?|articles?"
    r"|studies|publications?|preprints?|literature|scientific|research|about|on|that|which|deal(?:s|ing)? with"
    r"|discuss\w*|mention\w*|cover\w*|published|written|are|have|we|me)\b"
    r"|ค้นหา|ค้น|ช่วย|หา|แสดง|รายชื่อ|รวบรวม|แนะนำ|ขอ|งานวิจัย|บทความ(?:วิจัย|วิชาการ)?|เปเปอร์|วรรณกรรม|เกี่ยวกับ"
    r"|เรื่อง(?:ใด|ไหน)?|ที่|มี|บ้าง|ไหม|หรือไม่|ใด|ไหน|ในโครงการ(?:นี้)?",
    re.IGNORECASE,
)
LONGEST = 1_000


def about_references(question: str) -> bool:
    question = question[:LONGEST]
    return bool(REFERENCES.search(question)) and not NOT_REFERENCES.search(question)


def cited_work(question: str) -> str:
    """Return what the question asks for the citing papers of, "" if it names none."""
    match = CITES.search(question[:LONGEST].strip())
    named = next((value for value in match.groups() if value), "") if match else ""
    named = re.sub(
        r"^(?:the )?(?:paper|article|book|work|study)\s+(?:by|of|called|titled)?\s*", "", named.strip(" \"“”'‘’"), flags=re.IGNORECASE
    )
    return "" if NOBODY.match(named) else named


def about_papers(question: str) -> bool:
    return bool(SEEK.search(question[:LONGEST])) and not about_references(question)


def paper_query(question: str) -> dict:
    """Return {query, author, year_from, year_to} as far as the question says them."""
    found: dict = {}
    text = question[:LONGEST].strip(" ?.")
    for pattern, names in (
        (BETWEEN, ("year_from", "year_to")),
        (SINCE, ("year_from",)),
        (BEFORE, ("year_to",)),
        (IN_YEAR, ("year_from", "year_to")),
    ):
        match = pattern.search(text)
        if match and not found.get("year_from") and not found.get("year_to"):
            years = [_year(value) for value in match.groups() if value]
            found |= dict(zip(names, years * len(names) if len(years) < len(names) else years, strict=False))
            text = text[: match.start()] + " " + text[match.end() :]
    if match := BY.search(text):
        found["author"] = next(value for value in match.groups() if value).strip(" .")
        text = text[: match.start()] + " " + text[match.end() :]
    query = " ".join(FILLER.sub(" ", text).split()).strip(" ,?.")
    return found | ({"query": query} if len(query) > 1 else {})


def _year(text) -> int:
    return int(text) - 543 if int(text) >= 2400 else int(text)
