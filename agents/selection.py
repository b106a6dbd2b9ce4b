"""Which of the ranked units make up an answer: the best, and others that add to it."""

from .evidence import Evidence, Unit
from .question_type import Asks, Question
from .relevance import FEATURES, Scored

LOOKED_AT = 12
ALIKE = 0.6  # share of common words from which a unit only repeats another
HOW_MANY = {Asks.REASON: 3, Asks.PROCEDURE: 4, Asks.LIST: 4, Asks.DEFINITION: 2}  # else 2, or 1 fact
# A further unit must come this close to the best one: facts need one sentence, explanations several.
CLOSENESS = {Asks.REASON: 0.7, Asks.PROCEDURE: 0.65, Asks.LIST: 0.65, Asks.DEFINITION: 0.7, Asks.OTHER: 0.8}
FACT_CLOSENESS = 0.92
OWN_COVER = 0.7  # and name so much of what the best one names, by itself and not by its neighbours
COVER, FIT = FEATURES.index("cover"), FEATURES.index("fit")
ONE_FACT = {Asks.PERSON, Asks.DATE, Asks.PLACE, Asks.NUMBER, Asks.MONEY, Asks.PERCENT, Asks.DURATION}


def select(question: Question, evidence: Evidence, ranked: list[Scored]) -> list[int]:
    """Return one to four unit indexes: the best first, those of its passage next, each in reading order."""
    best = ranked[0]
    limit = HOW_MANY.get(question.asks, 1 if question.asks in ONE_FACT and best.features[FIT] == 1.0 else 2)
    floor = best.score * CLOSENESS.get(question.asks, FACT_CLOSENESS)
    chosen = [best.index]
    for item in ranked[1:LOOKED_AT]:
        if len(chosen) == limit:
            break
        unit = evidence.units[item.index]
        if item.score < floor or item.features[COVER] < OWN_COVER * best.features[COVER] or unit.kind == "heading":
            continue
        if all(likeness(unit, evidence.units[other]) < ALIKE for other in chosen):
            chosen.append(item.index)
    rest = sorted(chosen[1:], key=lambda index: (evidence.units[index].passage != evidence.units[best.index].passage, index))
    return [best.index, *rest]


def likeness(one: Unit, other: Unit) -> float:
    """Return how much of the shorter unit's wording the other repeats, 0 to 1."""
    first, second = _wording(one), _wording(other)
    shorter = min(len(first), len(second))
    return len(first & second) / shorter if shorter else 0.0


def _wording(unit):
    if len(unit.words.stems) >= 4:
        return unit.words.stems
    folded = unit.words.folded[:400]
    return {folded[i : i + 3] for i in range(len(folded) - 2)}
