"""What the chart template needs of a chart view: its table, the shapes it can take, its figures as people read them."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()
MOST_ROWS = 2000
MOST_SHARES = 12
SHAPES = {
    "bar": ("chart-column", _("Bars")),
    "line": ("chart-line", _("Line")),
    "pie": ("chart-pie", _("Shares")),
    "scatter": ("chart-scatter", _("Points")),
}


@register.filter
def chart_table(view):
    """Return {"names": [...], "rows": [(x, [y or None])], "left_out": rows not shown} of a chart, in the order the points come."""
    rows: dict = {}
    for at, series in enumerate(view["series"]):
        for x, y in series["points"]:
            cells = rows.setdefault(_key(x), (x, [[] for _series in view["series"]]))[1]
            cells[at].append(y)
    spread = [
        (x, [cell[turn] if turn < len(cell) else None for cell in cells])
        for x, cells in rows.values()
        for turn in range(max(map(len, cells)))
    ]
    return {"names": [series["name"] for series in view["series"]], "rows": spread[:MOST_ROWS], "left_out": max(len(spread) - MOST_ROWS, 0)}


def _key(x):
    return (type(x).__name__, str(x))


@register.filter
def chart_shapes(view):
    """Return [(shape, icon, label)] that the numbers of a chart can be shown in."""
    points = [point for series in view["series"] for point in series["points"]]
    numeric = all(isinstance(x, (int, float)) for x, _y in points)
    if view["shape"] == "number" or len(points) < 2:
        return []
    possible = ["bar", "line"] if view["shape"] != "scatter" else []
    if len(view["series"]) == 1 and len(points) <= MOST_SHARES and all(y is not None and y > 0 for _x, y in points):
        possible.append("pie")
    if numeric:
        possible.append("scatter")
    return [(name, *SHAPES[name]) for name in SHAPES if name in possible or name == view["shape"]]


@register.filter
def figure(value):
    """Return a number with its thousands grouped and no needless zeros; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return "" if value is None else value
    text = f"{value:,.2f}" if abs(value) >= 1 or value == 0 else f"{value:.4g}"
    return text.rstrip("0").rstrip(".") if "." in text and "e" not in text else text


@register.filter
def only_value(view):
    """Return the single value of a chart of shape number."""
    return next((y for series in view["series"] for _x, y in series["points"]), None)
