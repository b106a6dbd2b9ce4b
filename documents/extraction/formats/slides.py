"""PPTX: a slide is a page; titles, texts by their place on the slide, tables and speaker notes."""

from pathlib import Path

from lxml import etree
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.exc import PackageNotFoundError

from documents.extraction import office
from documents.extraction.archive import open_checked
from documents.extraction.errors import Corrupt, NoText
from documents.extraction.thai import normalise
from documents.extraction.writer import Writer

EMU_PER_POINT = 12700
MAX_GROUP_DEPTH = 8


def read(path: Path, writer: Writer) -> None:
    open_checked(path, writer.limits).close()
    try:
        show = Presentation(str(path))
        slides = list(show.slides)
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError, OSError) as error:
        raise Corrupt from error
    writer.meta |= office.properties(show.core_properties)
    width, height = (show.slide_width or 0) / EMU_PER_POINT, (show.slide_height or 0) / EMU_PER_POINT
    for number, slide in enumerate(slides, start=1):
        writer.begin_page(number, width, height, str(number))
        _write_slide(slide, writer)
        writer.end_page()
        writer.progress(number, len(slides))
    if writer.length == 0:
        raise NoText


def _write_slide(slide, writer: Writer) -> None:
    title = slide.shapes.title
    if title is not None and title.has_text_frame:
        writer.add("heading", normalise(" ".join(title.text_frame.text.split())), level=1)
    for shape in _shapes(slide.shapes, 0):
        if title is not None and shape.shape_id == title.shape_id:
            continue
        if shape.has_text_frame:
            _write_text(shape.text_frame, writer)
        elif getattr(shape, "has_table", False) and shape.has_table:
            _write_table(shape.table, writer)
    if slide.has_notes_slide and slide.notes_slide.notes_text_frame is not None:
        writer.add("note", normalise(slide.notes_slide.notes_text_frame.text.strip()))


def _shapes(shapes, depth: int):
    """Yield shapes from top to bottom, groups opened."""
    for shape in sorted(shapes, key=lambda s: (s.top or 0, s.left or 0)):
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP and depth < MAX_GROUP_DEPTH:
            yield from _shapes(shape.shapes, depth + 1)
        else:
            yield shape


def _write_text(frame, writer: Writer) -> None:
    paragraphs = [p for p in frame.paragraphs if p.text.strip()]
    for paragraph in paragraphs:
        text = normalise(" ".join(paragraph.text.split()))
        if len(paragraphs) > 1:
            writer.add("list_item", text, level=paragraph.level + 1)
        else:
            writer.add("paragraph", text)


def _write_table(table, writer: Writer) -> None:
    number = writer.next_table()
    for index, row in enumerate(table.rows, start=1):
        text = " | ".join(normalise(" ".join(cell.text.split())) for cell in row.cells)
        if text.strip(" |"):
            header = index == 1 and table.first_row and len(table.rows) > 1
            writer.add("table_header" if header else "table_row", text, row=index, table=number)
