"""A contract as a whole: every part found by its own module, and what is missing for its kind."""

from dataclasses import dataclass, field

from agents.tools.contracts.kinds import EXPECTED, clauses_of, kind_of, settles
from agents.tools.contracts.law import Law, Venue, find_law, find_venue
from agents.tools.contracts.liability import Liability, find_caps, find_exclusions
from agents.tools.contracts.obligations import Obligation, find_obligations
from agents.tools.contracts.parties import Party, find_parties
from agents.tools.contracts.payment import Interest, Payment, find_interest, find_payments
from agents.tools.contracts.reading import Reading, read
from agents.tools.contracts.risks import Risk, find_risks
from agents.tools.contracts.termination import Ending, find_endings
from agents.tools.contracts.terms import Terms, find_terms


@dataclass
class Analysis:
    """All that was found, with spans in document.text. missing: names of kinds.EXPECTED that the contract does not settle."""

    document: object
    reading: Reading
    title: str
    kind: str
    parties: list[Party]
    terms: Terms
    payments: list[Payment]
    interest: list[Interest]
    obligations: list[Obligation]
    endings: list[Ending]
    caps: list[Liability]
    exclusions: list[tuple[int, int]]
    law: Law | None
    venue: Venue | None
    clauses: dict[str, tuple[int, int]]
    risks: list[Risk] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


def analyse(document) -> Analysis:
    """Take a DocumentText apart; linear in its length."""
    reading = read(document)
    parties = find_parties(reading)
    title = _title(document, reading)
    found = Analysis(
        document=document,
        reading=reading,
        title=title,
        kind=kind_of(reading, title, [party.role for party in parties]),
        parties=parties,
        terms=find_terms(reading),
        payments=find_payments(reading),
        interest=find_interest(reading),
        obligations=find_obligations(reading, parties),
        endings=find_endings(reading, parties),
        caps=find_caps(reading),
        exclusions=find_exclusions(reading),
        law=find_law(reading),
        venue=find_venue(reading),
        clauses=clauses_of(reading),
    )
    found.risks = find_risks(reading, found)
    found.missing = [name for name in EXPECTED[found.kind].split() if not _settled(found, name)]
    return found


def _title(document, reading):
    first = next((reading.of(unit) for unit in reading.units if unit.kind == "heading"), "")
    return " ".join((first or document.title or document.name).split())[:200]


def _settled(found, name):
    own = {
        "payment": bool(found.payments) or "pay" in found.reading.text.lower() and found.kind not in ("loan", "lease", "employment"),
        "term": bool(found.terms.duration or found.terms.expiry),
        "termination": bool(found.endings),
        "governing_law": found.law is not None,
        "liability": bool(found.caps or found.exclusions),
        "interest": bool(found.interest),
    }
    return own[name] if name in own else settles(found.reading, name)
