"""Where to look for an answer: in the documents, in the data, or in both. Asked only where an agent has both."""

import re
from enum import StrEnum

from django.utils.translation import gettext as _

from agents.engine.equipment import SEARCH
from agents.engine.making import Making
from agents.engine.recording import begin
from agents.models import Step
from projects.llm import gateway
from projects.llm.builtin import is_here
from projects.llm.errors import GatewayError
from projects.llm.models import CatalogModel
from projects.threads import in_thread

DATA_TOOLS = ("sql_query", "data_summary", "chart_generator")
ROUTES = "routes"  # what `capabilities` of a deployed classifier say


class Route(StrEnum):
    DOCUMENTS = "documents"
    DATABASE = "database"
    BOTH = "both"


_EACH = r"(?:month|quarter|year|region|customer|product|category)"
_DATA = re.compile(
    r"\b(?:how many|number of|count of|total|sum of|average|mean|median|top \d+|highest|lowest|most|least|trend|breakdown|distribution"
    rf"|(?:per|by) {_EACH}|chart|plot|graph|histogram|compare (?:the )?(?:sales|revenue|numbers)|rows?|columns?|tables?|database|sql"
    r"|spreadsheet|dataset|sales|revenue|orders|(?:last|this) (?:month|quarter|year)|Q[1-4])\b"
    r"|กี่|จำนวน|ยอดรวม|ยอดขาย|รวมทั้งหมด|ผลรวม|เฉลี่ย|สูงสุด|ต่ำสุด|มากที่สุด|น้อยที่สุด|แนวโน้ม|กราฟ|แผนภูมิ|ตาราง|ฐานข้อมูล"
    r"|ไตรมาส|เดือนนี้|เดือนที่แล้ว|ปีนี้|ปีที่แล้ว|แยกตาม|รายเดือน",
    re.IGNORECASE,
)
_DOCUMENTS = re.compile(
    r"\b(?:polic(?:y|ies)|contracts?|agreements?|handbook|manual|guidelines?|clauses?|according to|document(?:s|ed)?|says?|states?"
    r"|mentions?|rules?|procedures?|terms|why|explain|how do i|how to|what is our|allowed|entitled|required)\b"
    r"|นโยบาย|สัญญา|คู่มือ|ระเบียบ|ข้อบังคับ|เอกสาร|ตามที่|ระบุ|กล่าวถึง|ทำไม|เพราะเหตุใด|อธิบาย|ขั้นตอน|อย่างไร|เงื่อนไข|อนุญาต",
    re.IGNORECASE,
)
ASKED = (
    "Where is the answer to the question likely to be found: in written documents (policies, contracts, reports), in a database or table "
    "of figures, or in both? Reply with one word: documents, database or both."
)


async def route_of(making: Making, proposed: set[str] | None = None) -> Route | None:
    """Decide, keep the decision as a step and return it; None where there is nothing to decide. Raises LostLease.

    proposed: names of the tools whose own rules take the question; None if they were not asked.
    """
    tools = making.equipment.tools
    if SEARCH not in tools or not any(name in tools for name in DATA_TOOLS):
        return None
    before = next((step for step in making.past if step.kind == Step.Kind.ROUTE), None)
    if before:
        return Route(before.name)
    route, why = await _decide(making, proposed)
    step = Step(run=making.run, kind=Step.Kind.ROUTE, state=Step.State.DONE, name=route, text=why, duration_ms=0)
    await in_thread(begin)(making.run, [step])
    return route


async def _decide(making, proposed):
    if classifier := await in_thread(_classifier)():
        return await _ask(making, classifier, _("a classifier says so"))
    if route := by_rules(making.query, proposed):
        return route, _("the words of the question say so")
    if not making.model.is_builtin:
        return await _ask(making, making.model, _("the model says so"))
    return (Route.DATABASE if proposed and proposed & set(DATA_TOOLS) else Route.DOCUMENTS), _("nothing in the question says otherwise")


def by_rules(question: str, proposed: set[str] | None = None) -> Route | None:
    """Return what the words of a question say, None if they say nothing."""
    data = bool(_DATA.search(question)) if proposed is None else bool(proposed & set(DATA_TOOLS))
    documents = bool(_DOCUMENTS.search(question))
    if data and documents:
        return Route.BOTH
    if data or documents:
        return Route.DATABASE if data else Route.DOCUMENTS
    return None


async def _ask(making, model, why):
    """Ask a model; one that can't be asked, or says something else, means both."""
    messages = [{"role": "system", "content": ASKED}, {"role": "user", "content": making.query}]
    try:
        said = (await gateway.complete(making.request(messages, max_tokens=8), model)).lower()
    except GatewayError:
        said = ""
    found = [route for route in Route if route in said]
    return (found[0], why) if len(found) == 1 else (Route.BOTH, _("it could not be told"))


def _classifier():
    """Return a deployed model that tells routes, if there is one whose runtime is here."""
    for model in CatalogModel.objects.filter(capabilities__contains=[ROUTES], is_enabled=True).select_related("provider"):
        if not model.is_builtin or is_here(model.pk):
            return model
    return None
