"""Contracts as files with what they truly say: `contracts/<half>/*.md` made into PDF and DOCX and read by the extractor.

A contract begins with its truth in YAML, up to a line `---`. In its text «Who» stands before each obligation of Who
(both: of each party); «?» before a sentence that may or may not be called one. The marks are not in the files made.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import uuid4
from xml.sax.saxutils import escape

import docx
import yaml
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

from agents.tools.texts import DocumentText
from documents.extraction import extract

FOLDER = Path(__file__).parent / "contracts"
THAI_FONT = Path("/usr/share/fonts/truetype/tlwg/Garuda.ttf")
MARK = re.compile("«([^»]+)»")


@dataclass
class Contract:
    """marks: [(who, the words that follow the mark)]."""

    name: str
    truth: dict
    lines: list[str]
    marks: list[tuple[str, str]]


def contracts(half: str) -> list[Contract]:
    return [_read(path) for path in sorted((FOLDER / half).glob("*.md"))]


def _read(path: Path) -> Contract:
    head, _, body = path.read_text().partition("\n---\n")
    marks = [(mark.group(1), MARK.sub("", body[mark.end() : mark.end() + 90]).split("\n")[0]) for mark in MARK.finditer(body)]
    lines = [line for line in MARK.sub("", body).splitlines() if line.strip()]
    return Contract(path.stem, yaml.load(head, yaml.BaseLoader), lines, marks)  # noqa: S506 - it makes nothing but texts


def read_contract(contract: Contract, folder: Path) -> DocumentText:
    """Make the file in folder, run the extractor on it and return what a tool is given."""
    path = write(contract, folder)
    extracted = extract(path, path.name)
    return DocumentText(
        document_id=uuid4(),
        revision_id=1,
        name=path.name,
        title=extracted.title,
        author=extracted.author,
        media_type=extracted.media_type,
        language=extracted.language,
        text=extracted.text,
        blocks=extracted.blocks,
        pages=[(page.number, page.start, page.end) for page in extracted.pages],
    )


def write(contract: Contract, folder: Path) -> Path:
    path = Path(folder) / f"{contract.name}.{contract.truth['format']}"
    (_write_pdf if path.suffix == ".pdf" else _write_docx)(contract.lines, path)
    return path


def _write_docx(lines, path):
    document = docx.Document()
    for line in _with_tables(lines):
        if isinstance(line, list):
            table = document.add_table(rows=0, cols=len(line[0]))
            for row in line:
                for cell, text in zip(table.add_row().cells, row, strict=True):
                    cell.text = text
        elif line.startswith("#"):
            document.add_heading(line.lstrip("# "), level=line.count("#", 0, 4) if not line.startswith("# ") else 1)
        elif line.startswith("- "):
            document.add_paragraph(line[2:], style="List Bullet")
        else:
            _runs(document.add_paragraph(), line)
    document.save(str(path))


def _runs(paragraph, line):
    for index, part in enumerate(line.split("**")):
        paragraph.add_run(part).bold = bool(index % 2)


def _write_pdf(lines, path):
    font = _font()
    body = ParagraphStyle("body", fontName=font, fontSize=10.5, leading=16, spaceAfter=5, wordWrap="CJK" if font == "Garuda" else None)
    head = ParagraphStyle("head", parent=body, fontSize=13, leading=20, spaceBefore=6)
    title = ParagraphStyle("title", parent=head, fontSize=17, leading=26, alignment=1)
    story = []
    for line in _with_tables(lines):
        if isinstance(line, list):
            story += [Table(line, style=[("GRID", (0, 0), (-1, -1), 0.5, "grey"), ("FONTNAME", (0, 0), (-1, -1), font)]), Spacer(1, 6)]
        else:
            style = title if line.startswith("# ") else head if line.startswith("#") else body
            story.append(Paragraph(_wrapped(line.lstrip("# "), style), style))
    SimpleDocTemplate(str(path), pagesize=A4, title="", author="").build(story, onFirstPage=_margins, onLaterPages=_margins)


def _wrapped(text, style):
    """Break lines at blanks and between Thai words, as word processors do."""
    text = escape(text).replace("**", "")
    if not re.search("[\u0e00-\u0e7f]", text):
        return text
    from pythainlp.tokenize import word_tokenize

    lines, line = [], ""
    for word in word_tokenize(text, keep_whitespace=True):
        if line and pdfmetrics.stringWidth(line + word, style.fontName, style.fontSize) > 440:
            lines.append(line)
            line = ""
        line += word
    return "<br/>".join([*lines, line])


def _margins(canvas, document):
    canvas.setFont("Helvetica", 8)
    canvas.drawCentredString(A4[0] / 2, 30, f"Page {document.page}")


@cache
def _font():
    if THAI_FONT.exists():
        pdfmetrics.registerFont(TTFont("Garuda", str(THAI_FONT)))
        return "Garuda"
    return "Helvetica"


def _with_tables(lines):
    rows = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            yield rows
            rows = []
        if line:
            yield line
