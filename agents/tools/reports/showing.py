"""The figures of a report as a Result: tables, ratios with their working, changes, checks and a chart, each value with its place."""

from django.utils.translation import gettext as _

from agents.citations import literal
from agents.tools.data.rules import chart_of
from agents.tools.finance.ratios import ratio_text
from agents.tools.reports.figures import Figure
from agents.tools.reports.gathering import Statements, changes_of, checks_of, ratios_of
from agents.tools.reports.vocabulary import COUNTS, SHARES, TITLES
from agents.tools.results import Cell, Column, Result, Statement, Table, Working

MAIN = ("revenue", "net_interest_income", "gross_profit", "operating_profit", "net_profit", "total_assets", "equity", "operating_cash_flow")
DRAWN = ("revenue", "net_profit", "operating_profit", "total_assets")
MOST_PERIODS = 8
MOST_CHANGES = 10
MANY = 1_000_000


class Shown:
    """Puts one report into a Result. metrics, periods: what was asked for; empty for all."""

    def __init__(self, result: Result, document, statements: Statements, metrics: list[str], periods: list[str]):
        self.result, self.document, self.statements = result, document, statements
        wanted = [each for each in statements.periods if not periods or each.name in periods]
        self.periods = (wanted or statements.periods)[:MOST_PERIODS]
        self.metrics = [each for each in statements.metrics if not metrics or each in metrics] or statements.metrics
        self.asked = bool(metrics)

    def show(self):
        told = {"document": literal(self.document.name), "n": len(self.statements.by_key)}
        self.result.statements.append(Statement(_("**%(document)s**: %(n)s figures read.") % told + "\n\n"))
        figures = self._figures()
        ratios = [] if self.asked else self._ratios()
        changes, checks = self._changes(), self._checks()
        self._draw()
        self.result.data["reports"].append(
            {"document": self.document.name, "figures": figures, "ratios": ratios, "changes": changes, "checks": checks}
        )

    def _place(self, figure: Figure) -> int:
        return self.result.place(self.document.place(figure.spot.start, figure.spot.end))

    def _figures(self):
        rows, data = [], []
        for metric in self.metrics:
            row = [Cell(str(TITLES[metric]))]
            for period in self.periods:
                figure = self.statements.get(metric, period)
                row.append(Cell(money(figure), [self._place(figure)], figure.value) if figure else Cell("–"))
                if figure:
                    data.append(self._entry(figure))
            if any(cell.places for cell in row):
                rows.append(row)
                self._say(metric)
        columns = [Column(_("Figure")), *(Column(period.name, "end") for period in self.periods)]
        self.result.views.append(Table(columns, rows, _("Figures of %(document)s") % {"document": self.document.name}, self._note()))
        return data

    def _entry(self, figure):
        place = self._place(figure)
        entry = {
            "metric": figure.metric,
            "label": figure.label,
            "period": figure.period.name,
            "value": figure.value,
            "currency": figure.currency,
        }
        return entry | {"place": place, "page": self.result.places[place].page, "row": self.result.places[place].row}

    def _note(self):
        currencies = {figure.currency for figure in self.statements.by_key.values() if figure.currency}
        return _("In whole units of %(currency)s.") % {"currency": ", ".join(sorted(currencies))} if currencies else ""

    def _say(self, metric):
        """Tell the figures of a metric that was asked for, or of the main ones, in words."""
        if not self.asked and metric not in MAIN:
            return
        found = [figure for period in self.periods if (figure := self.statements.get(metric, period))]
        told = ", ".join(f"{money(figure)} {figure.currency} ({figure.period.name})".replace("  ", " ") for figure in found[:4])
        self.result.statements.append(Statement(f"- **{TITLES[metric]}**: {told}", [self._place(figure) for figure in found[:4]]))

    def _ratios(self):
        rows, lines, data = {}, [], []
        for worked in ratios_of(self.statements):
            if worked.period not in self.periods:
                continue
            places = [self._place(figure) for figure in worked.figures]
            text = ratio_text(worked.value, worked.ratio.unit)
            rows.setdefault(worked.ratio.name, (worked.ratio, {}))[1][worked.period.name] = Cell(text, places, worked.value)
            lines.append(f"{worked.ratio.title} {worked.period.name}: {worked.working}")
            data.append({"ratio": worked.ratio.name, "period": worked.period.name, "value": worked.value, "places": places})
        if rows:
            columns = [Column(_("Ratio")), *(Column(period.name, "end") for period in self.periods)]
            table = [
                [Cell(str(ratio.title)), *(cells.get(period.name, Cell("–")) for period in self.periods)] for ratio, cells in rows.values()
            ]
            self.result.views += [Table(columns, table, _("Ratios")), Working(lines, _("How the ratios were worked out"))]
        return data

    def _changes(self):
        rows, data = [], []
        for change in changes_of(self.statements):
            if change.later.metric not in self.metrics or change.later.period not in self.periods:
                continue
            places = [self._place(change.earlier), self._place(change.later)]
            share = f"{change.share * 100:+.1f} %" if change.share is not None else "–"
            span = f"{change.earlier.period.name} → {change.later.period.name}"
            rows.append(
                [
                    Cell(str(TITLES[change.later.metric])),
                    Cell(span),
                    Cell(f"{change.difference:+,.0f}", places, change.difference),
                    Cell(share, [], change.share),
                ]
            )
            data.append(
                {"metric": change.later.metric, "from": change.earlier.period.name, "to": change.later.period.name, "share": change.share}
            )
            data[-1] |= {"difference": change.difference, "places": places}
        rows.sort(key=lambda row: -abs(row[3].value or 0))
        if rows:
            columns = [Column(_("Figure")), Column(_("Periods")), Column(_("Change"), "end"), Column("%", "end")]
            self.result.views.append(Table(columns, rows[: None if self.asked else MOST_CHANGES], _("Biggest changes")))
            top = rows[0]
            told = {"figure": top[0].text, "share": top[3].text, "span": top[1].text}
            self.result.statements.append(Statement(_("- Biggest change: **%(figure)s** %(share)s (%(span)s).") % told, top[2].places))
        return data

    def _checks(self):
        data = []
        for check in checks_of(self.statements):
            places = [self._place(figure) for figure in check.figures]
            data.append({"check": check.name, "period": check.period.name, "holds": check.holds, "left": check.left, "right": check.right})
            if not check.holds and check.period in self.periods:
                told = {"period": check.period.name, "left": f"{check.left:,.0f}", "right": f"{check.right:,.0f}"}
                said = {
                    "assets": _("- **Does not add up** (%(period)s): total assets are %(left)s, but liabilities and equity are %(right)s."),
                    "gross_profit": _(
                        "- **Does not add up** (%(period)s): gross profit is %(left)s, but revenue less cost of sales is %(right)s."
                    ),
                }[check.name]
                self.result.statements.append(Statement(said % told, places))
        return data

    def _draw(self):
        drawn = [name for name in (self.metrics if self.asked else DRAWN) if name in self.statements.metrics][:3]
        periods = sorted(self.periods, key=lambda period: period.order)
        points = [
            (
                str(TITLES[name]),
                [(period.name, figure.value if (figure := self.statements.get(name, period)) else None) for period in periods],
            )
            for name in drawn
        ]
        if len(periods) > 1 and points:
            self.result.views.append(chart_of(points, in_time=len(periods) > 2, title=_("Over time"), x_label=_("Period")))


def money(figure: Figure) -> str:
    """Return a value as people read it: whole from a million on, and what is per share or counted as it is."""
    if figure.metric in COUNTS:
        return f"{figure.value:,.0f}"
    if figure.metric in SHARES or abs(figure.value) < MANY and figure.value != round(figure.value):
        return f"{figure.value:,.2f}"
    return f"{figure.value:,.0f}"
