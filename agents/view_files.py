"""A view of a result as a file: tables as CSV that no spreadsheet takes for formulas, code as it is."""

import csv
import io
import re

from django.utils.translation import gettext as _

FORMULA = re.compile(r"^[\s\u200b\ufeff]*[=+\-@＝＋－＠\t\r|%]")
NUMBER = re.compile(r"[+-]?[\d,.]+%?$")
BOM = "\ufeff"  # without it Excel takes Thai for Latin


def file_of(view):
    """Return (name, content type, text) of a stored view, or None if it is not one to keep as a file."""
    kind, name = view["kind"], _file_name(view)
    if kind == "code":
        return view.get("filename") or f"{name}.txt", "text/plain; charset=utf-8", view["text"]
    if kind in ROWS:
        return f"{name}.csv", "text/csv; charset=utf-8", as_csv(ROWS[kind](view))
    return None


def as_csv(rows) -> str:
    """Return rows of texts as CSV (RFC 4180) with a byte order mark; what a spreadsheet would compute is quoted by '.

    Every field is in quotation marks: a spreadsheet that parts at semicolons finds no field of its own making.
    """
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows([[safe(text) for text in row] for row in rows])
    return BOM + out.getvalue()


def safe(text) -> str:
    """Return text so that it is shown, never computed. Plain numbers stay numbers."""
    text = "" if text is None else str(text).replace("\x00", "")
    return f"'{text}" if FORMULA.match(text) and not NUMBER.fullmatch(text) else text


def _file_name(view):
    words = re.sub(r"[^\w\- ]+", "", view.get("title") or "", flags=re.UNICODE).strip()[:60]
    return words.replace(" ", "-") or _("result")


def _table(view):
    yield [column["label"] for column in view["columns"]]
    yield from ([_value(cell) for cell in row] for row in view["rows"])


def _matrix(view):
    yield ["", *(cell["text"] for cell in view["column_labels"])]
    for label, cells in zip(view["row_labels"], view["cells"], strict=False):
        yield [label["text"], *(cell["text"] for cell in cells)]


def _facts(view):
    for label, cells in view["items"]:
        yield [label, *(_value(cell) for cell in cells)]


def _timeline(view):
    yield [_("From"), _("Until"), _("What")]
    yield from ([moment["date"], moment["until"], moment["cell"]["text"]] for moment in view["moments"])


def _chart(view):
    yield [_("Series"), view.get("x_label") or "x", view.get("y_label") or "y"]
    yield from ([series["name"], x, y] for series in view["series"] for x, y in series["points"])


def _value(cell):
    """A number as such: what is shown may hold signs that a spreadsheet doesn't read."""
    value = cell.get("value")
    return value if isinstance(value, int | float) and not isinstance(value, bool) else cell["text"]


ROWS = {"table": _table, "matrix": _matrix, "facts": _facts, "timeline": _timeline, "chart": _chart}
