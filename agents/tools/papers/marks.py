"""What the parts of a reference are told by: years, addresses, editions, words of conferences and publishers."""

import re

YEAR = r"(?:1[5-9]\d\d|20\d\d|2[45]\d\d)"
NO_DATE = r"(?:n\.\s?d\.|ม\.ป\.ป\.|ม\.ป\.ท\.|in press|forthcoming)"
DOI = re.compile(
    r"(?:\bdoi\s*[:.]?\s*|https?://(?:dx\.)?doi\.org/\s?|\bDOI\s*:?\s*(?:https?://(?:dx\.)?doi\.org/)?)*(10\.\d{4,9}/[^\s\"<>“”]+)",
    re.IGNORECASE,
)
ARXIV = re.compile(r"\barXiv[:\s]\s*(?:preprint\s*)?(?:arXiv:)?\s*(\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]+/\d{7})", re.IGNORECASE)
URL = re.compile(r"(?:<\s*)?(https?://[^\s<>\"“”]+|www\.[^\s<>\"“”]+)(?:\s*>)?")
ACCESSED = re.compile(
    r"\[cited[^\]]{0,40}\]\.?|[\[(]?\s*(?:last\s+)?(?:accessed|retrieved|viewed|cited|checked"
    r"|visited)\b(?:\s+on)?[:\s]*(?:[A-Za-z]+\.?\s+\d{1,2},?\s+\d{4}|\d{1,2}\s+[A-Za-z]+\.?,?\s+\d{4}"
    r"|\d{4}[/-]\d{1,2}[/-]\d{1,2}|\d{4}\s+[A-Za-z]+\.?\s+\d{1,2})?\.?,?\s*(?:from)?\s*[\])]?"
    r"|\[?\bonline\]?\.?|\bavailable\s+(?:at|from|online)\b\s*:?|\bretrieved\s+from\b\s*:?|\bavailable\s*:|(?:สืบค้น"
    r"|เข้าถึง)(?:เมื่อ|ข้อมูล)?\s*(?:วันที่\s*)?(?:\d{1,2}\s*[ก-๙.]+\s*\d{4})?\s*,?\s*(?:จาก)?\s*:?|\[preprint\]|\[internet\]\.?",
    re.IGNORECASE,
)
YEAR_IN_BRACKETS = re.compile(
    rf"[\[(]\s*(?:พ\.ศ\.\s*|ค\.ศ\.\s*)?({YEAR}|{NO_DATE})([a-z])?(?:,\s*[^()\[\]]{{1,30}})?\s*[\])][.,:]?\s*", re.IGNORECASE
)
YEAR_AFTER_AUTHORS = re.compile(rf"[.,]?\s*({YEAR}|{NO_DATE})([a-z])?\s*[.,:]\s+(?=\S)", re.IGNORECASE)
OPENING, CLOSING = '“"«‘', {"“": "”", '"': '"', "«": "»", "‘": "’"}
ABBREVIATION = re.compile(
    r"(?:\b(?:vs|St|Vol|vol|No|no|Dr|Mr|Mrs|U\.S|U\.K|e\.g|i\.e|etc|cf|ed|Ed|eds|Proc|Conf|Int|Inc|Ltd|Jr|Sr|approx|pp|p)|\b[A-Z]|พ\.ศ|ค\.ศ)$"
)
SENTENCE_END = re.compile(r"[.?!](?=\s+[\w“\"‘\[(]|\s*$)|[.?!][”\"’]")
IN = re.compile(r"\W{0,3}(?:[Pp]p?\.?\s*[\d–-]+\.?\s+)?(?:In|in|ใน)\b\s*:?\s+(?=\S)")
EDITION = re.compile(
    r"\s*\(?\b(?:\d+(?:st|nd|rd|th)|first|second|third|revised)\s+(?:ed(?:ition|n)?\b\.?)\)?\.?,?|พิมพ์ครั้งที่\s*\d+\.?,?", re.IGNORECASE
)
EDITORS = re.compile(
    r"(?:edited by|eds?\.?\s+by)\s+[^.,]{3,80}[.,]|[^.()]{3,120}\((?:eds?|editors?)\.?\)[.,:]?\s*|\((?:eds?\.?|editors?)\)", re.IGNORECASE
)
THESIS = re.compile(r"\b(?:thesis|dissertation)\b|วิทยานิพนธ์|ดุษฎีนิพนธ์|สารนิพนธ์|ปริญญานิพนธ์|การค้นคว้าอิสระ", re.IGNORECASE)
CONFERENCE = re.compile(
    r"\b(?:proceedings|proc\.|conference|conf\.|symposium|workshop|meeting of|advances in neural|congress|colloquium)\b"
    r"|การประชุม|สัมมนา|รายงานสืบเนื่อง",
    re.IGNORECASE,
)
REPORT = re.compile(r"\b(?:technical report|tech\.? rep|working paper|white paper|discussion paper|report no)\b|รายงานวิจัย", re.IGNORECASE)
PUBLISHER = re.compile(
    r"\b(?:press|publish\w*|verlag|springer|elsevier|wiley|pearson|sage|routledge|mcgraw|addison|o'reilly|harper\w*"
    r"|penguin|macmillan|palgrave|books|academic|norton|straus|butterworth|heinemann|ieee|acm|mit|usenix|blackwell|"
    r"hutchinson|murray|greenwood|jossey|prentice|kluwer|birkhäuser|university|organization|association|bank|bureau"
    r"|ministry|institute)\b|สำนักพิมพ์|โรงพิมพ์|มหาวิทยาลัย|กระทรวง|กรม|ธนาคาร|บริษัท|สถาบัน|สำนัก",
    re.IGNORECASE,
)
PLACE = r"[A-ZÀ-ÞŁ][\w'’. -]{1,30}(?:,\s*(?:[A-Z]{2,4}|[A-Z]\.[A-Z]\.|[A-Z][a-z]+(?: [A-Z][a-z]+)?))?"
PLACE_THEN = re.compile(rf"^\W*({PLACE}|[ก-๙ฯ. ]{{2,25}})\s*:\s*(?=\S)")


def common_year(text: str) -> str:
    """Return the year of the common era; from 2400 on a year is Buddhist."""
    number = int(text)
    return str(number - 543 if number >= 2400 else number)
