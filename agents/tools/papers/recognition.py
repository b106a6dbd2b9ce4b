"""Whether a document is a scientific paper, by what it says."""

import re

from agents.tools.papers.locating import is_heading
from agents.tools.papers.marks import DOI
from agents.tools.texts import DocumentText

LIKELY = 2.2
ABSTRACT = re.compile(r"(?im)^[^\w\n]{0,12}(?:abstract|summary|บทคัดย่อ)\b[^\w\n]{0,12}(?:$|[—–:.-])")
KEYWORDS = re.compile(r"(?im)^[^\w\n]{0,12}(?:key\s?words?|index terms|คำสำคัญ)\b")
HEADINGS = re.compile(
    r"(?im)^[^\w\n]{0,12}(?:\d{1,2}\.?\s*|[IVX]{1,4}\.\s*)?(?:introduction|related work|background|methods?|methodology|materials "
    r"and methods|results|discussion|conclusions?|experiments?|evaluation"
    r"|บทนำ|วิธีการวิจัย|วิธีดำเนินการวิจัย|ผลการวิจัย|อภิปรายผล|สรุปผล|สรุป|ทบทวนวรรณกรรม)[^\w\n]{0,12}(?:$|\s)"
)
CITED = re.compile(
    r"\[\d{1,3}(?:\s?[,–-]\s?\d{1,3}){0,8}\]|\([A-ZÀ-Þ][\w'’-]+(?: et al\.?)?(?:\s?(?:&|and)\s?[A-Z][\w'’-]+)?,? (?:19"
    r"|20)\d\d[a-z]?|\([ก-๙ ]{3,60}, ?25\d\d"
)
NOT_PAPERS = re.compile(
    r"(?i)\b(?:curriculum vitae|invoice|terms and conditions|hereinafter|this agreement)\b|สัญญา(?:จ้าง|เช่า|ซื้อขาย)|ใบแจ้งหนี้"
)
LONGEST = 1_500_000


def paper_score(document: DocumentText) -> float:
    text = document.text
    if not text.strip() or len(text) > LONGEST or document.media_type in ("text/csv",):
        return 0.0
    head, tail = text[:30_000], text[-120_000:]
    score = 1.0 * bool(ABSTRACT.search(head)) + 0.4 * bool(KEYWORDS.search(head)) + 0.4 * bool(DOI.search(head[:3_000]))
    score += 1.2 * any(len(line) < 60 and is_heading(line) for line in re.split(r"\n", tail))
    score += min(0.9, 0.3 * len({match[0].strip().casefold() for match in HEADINGS.finditer(text[:200_000])}))
    score += min(0.8, 0.1 * sum(1 for _match in zip(CITED.finditer(text[:200_000]), range(8), strict=False)))
    return score - 1.0 * bool(NOT_PAPERS.search(head[:4_000]))


def is_paper(document: DocumentText) -> bool:
    return paper_score(document) >= LIKELY
