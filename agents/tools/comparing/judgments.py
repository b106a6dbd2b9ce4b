"""What a judgment says, aspect by aspect: found under its headings, else by the words that courts use."""

import re
from dataclasses import dataclass

from agents.sentences import split_sentences, strip
from agents.tools.law.provisions import references_in
from agents.tools.texts import DocumentText

HEADINGS = {
    "facts": r"\bfacts?\b|background|statement of the case|ข้อเท็จจริง|ความเป็นมา",
    "issue": r"\bissues?\b|questions? presented|points? (?:for|of) (?:determination|decision|law)|ประเด็น",
    "reasoning": r"reason(?:s|ing)|analysis|discussion|opinion|consideration|เหตุผล|วินิจฉัย",
    "holding": r"\bholding|\bheld\b|\bdecision|\bjudg(?:e)?ment\b|\bfindings?\b|คำวินิจฉัย",
    "outcome": r"disposition|\border\b|conclusion|result|outcome|relief|คำพิพากษา|ผลคดี|คำสั่ง",
}
CUES = {
    "facts": r"\b(?:on|in) (?:or about )?(?:\d{1,2} )?[A-Z][a-z]+ \d{4}\b"
    r"|\bplaintiff (?:was|had|alleges?|claims?)|โจทก์ฟ้องว่า|ข้อเท็จจริงฟังได้ว่า",
    "issue": r"\b(?:the )?(?:issue|question) (?:is|was|before|for|in this)|\bwhether\b|มีปัญหา(?:ต้อง)?วินิจฉัย|ประเด็น(?:ที่)?ต้องวินิจฉัย",
    "reasoning": r"\bbecause\b|\bwe (?:are of the view|consider|note)|\bit follows\b|เห็นว่า|เนื่องจาก",
    "holding": r"\b(?:we|the court|I|this court) (?:hold|holds|held|find|finds|found|conclude|concludes|concluded)\b"
    r"|ศาล(?:ฎีกา|อุทธรณ์)?เห็นว่า|วินิจฉัยว่า",
    "outcome": r"\b(?:appeal|claim|action|petition|application|motion|complaint) (?:is|was|must be|should be)? ?(?:hereby )?"
    r"(?:dismissed|allowed|granted|denied|upheld|"
    r"rejected)|\b(?:affirm(?:ed)?|reversed?|remanded|vacated|set aside)\b|\bjudgment (?:is )?(?:entered |given )?for the\b"
    r"|พิพากษายืน|พิพากษากลับ|"
    r"พิพากษาแก้|ยกฟ้อง|พิพากษาให้|ให้จำเลยชำระ",
}
_HEADINGS = {name: re.compile(pattern, re.IGNORECASE) for name, pattern in HEADINGS.items()}
_CUES = {name: re.compile(pattern) for name, pattern in CUES.items()}
PARTIES = re.compile(
    r"(?m)^\W{0,4}(?:in the matter of\s+|in re\s+|re:?\s+)?(?P<first>[A-Z][\w.,&'’ -]{1,80}?)\s+(?:v\.?|vs\.?|versus|against)\s+"
    r"(?P<second>[A-Z][\w.,&'’ -]{1,80}?)\s*$"
    r"|(?P<thai_first>[^\n]{2,80}?)\s*โจทก์\s{1,20}(?:กับ\s*|และ\s*)?(?P<thai_second>[^\n]{2,80}?)\s*จำเลย"
    r"|(?P<inline>[A-Z][\w.&'’-]*(?: [A-Z&][\w.&'’-]*){0,6} (?:v\.?|vs\.?) [A-Z][\w.&'’-]*(?: [A-Z&][\w.&'’-]*){0,6})"
)
COURT = re.compile(
    r"(?:the )?(?:(?:Supreme|High|District|Labou?r|Civil|Criminal|County|Federal|Circuit|Crown|Tax|"
    r"Administrative|Constitutional|Magistrates['’]?|"
    r"Commercial|Family)"
    r" Court(?: of [A-Z][\w ]{2,40})?|Court of (?:Appeals?|First Instance|Justice|Cassation)[\w ,]{0,40}?|[A-Z][\w ]{2,30} Tribunal)"
    r"(?=[\s,.;:)]|$)"
    r"|ศาล(?:ฎีกา|อุทธรณ์|ชั้นต้น|แพ่ง|อาญา|แรงงาน|ปกครอง|จังหวัด|แขวง|รัฐธรรมนูญ|ภาษีอากร)[ก-๙]{0,20}",
    re.IGNORECASE,
)
NUMBER = re.compile(
    r"(?:case|docket|appeal|civil appeal|suit|file|no\.)\s{0,2}(?:no\.?|number|:)?\s{0,2}[A-Z]{0,6}[-. ]?\d[\w/.-]{1,24}"
    r"|(?:คดี|ฎีกา|คำพิพากษา)[^\n\d]{0,20}\d{1,6}/\d{4}",
    re.IGNORECASE,
)
DATE = re.compile(
    r"\b\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|October|November|December),? \d{4}"
    r"|(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2},? \d{4}|\b\d{4}-\d{2}-\d{2}\b"
    r"|\d{1,2} (?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม) (?:พ\.ศ\. ?)?\d{4}"
)
HEAD_CHARS = 3000
SECTION_CHARS = 700
ASPECTS = ("parties", "court", "number", "date", "facts", "issue", "reasoning", "law", "holding", "outcome")


