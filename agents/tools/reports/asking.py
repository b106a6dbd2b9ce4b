# ruff: noqa: E501 - vocabularies stand on one line
"""What a question wants of a report: which figures, which periods, and whether it is one for the analyzer at all."""

import re

from agents.tools.reports.labels import metric_of
from agents.tools.reports.periods import mentions, period_of
from agents.tools.reports.prose import METRIC
from agents.tools.reports.vocabulary import TITLES

ANALYSE = re.compile(
    r"\banaly[sz]\w*|\bkey figures\b|\bfinancials?\b|\bratios?\b|\bperformance\b|\bbalance sheet\b|\bincome statement\b|\bcash flow|\bprofitab"
    r"|\b(?:annual|quarterly|financial) (?:report|statements?|results?)\b|\bhow did .{1,40} (?:do|perform)\b"
    r"|งบการเงิน|งบดุล|งบกำไรขาดทุน|รายงานประจำปี|วิเคราะห์|อัตราส่วน|ผลประกอบการ|ฐานะการเงิน",
    re.IGNORECASE,
)
REPORT = re.compile(
    r"\breports?\b|\bstatements?\b|\bbalance sheet\b|\bfinancials?\b|\bfinancial (?:position|performance|health)|\bcompany|\bresults\b|\bratios?\b"
    r"|งบ|รายงานประจำปี|ผลประกอบการ|บริษัท|อัตราส่วน|ฐานะการเงิน",
    re.IGNORECASE,
)
ASKS_VALUE = re.compile(
    r"\bwhat (?:was|were|is|are)\b|\bhow (?:much|big|large|did)\b|\bchange|\bgrow|\bcompare|\bshow\b|เท่าไร|เท่าไหร่|เปลี่ยน|เพิ่ม|ลด|เปรียบเทียบ",
    re.IGNORECASE,
)
RATIOS = re.compile(r"\bratios?\b|\bmargins?\b|\bROE\b|\bROA\b|\bliquidity\b|\bleverage\b|อัตราส่วน|อัตรากำไร|สภาพคล่อง", re.IGNORECASE)


def arguments_in(question: str) -> dict | None:
    """Return the arguments of a call that question asks for, or None if it is about something else."""
    question = question[:2000]
    metrics = metrics_in(question)
    analyses = ANALYSE.search(question) and REPORT.search(question)
    if not analyses and not (metrics and ASKS_VALUE.search(question) and (mentions(question) or REPORT.search(question))):
        return None
    arguments: dict = {"metrics": metrics} if metrics else {}
    if periods := periods_in(question):
        arguments["periods"] = periods
    return arguments


def metrics_in(question: str) -> list[str]:
    """Return the metrics that a question names, in the order it names them."""
    return list(dict.fromkeys(match.lastgroup for match in METRIC.finditer(question) if match.lastgroup))


def periods_in(question: str) -> list[str]:
    return list(dict.fromkeys(period_of(each).name for each in mentions(question)))


def metric_called(text: str) -> str:
    """Return the metric that a caller names: by its own name, its title or as statements label it; "" if it is none."""
    plain = text.strip().lower().replace(" ", "_").replace("-", "_")
    if plain in TITLES:
        return plain
    named = next((name for name, title in TITLES.items() if str(title).lower() == text.strip().lower()), "")
    return named or (metric_of(text) or ("",))[0] or next(iter(metrics_in(text)), "")
