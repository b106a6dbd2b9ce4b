"""Compare judgments, contracts, policies or versions of one document."""

import re

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.citations import literal
from agents.tools.choosing import DOCUMENTS, best_of, named
from agents.tools.comparing import contracts, judgments, sections
from agents.tools.contracts.kinds import is_contract
from agents.tools.contracts.reading import read
from agents.tools.protocol import Context, Tool
from agents.tools.registry import register
from agents.tools.results import Cell, Column, Matrix, Result, Statement, Table

MOST = 5
LONGEST_CELL = 420
COMPARE = re.compile(
    r"\bcompar\w*|\bdifferences?\b|\bdiffers?\b|\bside by side\b|\bversus\b|\bvs\.?\b|\bchanged? (?:between|from)\b"
    r"|เปรียบเทียบ|ต่างกัน|แตกต่าง|เทียบ",
    re.IGNORECASE,
)
OF_LAW = re.compile(
    r"\b(?:cases?|judg(?:e)?ments?|decisions?|rulings?|contracts?|agreements?|leases?|clauses?|polic(?:y|ies)|versions?|regulations?|acts?|terms)\b"
    r"|คดี|ฎีกา|คำพิพากษา|สัญญา|ข้อตกลง|นโยบาย|ระเบียบ|ฉบับ",
    re.IGNORECASE,
)
# Whether a document is of the kind, whether a question asks for it, and what to search for.
KINDS = [
    (
        judgments.looks_like_judgment,
        re.compile(r"\bcases?\b|judg(?:e)?ment|decision|ruling|คดี|ฎีกา|พิพากษา", re.IGNORECASE),
        {"en": "court case appeal plaintiff defendant judgment", "th": "ศาล คดี โจทก์ จำเลย พิพากษา"},
    ),
    (
        lambda text: is_contract(read(text)),
        re.compile(r"contract|agreement|lease|สัญญา|ข้อตกลง", re.IGNORECASE),
        {"en": "agreement contract between the parties obligations", "th": "สัญญา คู่สัญญา ตกลง หน้าที่"},
    ),
]
TEXT = {"type": "string"}


@register
class CaseCompare(Tool):
    name = "case_compare"
    title = gettext_lazy("Compare documents")
    icon = "scale"
    description = (
        "Compare two to five judgments (parties, court, facts, issue, holding, law, outcome), contracts (parties, dates, term, payments, "
        "termination, liability, law) or policies and versions of a document (sections added, removed, changed) side by side."
    )
    parameters = {"type": "object", "properties": {"documents": DOCUMENTS}, "additionalProperties": False}
    returns = {
        "type": "object",
        "properties": {
            "kind": {"type": "string", "enum": ["judgments", "contracts", "sections", "nothing"]},
            "documents": {"type": "array", "items": TEXT},
            "aspects": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {"aspect": TEXT, "values": {"type": "array", "items": TEXT}},
                    "required": ["aspect", "values"],
                },
            },
        },
        "required": ["kind", "documents", "aspects"],
    }

    def run(self, context: Context, arguments: dict) -> Result:
        with translation.override(context.language):
            return _compared(context, _documents(context, arguments.get("documents", [])))

    def propose(self, context: Context) -> dict | None:
        question = context.question[:2000]
        if not COMPARE.search(question) or not (OF_LAW.search(question) or len(context.documents) > 1):
            return None
        return {} if len(_documents(context, [])) > 1 else None


def _documents(context, names):
    if names:
        return named(context, names)[:MOST]
    if context.documents:
        return context.texts()[:MOST]
    for fits, asks_for, looks_for in KINDS:
        if asks_for.search(context.question):
            found = best_of(context, context.question, MOST) + best_of(context, looks_for[context.language], MOST)
            alike = {text.document_id: text for text in found if fits(text)}
            if len(alike) > 1:
                return list(alike.values())[:MOST]
    return best_of(context, context.question, 2)


def _compared(context, texts):
    if len(texts) < 2:
        said = Statement(_("A comparison needs two documents: name them in your question, or attach them."))
        return Result({"kind": "nothing", "documents": [each.name for each in texts], "aspects": []}, [said], found_nothing=True)
    if all(judgments.looks_like_judgment(text) for text in texts):
        return _side_by_side("judgments", texts, [_judgment_cells(text) for text in texts], _aspect_names())
    if all(is_contract(read(text)) for text in texts):
        return _side_by_side("contracts", texts, [contracts.fields_of(text) for text in texts], contracts.names())
    return _versions(texts[0], texts[1])


