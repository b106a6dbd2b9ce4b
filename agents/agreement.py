"""Whether a claim agrees with the units it would be cited to: figures, names, negation, direction.

Words in common are not enough: one number, one "not" or one "before" makes the opposite of them.
"""

import re

from .evidence import Unit, Words
from .figures import MONTHS, Figure, figures, missing
from .terms import WORD, Term, fold, stem

REACH = 32  # characters before a word in which a negation still covers it
NEGATION = re.compile(
    r"\b(?:not|no|never|cannot|without|neither|nor|none|nobody|nothing|hardly)\b|n['’]t\b"
    r"|ไม่|มิได้|มิให้|ห้าม|งดเว้น|ปราศจาก",
    re.IGNORECASE,
)
# "no later than" and the like set a limit and deny nothing.
LIMITS = re.compile(
    r"\b(?:not|no)\s+(?:only|later|more|less|fewer|longer|earlier|greater|exceed(?:ing)?)\b|\bno\.\s?\d"
    r"|ไม่(?:เกิน|น้อยกว่า|ต่ำกว่า|เพียง|ว่า|มากกว่า|ใช่แค่|ใช่เพียง|ช้ากว่า|นาน)|หรือไม่",
    re.IGNORECASE,
)
EXCEPTIONS = re.compile(r"\b(?:without|unless|until|except|other than)\b|เว้นแต่|ยกเว้น|นอกจาก|จนกว่า", re.IGNORECASE)
CONDITIONS = re.compile(r"\b(?:with|if|when|after|once|provided|only|subject to)\b|หาก|ถ้า|เมื่อ|เฉพาะ", re.IGNORECASE)
CLAUSE_END = re.compile(r"[,;:.()]|\b(?:but|and|while|whereas|although|if)\b|\s{1}แต่|และ", re.IGNORECASE)
CONTRASTS = tuple(
    (re.compile(one, re.IGNORECASE), re.compile(other, re.IGNORECASE))
    for one, other in (
        (
            r"\bincreas|\brose\b|\brisen?\b|\bgrew\b|\bgrow(?:th|n)?\b|\bhigher\b|เพิ่มขึ้น", 
            r"\bdecreas|\bdeclin|\bfell\b|\bfall(?:en)?\b|\bdrop|\blower\b|\breduc|ลดลง"),
        (
            rf"\bbefore\b|\bprior to\b|\b(?:by|until|no later than)(?= (?:\d|(?:{MONTHS})\b))|ก่อน", r"\bafter\b|\bfollowing\b|หลัง"),
        (
            r"\bmaximum\b|\bat most\b|\bup to\b|\bno more than\b|\bnot (?:more than|exceed)|ไม่เกิน"
            r"|สูงสุด|มากที่สุด", 
            r"\bminimum\b|\bat least\b|\bno less than\b|\bnot less than\b|อย่างน้อย|ไม่น้อยกว่า|ต่ำสุด"
            r"|น้อยที่สุด"),
        (
            r"\bmore than\b|\babove\b|\bover(?= \$?\d)|\bexceed|มากกว่า|เกินกว่า", 
            r"\bless than\b|\bbelow\b|\bunder(?= \$?\d)|\bfewer than\b|น้อยกว่า|ต่ำกว่า"),
        (r"\binclud(?:es?|ed|ing)\b|\bincluded\b", r"\bexclud(?:es?|ed|ing)\b"),
        (r"\b(?:allow|permit)(?:s|ed)?\b", 
            r"\b(?:prohibit|forbid|ban)(?:s|ned|den|ed)?\b|\bnot (?:be )?(?:allowed|permitted)\b"),
        (r"\baccept(?:s|ed)?\b|\bapprov(?:es?|ed)\b", r"\breject(?:s|ed)?\b|\bden(?:y|ied)\b|\brefus"),
        (r"\bopens?\b|\bopened\b|เปิด", r"\bclos(?:es?|ed)\b|ปิด"),
        (r"\bwon\b|\bwins?\b|\bdefeated\b|ชนะ", r"\blost\b|\bloses?\b|แพ้"),
        (r"\bfirst\b|\bearliest\b", r"\blast\b|\blatest\b"),
        (r"\bmandatory\b|\brequired\b|\bmust\b|ต้อง", 
            r"\boptional\b|\bvoluntary\b|\bnot required\b|\bneed not\b|ไม่ต้อง|ไม่จำเป็น"),
    )
)  # fmt: skip


