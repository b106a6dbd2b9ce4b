"""Writes elements as a PDF with bookmarks, page numbers and running titles, in one or two columns."""

from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import BaseDocTemplate, Frame, FrameBreak, NextPageTemplate, PageBreak, PageTemplate, Paragraph, Spacer, Table
from structure import Element, elements

MARGIN = 22 * mm
GUTTER = 8 * mm
LINE = colors.HexColor("#9aa5b1")
SHADE = colors.HexColor("#eef2f6")


def register_fonts(folder: Path) -> None:
    for name, file in (("Latin", "NotoSans-Regular"), ("Latin-Bold", "NotoSans-Bold")):
        pdfmetrics.registerFont(TTFont(name, folder / f"{file}.ttf"))


def write(path: Path, facts: dict[str, str], tokens: list, *, columns: int, chapters_on_new_pages: bool) -> None:
    Document(path, facts, columns).write(elements(tokens), chapters_on_new_pages)


class Document(BaseDocTemplate):
    def __init__(self, path: Path, facts: dict[str, str], columns: int):
        super().__init__(str(path), pagesize=A4, title=facts["title"], author=facts["author"], lang="en")
        self.facts, self.columns = facts, columns
        self.styles = make_styles(small=columns > 1)
        width, height = A4
        body = width - 2 * MARGIN
        column = (body - GUTTER * (columns - 1)) / columns
        lower = height - 2 * MARGIN
        title_height = 36 * mm if columns > 1 else 0
        tops = [Frame(MARGIN + i * (column + GUTTER), MARGIN, column, lower - title_height, 0, 0, 0, 0) for i in range(columns)]
        later = [Frame(MARGIN + i * (column + GUTTER), MARGIN, column, lower, 0, 0, 0, 0) for i in range(columns)]
        title = [Frame(MARGIN, height - MARGIN - title_height, body, title_height, 0, 0, 0, 0)] if columns > 1 else []
        self.addPageTemplates(
            [PageTemplate("first", title + tops, onPage=self._furniture), PageTemplate("later", later, onPage=self._furniture)]
        )
        self.column = column

    def write(self, content: list[Element], chapters_on_new_pages: bool) -> None:
        style = self.styles
        story = [NextPageTemplate("later"), Paragraph(self.facts["title"], style["title"])]
        story += [Paragraph(self.facts[key], style["subtitle"]) for key in ("subtitle", "edition") if key in self.facts]
        story.append(FrameBreak() if self.columns > 1 else Spacer(0, 8 * mm))
        for index, element in enumerate(content):
            if chapters_on_new_pages and element.kind == "heading" and element.level == 1 and index:
                story.append(PageBreak())
            story += self._flowables(element)
        self.build(story)

    def _flowables(self, element: Element) -> list:
        style = self.styles
        if element.kind == "heading":
            return [Heading(element.text, style[f"h{element.level}"], element.level)]
        if element.kind == "item":
            return [Paragraph(escape(element.text), style["item"], bulletText=element.label)]
        if element.kind == "table":
            return [Spacer(0, 1.5 * mm), self._table(element.rows), Spacer(0, 3 * mm)]
        return [Paragraph(escape(element.text), style["body"])]

    def _table(self, rows: list[list[str]]) -> Table:
        words = [max(len(word) for row in rows for word in row[i].split() or [""]) for i in range(len(rows[0]))]
        longest = [max(min(max(len(row[i]) for row in rows), 26), words[i]) + 4 for i in range(len(rows[0]))]
        widths = [self.column * size / sum(longest) for size in longest]
        cells = [[Paragraph(escape(text), self.styles["th" if i == 0 else "td"]) for text in row] for i, row in enumerate(rows)]
        return Table(
            cells,
            widths,
            repeatRows=1,
            style=[("LINEBELOW", (0, 0), (-1, -1), 0.5, LINE), ("BACKGROUND", (0, 0), (-1, 0), SHADE), ("VALIGN", (0, 0), (-1, -1), "TOP")],
        )

    def _furniture(self, canvas, _document) -> None:
        canvas.setFont("Latin", 8)
        canvas.setFillColor(colors.HexColor("#52606d"))
        canvas.drawString(MARGIN, A4[1] - 13 * mm, self.facts["title"])
        canvas.drawRightString(A4[0] - MARGIN, A4[1] - 13 * mm, "Siam Lotus Trading")
        canvas.drawCentredString(A4[0] / 2, 11 * mm, f"Page {canvas.getPageNumber()}")

    def afterFlowable(self, flowable) -> None:
        if isinstance(flowable, Heading):
            key = f"h{self.seq.nextf('heading')}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.title, key, flowable.depth, closed=flowable.depth > 0)


class Heading(Paragraph):
    def __init__(self, text: str, style: ParagraphStyle, level: int):
        super().__init__(escape(text), style)
        self.title, self.depth = text, level - 1


def make_styles(*, small: bool) -> dict[str, ParagraphStyle]:
    size = 9.5 if small else 11
    font, bold, leading = "Latin", "Latin-Bold", size * 1.42
    wrap = {"alignment": TA_JUSTIFY} if small else {}
    body = ParagraphStyle("body", fontName=font, fontSize=size, leading=leading, spaceAfter=size * 0.65, **wrap)
    heading = {"fontName": bold, "spaceBefore": size, "spaceAfter": size * 0.5, "keepWithNext": 1}
    sizes = {"h1": size * 1.6, "h2": size * 1.28, "h3": size * 1.1}
    title = ParagraphStyle(
        "title", fontName=bold, fontSize=20 if small else 24, leading=27 if small else 34, alignment=TA_CENTER if small else 0, spaceAfter=6
    )
    return {
        "body": body,
        "title": title,
        "subtitle": ParagraphStyle("subtitle", parent=title, fontName=font, fontSize=11, leading=17, spaceAfter=2),
        "item": ParagraphStyle(
            "item", parent=body, leftIndent=16, bulletIndent=3, bulletFontName=font, bulletFontSize=size, spaceAfter=size * 0.3
        ),
        "td": ParagraphStyle("td", parent=body, fontSize=size - 1, leading=leading - 2, spaceAfter=0, alignment=0),
        "th": ParagraphStyle("th", parent=body, fontName=bold, fontSize=size - 1, leading=leading - 2, spaceAfter=0, alignment=0),
        **{name: ParagraphStyle(name, fontSize=value, leading=value * 1.4, **heading) for name, value in sizes.items()},
    }


def escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
