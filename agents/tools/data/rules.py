"""Which shape of chart shows which numbers. The first rule that fits decides; its sentence is the chart's `why`."""

import math
from typing import Any

from django.utils.translation import gettext as _

from agents.tools.results import Chart, Series

MOST_SHARES = 6
MOST_POINTS = 2000
WHOLE = (1.0, 100.0)
ROUNDING = 0.015

Points = list[tuple[Any, float | None]]


def chart_of(
    series: list[tuple[str, Points]],
    *,
    in_time: bool = False,
    two_measures: bool = False,
    is_whole: bool = False,
    shape: str = "",
    title: str = "",
    x_label: str = "",
    y_label: str = "",
) -> Chart:
    """Return a chart. in_time: x are dates or years. is_whole: the values are parts that add up to something meaningful.

    shape: what was asked for; it wins over the rules.
    """
    chosen, why = choose_shape(series, in_time=in_time, two_measures=two_measures, is_whole=is_whole)
    if shape and shape != chosen:
        chosen, why = shape, _("Drawn in the shape that was asked for.")
    kept = [Series(name, points[:MOST_POINTS]) for name, points in series]
    return Chart(chosen, kept, title, x_label, y_label, why)


def choose_shape(series: list[tuple[str, Points]], *, in_time: bool, two_measures: bool, is_whole: bool) -> tuple[str, str]:
    """Return (shape, why)."""
    values = [y for _name, points in series for _x, y in points if y is not None]
    if len(values) == 1:
        return "number", _("A single value is shown as a number.")
    if in_time:
        return "line", _("Values over time are drawn as a line.")
    if two_measures:
        return "scatter", _("Two measures of the same things are drawn as points.")
    if len(series) == 1 and 2 <= len(values) <= MOST_SHARES and all(value > 0 for value in values) and (is_whole or adds_up(values)):
        return "pie", _("A few shares of one whole are drawn as a pie.")
    return "bar", _("Values by category are drawn as bars.")


def adds_up(values: list[float]) -> bool:
    """Whether values are shares: they add up to 1 or 100."""
    total = math.fsum(values)
    return any(abs(total - whole) <= ROUNDING * whole for whole in WHOLE)
