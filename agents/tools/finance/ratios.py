# ruff: noqa: E501 - formulas and vocabularies stand on one line
"""Ratios of financial statements. The report analyzer works out the same ones from the figures it finds."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.tools.finance.outcome import OPERATIONS, Operation, Outcome, Refused, tex, written

DAYS = 365
SYMBOLS = {
    "current_assets": "CA", "current_liabilities": "CL", "inventories": "Inv", "total_debt": "Debt", "total_liabilities": "TL",
    "equity": "E", "revenue": "Rev", "cost_of_sales": "COGS", "gross_profit": "GP", "operating_profit": "EBIT",
    "net_profit": "NP", "total_assets": "TA", "receivables": "AR", "interest_expense": "Int", "preferred_dividends": "PD",
    "shares": "N", "share_price": "Price", "eps": "EPS",
}  # fmt: skip


@dataclass(frozen=True)
class Ratio:
    """top and bottom: names of parameters with the sign they count with; times: a factor, such as days."""

    name: str
    title: Any
    unit: str
    top: tuple[tuple[str, int], ...]
    bottom: str
    times: int = 1

    @property
    def needs(self) -> tuple[str, ...]:
        return tuple(name for name, _sign in self.top) + (self.bottom,)

    @property
    def formula(self) -> str:
        above = " ".join(
            ("- " if sign < 0 else "+ " if at else "") + rf"\text{{{SYMBOLS[name]}}}" for at, (name, sign) in enumerate(self.top)
        )
        return rf"\frac{{{above}}}{{\text{{{SYMBOLS[self.bottom]}}}}}" + (rf" \times {self.times}" if self.times != 1 else "")

    def worth(self, figures: dict[str, float]) -> float | None:
        """Return the ratio, None where its denominator is zero."""
        return self.times * sum(sign * figures[name] for name, sign in self.top) / figures[self.bottom] if figures[self.bottom] else None

    def working(self, figures: dict[str, float], value: float) -> str:
        above = " ".join(("- " if sign < 0 else "+ " if at else "") + tex(figures[name]) for at, (name, sign) in enumerate(self.top))
        times = rf" \times {self.times}" if self.times != 1 else ""
        result = rf"{tex(value * 100, 4)}\,\%" if self.unit == "percent" else tex(value, 4)
        return rf"$\frac{{{above}}}{{{tex(figures[self.bottom])}}}{times} = {result}$"


def _plain(name, title, unit, top, bottom, times=1):
    return Ratio(name, title, unit, ((top, 1),), bottom, times)


RATIOS = [
    _plain("current_ratio", gettext_lazy("Current ratio"), "times", "current_assets", "current_liabilities"),
    Ratio("quick_ratio", gettext_lazy("Quick ratio"), "times", (("current_assets", 1), ("inventories", -1)), "current_liabilities"),
    _plain("debt_to_equity", gettext_lazy("Debt to equity"), "times", "total_debt", "equity"),
    _plain("liabilities_to_equity", gettext_lazy("Liabilities to equity"), "times", "total_liabilities", "equity"),
    _plain("debt_ratio", gettext_lazy("Liabilities to assets"), "percent", "total_liabilities", "total_assets"),
    Ratio("gross_margin", gettext_lazy("Gross margin"), "percent", (("revenue", 1), ("cost_of_sales", -1)), "revenue"),
    _plain("operating_margin", gettext_lazy("Operating margin"), "percent", "operating_profit", "revenue"),
    _plain("net_margin", gettext_lazy("Net margin"), "percent", "net_profit", "revenue"),
    _plain("return_on_equity", gettext_lazy("Return on equity (ROE)"), "percent", "net_profit", "equity"),
    _plain("return_on_assets", gettext_lazy("Return on assets (ROA)"), "percent", "net_profit", "total_assets"),
    _plain("asset_turnover", gettext_lazy("Asset turnover"), "times", "revenue", "total_assets"),
    _plain("inventory_turnover", gettext_lazy("Inventory turnover"), "times", "cost_of_sales", "inventories"),
    _plain("days_sales_outstanding", gettext_lazy("Days sales outstanding (DSO)"), "days", "receivables", "revenue", DAYS),
    _plain("interest_cover", gettext_lazy("Interest cover"), "times", "operating_profit", "interest_expense"),
    Ratio("earnings_per_share", gettext_lazy("Earnings per share (EPS)"), "money", (("net_profit", 1), ("preferred_dividends", -1)), "shares"),
    _plain("price_earnings", gettext_lazy("Price / earnings (P/E)"), "times", "share_price", "eps"),
]  # fmt: skip
ASSUMED_ZERO = ("preferred_dividends",)


def _operation(ratio: Ratio) -> Operation:
    def compute(**figures):
        figures |= {name: 0.0 for name in ASSUMED_ZERO if name in ratio.needs and name not in figures}
        if ratio.name == "interest_cover":
            figures["interest_expense"] = abs(figures["interest_expense"])
        value = ratio.worth(figures)
        if value is None:
            raise Refused(_("%(title)s can't be worked out: that would divide by zero.") % {"title": ratio.title})
        steps = [ratio.working(figures, value)]
        if ratio.bottom == "equity" and figures["equity"] < 0:
            steps.append(_("Equity is negative, so this ratio says little."))
        return Outcome(value, ratio.unit, steps)

    needed = tuple(name for name in dict.fromkeys(ratio.needs) if name not in ASSUMED_ZERO)
    return Operation(ratio.name, ratio.title, ratio.formula, compute, needed, tuple(n for n in ratio.needs if n in ASSUMED_ZERO))


OPERATIONS.update({ratio.name: _operation(ratio) for ratio in RATIOS})


def ratio_text(value: float, unit: str, currency: str = "") -> str:
    """Return a ratio as people read it: 12.3 %, 1.85 ×, 45.2 days."""
    if unit == "percent":
        return f"{value * 100:,.1f} %"
    if unit == "times":
        return f"{value:,.2f} ×"
    return _("%(n)s days") % {"n": f"{value:,.1f}"} if unit == "days" else written(value, unit, currency)
