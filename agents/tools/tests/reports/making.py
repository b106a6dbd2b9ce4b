"""Writes reports as real files: statements given as text become tables in PDF, XLSX, DOCX and CSV."""

import csv
import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

import docx
import openpyxl
from openpyxl.styles import Font
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from tests.needs import chromium_path

UNSCALED = {"eps", "customers", "shares"}


@dataclass
class Sheet:
    """rows: lines "metric | label | value | value …"; no metric: not asked for. columns: the period of each value column or None.

    head: rows of column titles, as wide as label and values together. scale: what the values are in.
    """

    rows: str
    columns: list[str | None]
    head: list[list[str]]
    scale: float = 1
    title: str = ""
    before: list[str] = field(default_factory=list)
    after: list[str] = field(default_factory=list)

    @property
    def lines(self) -> list[tuple[str, list[str]]]:
        parts = [[part.strip() for part in line.split("|")] for line in self.rows.strip("\n").splitlines() if line.strip()]
        return [(line[0], line[1:]) for line in parts]

    @property
    def truth(self) -> dict[tuple[str, str], float]:
        found = {}
        for metric, cells in self.lines:
            for period, text in zip(self.columns, cells[1:], strict=False):
                if metric and period and (value := worth(text)) is not None:
                    found[metric, period] = value * (1 if metric in UNSCALED else self.scale)
        return found


