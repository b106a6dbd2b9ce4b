"""Tables whose first row names the columns: each further row is an entry."""

from agents.tools.lines import Line
from agents.tools.resumes.fragments import Fragment
from agents.tools.resumes.words import by_word, fold


def rows_of(lines: list[Line]) -> list[dict[str, Fragment]]:
    """Return {label's name: value} per row, [] unless a row of labels with rows of as many cells is found."""
    found: list[dict[str, Fragment]] = []
    names: list[str | None] = []
    for line in lines:
        labels = [by_word("labels").get(fold(part.text)) for part in line.parts]
        if len(labels) > 1 and sum(map(bool, labels)) >= max(2, len(labels) - 1):
            names = labels
        elif names and len(line.parts) == len(names):
            cells = zip(names, line.parts, strict=True)
            found.append({name: Fragment(part.text, part.start, part.end) for name, part in cells if name})
    return found
