"""Groups the lines of a section into entries: one post or one degree each, its head apart from its details."""

from collections import Counter
from dataclasses import dataclass, field

from agents.tools.lines import Line
from agents.tools.resumes.fragments import labelled, period_of
from agents.tools.resumes.model import Period

LONGEST_HEAD_LINE = 130
INDENT = 7.0
MOST_BEFORE, MOST_AFTER = 3, 3


@dataclass
class Entry:
    """head: lines that name it. details: what follows. values: label → lines, where the entry is a form."""

    period: Period | None = None
    head: list[Line] = field(default_factory=list)
    details: list[Line] = field(default_factory=list)
    dated: Line | None = None


def entries_of(lines: list[Line], *, points: bool = False) -> list[Entry]:
    """Cut lines at their periods. points: single years count too (education).

    How many lines stand before the period in the first entry says how many belong before it in the others.
    """
    dates = _dates(lines, points)
    if not dates:
        return [Entry(head=lines[:MOST_AFTER], details=lines[MOST_AFTER:])] if lines else []
    detail = _details(lines, dates)
    before = min(next(iter(dates)), MOST_BEFORE)
    numbers = list(dates)
    starts = []
    for order, number in enumerate(numbers):
        first = number
        floor = numbers[order - 1] + 1 if order else 0
        while first > floor and number - first < before and first - 1 not in detail:
            first -= 1
        starts.append(first)
    found = []
    for order, (number, start) in enumerate(zip(numbers, starts, strict=True)):
        stop = starts[order + 1] if order + 1 < len(starts) else len(lines)
        head_end = number + 1
        while head_end < stop and head_end - number <= MOST_AFTER and head_end not in detail:
            head_end += 1
        found.append(Entry(dates[number], lines[start:head_end], lines[head_end:stop], lines[number]))
    return found


def _dates(lines, points) -> dict[int, Period]:
    found = {}
    listed = [line for line in lines if line.bullet]
    told = sum(bool(period_of(line)) for line in listed) > 0.6 * max(1, len(lines) - 1)
    for number, line in enumerate(lines):
        if line.bullet and not told and not points and len(line.text) > 60:
            continue
        if (period := period_of(line, points=points)) and (points or told or len(line.text) < LONGEST_HEAD_LINE or line.table is not None):
            label = labelled(line)
            if not label or label[0] in ("period", "degree", "institution", "title", "organisation"):
                found[number] = period
    if points and any(each.start for each in found.values()):
        return _merged(lines, found)
    return found


def _merged(lines, found):
    """Among real periods, a single year in its own line belongs to the entry before ("Thesis, 2014")."""
    kept = {number: each for number, each in found.items() if each.start}
    single = [number for number in found if number not in kept]
    for number in single:
        if all(abs(number - other) > 2 for other in kept):
            kept[number] = found[number]
    return dict(sorted(kept.items()))


def _details(lines, dates) -> set[int]:
    """Return the numbers of the lines that are bullets or running text."""
    bases = _bases(lines, dates)
    return {
        number
        for number, line in enumerate(lines)
        if number not in dates
        and (
            line.bullet
            or line.kind == "list_item"
            or (line.height and line.x0 > bases.get((line.page, line.column), line.x0) + INDENT)
            or len(line.text) > LONGEST_HEAD_LINE
            or (line.text[:1].islower() and not line.text[:1].isdigit())
            or (line.text.endswith(".") and len(line.text.split()) > 6)
        )
    }


def _bases(lines, dates) -> dict:
    """Return the left edge of head lines per column: of what stands beside the periods, if those stand in a column."""
    bases = {}
    for key in {(line.page, line.column) for line in lines if line.height}:
        dated = [lines[number] for number in dates if (lines[number].page, lines[number].column) == key]
        beside = [line.parts[1].x0 for line in dated if len(line.parts) > 1 and dates_first(line)]
        if beside and len(beside) * 2 > len(dated):
            bases[key] = Counter(round(x) for x in beside).most_common(1)[0][0]
        else:
            bases[key] = min(line.x0 for line in lines if (line.page, line.column) == key)
    return bases


def dates_first(line) -> bool:
    """Whether the first part of line is a period and nothing else."""
    period = period_of(line, points=True)
    first = line.parts[0]
    return bool(period) and period.spans[0][0] <= first.start + 2 and period.spans[0][1] >= first.end - 2
