"""Holds the figures read from a report against its truth: (right, found, true)."""

from agents.tools.reports.gathering import read_report
from agents.tools.tests.reading import text_of


def score(report, folder) -> tuple[int, int, int]:
    """Write the report, read it as an upload is read, and compare each metric and period; signs of costs are a matter of style."""
    found = read_report(text_of(report.write(folder))).by_key
    right = sum(_same(found[key].value, value) for key, value in report.truth.items() if key in found)
    return right, len(found), len(report.truth)


def f1(right: int, found: int, true: int) -> float:
    return 2 * right / (found + true) if found + true else 1.0


def _same(one, other):
    return abs(abs(one) - abs(other)) <= 1e-6 * max(1.0, abs(other))
