"""Whether a document is a résumé, or a job post, by what it says."""

import re

from agents.tools.lines import lines_of
from agents.tools.resumes.contact import EMAIL, PHONE
from agents.tools.resumes.sections import _known, _squeezed
from agents.tools.resumes.words import fold
from agents.tools.texts import DocumentText

LONGEST = 60_000
LIKELY = 3.0
JOB_POST = re.compile(
    r"(?i)\bwe(?:['’]re| are) (?:looking|hiring|seeking)|\byou will\b|\bjob description\b|\bhow to apply\b|\bto apply\b"
    r"|\brequirements?\s*:|\bapply (?:now|by|to)\b|\bthe ideal candidate\b|\bnice[- ]to[- ]have\b|\bmust[- ]have\b"
    r"|\bwhat (?:you|we)['’ ](?:ll|offer|bring)|\byour (?:profile|tasks|responsibilities)\b|\bjoin (?:us|our team)\b"
    r"|\bminimum qualifications\b|\bpreferred qualifications\b|\bwho you are\b|\bvacancy\b|\bjob (?:post|opening"
    r"|title)\b|\bsalary range\b|\bqualifications\s*:"
    r"|รับสมัคร|คุณสมบัติผู้สมัคร|คุณสมบัติ\s*:|หน้าที่ความรับผิดชอบ|สมัครได้ที่|ประกาศรับสมัคร|ตำแหน่งงานว่าง"
    r"|อัตราเงินเดือน|จำนวน\s*\d+\s*อัตรา|สวัสดิการ\s*:|ผู้สมัครต้อง|จะพิจารณาเป็นพิเศษ"
)
SAYS_RESUME = re.compile(r"(?i)\b(?:curriculum vitae|r[ée]sum[ée])\b|ประวัติย่อ|เรซูเม่|ประวัติส่วนตัว")
PAPER = re.compile(
    r"(?im)^[^\w\n]{0,12}(?:\d\.?\s*)?(?:abstract|references|bibliography|works cited|introduction|บทคัดย่อ|เอกสารอ้างอิง"
    r"|บรรณานุกรม)[^\w\n]{0,12}$"
)


def resume_score(text: str) -> float:
    """Return how much a text looks like a résumé; 3 and more are taken for one."""
    if not text.strip() or len(text) > LONGEST:
        return 0.0
    names = set()
    for line in re.split(r"\n| \| |\t", text[:30_000]):
        if 3 < len(line) < 60 and (name := _exact(line)):
            names.add(name)
    score = 1.2 * ("experience" in names) + 1.2 * ("education" in names) + 0.8 * ("skills" in names)
    score += 0.4 * len(names & {"summary", "languages", "certifications", "contact"})
    score += 0.8 * bool(EMAIL.search(text[:20_000])) + 0.6 * bool(PHONE.search(text[:3_000])) + 1.0 * bool(SAYS_RESUME.search(text[:600]))
    score -= 0.9 * min(4, len({match[0].casefold() for match in JOB_POST.finditer(text[:20_000])}))
    return score - 1.5 * min(2, len(PAPER.findall(text[:LONGEST])))


def _exact(line):
    """Headings by the list; the fuzzy search is left out here, for it is asked of every line of every document."""
    return _known().get(_squeezed(fold(line.lstrip("# ").rstrip(":"))))


def is_resume(document: DocumentText) -> bool:
    """Whether the document is a résumé. Where text set beside text hides the headings, the page's lines are looked at."""
    score = resume_score(document.text)
    if 0.5 < score < LIKELY and document.layout and len(document.text) < 15_000:
        score = resume_score("\n".join(line.text for line in lines_of(document)))
    return score >= LIKELY


def job_post_score(text: str) -> float:
    """Return how much a text looks like a job post; 2 and more are taken for one."""
    if not text.strip() or len(text) > LONGEST:
        return 0.0
    return float(len({match[0].casefold() for match in JOB_POST.finditer(text[:20_000])}))
