"""Read the figures of financial reports: statements in PDF, Word, spreadsheets and CSV, and sentences."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.tools.choosing import DOCUMENTS, best_of, named
from agents.tools.protocol import BadArguments, Context, Tool
from agents.tools.registry import register
from agents.tools.reports.asking import arguments_in, metric_called
from agents.tools.reports.gathering import read_report
from agents.tools.reports.showing import Shown
from agents.tools.reports.vocabulary import TITLES
from agents.tools.results import Result, Statement

MOST = 4
FEWEST = 3  # figures from which a document counts as a report
LOOKS_FOR = {"en": "revenue net profit total assets financial statements", "th": "งบการเงิน รายได้ กำไรสุทธิ สินทรัพย์รวม"}
TEXT, NUMBER, PLACES = {"type": "string"}, {"type": "number"}, {"type": "array", "items": {"type": "integer"}}


def _list_of(required, **properties):
    return {"type": "array", "items": {"type": "object", "properties": properties, "required": required}}


@register
class ReportAnalyzer(Tool):
    name = "report_analyzer"
    title = gettext_lazy("Report analyzer")
    icon = "chart-column"
    description = (
        "Read financial reports (annual reports, statements, results; PDF, Word, Excel, CSV; English and Thai): revenue, profits, assets, "
        "liabilities, equity, cash flows by period, with ratios, changes between periods and checks of the sums; each value with its cell "
        "or page. Use it for figures of a company, not for orders or other lists of rows."
    )
    parameters = {
        "type": "object",
        "properties": {
            "documents": DOCUMENTS,
            "metrics": {
                "type": "array",
                "items": {"type": "string", "maxLength": 80},
                "maxItems": 20,
                "description": "Such as revenue, net_profit; left out: all.",
            },
            "periods": {
                "type": "array",
                "items": {"type": "string", "maxLength": 20},
                "maxItems": 20,
                "description": "Such as 2024, 2024-Q1, 2024-H1.",
            },
        },
        "additionalProperties": False,
    }
    returns = {
        "type": "object",
        "properties": {
            "reports": _list_of(
                ["document", "figures"],
                document=TEXT,
                figures=_list_of(
                    ["metric", "period", "value", "place"],
                    metric=TEXT,
                    label=TEXT,
                    period=TEXT,
                    value=NUMBER,
                    currency=TEXT,
                    place={"type": "integer"},
                ),
                ratios=_list_of(["ratio", "period", "value"], ratio=TEXT, period=TEXT, value=NUMBER, places=PLACES),
                changes=_list_of(["metric", "from", "to"], metric=TEXT, difference=NUMBER, places=PLACES),
                checks=_list_of(["check", "period", "holds"], check=TEXT, period=TEXT, holds={"type": "boolean"}),
            )
        },
        "required": ["reports"],
    }

    def run(self, context: Context, arguments: dict) -> Result:
        with translation.override(context.language):
            return _analysed(context, arguments)

    def propose(self, context: Context) -> dict | None:
        arguments = arguments_in(context.question)
        if arguments is None:
            return None
        return arguments if any(len(read_report(text).by_key) >= FEWEST for text in _candidates(context, [])) else None


def _analysed(context, arguments):
    metrics = [_metric(each) for each in arguments.get("metrics", [])]
    result, begun = Result(data={"reports": []}), False
    for document in _candidates(context, arguments.get("documents", [])):
        if context.should_stop():
            break
        statements = read_report(document)
        if len(statements.by_key) < FEWEST or (metrics and not set(metrics) & set(statements.metrics)):
            continue
        Shown(result, document, statements, metrics, arguments.get("periods", [])).show()
        begun = True
        if not (arguments.get("documents") or context.documents):
            break  # the closest report; others are asked for by name
    if not begun:
        result.found_nothing = True
        result.statements.append(
            Statement(_("No document here gives these figures.") if metrics else _("No document here reads like a financial report."))
        )
    return result


def _metric(text):
    if found := metric_called(text):
        return found
    raise BadArguments(f"“{text[:80]}” is no figure that can be looked for. There are: {', '.join(TITLES)}.")


def _candidates(context, names):
    if names:
        return named(context, names)[:MOST]
    if context.documents:
        return context.texts()[:MOST]
    found = best_of(context, context.question, MOST) + best_of(context, LOOKS_FOR[context.language], MOST)
    unique = list({text.document_id: text for text in found}.values())
    return sorted(unique, key=lambda text: -len(read_report(text).by_key))[:MOST]
