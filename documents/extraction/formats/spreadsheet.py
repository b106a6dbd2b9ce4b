"""XLSX: each sheet with its rows; dates and figures as people read them, formulas by their last result."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from zipfile import BadZipFile

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from documents.extraction import office
from documents.extraction.archive import open_checked
from documents.extraction.errors import Corrupt, NoText, TooLarge, gettext_noop
from documents.extraction.formats.records import RecordWriter
from documents.extraction.thai import normalise
from documents.extraction.writer import Writer

PARSER_ERRORS = (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, SyntaxError, IndexError, OSError)
MAX_COLUMNS = 500
# Sheets claim a million empty rows when a whole column is formatted; this many in a row end a sheet.
MAX_EMPTY_ROWS = 5000


def read(path: Path, writer: Writer) -> None:
    open_checked(path, writer.limits).close()
    try:
        book = openpyxl.load_workbook(path.open("rb"), read_only=True, data_only=True)  # by its bytes: stored files have no suffix
    except PARSER_ERRORS as error:
        raise Corrupt from error
    writer.meta |= office.properties(book.properties)
    sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for index, sheet in enumerate(sheets, start=1):
        try:
            _read_sheet(sheet, writer)
        except PARSER_ERRORS as error:
            raise Corrupt from error
        writer.progress(index, len(sheets))
    if writer.length == 0:
        raise NoText(gettext_noop("The workbook has no cells with content."))


def _read_sheet(sheet, writer: Writer) -> None:
    records = None
    empty = 0
    # The stored size of a sheet is often wrong; without it openpyxl reads what is there.
    sheet.reset_dimensions()
    for number, row in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
        if number > writer.limits.max_rows:
            raise TooLarge(TooLarge.ROWS, limit=f"{writer.limits.max_rows:,}")
        cells = [_format(cell) for cell in row]
        if not any(cells):
            empty += 1
            if empty > MAX_EMPTY_ROWS:
                break
            continue
        empty = 0
        if records is None:
            writer.add("heading", sheet.title, level=1, sheet=sheet.title)
            records = RecordWriter(writer, sheet=sheet.title)
        records.add(row[0].row if hasattr(row[0], "row") else number, cells)
    if records:
        records.finish()


def _format(cell) -> str:
    """Return the value as its number format would roughly show it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d" if value.time() == time() else "%Y-%m-%d %H:%M")
    if isinstance(value, (date, time)):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, (int, float)):
        return _format_number(value, cell.number_format or "General")
    return normalise(str(value))


def _format_number(value: float, number_format: str) -> str:
    pattern = number_format.split(";")[0]
    decimals = len(pattern.split(".")[1].rstrip("%_) ").replace("#", "0")) if "." in pattern and "0" in pattern else 0
    decimals = min(decimals, 10)
    if "%" in pattern:
        return f"{value * 100:.{decimals}f}%"
    if "0" in pattern or "#" in pattern:
        return f"{value:,.{decimals}f}" if "," in pattern else f"{value:.{decimals}f}"
    return str(int(value)) if float(value).is_integer() else f"{value:.10g}"
