"""Whether a question is about résumés, and whether it wants them read or matched with a post. English and Thai."""

import re

RESUME = re.compile(
    r"\br[ée]sum[ée]s\b|\brésumé\b|(?<!to )(?<!can )(?<!will )(?<!and )\bresume\b(?!\s+(?:the|a|my|our|this|that|work|it"
    r"|from|where|training|after|normal|operations?)\b)"
    r"|\bcvs?\b|\bcurricul(?:um|a) vitae\b|\b(?:job )?(?:candidates?|applicants?|job[- ]seekers?)\b|เรซูเม|ประวัติย่อ|ผู้สมัคร|ซีวี|ใบสมัคร",
    re.IGNORECASE,
)
READ = re.compile(
    r"\b(?:pars(?:e|ing)|extract|read|show|list|tabulate|summar\w+|overview|details?|contacts?|emails?|phone\w*|reach"
    r"|experiences?|work history|career|employ\w+|work(?:ed|s|ing)?|educat\w+|degrees?|stud(?:y|ied)|universit\w+|graduat\w+|gpa"
    r"|skills?|languages?|speaks?|certificat\w+|qualifications|years|timeline|who (?:is|are)|profile|background|jobs?|position)\b"
    r"|แยก|ดึง|สรุป|อ่าน|แสดง|ตาราง|รายชื่อ|ติดต่อ|อีเมล|เบอร์|ประสบการณ์|ประวัติ|การศึกษา|ปริญญา|จบ|ทักษะ|ความสามารถ"
    r"|ภาษา|ใบรับรอง|กี่ปี|ไทม์ไลน์|เส้นเวลา|ข้อมูล|ใคร",
    re.IGNORECASE,
)
MATCH = re.compile(
    r"\b(?:match\w*|compar\w+|rank\w*|scor(?:e|es|ing)|short[- ]?list\w*|fits?|fitting|suit(?:s|ed|able)|best "
    r"(?:candidate|applicant|person|fit)|screen(?:ing)?|evaluat\w+|assess\w*|qualif(?:y|ies|ied)|meets?|satisf\w+|hire"
    r"|strongest|closest|gap analysis|missing skills)\b"
    r"|จับคู่|เปรียบเทียบ|เทียบ|จัดอันดับ|คัดเลือก|คัดกรอง|เหมาะ|ตรงกับ|ตรงตาม|ให้คะแนน|คะแนน|ผ่านคุณสมบัติ|มีคุณสมบัติ|น่าจ้าง|ขาดทักษะ",
    re.IGNORECASE,
)
WHICH = re.compile(r"\b(?:which|who|whose|any|does any|do any|find|how many)\b|ใคร|คนไหน|คนใด|กี่คน|หาผู้สมัคร|มีผู้สมัคร", re.IGNORECASE)
POST = re.compile(
    r"\bjob\s?(?:post(?:ing)?|ad|description|spec\w*|opening|requirements?|offer)?\b|\b(?:post|position|role|vacancy"
    r"|opening|requirements?|jd)\b|ประกาศ(?:รับสมัคร)?งาน|รับสมัคร|ตำแหน่ง|คุณสมบัติ|งานนี้|ลักษณะงาน",
    re.IGNORECASE,
)
PROCEDURE = re.compile(
    r"\b(?:how (?:do|can|should|to)|where (?:do|can|should)|when (?:do|can|should|must)|policy|policies|procedure"
    r"|process|rules?|submit|upload|deadline|keep|store|retention|template|write (?:a|my))\b"
    r"|นโยบาย|ขั้นตอน|ระเบียบ|ยื่นใบสมัคร|ส่งใบสมัคร|ยื่นที่|ส่งที่|เก็บรักษา|วิธีเขียน|แบบฟอร์ม",
    re.IGNORECASE,
)
LONGEST = 6_000


def about_resumes(question: str) -> bool:
    return bool(RESUME.search(question[:LONGEST])) and not (PROCEDURE.search(question[:300]) and len(question) < 300)


def wants_reading(question: str) -> bool:
    return bool(READ.search(question[:LONGEST]))


def wants_matching(question: str) -> bool:
    """Whether the question compares people with a post or with each other."""
    question = question[:LONGEST]
    return bool(MATCH.search(question))


def names_a_post(question: str) -> bool:
    return bool(POST.search(question[:LONGEST]))


def asks_which(question: str) -> bool:
    return bool(WHICH.search(question[:LONGEST]))
