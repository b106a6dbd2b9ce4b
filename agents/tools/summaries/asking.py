"""What a question wants summarized: how long, which pages or section."""

import re

DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
SUMMARIZE = re.compile(
    r"\bsummar(?:y|ies|i[sz]\w*)\b|\btl;?\s?dr\b"
    r"|\b(?:key|main) (?:points|takeaways|messages|findings)\b|\bgist\b|\boverview of\b|\bin a nutshell\b"
    r"|สรุป|ย่อความ|ใจความสำคัญ|ประเด็นสำคัญ|สาระสำคัญ",
    re.IGNORECASE,
)
# A sum or a comparison that somebody calls a summary is work for others.
OF_DATA = re.compile(
    r"\bsummary (?:statistics|table)\b|\bsummar\w+ (?:the )?(?:data|column|csv|spreadsheet|sales by)\b|\.(?:csv|xlsx)\b|สรุปข้อมูล|สรุปยอด",
    re.IGNORECASE,
)
SHORT = re.compile(r"\b(?:short(?:ly)?|brief(?:ly)?|one[- ]sentence|in a nutshell|tl;?\s?dr|quick)\b|สั้น|โดยย่อ|ย่อ ?ๆ", re.IGNORECASE)
LONG = re.compile(r"\b(?:detailed|long|thorough|in detail|comprehensive|full)\b|ละเอียด|ยาว", re.IGNORECASE)
PAGES = re.compile(
    r"\b(?:pages?|pp?\.)\s*(\d{1,5})(?:\s*(?:-|–|to|through|until|and)\s*(\d{1,5}))?|หน้า(?:ที่)?\s*(\d{1,5})(?:\s*(?:-|–|ถึง)\s*(\d{1,5}))?",
    re.IGNORECASE,
)
SECTION = re.compile(
    r"\b(?:section|chapter|part)\s+[“\"'‘](?P<quoted>[^”\"'’]{2,80})|หัวข้อ\s*[“\"'‘]?(?P<thai>[^”\"'’\s]{2,60})", re.IGNORECASE
)


def arguments_in(question: str) -> dict | None:
    """Return the arguments of a call that question asks for, or None if it asks for no summary."""
    question = question[:2000].translate(DIGITS)
    if not SUMMARIZE.search(question) or OF_DATA.search(question):
        return None
    arguments = {"length": "short" if SHORT.search(question) else "long" if LONG.search(question) else "medium"}
    if pages := PAGES.search(question):
        first, last = (pages[1], pages[2]) if pages[1] else (pages[3], pages[4])
        arguments |= {"first_page": int(first), "last_page": int(last or first)}
    elif section := SECTION.search(question):
        arguments["section"] = (section["quoted"] or section["thai"]).strip()
    return arguments
