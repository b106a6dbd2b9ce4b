"""Every sentence of an answer held against the passages: the span it rests on, or that there is none.

Works on any answer, whoever wrote it, and trusts no marker in it: citations are placed by code.
Pure: no database.
"""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from .agreement import disagreement
from .citations import Citation, CitedText, Span
from .claims import Kind, Statement, own_markers, statements
from .evidence import Evidence, Passage, Unit, Words, read
from .figures import figures, missing
from .sentences import is_thai
from .terms import Term, terms

SUPPORT = 0.6  # share of a claim's weighed words its sources must hold
ALIKE, WORDS_ALIKE = 0.72, 0.35  # or: cosine with its source, together with this share of words
GAIN = 0.14  # what a second or third source must add to the words
OWN_WORDS = 0.2  # and, to vouch for a figure, this share of the other words by itself
MOST_SOURCES, MOST_CLAIMS = 3, 400
HINTED = 0.03  # a marker in the answer breaks ties, no more
AROUND, BESIDE = 0.9, 0.6
Embed = Callable[[list[str]], np.ndarray]


@dataclass(frozen=True, slots=True)
class GroundedSentence:
    """answer[start:end] with its verdict.

    supported: None where nothing is claimed (kind "neutral" or "refusal") or nothing could be
        compared (kind "unchecked": the passages are in another language).
    score: share of its words found in the cited spans, or the cosine where that decided; 0 to 1.
    reason: what is not borne out, for a tooltip; "" when supported.
    """

    start: int
    end: int
    supported: bool | None
    score: float
    citations: list[Span] = field(default_factory=list)
    kind: str = "claim"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """An answer with its markers, and its sentences at their new offsets (markers not included)."""

    text: CitedText
    sentences: list[GroundedSentence]


def ground(answer_text: str, passages: list[Passage], embed: Embed | None = None) -> list[GroundedSentence]:
    """Return each sentence of answer_text with the spans that hold it, in order.

    embed turns texts into unit vectors (n, dim); it lets a paraphrase pass, never a wrong figure or name.
    """
    evidence = read(passages)
    matcher = _Matcher(evidence)
    grounded, paraphrases, checked = [], [], 0
    for statement in statements(answer_text):
        if statement.kind is not Kind.CLAIM:
            grounded.append(GroundedSentence(statement.start, statement.end, None, 0.0, kind=statement.kind.value))
            continue
        checked += 1
        sentence, best = _judge(statement, evidence, matcher) if checked <= MOST_CLAIMS else (_unread(statement), None)
        if best is not None and embed and sentence.score >= WORDS_ALIKE and sentence.reason == "words":
            paraphrases.append((len(grounded), statement.text, best))
        grounded.append(sentence)
    if paraphrases:
        _let_paraphrases_pass(grounded, paraphrases, evidence, embed)
    return grounded


def place_citations(text: str, grounded: list[GroundedSentence]) -> tuple[str, list[Citation]]:
    """Return text with code-placed [n] markers instead of its own, and the citations they stand for."""
    placed = place(text, grounded)
    return placed.text.markdown, placed.text.citations


def place(text: str, grounded: list[GroundedSentence]) -> Placed:
    """Return text with a marker for each cited span after its sentence; code stays as it is."""
    cited, sentences, position = CitedText(), [], 0
    markers = [match.span() for match in own_markers(text)]
    for sentence in grounded:
        cited.add(_cut(text, position, sentence.start, markers))
        body = _cut(text, sentence.start, sentence.end, markers)
        words = body.rstrip(" \t|") if body.endswith("|") else body
        start = len(cited.markdown)
        cited.add(words, sentence.citations, sentence.score)
        sentences.append(replace(sentence, start=start, end=start + len(words.rstrip())))
        cited.add(body[len(words) :])
        position = sentence.end
    cited.add(_cut(text, position, len(text), markers))
    return Placed(cited, sentences)


def refuses(grounded: list[GroundedSentence]) -> bool:
    """Say whether the answer says that the documents do not hold it, and claims nothing else."""
    return any(s.kind == "refusal" for s in grounded) and not any(s.kind == "claim" for s in grounded)


def _cut(text, start, end, markers):
    """Return text[start:end] without the markers in it; markers are sorted spans."""
    pieces, at = [], bisect_left(markers, (start, start))
    while at < len(markers) and markers[at][0] < end:
        pieces.append(text[start : markers[at][0]])
        start, at = max(start, markers[at][1]), at + 1
    return "".join([*pieces, text[min(start, end) : end]])


class _Matcher:
    """Matches of terms with units, remembered: sentences of one answer share most of their words."""

    def __init__(self, evidence: Evidence):
        self.evidence = evidence
        self.owner = np.array([unit.passage for unit in evidence.units], dtype=int)
        self._units, self._around = {}, {}

    def units(self, claimed: list[Term]) -> np.ndarray:
        """Return shape (units, terms)."""
        return self._columns(claimed, self._units, [unit.words for unit in self.evidence.units])

    def around(self, claimed: list[Term]) -> np.ndarray:
        """Return shape (units, terms): what the headings and name of the unit's passage hold."""
        return self._columns(claimed, self._around, self.evidence.surroundings)[self.owner]

    def _columns(self, claimed, remembered, texts):
        for term in claimed:
            if (term.key, term.joined) not in remembered:
                remembered[term.key, term.joined] = np.array([words.match(term) for words in texts])
        return np.stack([remembered[term.key, term.joined] for term in claimed], axis=1)