def _judgment_cells(text):
    return {name: [(each.text, each.start, each.end) for each in found] for name, found in judgments.read_judgment(text).items()}


def _aspect_names():
    return {
        "parties": _("Parties"),
        "court": _("Court"),
        "number": _("Case number"),
        "date": _("Date"),
        "facts": _("Facts"),
        "issue": _("Issue"),
        "reasoning": _("Reasoning"),
        "law": _("Law applied"),
        "holding": _("Holding"),
        "outcome": _("Outcome"),
    }


def _side_by_side(kind, texts, found, names):
    """found: for each text {aspect: [(words, start, end)]}, with offsets of the document."""
    result = Result(data={"kind": kind, "documents": [text.name for text in texts], "aspects": []})
    labels, rows = [], []
    for aspect, label in names.items():
        values = [each.get(aspect, []) for each in found]
        if not any(values):
            continue
        cells = [_cell(result, text, value) for text, value in zip(texts, values, strict=True)]
        result.data["aspects"].append({"aspect": aspect, "values": [cell.text for cell in cells]})
        labels.append(Cell(label))
        rows.append(cells)
        places = [place for cell in cells for place in cell.places[:2]]
        differs = len({re.sub(r"\W+", " ", cell.text.casefold()) for cell in cells}) > 1
        told = "; ".join(f"{literal(text.name)}: {literal(cell.text) or '–'}" for text, cell in zip(texts, cells, strict=True))
        result.statements.append(
            Statement(f"- **{label}**: {told if differs else literal(cells[0].text) + ' (' + _('the same') + ')'}", places)
        )
    result.views.append(Matrix(labels, [Cell(text.name) for text in texts], rows, _("Side by side")))
    return result


def _cell(result, text, value):
    words = "; ".join(dict.fromkeys(each[0] for each in value))
    places = [result.place(text.place(start, min(end, start + 1500))) for _words, start, end in value[:4]]
    return Cell(words if len(words) <= LONGEST_CELL else words[: LONGEST_CELL - 1].rsplit(" ", 1)[0] + "…", places)


def _versions(before, after):
    """Tell what is new, gone and changed from before to after, section by section."""
    pairs = sections.align(before, after)
    result = Result(data={"kind": "sections", "documents": [before.name, after.name], "aspects": []})
    verdicts = {sections.SAME: _("the same"), sections.CHANGED: _("changed"), sections.ADDED: _("added"), sections.REMOVED: _("removed")}
    tones = {sections.CHANGED: "warning", sections.ADDED: "good", sections.REMOVED: "bad"}
    rows = []
    for pair in pairs:
        gone, new = _quotes(result, before, pair.gone), _quotes(result, after, pair.new)
        heading = pair.heading or _("(no heading)")
        rows.append([Cell(heading), gone, new, Cell(str(verdicts[pair.verdict]), tone=tones.get(pair.verdict, ""))])
        result.data["aspects"].append({"aspect": heading, "values": [gone.text, new.text]})
    counts = {verdict: sum(pair.verdict == verdict for pair in pairs) for verdict in verdicts}
    told = {"before": literal(before.name), "after": literal(after.name)} | counts
    summary = _(
        "From **%(before)s** to **%(after)s**: %(changed)s sections changed, %(added)s added, %(removed)s removed, %(same)s the same."
    )
    result.statements.append(Statement(summary % told + "\n\n"))
    for pair, row in list(zip(pairs, rows, strict=True))[:12]:
        if pair.verdict != sections.SAME:
            words = " → ".join(literal(cell.text) for cell in row[1:3] if cell.text)
            result.statements.append(
                Statement(f"- **{literal(row[0].text)}** ({row[3].text}): {words}", [*row[1].places[:2], *row[2].places[:2]])
            )
    columns = [Column(_("Section")), Column(before.name), Column(after.name), Column(_("Change"))]
    result.views.append(Table(columns, rows, _("What changed")))
    return result


def _quotes(result, text, spans):
    words = " … ".join(" ".join(text.text[start:end].split()) for start, end in spans)
    places = [result.place(text.place(start, end)) for start, end in spans[:4]]
    return Cell(words if len(words) <= LONGEST_CELL else words[: LONGEST_CELL - 1].rsplit(" ", 1)[0] + "…", places)
