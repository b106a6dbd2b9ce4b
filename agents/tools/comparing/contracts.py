"""The fields of a contract as short texts with their places, to stand beside those of another."""

from django.utils.translation import gettext as _

from agents.tools.contracts import wording
from agents.tools.contracts.analysis import analyse
from agents.tools.texts import DocumentText

MOST = 6


def names() -> dict[str, str]:
    return {
        "kind": _("Kind"),
        "parties": _("Parties"),
        "signed": _("Signed"),
        "effective": _("Takes effect"),
        "expiry": _("Ends"),
        "duration": _("Term"),
        "payments": _("Payments"),
        "interest": _("Interest"),
        "termination": _("Termination"),
        "liability": _("Limit of liability"),
        "law": _("Governing law"),
        "venue": _("Courts"),
        "risks": _("Unusual"),
    }


def fields_of(document: DocumentText) -> dict[str, list[tuple[str, int, int]]]:
    """Return {field of `names`: [(words, start, end)]}, offsets of the document."""
    found, text = analyse(document), document.text

    def at(words, start, end):
        return (str(words), *found.reading.original(start, max(end, start + 1)))

    def quoted(start, end):
        start, end = found.reading.original(start, max(end, start + 1))
        return (" ".join(text[start:end].split()), start, end)

    terms, payments = found.terms, found.payments[:MOST]
    dates = {name: getattr(terms, name) for name in ("signed", "effective", "expiry")}
    fields = {name: [at(each.iso, each.start, each.end)] for name, each in dates.items() if each}
    first = found.reading.units[0] if found.reading.units else None
    if first:
        fields["kind"] = [at(wording.KINDS[found.kind], first.start, first.end)]
    fields["parties"] = [at(f"{each.name} ({each.role})" if each.role else each.name, each.start, each.end) for each in found.parties]
    if terms.duration:
        fields["duration"] = [at(wording.length(terms.duration), terms.duration.start, terms.duration.end)]
    fields["payments"] = [
        at(
            f"{wording.PURPOSES[each.purpose]} {wording.sum_of(each.money)} {wording.PER[each.per]}".strip(),
            each.money.start,
            each.money.end,
        )
        for each in payments
    ]
    fields["interest"] = [at(f"{each.rate:g}% {wording.PER[each.per]}".strip(), each.start, each.end) for each in found.interest[:MOST]]
    fields["termination"] = [quoted(each.start, each.end) for each in found.endings[:MOST]]
    fields["liability"] = [quoted(each.start, each.end) for each in found.caps[:2]]
    for name, each in (("law", found.law), ("venue", found.venue)):
        if each:
            fields[name] = [quoted(each.start, each.end)]
    fields["risks"] = [quoted(each.start, each.end) for each in found.risks[:MOST]]
    return fields