def _judge(statement: Statement, evidence: Evidence, matcher: _Matcher):
    """Return the sentence with its verdict, and the unit nearest to it."""
    claimed = list({term.key: term for term in reversed(terms(statement.text))}.values())[::-1]
    if not evidence.units or not claimed:
        return _verdict(statement, False, 0.0, reason="no passages"), None
    weights = np.array([term.weight for term in claimed])
    here, around = matcher.units(claimed), matcher.around(claimed)
    foreign = np.array([is_thai(unit.text) != is_thai(statement.text) for unit in evidence.units])
    if foreign.all():
        return _judge_across_languages(statement, claimed, here, evidence), None
    chosen = _sources(statement, claimed, weights, here, around, evidence)
    score = _share(claimed, weights, here, around, chosen, evidence)
    units = [evidence.units[index] for index in chosen]
    reason = disagreement(statement.text, claimed, units, _about(evidence, chosen))
    if not reason and score < SUPPORT:
        reason = "words"
    return _verdict(statement, not reason, score, _spans(units) if not reason else [], reason=reason), chosen[0]


def _verdict(statement, supported, score, citations=(), *, kind="claim", reason=""):
    return GroundedSentence(statement.start, statement.end, supported, round(float(score), 4), list(citations), kind, reason)


def _unread(statement):
    return _verdict(statement, None, 0.0, kind="unchecked", reason="too many sentences")


def _judge_across_languages(statement, claimed, here, evidence):
    """Compare what is written alike in both languages: figures, and names in Latin letters."""
    shared = [index for index, term in enumerate(claimed) if term.number or not term.inside]
    wanted = figures(statement.text)
    if not shared:
        return _verdict(statement, None, 0.0, kind="unchecked", reason="another language")
    scores = here[:, shared].mean(axis=1)
    best = int(scores.argmax())
    unit = evidence.units[best]
    if missing(wanted, [figure for other in evidence.units for figure in other.figures]):
        return _verdict(statement, False, scores[best], reason="figure")
    whole = scores[best] == 1.0
    return _verdict(statement, None, scores[best], _spans([unit]) if whole else [], kind="unchecked", reason="another language")


def _sources(statement, claimed, weights, here, around, evidence) -> list[int]:
    """Return one to three unit indexes: the closest, then those that add words or figures."""
    total = weights.sum()
    own = here @ weights / total
    reach = np.maximum(here, AROUND * around) @ weights / total
    hinted = np.array([unit.passage + 1 in statement.hints for unit in evidence.units])
    chosen = [int((0.75 * own + 0.25 * reach + HINTED * hinted).argmax())]
    wanted = figures(statement.text)
    plain = np.array([not term.number for term in claimed])
    while len(chosen) < MOST_SOURCES:
        covered = here[chosen].max(axis=0)
        gain = np.maximum(here - np.maximum(covered, AROUND * around[chosen].max(axis=0)), 0) @ weights / total
        lacking = missing(wanted, [figure for index in chosen for figure in evidence.units[index].figures])
        if lacking:
            gain = gain + _brings(lacking, evidence) * _other_words(here, weights, plain)
        best = int(gain.argmax())
        if best in chosen or gain[best] < GAIN:
            break
        chosen.append(best)
    return chosen


def _brings(lacking, evidence):
    """Return 1 for each unit that has one of the lacking figures, shape (units,)."""
    return np.array([len(missing(lacking, unit.figures)) < len(lacking) for unit in evidence.units], dtype=float)


def _other_words(here, weights, plain):
    """Return 1 for each unit that holds enough of the words beside the figures."""
    if not plain.any():
        return np.ones(len(here))
    return (here[:, plain] @ weights[plain] / weights[plain].sum() >= OWN_WORDS).astype(float)


def _share(claimed, weights, here, around, chosen, evidence) -> float:
    held = np.maximum(here[chosen].max(axis=0), AROUND * around[chosen].max(axis=0))
    for index in chosen:
        for step in (-1, 1):
            if evidence.neighbour(index, step):
                held = np.maximum(held, BESIDE * here[index + step])
    return float(held @ weights / weights.sum())


def _about(evidence, chosen) -> list[Words]:
    """Return the headings and neighbours of the chosen units: where a name may stand."""
    about = [evidence.surroundings[evidence.units[index].passage] for index in chosen]
    for index in chosen:
        about += [unit.words for step in (-1, 1) if (unit := evidence.neighbour(index, step))]
    return about


def _spans(units: list[Unit]) -> list[Span]:
    """Return the units' spans in the order given, those that touch in one passage joined."""
    spans = []
    for unit in units:
        for at, (passage, start, end) in enumerate(spans):
            if passage == unit.passage and unit.start - end in (0, 1, 2):
                spans[at] = (passage, start, unit.end)
                break
            if passage == unit.passage and start - unit.end in (0, 1, 2):
                spans[at] = (passage, unit.start, end)
                break
        else:
            spans.append((unit.passage, unit.start, unit.end))
    return spans


def _let_paraphrases_pass(grounded, paraphrases, evidence, embed):
    texts = [text for _, text, _ in paraphrases] + [evidence.units[best].text for *_, best in paraphrases]
    vectors = np.asarray(embed(texts), dtype=np.float32)
    half = len(paraphrases)
    cosines = (vectors[:half] * vectors[half:]).sum(axis=1)
    for (index, _, best), cosine in zip(paraphrases, cosines, strict=True):
        if cosine >= ALIKE:
            spans = _spans([evidence.units[best]])
            grounded[index] = replace(grounded[index], supported=True, score=round(float(cosine), 4), citations=spans, reason="")
