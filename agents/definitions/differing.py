"""What changed from one text to another, line by line."""

from difflib import SequenceMatcher
from typing import NamedTuple

CONTEXT = 3
LONGEST = 2000  # lines; longer texts are shown one after the other


class Line(NamedTuple):
    """kind: "same" | "gone" | "new" | "gap". before, after: line numbers from 1, None where it is not in that text."""

    kind: str
    before: int | None
    after: int | None
    text: str


def compare(before: str, after: str) -> list[Line]:
    """Return the lines that differ, with CONTEXT lines around them; [] if nothing does."""
    old, new = before.splitlines(), after.splitlines()
    if old == new:
        return []
    if max(len(old), len(new)) > LONGEST:
        return [*_gone(old, 0, len(old)), *_new(new, 0, len(new))]
    lines = []
    for group in SequenceMatcher(None, old, new).get_grouped_opcodes(CONTEXT):
        lines += [Line("gap", None, None, "")] if lines else []
        for kind, old_from, old_to, new_from, new_to in group:
            if kind == "equal":
                lines += [Line("same", old_from + n + 1, new_from + n + 1, old[old_from + n]) for n in range(old_to - old_from)]
            else:
                lines += [*_gone(old, old_from, old_to), *_new(new, new_from, new_to)]
    return lines


def _gone(lines, start, end):
    return [Line("gone", number + 1, None, lines[number]) for number in range(start, end)]


def _new(lines, start, end):
    return [Line("new", None, number + 1, lines[number]) for number in range(start, end)]
