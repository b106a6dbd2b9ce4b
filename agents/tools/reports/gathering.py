"""The figures of a report, one for each metric and period, and what follows from them: ratios, changes, checks. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass

from agents.tools.finance.ratios import RATIOS, Ratio
from agents.tools.reports.figures import Figure
from agents.tools.reports.periods import Period
from agents.tools.reports.prose import prose_figures
from agents.tools.reports.statements import table_figures
from agents.tools.reports.vocabulary import TITLES
from agents.tools.texts import DocumentText

# What the ratios call figures that statements call otherwise.
ALSO = {"interest_expense": "finance_costs"}
ROUNDING_UNITS = 2  # of the last digit that the figures show


@dataclass
class Change:
    """How a metric moved from one period to the next of the same length. share: of the earlier value, None where that is zero."""

    earlier: Figure
    later: Figure
    share: float | None

    @property
    def difference(self):
        return self.later.value - self.earlier.value


@dataclass
class Worked:
    """A ratio of one period with the figures it was worked out from."""

    ratio: Ratio
    period: Period
    value: float
    working: str
    figures: list[Figure]


@dataclass
class Check:
    """name: assets | gross_profit. holds: within rounding. left, right: the two sides."""

    name: str
    period: Period
    holds: bool
    left: float
    right: float
    figures: list[Figure]


class Statements:
    """Figures by (metric, period name). Of several the most telling label wins, tables before prose, then the first."""

    def __init__(self, figures: Iterable[Figure]):
        self.by_key: dict[tuple[str, str], Figure] = {}
        for figure in figures:
            if not figure.metric or figure.basis:
                continue
            key = figure.metric, figure.period.name
            known = self.by_key.get(key)
            if known is None or (figure.source == "table", -figure.rank) > (known.source == "table", -known.rank):
                self.by_key[key] = figure

    @property
    def periods(self) -> list[Period]:
        """Latest first."""
        found = {figure.period.name: figure.period for figure in self.by_key.values()}
        return sorted(found.values(), key=lambda period: -period.order)

    @property
    def metrics(self) -> list[str]:
        named = {metric for metric, _period in self.by_key}
        return [metric for metric in TITLES if metric in named]

    def get(self, metric: str, period: Period) -> Figure | None:
        return self.by_key.get((ALSO.get(metric, metric), period.name))


def read_report(document: DocumentText) -> Statements:
    return Statements([*table_figures(document), *prose_figures(document)])


def ratios_of(statements: Statements) -> list[Worked]:
    """Return the ratios that the figures give, by ratio, latest period first."""
    found = []
    for ratio in RATIOS:
        for period in statements.periods:
            named = {name: statements.get(name, period) for name in ratio.needs}
            if not all(named.values()) or any(name in ("shares", "share_price") for name in ratio.needs):
                continue
            # Costs stand in some statements with a minus and in others without.
            values = {
                name: abs(figure.value) if name in ("cost_of_sales", "interest_expense") else figure.value for name, figure in named.items()
            }
            value = ratio.worth(values)
            if value is not None:
                found.append(Worked(ratio, period, value, ratio.working(values, value), list(named.values())))
    return found


def changes_of(statements: Statements) -> list[Change]:
    """Return what changed from each period to the next later one of the same kind, by metric, latest first."""
    found = []
    for metric in statements.metrics:
        figures = sorted(
            (figure for (name, _period), figure in statements.by_key.items() if name == metric), key=lambda each: each.period.order
        )
        for kind in dict.fromkeys(_kind(figure.period) for figure in figures):
            row = [figure for figure in figures if _kind(figure.period) == kind]
            for earlier, later in reversed(list(zip(row, row[1:], strict=False))):
                share = (later.value - earlier.value) / abs(earlier.value) if earlier.value else None
                found.append(Change(earlier, later, share))
    return found


def checks_of(statements: Statements) -> list[Check]:
    """Return whether the sums of the statements hold, where they give all that is needed."""
    found = []
    for period in statements.periods:
        assets, liabilities, equity = (statements.get(name, period) for name in ("total_assets", "total_liabilities", "equity"))
        if assets and liabilities and equity:
            found.append(_check("assets", period, assets.value, abs(liabilities.value) + equity.value, [assets, liabilities, equity]))
        revenue, cost, gross = (statements.get(name, period) for name in ("revenue", "cost_of_sales", "gross_profit"))
        if revenue and cost and gross:
            found.append(_check("gross_profit", period, gross.value, revenue.value - abs(cost.value), [gross, revenue, cost]))
    return found


def _check(name, period, left, right, figures):
    rounding = ROUNDING_UNITS * max(map(_last_digit, figures))
    return Check(name, period, abs(left - right) <= rounding + 1e-9 * abs(right), left, right, figures)


def _last_digit(figure: Figure) -> float:
    """Return what the last digit of a figure as written is worth: 0.1 million for "482.3" in millions."""
    decimals = figure.spot.text.rpartition(".")[2] if "." in figure.spot.text else ""
    return figure.scale * 10 ** -sum(char.isdigit() for char in decimals)


def _kind(period):
    """Return what periods may be compared: years with years, a quarter with quarters."""
    return period.name[5:6] or "year"
