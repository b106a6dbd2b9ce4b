"""Ranks of degrees and of language levels, so that they can be compared."""

import re

DEGREES = [
    (6, r"ph\.?\s?d|doctor|d\.?phil|ed\.?d\b|dba\b|ดุษฎี|ปริญญาเอก|ป\.เอก"),
    (5, r"\bmaster|\bm\.?\s?(?:sc|eng|tech|a|s|ba|ed|phil|com|res|e)\b\.?|\bmba\b|\bmpa\b|\bmfa\b|\bll\.?m|มหาบัณฑิต|ปริญญาโท|ป\.โท|\.ม\."),
    (
        4,
        r"bachelor|\bb\.?\s?(?:sc|eng|tech|a|s|ba|ed|e|com|arch|n)\b\.?|\bbba\b|\bbfa\b|\bll\.?b|undergraduate"
        r"|university degree|college degree|บัณฑิต|ปริญญาตรี|ป\.ตรี|\.บ\.|licence",
    ),
    (3, r"diploma|hnd\b|associate|ปวส|อนุปริญญา|vocational"),
    (2, r"high school|secondary|a[- ]level|abitur|baccalaur|ม\.\s?6|มัธยม|ปวช|ged\b"),
]
DEGREES = [(rank, re.compile(pattern, re.IGNORECASE)) for rank, pattern in DEGREES]
DEGREE_NAMES = {6: "doctorate", 5: "master's degree", 4: "bachelor's degree", 3: "diploma", 2: "high school"}
LANGUAGES = [
    (6, r"native|mother tongue|bilingual|เจ้าของภาษา|ภาษาแม่"),
    (
        5,
        r"fluent|\bc[12]\b|full professional|excellent|proficient|advanced|ดีเยี่ยม|คล่อง|\bn1\b|hsk\s?6"
        r"|toeic\D{0,8}(?:9\d\d|8[5-9]\d)|ielts\D{0,8}[789]",
    ),
    (
        4,
        r"\bb2\b|good|business|professional|upper|very good|strong|ดีมาก|ดี(?!เ)|\bn2\b|hsk\s?5|toeic\D{0,8}(?:7\d\d"
        r"|8[0-4]\d)|ielts\D{0,8}6",
    ),
    (3, r"\bb1\b|intermediate|conversational|working|fair|ปานกลาง|พอใช้|\bn3\b|hsk\s?4|toeic\D{0,8}[56]\d\d|ielts\D{0,8}5|สื่อสารได้"),
    (2, r"\ba[12]\b|basic|beginner|elementary|limited|พื้นฐาน|\bn[45]\b|เล็กน้อย"),
]
LANGUAGES = [(rank, re.compile(pattern, re.IGNORECASE)) for rank, pattern in LANGUAGES]


def degree_rank(text: str) -> int:
    """Return 6 for a doctorate down to 2 for school, 0 if text names no degree."""
    return next((rank for rank, pattern in DEGREES if pattern.search(text)), 0)


def lowest_degree(text: str) -> int:
    """Return the lowest rank that text names: what "Bachelor's or Master's" asks for at least."""
    found = [rank for rank, pattern in DEGREES if pattern.search(text)]
    # มหาบัณฑิต and ดุษฎีบัณฑิต hold the word of the bachelor's degree.
    higher = re.search(r"(?:มหา|ดุษฎี)บัณฑิต", text) and not re.search(r"(?<!มหา)(?<!ดุษฎี)บัณฑิต|ปริญญาตรี", text)
    return min((rank for rank in found if not (higher and rank == 4)), default=0)


def language_rank(text: str) -> int:
    """Return 6 for native down to 2 for basic, 0 if no level is given."""
    return next((rank for rank, pattern in LANGUAGES if pattern.search(text)), 0)
