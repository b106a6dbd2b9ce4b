"""Choosing the sentences that stand for a text. Pure.

A sentence counts for how close its words are to those of the whole (cosine with the centroid of tf-idf weights: Radev et al. 2004,
"Centroid-based summarization of multiple documents"), for leading its section, and for what the reader asks for; each further one is
chosen for what it adds (maximal marginal relevance: Carbonell and Goldstein 1998), and sections take turns.
"""

import math
from collections import Counter

from agents.tools.summaries.units import Unit

LEAD, OPENING = 0.25, 0.35  # for the first sentence of a section, and of the text
FOCUS = 1.0
REDUNDANT = 0.6
CROWDED = 0.75  # each further sentence of one section counts this much less
GOOD_CHARS = (50, 320)
LOOKED_AT = 400  # candidates that compete; the rest is far behind


def choose(units: list[Unit], count: int, focus: Counter | None = None) -> list[Unit]:
    """Return at most count units that stand for all of them, in the order of the text."""
    vectors = _weighted(units)
    centroid = _sum(vectors)
    scores = [
        _score(unit, vector, centroid, focus or Counter(), first=number == 0)
        for number, (unit, vector) in enumerate(zip(units, vectors, strict=True))
    ]
    pool = sorted(range(len(units)), key=lambda number: -scores[number])[:LOOKED_AT]
    chosen, of_section = [], Counter()
    while pool and len(chosen) < count:
        gains = {number: _gain(number, scores, vectors, chosen, of_section[units[number].section]) for number in pool}
        best = max(pool, key=lambda number: (gains[number], -number))
        chosen.append(best)
        of_section[units[best].section] += 1
        pool.remove(best)
    return [units[number] for number in sorted(chosen)]


def _gain(number, scores, vectors, chosen, crowd):
    repeats = max((_cosine(vectors[number], vectors[other]) for other in chosen), default=0.0)
    return scores[number] * CROWDED**crowd - REDUNDANT * repeats


def _score(unit, vector, centroid, focus, *, first):
    score = _cosine(vector, centroid) + LEAD * (unit.place == 0) + OPENING * first
    if focus:
        score += FOCUS * sum(1 for word in focus if word in unit.words) / len(focus)
    length = unit.end - unit.start
    return score if GOOD_CHARS[0] <= length <= GOOD_CHARS[1] else score * 0.8


def _weighted(units):
    """Return tf-idf vectors of unit length. Words of nearly every sentence weigh little."""
    holding = Counter(word for unit in units for word in unit.words)
    total = len(units)
    vectors = []
    for unit in units:
        weights = {word: (1 + math.log(times)) * math.log(1 + total / holding[word]) for word, times in unit.words.items()}
        norm = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors.append({word: weight / norm for word, weight in weights.items()})
    return vectors


def _sum(vectors):
    total = Counter()
    for vector in vectors:
        for word, weight in vector.items():
            total[word] += weight
    norm = math.sqrt(sum(weight * weight for weight in total.values())) or 1.0
    return {word: weight / norm for word, weight in total.items()}


def _cosine(one, other):
    if len(other) < len(one):
        one, other = other, one
    return sum(weight * other.get(word, 0.0) for word, weight in one.items())
