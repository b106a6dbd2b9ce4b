"""Whether a claim agrees with the units it would be cited to: figures, names, negation, direction.

Words in common are not enough: one number, one "not" or one "before" makes the opposite of them.
"""

import re
from itertools import islice

from .evidence import Unit, Words
from .figures import MONTHS, Figure, figures, missing
from .terms import WORD, Term, fold, stem, synonyms, terms

REACH = 32  # characters before a word in which a negation still covers it
NEGATION = re.compile(
    r"\b(?:not|no|never|cannot|without|neither|nor|none|nobody|nothing|hardly)\b|n['’]t\b"
    r"|ไม่|มิได้|มิให้|ห้าม|งดเว้น|ปราศจาก",
    re.IGNORECASE,
)
# "no later than" and the like set a limit and deny nothing.
LIMITS = re.compile(
    r"\b(?:not|no)\s+(?:only|later|more|less|fewer|longer|earlier|greater|exceed(?:ing)?)\b|\bno\.\s?\d"
    r"|\b(?:not|cannot|no)\b(?: [\w']{1,20}){0,5} (?:more than|less than|fewer than|later than|exceed\w{0,3}|over \d)"
    r"|ไม่(?:เกิน|น้อยกว่า|ต่ำกว่า|เพียง|ว่า|มากกว่า|ใช่แค่|ใช่เพียง|ช้ากว่า|นาน)|หรือไม่",
    re.IGNORECASE,
)
# Denials in another word: with one of these a "not" on the other side may be no contradiction.
OTHERWISE_DENIED = re.compile(
    r"\b(?:fail|lack|refus|prohibit|forbid|forbad|banned|unable|avoid|except|exclud|instead of|rather than"
    r"|ceas|prevent|reject|deny|denied|absen|impossib|unpaid|unused)|งด|เลิก|ยกเว้น|ปฏิเสธ|ขาด|หยุด",
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
            r"\bdecreas|\bdeclin|\bfell\b|\bfall(?:en)?\b|\bdrop|\blower\b|\breduc|ลดลง",
        ),
        (rf"\bbefore\b|\bprior to\b|\b(?:by|until|no later than)(?= (?:\d|(?:{MONTHS})\b))|ก่อน", r"\bafter\b|หลัง"),
        (
            r"\bmaximum\b|\bat most\b|\bup to\b|\bno more than\b|\bnot (?:more than|exceed)|ไม่เกิน"
            r"|สูงสุด|มากที่สุด",
            r"\bminimum\b|\bat least\b|\bno less than\b|\bnot less than\b|อย่างน้อย|ไม่น้อยกว่า|ต่ำสุด"
            r"|น้อยที่สุด",
        ),
        (
            r"\bmore than\b|\babove\b|\bover(?= \$?\d)|\bexceed|มากกว่า|เกินกว่า",
            r"\bless than\b|\bbelow\b|\bunder(?= \$?\d)|\bfewer than\b|น้อยกว่า|ต่ำกว่า",
        ),
        (r"\binclud(?:es?|ed|ing)\b|\bincluded\b", r"\bexclud(?:es?|ed|ing)\b"),
        (r"\b(?:allow|permit)(?:s|ed)?\b", r"\b(?:prohibit|forbid|ban)(?:s|ned|den|ed)?\b|\bnot (?:be )?(?:allowed|permitted)\b"),
        (r"\baccept(?:s|ed)?\b|\bapprov(?:es?|ed)\b", r"\breject(?:s|ed)?\b|\bden(?:y|ied)\b|\brefus"),
        (r"\bopens?\b|\bopened\b|เปิด", r"\bclos(?:es?|ed)\b|ปิด"),
        (r"\bwon\b|\bwins?\b|\bdefeated\b|ชนะ", r"\blost\b|\bloses?\b|แพ้"),
        (r"\bfirst\b|\bearliest\b", r"\blast\b|\blatest\b"),
        (r"\bmandatory\b|\brequired\b|\bmust\b|ต้อง", r"\boptional\b|\bvoluntary\b|\bnot required\b|\bneed not\b|ไม่ต้อง|ไม่จำเป็น"),
    )
)


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
    """Say whether one side denies words that the other holds and does not deny."""
    texts = [unit.text for unit in sources]
    conditional = bool(EXCEPTIONS.search(text) or CONDITIONS.search(text))
    if _denies_alone(text, claimed, texts, conditional):
        return True
    if conditional and any(EXCEPTIONS.search(source) for source in texts):
        return False  # "not … unless": true both ways, once a condition is named
    return any(NEGATION.search(source) and _denies_alone(source, terms(source), [text], False) for source in texts)


def _denies_alone(text, words: list[Term], others: list[str], conditional) -> bool:
    """Say whether a negation of text covers words that the others have, and deny nowhere."""
    for covered in _covered(text, words):
        stances = [stance for term in covered for other in others for stance in _stances(term, other)]
        if not stances or any(stances):
            continue
        if not any(OTHERWISE_DENIED.search(other) or (conditional and EXCEPTIONS.search(other)) for other in others):
            return True
    return False


def _covered(text, words):
    """Yield for each negation of text the two words after it, within its clause."""
    plain = LIMITS.sub(lambda match: " " * len(match.group()), text)
    for match in NEGATION.finditer(plain):
        end = match.end() + REACH
        if clause := CLAUSE_END.search(plain, match.end(), end):
            end = clause.start()
        yield [term for term in words if _is_telling(term) and match.end() <= term.start < end][:2]


def _is_telling(term):
    return not term.number and (not term.inside or len(term.key) >= 3)


def _stances(term: Term, other: str) -> list[bool]:
    """Return for the first places where other has the term (or its like) whether it is denied there."""
    keys = (term.key, *synonyms(term.key))
    if term.inside:
        folded = fold(other)
        return [_denied(folded, at) for key in keys if (at := folded.find(key)) >= 0]
    places = (match for match in WORD.finditer(other) if match.lastgroup == "word")
    found = (match.start() for match in places if stem(match.group().lower()) in keys)
    return [_denied(other, at) for at in islice(found, 4)]


def _denied(text, at):
    """Say whether a negation in the same clause stands shortly before text[at]."""
    start = max(at - REACH, 0)
    window = LIMITS.sub(lambda match: " " * len(match.group()), text[start : at + REACH])[: at - start]
    ends = [match.end() for match in CLAUSE_END.finditer(window)]
    return bool(NEGATION.search(window[ends[-1] :] if ends else window))