def worth(text: str) -> float | None:
    digits = re.sub(r"[^\d.]", "", text.translate(str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")))
    if not digits or text.strip() in ("-", "–"):
        return None
    factor = {"k": 1e3, "m": 1e6, "bn": 1e9}.get((re.search(r"\d\s?(k|m|bn)\b", text.lower()) or [None, ""])[1], 1)
    return float(digits) * factor * (-1 if "(" in text or text.strip().startswith(("-", "−")) else 1)


@dataclass
class Report:
    """extra: truth that stands in prose, {(metric, period): value}."""

    name: str
    sheets: list[Sheet]
    style: str = "plain"
    intro: list[str] = field(default_factory=list)
    extra: dict[tuple[str, str], float] = field(default_factory=dict)
    language: str = "en"
    font: str = "'Noto Sans Thai'"

    @property
    def truth(self) -> dict[tuple[str, str], float]:
        found: dict[tuple[str, str], float] = {}
        for sheet in self.sheets:
            found |= sheet.truth
        return found | self.extra

    def write(self, folder: Path) -> Path:
        path = Path(folder) / self.name
        kind = path.suffix[1:] + ("-html" if self.style.startswith("html") else "")
        {"pdf": _reportlab, "pdf-html": _chromium, "xlsx": _workbook, "docx": _word, "csv": _csv}[kind](self, path)
        return path


def _reportlab(report, path):
    styles = getSampleStyleSheet()
    story = [Paragraph(escape(text), styles["Title"] if not at else styles["BodyText"]) for at, text in enumerate(report.intro)]
    for at, sheet in enumerate(report.sheets):
        story += [PageBreak()] if at and "pages" in report.style else [Spacer(1, 14)]
        story += [Paragraph(escape(sheet.title), styles["Heading2"])] if sheet.title else []
        story += [Paragraph(escape(text), styles["BodyText"]) for text in sheet.before]
        rows = [*sheet.head, *(_padded(sheet, cells) for _metric, cells in sheet.lines)]
        if rows and any(any(row) for row in rows):
            table = Table(rows, hAlign="LEFT", colWidths=[220, *[84] * (len(rows[0]) - 1)] if len(rows[0]) < 6 else None)
            look = [("ALIGN", (1, 0), (-1, -1), "RIGHT"), ("FONTSIZE", (0, 0), (-1, -1), 9), ("FONTNAME", (0, 0), (-1, len(sheet.head) - 1), "Helvetica-Bold")]  # noqa: E501  # fmt: skip
            look += [("GRID", (0, 0), (-1, -1), 0.3, colors.grey)] if "grid" in report.style else [("LINEBELOW", (0, len(sheet.head) - 1), (-1, len(sheet.head) - 1), 0.5, colors.black)]  # noqa: E501  # fmt: skip
            table.setStyle(TableStyle(look))
            story.append(table)
        story += [Paragraph(escape(text), styles["BodyText"]) for text in sheet.after]
    SimpleDocTemplate(str(path), pagesize=A4, title=report.intro[0] if report.intro else "").build(story)


def _padded(sheet, cells):
    return cells + [""] * (max(len(sheet.head[0]) if sheet.head else 0, max(len(line) for _m, line in sheet.lines)) - len(cells))


CSS = """body{font-family:'Noto Sans',%FONT%,sans-serif;font-size:10pt} table{border-collapse:collapse;width:100%;margin:6pt 0}
td,th{padding:2pt 6pt;text-align:right;font-weight:normal;vertical-align:bottom} td:first-child,th:first-child{text-align:left} thead th{font-weight:bold}
.rule td,.rule th{border-bottom:.5pt solid #888} h2{font-size:13pt;margin:12pt 0 2pt} tr.in td:first-child{padding-left:18pt} .pages h2{break-before:page}"""


def _chromium(report, path):
    body = [f"<h1>{escape(text)}</h1>" if not at else f"<p>{escape(text)}</p>" for at, text in enumerate(report.intro)]
    for sheet in report.sheets:
        body += [f"<h2>{escape(sheet.title)}</h2>"] if sheet.title else []
        body += [f"<p>{escape(text)}</p>" for text in sheet.before]
        if sheet.lines:
            head = "".join("<tr>" + _spanned(row) + "</tr>" for row in sheet.head)
            rows = "".join(
                "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in _padded(sheet, cells)) + "</tr>" for _m, cells in sheet.lines
            )
            body.append(f"<table class='{'rule' if 'rule' in report.style else ''}'><thead>{head}</thead><tbody>{rows}</tbody></table>")
        body += [f"<p>{escape(text)}</p>" for text in sheet.after]
    page = f"<html lang='{report.language}'><meta charset='utf-8'><style>{CSS.replace('%FONT%', report.font)}</style><body class='{report.style}'>{''.join(body)}</body></html>"
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page)
        command = [chromium_path(), "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile", "--no-pdf-header-footer", f"--print-to-pdf={path}", source.as_uri()]  # noqa: E501  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=60)


def _spanned(row):
    """A title followed by "<" spans the columns to its right."""
    cells, at = [], 0
    while at < len(row):
        span = 1
        while at + span < len(row) and row[at + span] == "<":
            span += 1
        cells.append(
            f"<th colspan='{span}' style='text-align:{'left' if not at else 'center' if span > 1 else 'right'}'>{escape(row[at])}</th>"
        )
        at += span
    return "".join(cells)


def _workbook(report, path):
    book = openpyxl.Workbook()
    for at, sheet in enumerate(report.sheets):
        page = book.active if not at else book.create_sheet()
        page.title = re.sub(r"[\[\]:*?/\\]", " ", sheet.title)[:31] or f"Sheet{at + 1}"
        for text in [*(report.intro if "intro" in report.style or not at else []), *sheet.before]:
            page.append([text])
            page.cell(page.max_row, 1).font = Font(bold=True)
        if "gap" in report.style:
            page.append([])
        for row in sheet.head:
            page.append([_typed(cell) if "years" in report.style else cell.replace("<", "") or None for cell in row])
        for _metric, cells in sheet.lines:
            page.append([cells[0] or None, *(_typed(cell) for cell in cells[1:])])
            for cell in page[page.max_row][1:]:
                if isinstance(cell.value, (int, float)) and abs(cell.value) >= 1000:
                    cell.number_format = "#,##0;(#,##0)" if float(cell.value).is_integer() else "#,##0.00;(#,##0.00)"
        for text in sheet.after:
            page.append([text])
    book.save(path)


def _typed(cell):
    plain = cell.replace("<", "")
    value = worth(plain) if re.fullmatch(r"[-(]?[\d,]+(\.\d+)?\)?", plain) else None
    return (int(value) if value is not None and value.is_integer() else value) if value is not None else (plain or None)


def _word(report, path):
    document = docx.Document()
    for at, text in enumerate(report.intro):
        document.add_heading(text, 0) if not at else document.add_paragraph(text)
    for sheet in report.sheets:
        if sheet.title:
            document.add_heading(sheet.title, 1)
        for text in sheet.before:
            document.add_paragraph(text)
        rows = [*([cell.replace("<", "") for cell in row] for row in sheet.head), *(_padded(sheet, cells) for _m, cells in sheet.lines)]
        if sheet.lines:
            table = document.add_table(len(rows), len(rows[0]), style="Table Grid" if "grid" in report.style else None)
            for y, row in enumerate(rows):
                for x, cell in enumerate(row):
                    table.cell(y, x).text = cell
        for text in sheet.after:
            document.add_paragraph(text)
    document.save(path)


def _csv(report, path):
    delimiter = ";" if "semicolon" in report.style else ","
    with path.open("w", newline="", encoding="utf-8-sig" if "bom" in report.style else "utf-8") as file:
        writer = csv.writer(file, delimiter=delimiter)
        for text in report.intro:
            writer.writerow([text])
        for sheet in report.sheets:
            for text in sheet.before:
                writer.writerow([text])
            for row in sheet.head:
                writer.writerow([cell.replace("<", "") for cell in row])
            for _metric, cells in sheet.lines:
                writer.writerow(cells)
