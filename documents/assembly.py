"""Choosing, from ranked candidates, the passages a model gets to read. Pure.

In this order: threshold, copies, a gentle preference for other documents, token budget, count; then
neighbours in a document become one passage. Whatever is left out says why.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from documents.candidates import Candidate

# Words shared, as shingles, from which two passages count as the same text.
NEAR_COPY = 0.85
SHINGLE_CHARS = 12
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
    waiting = _above(candidates, threshold)
    waiting = _without_copies(waiting)
    chosen = _choose(waiting, limit, token_budget)
    groups = _join_neighbours(chosen, between)
    return sorted(groups, key=lambda group: candidates.index(group.best))


def _above(candidates: list[Candidate], threshold: float) -> list[Candidate]:
    for candidate in candidates:
        if candidate.score < threshold:
            candidate.dropped = "below_threshold"
    return [candidate for candidate in candidates if not candidate.dropped]


def _without_copies(candidates: list[Candidate]) -> list[Candidate]:
    kept: list[tuple[Candidate, set[str]]] = []
    for candidate in candidates:
        shingles = _shingles(candidate.text)
        if any(_same(shingles, known, candidate, other) for other, known in kept):
            candidate.dropped = "copy"
        else:
            kept.append((candidate, shingles))
    return [candidate for candidate, _ in kept]


def _shingles(text: str) -> set[str]:
    plain = re.sub(r"\W+", "", text.lower()) or text
    return {plain[place : place + SHINGLE_CHARS] for place in range(0, max(len(plain) - SHINGLE_CHARS, 0) + 1)}


def _same(ours: set[str], theirs: set[str], candidate: Candidate, other: Candidate) -> bool:
    """Tell whether two passages say the same; rows of a table differ by a figure and are never copies."""
    if candidate.kind == "table" and ours != theirs:
        return False
    if min(len(ours), len(theirs)) < NEAR_COPY * max(len(ours), len(theirs)):
        return False
    shared = len(ours & theirs)
    return shared >= NEAR_COPY * (len(ours) + len(theirs) - shared)


def _choose(candidates: list[Candidate], limit: int, token_budget: int) -> list[Candidate]:
    """Take the best in turn, where each further passage of one document counts a little less."""
    waiting, chosen, taken, tokens = list(candidates), [], Counter(), 0
    while waiting and len(chosen) < limit:
        best = max(waiting, key=lambda item: item.score * REPEAT_WEIGHT ** max(taken[item.document_id] - FREE_REPEATS + 1, 0))
        waiting.remove(best)
        if tokens + best.token_count > token_budget and chosen:
            best.dropped = "token_budget"
            continue
        chosen.append(best)
        taken[best.document_id] += 1
        tokens += best.token_count
    worst = min((item.score for item in chosen), default=0)
    for candidate in waiting:
        candidate.dropped = "other_documents" if candidate.score > worst else "beyond_limit"
    return chosen


def _join_neighbours(chosen: list[Candidate], between) -> list[Group]:
    groups: list[Group] = []
    for candidate in sorted(chosen, key=lambda item: (str(item.revision_id), item.position)):
        last = groups[-1].members[-1] if groups else None
        if last and _adjacent(last, candidate) and (gap := _gap(last, candidate, between)) is not None:
            group = groups[-1]
            group.text += gap + candidate.text[max(group.end - candidate.start, 0) :]
            group.members.append(candidate)
            group.best = max(group.best, candidate, key=lambda item: item.score)
        else:
            groups.append(Group(candidate, [candidate], candidate.text))
    return groups


def _adjacent(before: Candidate, after: Candidate) -> bool:
    return (before.revision_id, before.position + 1, before.kind) == (after.revision_id, after.position, after.kind)


def _gap(before: Candidate, after: Candidate, between) -> str | None:
    if after.start <= before.end:
        return ""
    return between(before, before.end, after.start) if between else None
