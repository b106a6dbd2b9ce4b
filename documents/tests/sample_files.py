"""Small honest files of each format, made on the spot: each function writes one into a folder and returns its path."""

import zipfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image, ImageDraw, ImageFont
from pptx import Presentation
from pptx.util import Inches

CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="in/book.opf"/></rootfiles></container>'
PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata><dc:title>The Scarf</dc:title>
<dc:creator>A. Weaver</dc:creator></metadata><manifest><item id="b" href="two.xhtml"/><item id="a" href="one.xhtml"/></manifest>
<spine><itemref idref="a"/><itemref idref="b"/></spine></package>"""
PAGE = """<!doctype html><html><head><title>Hours</title><meta name="author" content="Front desk"><style>p{}</style></head><body>
<nav><a href="/">Home</a> <a href="/shop">Shop</a></nav><script>alert(1)</script>
<main><h1>Opening hours</h1><p>We are <b>open</b>
daily.</p><p style="display: none">secret</p><ol><li>Ring the bell</li><li>Wait</li></ol>
<table><tr><th>Day</th><th>Hours</th></tr><tr><td>Monday</td><td>9 to 5</td></tr></table><pre>x = 1
  y</pre></main><footer>Imprint</footer></body></html>"""


def workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Visible"
    for row in (["Deliveries of the year"], [], ["Day", "Weight", "Done"], [date(2024, 3, 5), 1250.5, True], [date(2024, 3, 6), 80, False]):
        sheet.append(row)
    sheet["B4"].number_format = "#,##0.00"
    hidden = book.create_sheet("Hidden")
    hidden.append(["nothing to see"])
    hidden.sheet_state = "hidden"
    book.save(Path(folder) / "book.xlsx")
    return Path(folder) / "book.xlsx"


def slides(folder: Path) -> Path:
    show = Presentation()
    first = show.slides.add_slide(show.slide_layouts[1])
    first.shapes.title.text = "Plan for March"
    first.placeholders[1].text = "Visit weavers\nAgree prices"
    first.notes_slide.notes_text_frame.text = "Mention the new showroom."
    second = show.slides.add_slide(show.slide_layouts[5])
    second.shapes.title.text = "Budget"
    table = second.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(4), Inches(1)).table
    for index, text in enumerate(("Item", "Baht", "Travel", "12,000")):
        table.cell(index // 2, index % 2).text = text
    show.save(str(Path(folder) / "show.pptx"))
    return Path(folder) / "show.pptx"


def web_page(folder: Path) -> Path:
    path = Path(folder) / "page.html"
    path.write_text(PAGE)
    return path


def book(folder: Path) -> Path:
    path = Path(folder) / "book.epub"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr("META-INF/container.xml", CONTAINER)
        archive.writestr("in/book.opf", PACKAGE)
        archive.writestr("in/one.xhtml", "<html><body><h1>One</h1><p>It began in Surin.</p></body></html>")
        archive.writestr("in/two.xhtml", "<html><body><h1>Two</h1><p>It ended in Utrecht.</p></body></html>")
    return path


def tracked_docx(folder: Path) -> Path:
    """A Word file with a tracked change and a footnote."""
    document = docx.Document()
    paragraph = parse_xml(
        f"<w:p {nsdecls('w')}><w:r><w:t>The rent is </w:t></w:r><w:del><w:r><w:delText>8,000</w:delText></w:r></w:del>"
        '<w:ins><w:r><w:t>9,000</w:t></w:r></w:ins><w:r><w:t> baht.</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
    )
    document.element.body.insert(0, paragraph)
    notes = f'<w:footnotes {nsdecls("w")}><w:footnote w:id="1"><w:p><w:r><w:t>Without value added tax.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), content_type, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    document.save(Path(folder) / "tracked.docx")
    return Path(folder) / "tracked.docx"


def picture(folder: Path) -> Path:
    """A photograph of a sign, so to speak."""
    image = Image.new("L", (1400, 300), 255)
    ImageDraw.Draw(image).text((60, 90), "CLOSED ON MONDAY", fill=0, font=ImageFont.load_default(90))
    image.save(Path(folder) / "sign.png")
    return Path(folder) / "sign.png"
