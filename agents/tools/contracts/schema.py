"""What the contract analyzer takes and gives, as JSON schemas."""

from agents.tools.choosing import DOCUMENTS
from agents.tools.contracts.showing import PARTS

PARAMETERS = {
    "type": "object",
    "properties": {
        "documents": DOCUMENTS,
        "part": {"type": "string", "enum": [*PARTS, "all"], "description": "What to show first; all by default."},
        "party": {"type": "string", "maxLength": 200, "description": "Only obligations of this side: a role (tenant) or a name."},
    },
    "additionalProperties": False,
}


def _entry(**fields) -> dict:
    return {
        "type": ["object", "null"],
        "properties": fields | {"place": {"type": ["integer", "null"]}, "page": {"type": ["integer", "null"]}},
    }


def _list(**fields) -> dict:
    return {"type": "array", "items": _entry(**fields)}


TEXT, NUMBER, ANY = {"type": "string"}, {"type": ["number", "null"]}, {"type": ["string", "null"]}
RETURNS = {
    "type": "object",
    "properties": {
        "contracts": {
            "type": "array",
            "description": "place: index of the exact words in the result's places; dates are ISO 8601.",
            "items": {
                "type": "object",
                "properties": {
                    "document": TEXT,
                    "title": TEXT,
                    "kind": TEXT,
                    "parties": _list(name=TEXT, role=TEXT, kind=TEXT, registration=TEXT, address=TEXT),
                    "dates": {"type": "object", "properties": {name: _entry(date=TEXT) for name in ("signed", "effective", "expiry")}},
                    "term": {
                        "type": "object",
                        "properties": {"duration": _entry(text=TEXT), "renewal": TEXT, "renewal_notice": ANY},
                    },
                    "payments": _list(amount=NUMBER, currency=TEXT, purpose=TEXT, per=TEXT, due=TEXT),
                    "interest": _list(rate_percent=NUMBER, per=TEXT, late={"type": "boolean"}),
                    "obligations": _list(who=TEXT, what=TEXT, when=TEXT, kind=TEXT, clause=TEXT),
                    "termination": _list(who=TEXT, notice=ANY, causes={"type": "array", "items": TEXT}, immediate={"type": "boolean"}),
                    "liability": {"type": "object", "properties": {"caps": _list(cap=TEXT, amount=NUMBER, currency=TEXT)}},
                    "governing_law": _entry(law=TEXT),
                    "venue": _entry(kind=TEXT, place_name=TEXT, rules=TEXT),
                    "clauses": _list(name=TEXT),
                    "risks": _list(name=TEXT, title=TEXT, reason=TEXT, who=TEXT),
                    "missing": {"type": "array", "items": TEXT},
                },
                "required": ["document", "kind", "parties", "dates", "term", "payments", "obligations", "termination", "risks", "missing"],
            },
        },
        "not_contracts": {"type": "array", "items": TEXT},
    },
    "required": ["contracts"],
}
