"""Holds what the analyzer found against the truth of a contract: (found, true, right) for each field."""

import re
from collections import Counter

from agents.tools.contracts.analysis import Analysis, analyse
from agents.tools.contracts.roles import bare

SETS = ("payments", "interest", "notice", "causes", "clauses", "risks", "missing")
FIELDS = (
    "kind",
    "parties",
    "signed",
    "effective",
    "expiry",
    "duration",
    "renewal",
    *SETS[:4],
    "cap",
    "law",
    "venue",
    *SETS[4:],
    "obligations",
)


def score(contract, document) -> dict[str, Counter]:
    """Return for each field how many values were found, are true, and agree."""
    found = analyse(document)
    said = values(found)
    counts = {name: _compare(name, said[name], _true(contract.truth, name)) for name in FIELDS if name != "obligations"}
    counts["obligations"] = _obligations(found, contract, document)
    return counts


def total(counts) -> Counter:
    return sum(counts, Counter())


def f1(count: Counter) -> float:
    return 2 * count["right"] / ((count["found"] + count["true"]) or 1) if count["found"] + count["true"] else 1.0


def values(found: Analysis) -> dict[str, set[str]]:
    """Return what was found in the words of the truth."""
    terms = found.terms
    return {
        "kind": {found.kind},
        "parties": {f"{party.name} = {party.role}" for party in found.parties},
        "signed": {terms.signed.iso} if terms.signed else set(),
        "effective": {terms.effective.iso} if terms.effective else set(),
        "expiry": {terms.expiry.iso} if terms.expiry else set(),
        "duration": {terms.duration.text} if terms.duration else set(),
        "renewal": {terms.renewal} - {"none"},
        "payments": {f"{each.money.amount:g} {each.money.currency}" for each in found.payments},
        "interest": {f"{each.rate:g}% per {each.per}" for each in found.interest},
        "notice": {f"{each.who} {each.notice.text}" for each in found.endings if each.notice},
        "causes": {cause for each in found.endings for cause in each.causes},
        "cap": {cap.cap for cap in found.caps[:1]},
        "law": {found.law.place} if found.law else set(),
        "venue": {found.venue.text} if found.venue else set(),
        "clauses": set(found.clauses),
        "risks": {risk.name for risk in found.risks},
        "missing": set(found.missing),
    }


def _true(truth, name):
    value = truth.get(name) or ""
    parts = (
        re.split(r";\s*" if name in ("parties", "payments", "interest", "notice") else r",\s*", value)
        if name in ("parties", *SETS)
        else [value]
    )
    return {part.strip() for part in parts if part.strip()} - ({"none"} if name == "renewal" else set())


def _compare(name, found, true):
    right = sum(1 for each in true if any(_same(name, each, other) for other in found))
    return Counter(found=len(found), true=len(true), right=right)


def _same(name, true, found):
    if name == "parties":
        return [_plain(part) for part in true.split(" = ")] == [_plain(part) for part in found.split(" = ")]
    if name in ("law", "venue", "cap"):
        return _words(true) <= _words(found) or _words(found) <= _words(true) and bool(_words(found) - {"courts", "arbitration"})
    if name == "payments":
        return f"{float(true.split()[0]):g} {true.split()[1]}" == found
    return _number(true) == _number(found)


def _plain(text):
    return bare(re.sub(r"^(?:mr|mrs|ms|dr)\.? |[.,]", "", " ".join(text.lower().split())).strip())


def _words(text):
    digits = re.findall(r"\d{3,}", text)
    words = set(re.findall(r"[a-z]{2,}|[ก-๙]{3,}|\d+", text.lower())) - {
        "of",
        "in",
        "the",
        "and",
        "federal",
        "state",
        "price",
        "months",
        "month",
        "year",
    }
    return {digits[0]} if digits else {"กรุงเทพมหานคร" if word == "กรุงเทพมหานคร" else word for word in words}


def _number(text):
    numbers = {"one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}
    return " ".join(numbers.get(word, word.rstrip("s")) for word in text.lower().split())


def _obligations(found, contract, document):
    flat, places = _flatten(document.text)
    marks = []
    at = 0
    for who, words in contract.marks:
        key, _ = _flatten(words[:60])
        here = flat.find(key[:40], at)
        if here >= 0:
            at = here
            marks.append((who, places[here], places[min(here + 12, len(places) - 1)]))
    sure = [mark for mark in marks if mark[0] != "?"]
    covered = {index for index, mark in enumerate(sure) if any(_says(each, mark) for each in found.obligations)}
    right = [each for each in found.obligations if any(_says(each, mark) for mark in sure)]
    open_ones = [each for each in found.obligations if each not in right and any(_over(each, mark) for mark in marks if mark[0] == "?")]
    claimed = len(found.obligations) - len(open_ones)
    precision, recall = len(right) / claimed if claimed else 1.0, len(covered) / len(sure) if sure else 1.0
    agreed = precision * recall
    # In counts, so that fields can be added up: as if one obligation found stood for one true.
    return (
        Counter(found=round(len(covered) / precision) if precision else claimed, true=len(sure), right=len(covered))
        if agreed
        else Counter(found=claimed, true=len(sure))
    )


def _flatten(text):
    kept = [(char, index) for index, char in enumerate(text) if not char.isspace() and char not in "*|#-–"]
    return "".join(char for char, _ in kept), [index for _, index in kept]


def _says(each, mark):
    return bare(each.who) == bare(mark[0]) and _over(each, mark)


def _over(each, mark):
    return each.start < mark[2] and mark[1] < each.end


def unmatched(contract, document) -> list[str]:
    """Return in words where found and true differ; for looking at, not for counting."""
    found = analyse(document)
    said, lines = values(found), []
    for name in FIELDS[:-1]:
        true = _true(contract.truth, name)
        lacking = [each for each in true if not any(_same(name, each, other) for other in said[name])]
        extra = [each for each in said[name] if not any(_same(name, other, each) for other in true)]
        if lacking or extra:
            lines.append(f"{name}: missed {lacking} extra {extra}")
    flat, places = _flatten(document.text)
    marks, at = [], 0
    for who, words in contract.marks:
        key, _ = _flatten(words[:60])
        here = flat.find(key[:40], at)
        at = max(here, at)
        marks.append((who, places[here], places[min(here + 12, len(places) - 1)], words) if here >= 0 else (who, -1, -1, "LOST " + words))
    for mark in marks:
        if mark[0] != "?" and not any(_says(each, mark) for each in found.obligations):
            lines.append(f"obligation missed: {mark[0]}: {mark[3]}")
    for each in found.obligations:
        if not any(_says(each, mark) for mark in marks) and not any(_over(each, mark) for mark in marks if mark[0] == "?"):
            lines.append(f"obligation extra: {each.who}: {document.text[each.start : each.end][:110]!r}")
    return lines
