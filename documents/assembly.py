"""Choosing, from ranked candidates, the passages a model gets to read. Pure.

Threshold first; then the best in turn, with a gentle preference for other documents, but no copies
and no more than fits; then neighbours in a document become one passage. Whatever is left out says why.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from documents.candidates import Candidate

# Share of all words of two passages that both have, from which they count as the same text.
NEAR_COPY = 0.9
# Thai has no blanks: a run is compared in pieces.
WORDS = re.compile(r"\w{1,8}")
# The third and later passages of a document count this much less, each more than the one before.
REPEAT_WEIGHT = 0.93
FREE_REPEATS = 2


@dataclass
class Group:
    """One or more neighbouring chunks that are read as one passage, in reading order; best is ranked first."""

    best: Candidate
    members: list[Candidate] = field(default_factory=list)
    text: str = ""

    @property
    def start(self):
        return self.members[0].start

    @property
    def end(self):
        return max(member.end for member in self.members)


def assemble(
    candidates: list[Candidate],
    *,
    limit: int,
    token_budget: int,
    threshold: float = 0.0,
    between: Callable[[Candidate, int, int], str] | None = None,
) -> list[Group]:
    """Return at most limit passages, best first, and write on every candidate left out why it was.

    candidates come best first. between(chunk, start, end) reads the text of its document that lies
    between two chunks; without it only chunks that touch are joined.
    """
    chosen = _choose(_above(candidates, threshold), limit, token_budget)
    groups = _join_neighbours(chosen, between)
    return sorted(groups, key=lambda group: -group.best.rating)


def _above(candidates: list[Candidate], threshold: float) -> list[Candidate]:
    for candidate in candidates:
        if candidate.score < threshold:
            candidate.dropped = "below_threshold"
    return [candidate for candidate in candidates if not candidate.dropped]


def _same(ours: set[str], theirs: set[str], candidate: Candidate) -> bool:
    """Tell whether two passages say the same. One figure more or less says something else; so do rows of a table."""
    small, large = sorted((ours, theirs), key=len)
    if len(small) < NEAR_COPY * len(large):
        return False
    apart = small ^ large
    if not apart:
        return True
    shared = len(small & large)
    same = shared >= NEAR_COPY * (shared + len(apart))
    return same and candidate.kind != "table" and not any(char.isdigit() for word in apart for char in word)


def _choose(candidates: list[Candidate], limit: int, token_budget: int) -> list[Candidate]:
    """Take the best in turn, where each further passage of one document counts a little less."""
    waiting, chosen, taken, tokens = list(candidates), [], Counter(), 0
    known: list[set[str]] = []
    while waiting and len(chosen) < limit:
        best = _next(waiting, taken)
        waiting.remove(best)
        words = set(WORDS.findall(best.text.lower()))
        if any(_same(words, others, best) for others in known):
            best.dropped = "copy"
        elif tokens + best.token_count > token_budget and chosen:
            best.dropped = "token_budget"
        else:
            chosen.append(best)
            known.append(words)
            taken[best.document_id] += 1
            tokens += best.token_count
    worst = min((item.rating for item in chosen), default=0)
    for candidate in waiting:
        candidate.dropped = "other_documents" if candidate.rating > worst else "beyond_limit"
    return chosen


def _next(waiting: list[Candidate], taken: Counter) -> Candidate:
    """Return the best of waiting, which come by rating."""
    best, highest = waiting[0], -1.0
    for candidate in waiting:
        if candidate.rating <= highest:
            break
        value = candidate.rating * REPEAT_WEIGHT ** max(taken[candidate.document_id] - FREE_REPEATS + 1, 0)
        if value > highest:
            best, highest = candidate, value
    return best


def _join_neighbours(chosen: list[Candidate], between) -> list[Group]:
    groups: list[Group] = []
    for candidate in sorted(chosen, key=lambda item: (str(item.revision_id), item.position)):
        last = groups[-1].members[-1] if groups else None
        if last and _adjacent(last, candidate) and (gap := _gap(last, candidate, between)) is not None:
            group = groups[-1]
            group.text += gap + candidate.text[max(group.end - candidate.start, 0) :]
            group.members.append(candidate)
            group.best = max(group.best, candidate, key=lambda item: item.rating)
        else:
            groups.append(Group(candidate, [candidate], candidate.text))
    return groups


def _adjacent(before: Candidate, after: Candidate) -> bool:
    return (before.revision_id, before.position + 1, before.kind) == (after.revision_id, after.position, after.kind)


def _gap(before: Candidate, after: Candidate, between) -> str | None:
    if after.start <= before.end:
        return ""
    return between(before, before.end, after.start) if between else None
