"""Reads pictures of text with tesseract, where it is installed."""

import shutil
from functools import cache
from statistics import median

from documents.extraction import thai
from documents.extraction.errors import NoText
from documents.extraction.formats.pdf.glyphs import Word
from documents.extraction.limits import Limits

MISSING = NoText.NO_OCR
MIN_CONFIDENCE = 25
# Specks of dirt are read as one or two letters.
MIN_SHORT_CONFIDENCE = 45
DOUBTFUL_CONFIDENCE = 70
MAX_DOUBTFUL_SHARE = 0.08
# Tesseract itself wants letters of about 30 pixels; this bounds one page, Limits.wall_s the document.
PAGE_TIMEOUT_S = 120
# Blanks between Thai words of one phrase are an artefact of recognition; typed ones are wider.
THAI_BLANK = 0.35
SIZE_TOLERANCE = 0.35
LETTER_SHARE = 0.75


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
    """Return the words of a PIL image in reading order, boxes in points.

    The first language alone is tried first: with every further one the recognition takes as long again.
    """
    languages = [code for code in limits.ocr_languages if code in _installed()] or [min(_installed())]
    table = _table(image, languages[0])
    if len(languages) > 1 and not _convincing(table):
        table = _table(image, "+".join(languages))
    lines = [_line_words(line, points_per_pixel) for line in _lines(table)]
    _even_sizes(lines)
    return [word for line in lines for word in line]


def _even_sizes(lines: list[list[Word]]) -> None:
    """Give lines of about the usual height the usual size: the height of a line depends on which letters it has."""
    if not lines:
        return
    usual = median(line[0].height for line in lines)
    for line in lines:
        similar = abs(line[0].height - usual) <= SIZE_TOLERANCE * usual
        for word in line:
            word.size = round(LETTER_SHARE * (usual if similar else word.height))


def _table(image, languages: str) -> dict:
    """Return what tesseract found as columns (text, conf, left, ...), empty if it failed."""
    import pytesseract

    try:
        return pytesseract.image_to_data(image, lang=languages, output_type=pytesseract.Output.DICT, timeout=PAGE_TIMEOUT_S)
    except (pytesseract.TesseractError, RuntimeError):
        return {"text": []}


def _convincing(table: dict) -> bool:
    """Whether nearly all letters were read with confidence; a script that the language does not know is not."""
    words = [(len(text.strip()), float(conf)) for text, conf in zip(table["text"], table.get("conf", []), strict=False) if text.strip()]
    total = sum(length for length, _conf in words)
    return total > 0 and sum(length for length, conf in words if conf < DOUBTFUL_CONFIDENCE) <= MAX_DOUBTFUL_SHARE * total


def _lines(table: dict) -> list[list[dict]]:
    """Group the recognised words by block, paragraph and line."""
    rows = [dict(zip(table, values, strict=True)) for values in zip(*table.values(), strict=True)]
    lines: dict[tuple, list[dict]] = {}
    for row in rows:
        text = row["text"].strip()
        if text and float(row["conf"]) >= (MIN_CONFIDENCE if len(text) > 2 else MIN_SHORT_CONFIDENCE):
            lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(row)
    return list(lines.values())


def _line_words(line: list[dict], scale: float) -> list[Word]:
    """All words of a line get its height: that of a single word depends on its letters and would look like a size."""
    top = min(row["top"] for row in line) * scale
    bottom = max(row["top"] + row["height"] for row in line) * scale
    words: list[Word] = []
    for row in line:
        x0, x1 = row["left"] * scale, (row["left"] + row["width"]) * scale
        text = row["text"].strip()
        if words and thai.is_mark(text[0]):
            words[-1].text, words[-1].x1 = thai.normalise_layout(words[-1].text + text), x1
            continue
        text = thai.normalise_layout(text)
        glued = bool(words) and _glued(words[-1], text, x0 - words[-1].x1, bottom - top)
        words.append(Word(text, x0, top, x1, bottom, glued=glued))
    return words


def _glued(previous: Word, text: str, gap: float, height: float) -> bool:
    return thai.joins_without_space(previous.text[-1], text[0]) and gap < THAI_BLANK * height
