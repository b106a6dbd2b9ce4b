"""The contract analyzer as a tool: which documents, which part, and the Result."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.tools.choosing import best_of, named
from agents.tools.contracts.analysis import analyse
from agents.tools.contracts.asking import part_in, party_in, wants_contract
from agents.tools.contracts.kinds import is_contract
from agents.tools.contracts.reading import read
from agents.tools.contracts.schema import PARAMETERS, RETURNS
from agents.tools.contracts.showing import show
from agents.tools.protocol import Context, Tool
from agents.tools.registry import register
from agents.tools.results import Result, Statement

MOST = 5
LONGEST_CHARS = 2_000_000  # of one document: a thousand pages
LOOKS_FOR = {"en": "agreement contract between the parties obligations", "th": "สัญญา คู่สัญญา ตกลง หน้าที่"}


@register
class ContractAnalyzer(Tool):
    name = "contract_analyzer"
    title = gettext_lazy("Contract analyzer")
    icon = "scale"
    description = (
        "Take contracts apart (lease, employment, services, NDA, sale, loan, licence, distribution; English and Thai): parties,"
        " dates, term, payment, "
        "obligations of each side (who, what, when), termination, liability, governing law, unusual and missing clauses, each"
        " with page and exact place. "
        "Use it for questions about what a contract obliges to, how it ends, what is risky in it; not for comparing or summarizing."
    )
    parameters = PARAMETERS
    returns = RETURNS

    def run(self, context: Context, arguments: dict) -> Result:
        with translation.override(context.language):
            return _analysed(context, arguments)

    def propose(self, context: Context) -> dict | None:
        question = context.question[:2000]
        if not wants_contract(question):
            return None
        part, party = part_in(question), party_in(question)
        arguments = {"part": part} | ({"party": party} if party and part == "obligations" else {})
        return arguments if _contracts(_candidates(context, [])) else None


def _analysed(context, arguments):
    texts = _candidates(context, arguments.get("documents", []))
    chosen = _contracts(texts)
    result = Result(data={"contracts": [], "not_contracts": [text.name for text in texts if text not in chosen][:MOST]})
    if not chosen:
        result.found_nothing = True
        result.statements.append(Statement(_("No document here reads like a contract.")))
        return result
    asked_for = bool(arguments.get("documents") or context.documents)
    for text in chosen if asked_for else chosen[:1]:
        if context.should_stop():
            break
        found = analyse(text)
        if asked_for and len(chosen) > 1 or not asked_for:
            result.statements.append(Statement(f"### {text.name}"))
        show(found, result, arguments.get("part", "all"), arguments.get("party", "").strip())
    return result


def _candidates(context, names):
    if names:
        return named(context, names)[:MOST]
    if context.documents:
        return context.texts()[:MOST]
    return best_of(context, context.question, MOST) or best_of(context, LOOKS_FOR[context.language], MOST)


def _contracts(texts):
    return [text for text in texts if len(text.text) <= LONGEST_CHARS and is_contract(read(text))]