@dataclass
class Found:
    """text as it is shown, and the span of the document it stands in."""

    text: str
    start: int
    end: int


def looks_like_judgment(document: DocumentText) -> bool:
    """Say whether the document reads like a decided case: parties against each other or a court, and an outcome."""
    head = document.text[:HEAD_CHARS]
    contested = bool(PARTIES.search(head)) or bool(NUMBER.search(head))
    return contested and bool(COURT.search(head)) and bool(_CUES["outcome"].search(document.text[:200_000]))


def read_judgment(document: DocumentText) -> dict[str, list[Found]]:
    """Return what was found of each of ASPECTS."""
    head = document.text[:HEAD_CHARS]
    aspects = {
        "parties": _first(PARTIES, head),
        "court": _first(COURT, head),
        "number": _first(NUMBER, head),
        "date": _first(DATE, head),
        "law": _law(document.text),
    }
    sections, sentences = _sections(document), None
    for name in ("facts", "issue", "reasoning", "holding", "outcome"):
        if name not in sections and sentences is None:
            sentences = _sentences(document)
        aspects[name] = [sections[name]] if name in sections else _cued(name, document, sentences)
    return {name: aspects[name] for name in ASPECTS}


def _first(pattern, head):
    match = pattern.search(head)
    if not match:
        return []
    start, end = strip(head, match.start(), match.end())
    return [Found(" ".join(head[start:end].split()), start, end)]


def _law(text):
    found = {}
    for label, number, start, end in references_in(text[:200_000]):
        found.setdefault((label, number), Found(" ".join(text[start:end].split()), start, end))
    return list(found.values())[:8]


def _sections(document):
    """Return the beginning of the text under each heading that names an aspect, the first heading of each."""
    found, blocks = {}, [block for block in document.blocks if not block.kind.startswith("page_")]
    for place, block in enumerate(blocks[:-1]):
        if block.kind != "heading":
            continue
        title = document.text[block.start : block.end]
        name = next((name for name, pattern in _HEADINGS.items() if pattern.search(title)), None)
        below = blocks[place + 1]
        if name and name not in found and below.kind != "heading":
            last = next(
                (each for each in blocks[place + 1 :] if each.kind == "heading" or each.start > below.start + SECTION_CHARS), blocks[-1]
            )
            end = min(last.start if last.kind == "heading" else last.end, below.start + SECTION_CHARS)
            start, end = strip(document.text, below.start, end)
            found[name] = Found(" ".join(document.text[start:end].split()), start, end)
    return found


def _sentences(document):
    return split_sentences(document.text[:200_000])


def _cued(name, document, sentences):
    """Return the first sentences with the words for the aspect; the last ones for the outcome, which ends a judgment."""
    cued = [span for span in sentences if _CUES[name].search(document.text[slice(*span)])]
    chosen = cued[-2:] if name == "outcome" else cued[:2]
    return [Found(" ".join(document.text[start:end].split()), start, end) for start, end in chosen]
