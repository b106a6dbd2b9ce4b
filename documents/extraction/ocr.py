"""Reads pictures of text with tesseract, where it is installed."""

import os
import shutil
from functools import cache

from documents.extraction import thai
from documents.extraction.errors import gettext_noop
from documents.extraction.formats.pdf.glyphs import Word
from documents.extraction.limits import Limits

MISSING = gettext_noop(
    "The pages are pictures without text. Install tesseract (Debian: apt-get install tesseract-ocr tesseract-ocr-tha) "
    "on the server to read scanned documents, then retry."
)
MIN_CONFIDENCE = 25
# Tesseract itself wants letters of about 30 pixels; this bounds one page, Limits.wall_s the document.
PAGE_TIMEOUT_S = 120
# Blanks between Thai words of one phrase are an artefact of recognition; typed ones are wider.
THAI_BLANK = 0.35


def available() -> bool:
    """Whether tesseract with at least one language is installed."""
    return bool(_installed())


@cache
def _installed() -> frozenset[str]:
    if not shutil.which("tesseract"):
        return frozenset()
    import pytesseract

    try:
        return frozenset(pytesseract.get_languages())
    except (pytesseract.TesseractError, OSError):
        return frozenset()


def recognise(image, points_per_pixel: float, limits: Limits) -> list[Word]:
    """Return the words of a PIL image in reading order, boxes in points."""
    import pytesseract

    languages = "+".join(code for code in limits.ocr_languages if code in _installed()) or next(iter(_installed()))
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    try:
        table = pytesseract.image_to_data(image, lang=languages, output_type=pytesseract.Output.DICT, timeout=PAGE_TIMEOUT_S)
    except (pytesseract.TesseractError, RuntimeError):
        return []
    words = []
    for line in _lines(table):
        words += _line_words(line, points_per_pixel)
    return words


def _lines(table: dict) -> list[list[dict]]:
    """Group the recognised words by block, paragraph and line."""
    rows = [dict(zip(table, values, strict=True)) for values in zip(*table.values(), strict=True)]
    lines: dict[tuple, list[dict]] = {}
    for row in rows:
        if row["text"].strip() and float(row["conf"]) >= MIN_CONFIDENCE:
            lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(row)
    return list(lines.values())


def _line_words(line: list[dict], scale: float) -> list[Word]:
    """All words of a line get its height: that of a single word depends on its letters and would look like a size."""
    top = min(row["top"] for row in line) * scale
    bottom = max(row["top"] + row["height"] for row in line) * scale
    words: list[Word] = []
    for row in line:
        x0, x1 = row["left"] * scale, (row["left"] + row["width"]) * scale
        text = thai.normalise_layout(row["text"].strip())
        glued = bool(words) and _glued(words[-1], text, x0 - words[-1].x1, bottom - top)
        words.append(Word(text, x0, top, x1, bottom, size=round(0.75 * (bottom - top)), glued=glued))
    return words


def _glued(previous: Word, text: str, gap: float, height: float) -> bool:
    return thai.joins_without_space(previous.text[-1], text[0]) and gap < THAI_BLANK * height
