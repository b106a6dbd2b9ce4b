"""What a calculation yields, and how figures are written in its working."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from agents.tools.protocol import BadArguments, ToolError

UNITS = ("money", "percent", "times", "days", "periods", "number")


class Refused(ToolError):
    """The figures allow no such calculation; the message says why and what to change."""

    code = "no-result"


@dataclass
class Outcome:
    """value: a share of one where unit is "percent". steps: Markdown lines with the numbers in.

    details: [(label, value, unit)] of what was worked out on the way. columns, rows: a schedule, if there is one;
    columns are (label, unit). chart: (label of x, label of y, [(x, y)]).
    """

    value: float
    unit: str
    steps: list[str]
    details: list[tuple[Any, float, str]] = field(default_factory=list)
    columns: list[tuple[Any, str]] = field(default_factory=list)
    rows: list[list[float]] = field(default_factory=list)
    chart: tuple | None = None


@dataclass(frozen=True)
class Operation:
    """needs, may: names of parameters (see parameters.py). formula: LaTeX. either: sets of which one must be whole."""

    name: str
    title: Any
    formula: str
    compute: Callable[..., Outcome]
    needs: tuple[str, ...]
    may: tuple[str, ...] = ()


OPERATIONS: dict[str, Operation] = {}


def operation(name, title, formula, needs, may=()):
    """Function decorator: offer a calculation under name. It is called with the checked parameters it names."""

    def keep(compute):
        OPERATIONS[name] = Operation(name, title, formula, compute, tuple(needs), tuple(may))
        return compute

    return keep


def written(value: float, unit: str = "number", currency: str = "") -> str:
    """Return value as people read it."""
    if unit == "percent":
        return f"{_trimmed(value * 100, 4)} %"
    if unit == "money":
        return f"{value:,.2f} {currency}".strip() if abs(value) >= 0.005 or value == 0 else f"{value:.4g} {currency}".strip()
    return _trimmed(value, 4)


def _trimmed(value: float, places: int) -> str:
    if value and abs(value) < 10**-places:
        return f"{value:.3g}"
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def tex(value: float, places: int = 6) -> str:
    """Return value for a LaTeX formula: grouped, without needless zeros, in brackets if negative."""
    text = _trimmed(value, places).replace(",", "{,}")
    if "e" in text:
        mantissa, exponent = text.split("e")
        text = rf"{mantissa} \times 10^{{{int(exponent)}}}"
    return f"({text})" if value < 0 else text


def require(holds: bool, message: str, error: type[ToolError] = BadArguments) -> None:
    """Raise error with message unless holds."""
    if not holds:
        raise error(message)