def disagreement(text: str, claimed: list[Term], sources: list[Unit], around: list[Words]) -> str:
    """Return what in text the sources do not bear out, in a word or two; "" if nothing.

    around: what stands about the sources (headings, neighbours); it may hold names, not figures.
    """
    if lacking := missing(figures(text), [figure for unit in sources for figure in unit.figures]):
        return "figure: " + text[lacking[0].start : lacking[0].end]
    if unnamed := _missing_name(claimed, [unit.words for unit in sources] + around):
        return "name: " + text[unnamed.start : unnamed.end]
    if any(_loose(figure, text, claimed, sources) for figure in figures(text)):
        return "figure of something else"
    if turned := _turned(text, sources):
        return "direction: " + turned
    if _negation_differs(text, claimed, sources):
        return "negation"
    return ""


def _missing_name(claimed, texts):
    for term in claimed:
        if term.name and not any(words.match(term) for words in texts):
            return term
    return None


def _loose(figure: Figure, text, claimed, sources):
    """Say whether every source of figure lacks the words that stand by it in the claim."""
    near = [term for term in _beside(figure, text, claimed) if any(unit.words.match(term) for unit in sources)]
    if not near or len(sources) == 1:
        return False
    holders = [unit for unit in sources if any(figure.agrees_with(other) for other in unit.figures)]
    return bool(holders) and not any(unit.words.match(term) for unit in holders for term in near)


def _beside(figure, text, claimed):
    """Return the (at most two) terms nearest before figure in its clause."""
    start = max(figure.start - 60, 0)
    ends = [match.end() for match in CLAUSE_END.finditer(text, start, figure.start)]
    start = ends[-1] if ends else start
    return [term for term in claimed if not term.number and start <= term.start and term.end <= figure.start][-2:]


def _turned(text, sources):
    for one, other in CONTRASTS:
        for said, opposite in ((one, other), (other, one)):
            match = said.search(text)
            if not match or opposite.search(text):
                continue
            if all(opposite.search(unit.text) and not said.search(unit.text) for unit in sources):
                return match.group()
    return ""


def _negation_differs(text, claimed, sources):
    """Say whether the shared words are denied on one side only, in every source that has them."""
    if not any(NEGATION.search(part) for part in (text, *(unit.text for unit in sources))):
        return False
    conditional = bool(EXCEPTIONS.search(text) or CONDITIONS.search(text))
    agreed, differing = 0, 0
    for term in claimed:
        if term.number or (term.inside and len(term.key) < 3):
            continue
        stances = [stance for unit in sources for stance in _stances(term, unit.text, conditional)]
        if stances:
            same = _denied(text, term.start) in stances
            agreed, differing = agreed + same, differing + (not same)
    denied = any(_denied(text, term.start) for term in claimed)
    return differing > 0 and (
        differing >= agreed or (not denied or agreed <= 2 * differing) and _denies_alone(text, claimed, sources, conditional)
    )


def _denies_alone(text, claimed, sources, conditional):
    """Say whether no word at all is denied on both sides although one side denies."""
    for term in claimed:
        if _denied(text, term.start) and any(True in _stances(term, unit.text, conditional) for unit in sources):
            return False
    return True


def _stances(term: Term, source: str, conditional: bool) -> set[bool]:
    """Return whether source denies its occurrences of term: a set of truths, empty if it has none."""
    if conditional and EXCEPTIONS.search(source) and NEGATION.search(source):
        return {True, False}  # "not … unless": true both ways, once a condition is named
    if term.inside:
        folded, at, found = fold(source), -1, set()
        while (at := folded.find(term.key, at + 1)) >= 0 and len(found) < 2:
            found.add(_denied(folded, at))
        return found
    return {
        _denied(source, match.start())
        for match in WORD.finditer(source)
        if match.lastgroup == "word" and stem(match.group().lower()) == term.key
    }


def _denied(text, at):
    """Say whether a negation in the same clause stands shortly before text[at]."""
    window = text[max(at - REACH, 0) : at]
    ends = [match.end() for match in CLAUSE_END.finditer(window)]
    window = window[ends[-1] :] if ends else window
    return bool(NEGATION.search(LIMITS.sub(" ", window + text[at : at + 12])[: len(window)]))
