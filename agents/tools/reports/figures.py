"""The figure: one metric in one period, as the document gives it."""

from dataclasses import dataclass

from agents.tools.reports.periods import Period
from agents.tools.tables.reading import Spot
from agents.tools.texts import DocumentText


@dataclass
class Figure:
    """value: in single units of currency, with the sign the document writes. metric: a name of vocabulary.py, or "".

    rank: how exactly the label names the metric, 0 best. source: "table" or "prose". basis: "" or "separate" (of the company alone).
    """

    metric: str
    label: str
    period: Period
    value: float
    currency: str
    scale: float
    spot: Spot
    document: DocumentText
    rank: int = 0
    source: str = "table"
    basis: str = ""
    label_spot: Spot | None = None
