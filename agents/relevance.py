"""How well each unit of the evidence answers a question, and how sure that it answers it at all."""

import math
from dataclasses import dataclass, replace

import numpy as np

from .evidence import Evidence, Words
from .question_type import Asks, Question, answer_fit
from .terms import Term, stem, terms
from .vocabulary import ANSWER_WORDS

# What a term is worth when it stands beside the unit and not in it.
BEFORE, AFTER, AROUND, ELSEWHERE = 0.55, 0.35, 0.7, 0.4
FOCUS_WEIGHT = 0.2  # "which city …": the answer names the city and seldom the word
ANSWER_NOUNS = frozenset(word if word > "\u0e00" else stem(word) for word in ANSWER_WORDS)
RESCORED = 10  # units whose embedding is compared with the question's
COSINE_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class Scored:
    """A unit's index into the evidence with what speaks for it."""

    index: int
    score: float
    features: np.ndarray  # see FEATURES
    cosine: float | None = None  # of its embedding with the question's, where that was asked for


FEATURES = ("cover", "context", "whole", "names", "figures", "fit", "pairs", "terms")


def rank(question: Question, evidence: Evidence) -> list[Scored]:
    """Return every unit, best first; ties go to the earlier passage, then the earlier unit."""
    asked = _distinct(question)
    if not asked or not evidence.units:
        return []
    here = _matches(asked, [unit.words for unit in evidence.units])
    weights = _weights(question, asked, here)
    wholes, around = _matches(asked, evidence.wholes), _matches(asked, evidence.surroundings)
    reach = _reach(evidence, here, wholes, around)
    asked_words = Words.of(question.text)
    scored = []
    for index, unit in enumerate(evidence.units):
        fit = answer_fit(question, asked_words, unit)
        features = _features(asked, weights, here[index], reach[index], wholes[unit.passage], fit)
        scored.append(Scored(index, _score(features, unit) * _form(question, unit), features))
    scored.sort(key=lambda item: (-item.score, item.index))
    return scored


def _distinct(question):
    distinct = {}
    for term in terms(question.text):
        distinct.setdefault(term.key, term)
    return list(distinct.values())


def _matches(asked: list[Term], many: list[Words]) -> np.ndarray:
    """Return how well each term is found in each text, shape (len(many), len(asked))."""
    return np.array([[words.match(term) for term in asked] for words in many])


def _weights(question, asked, here):
    """Return the weight of each term: what is rare among the units weighs more."""
    total, focus = len(here), question.focus | ANSWER_NOUNS
    df = (here == 1.0).sum(axis=0)
    rarity = np.log1p((total - df + 0.5) / (df + 0.5)) / math.log1p(2 * total + 1)
    own = np.array([term.weight * (FOCUS_WEIGHT if term.key in focus else 1.0) for term in asked])
    return own * (0.4 + 0.6 * rarity)


def _reach(evidence, here, wholes, around):
    """Return ``here`` topped up by what the neighbours, headings and the rest of the passage say."""
    owner = np.array([unit.passage for unit in evidence.units])
    reach = np.maximum(here, np.maximum(ELSEWHERE * wholes, AROUND * around)[owner])
    for step, share in ((-1, BEFORE), (1, AFTER)):
        beside = np.roll(here, -step, axis=0) * (np.roll(owner, -step) == owner)[:, None]
        beside[0 if step < 0 else -1] = 0
        reach = np.maximum(reach, share * beside)
    return reach


def _features(asked, weights, here, reach, whole, fit):
    total = weights.sum()
    return np.array(
        [
            here @ weights / total,
            reach @ weights / total,
            whole @ weights / total,
            _share(weights, whole, [term.name for term in asked]),
            _share(weights, whole, [term.number for term in asked]),
            fit,
            _pairs(here),
            min(len(asked), 10) / 10,
        ]
    )


def _score(features, unit):
    cover, context, _, _, _, fit, pairs, *_ = features
    return float(0.5 * cover + 0.35 * context + 0.18 * fit + 0.08 * pairs + 0.06 / (1 + unit.passage))


def _share(weights, found, chosen):
    """Return the share of the chosen terms' weight that is found; 1 when none is chosen."""
    chosen = np.array(chosen)
    return float(found[chosen] @ weights[chosen] / weights[chosen].sum()) if chosen.any() else 1.0


def _pairs(found):
    """Return the share of neighbouring question terms found together in the unit."""
    if len(found) < 2:
        return float(found[0])
    return float(np.minimum(found[:-1], found[1:]).mean())


def _form(question, unit):
    """Discount what is no answer by its form: headings, questions, scraps."""
    if unit.kind == "heading":
        return 0.5
    if unit.text.rstrip("\"'”’ ").endswith("?"):
        return 0.6
    if len(unit.text) < 15:
        return 0.7
    return 1.05 if unit.kind == "item" and question.asks in (Asks.LIST, Asks.PROCEDURE) else 1.0


def rescore(question: Question, evidence: Evidence, ranked: list[Scored], embed) -> list[Scored]:
    """Return ranked with its head put in a new order by meaning.

    embed turns texts into unit vectors, shape (n, dim); it is called once, with RESCORED + 1 texts at most.
    """
    head = ranked[:RESCORED]
    vectors = np.asarray(embed([question.text, *(evidence.units[item.index].text for item in head)]), dtype=np.float32)
    mixed = [
        replace(item, score=item.score * (1 - COSINE_SHARE) + COSINE_SHARE * float(cosine), cosine=float(cosine))
        for item, cosine in zip(head, vectors[1:] @ vectors[0], strict=True)
    ]
    mixed.sort(key=lambda item: (-item.score, item.index))
    return mixed + ranked[RESCORED:]


# Logistic regression over FEATURES, rounded; benchmarks/answers.py --fit prints it anew. ``fit`` is set
# by hand: its use, to tell a sentence without a date from an answer to "when", is not in that data.
COEFFICIENTS = np.array([0.0, 2.0, 4.2, 2.5, 1.5, 0.5, 0.6, 0.8])
INTERCEPT = -8.5
COSINE_COEFFICIENT, COSINE_MIDDLE = 3.0, 0.55


def confidence(item: Scored) -> float:
    """Return the estimated chance, 0 to 1, that the unit answers the question."""
    logit = item.features @ COEFFICIENTS + INTERCEPT
    if item.cosine is not None:
        logit += COSINE_COEFFICIENT * (item.cosine - COSINE_MIDDLE)
    return float(1 / (1 + np.exp(-logit)))
