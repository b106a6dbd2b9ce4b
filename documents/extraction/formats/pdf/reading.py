"""Reads a PDF file page by page."""

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

from documents.extraction import errors, ocr
from documents.extraction.formats.pdf import facts
from documents.extraction.formats.pdf.blocks import PageBlocks, normalise_title
from documents.extraction.formats.pdf.glyphs import PageGeometry, read_words
from documents.extraction.formats.pdf.page import pack, read_page, unpack
from documents.extraction.formats.pdf.survey import Survey
from documents.extraction.writer import Writer

# Fewer characters than this on a page with a picture are a stamp or a page number on a scan.
MIN_PAGE_CHARS = 12
SCAN_COVERAGE = 0.4
OCR_SCALE = 200 / 72


def read(path: Path, writer: Writer) -> None:
    """Add the blocks of every page. Raises Encrypted, Corrupt, TooLarge or NoText."""
    document = _open(path)
    count = len(document)
    if count == 0:
        raise errors.Corrupt
    if count > writer.limits.max_pages:
        raise errors.TooLarge(errors.TooLarge.PAGES, limit=f"{writer.limits.max_pages:,}")
    outline = facts.outline(document)
    writer.meta |= facts.metadata(document) | {"outline": outline}
    survey = Survey()
    packed = _FirstPass(document, writer, survey).pages(count)
    _write(packed, survey, writer, outline)


def _open(path: Path) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise errors.Encrypted from error
        raise errors.Corrupt from error


class _FirstPass:
    """Turns pages into packed lines, with OCR for those that are only pictures."""

    def __init__(self, document: pypdfium2.PdfDocument, writer: Writer, survey: Survey):
        self.document = document
        self.writer = writer
        self.survey = survey
        self.ocr_pages = 0
        self.unread: list[int] = []
        self.broken: list[int] = []

    def pages(self, count: int) -> list[bytes]:
        packed = []
        for index in range(count):
            packed.append(self._page(index))
            self.writer.progress(index + 1, count)
        if len(self.broken) == count:
            raise errors.Corrupt
        self._warn(count)
        return packed

    def _page(self, index: int) -> bytes:
        try:
            page = self.document[index]
        except pypdfium2.PdfiumError:
            self.broken.append(index + 1)
            return b""
        try:
            words, trusted = read_words(page, PageGeometry(page))
            if not trusted or (sum(len(w.text) for w in words) < MIN_PAGE_CHARS and _is_scan(page)):
                words = self._recognise(page, index + 1) or (words if trusted else [])
            result = read_page(page, index + 1, facts.page_label(self.document, index), words)
        finally:
            page.close()
        self.survey.add(result)
        return pack(result)

    def _recognise(self, page, number: int) -> list:
        if not ocr.available() or self.ocr_pages >= self.writer.limits.max_ocr_pages:
            self.unread.append(number)
            return []
        self.ocr_pages += 1
        width, height = page.get_size()
        scale = min(OCR_SCALE, (self.writer.limits.max_pixels / max(width * height, 1)) ** 0.5)
        image = page.render(scale=scale, grayscale=True).to_pil()
        return ocr.recognise(image, 1 / scale, self.writer.limits)

    def _warn(self, count: int) -> None:
        if self.broken:
            self.writer.warn(f"Pages that could not be read: {_listing(self.broken)}.")
        if not self.unread:
            return
        if ocr.available():
            self.writer.warn(f"Too many scanned pages; not read: {_listing(self.unread)}.")
        elif len(self.unread) == count:
            raise errors.NoText(ocr.MISSING)
        else:
            self.writer.warn(f"Scanned pages that were not read, because tesseract is not installed: {_listing(self.unread)}.")


def _is_scan(page) -> bool:
    """Whether pictures cover much of the page."""
    width, height = page.get_size()
    covered = 0.0
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = item.get_bounds()
        covered += max(right - left, 0) * max(top - bottom, 0)
    return covered > SCAN_COVERAGE * width * height


def _write(packed: list[bytes], survey: Survey, writer: Writer, outline: list) -> None:
    titles: dict[int, dict[str, int]] = {}
    for level, title, number in outline:
        titles.setdefault(number, {})[normalise_title(title)] = min(level, 6)
    for position, data in enumerate(packed):
        if data:
            page = unpack(data)
            writer.begin_page(page.number, page.width, page.height, page.label)
            PageBlocks(page, survey, writer, titles.get(page.number, {})).write()
            writer.end_page()
            packed[position] = b""
    if writer.length == 0:
        raise errors.NoText


def _listing(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers[:10])) + (" …" if len(numbers) > 10 else "")
