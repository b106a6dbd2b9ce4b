"""What the parts, kinds and clauses of contracts are called for readers."""

from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

KINDS = {
    "lease": _("Lease"),
    "employment": _("Employment contract"),
    "services": _("Services agreement"),
    "nda": _("Non-disclosure agreement"),
    "sale": _("Sale contract"),
    "loan": _("Loan agreement"),
    "licence": _("Licence agreement"),
    "distribution": _("Distribution agreement"),
    "other": _("Contract"),
}
SUBJECTS = {
    "confidentiality": _("Confidentiality"),
    "ip": _("Intellectual property"),
    "force_majeure": _("Force majeure"),
    "assignment": _("Transfer and subletting"),
    "insurance": _("Insurance"),
    "indemnity": _("Indemnity"),
    "warranty": _("Warranty"),
    "data_protection": _("Data protection"),
    "non_compete": _("Non-compete"),
    "non_solicit": _("Non-solicitation"),
    "entire_agreement": _("Entire agreement"),
    "amendment": _("Amendment in writing"),
    "severability": _("Severability"),
    "notices": _("Notices"),
    "waiver": _("No waiver"),
    "dispute": _("Disputes"),
    "payment": _("Payment"),
    "term": _("Term"),
    "termination": _("Termination"),
    "governing_law": _("Governing law"),
    "liability": _("Limit of liability"),
    "interest": _("Interest"),
    "deposit": _("Deposit"),
    "maintenance": _("Repairs and maintenance"),
    "duties": _("Position and duties"),
    "working_hours": _("Working hours"),
    "leave": _("Leave"),
    "scope": _("Scope"),
    "definition": _("What is confidential"),
    "exclusions": _("What is not confidential"),
    "return": _("Return or destruction of information"),
    "delivery": _("Delivery"),
    "risk_transfer": _("Passing of title and risk"),
    "repayment": _("Repayment"),
    "default": _("Default"),
}
PURPOSES = {
    "penalty": _("Penalty"),
    "deposit": _("Deposit"),
    "rent": _("Rent"),
    "salary": _("Salary"),
    "allowance": _("Allowance or bonus"),
    "instalment": _("Instalment"),
    "principal": _("Principal"),
    "royalty": _("Royalty"),
    "minimum purchase": _("Minimum purchase"),
    "price": _("Price"),
    "fee": _("Fee"),
    "payment": _("Payment"),
}
CAUSES = {
    "breach": _("breach"),
    "non_payment": _("non-payment"),
    "insolvency": _("insolvency"),
    "misconduct": _("misconduct"),
    "change_of_control": _("change of control"),
    "destruction": _("destruction"),
    "death": _("death or incapacity"),
    "convenience": _("no cause needed"),
}
RENEWALS = {"automatic": _("renews automatically"), "option": _("may be renewed"), "none": _("no renewal is named")}
PER = {
    "month": _("per month"),
    "year": _("per year"),
    "day": _("per day"),
    "hour": _("per hour"),
    "week": _("per week"),
    "quarter": _("per quarter"),
    "": "",
}
LENGTHS = {
    "day": ngettext_lazy("%(count)s day", "%(count)s days", "count"),
    "business day": ngettext_lazy("%(count)s business day", "%(count)s business days", "count"),
    "hour": ngettext_lazy("%(count)s hour", "%(count)s hours", "count"),
    "week": ngettext_lazy("%(count)s week", "%(count)s weeks", "count"),
    "month": ngettext_lazy("%(count)s month", "%(count)s months", "count"),
    "year": ngettext_lazy("%(count)s year", "%(count)s years", "count"),
}


def length(duration) -> str:
    count = int(duration.count) if duration.count == int(duration.count) else duration.count
    return LENGTHS[duration.unit] % {"count": count}


def sum_of(money) -> str:
    """Return "THB 85,000"; decimals only where there are any."""
    return f"{money.currency} {money.amount:,.0f}" if money.amount == round(money.amount) else f"{money.currency} {money.amount:,.2f}"


def side(who: str) -> str:
    """Return a role as it is shown: a party's own name for it, or words for both or either."""
    return {"both": say("each party"), "either": say("either party"), "you": say("you")}.get(who, who)
