"""Where a function of a rate is zero: bracketing on a grid, bisection, and Newton's steps at the end."""

import math
from collections.abc import Callable

GRID_FROM, GRID_TO, GRID_STEPS = math.log(1e-6), math.log(1e6), 1500  # of 1 + rate
HALVINGS = 200


def rates_where_zero(value: Callable[[float], float], *, steps: int = GRID_STEPS) -> list[float]:
    """Return the rates > -1 at which a continuous function changes its sign, ascending.

    The grid is even in log(1 + rate): fine around zero, from -99.9999 % to 100,000,000 %.
    """
    roots: list[float] = []
    last_x = last = None
    for index in range(steps + 1):
        x = GRID_FROM + (GRID_TO - GRID_FROM) * index / steps
        now = _safe(value, math.expm1(x))
        if now == 0:
            roots.append(math.expm1(x))
        elif last is not None and last != 0 and now is not None and (last < 0) != (now < 0):
            roots.append(_refined(value, last_x, x, last < 0))
        last_x, last = x, now
    return [root for at, root in enumerate(roots) if not at or abs(root - roots[at - 1]) > 1e-9]


def _safe(value, rate):
    try:
        result = value(rate)
    except (OverflowError, ZeroDivisionError):
        return None
    return result if math.isfinite(result) else None


def _refined(value, low, high, rises):
    for _step in range(HALVINGS):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        now = _safe(value, math.expm1(middle))
        if now is None:
            break
        if (now < 0) == rises:
            low = middle
        else:
            high = middle
    return _polished(value, math.expm1(low), math.expm1(high))


def _polished(value, low, high):
    """Newton's method with a numeric slope: bisection in the logarithm leaves an error of some 1e-14."""
    rate = (low + high) / 2
    step = max(abs(rate), 1e-3) * 1e-6
    for _round in range(3):
        here, right, left = _safe(value, rate), _safe(value, rate + step), _safe(value, rate - step)
        if None in (here, right, left) or right == left:
            break
        better = rate - here * 2 * step / (right - left)
        if abs(better - rate) > 1e-8 * max(1, abs(rate)) or abs(_safe(value, better) or math.inf) > abs(here):
            break
        rate = better
    return rate


def sign_changes(flows: list[float]) -> int:
    signs = [flow > 0 for flow in flows if flow]
    return sum(a != b for a, b in zip(signs, signs[1:], strict=False))
