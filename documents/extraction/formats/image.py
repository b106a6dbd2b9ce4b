"""Pictures: text by OCR; every frame of a TIFF is a page."""

import io
import warnings
from pathlib import Path

from PIL import Image, ImageOps, UnidentifiedImageError

from documents.extraction import ocr
from documents.extraction.errors import Corrupt, TooLarge, gettext_noop
from documents.extraction.formats.pdf.blocks import PageBlocks
from documents.extraction.formats.pdf.page import layout_words
from documents.extraction.formats.pdf.survey import Survey
from documents.extraction.writer import Writer

DEFAULT_DPI = 96
# Below this width letters are too small for tesseract; enlarging helps it more than anything else.
MIN_WIDTH_PIXELS = 1200
# The longest side that the common vision models take in without shrinking it themselves.
RENDITION_PIXELS = 1568


def read(path: Path, writer: Writer) -> None:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            _read_frames(path, writer)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise Corrupt from error


def _read_frames(path: Path, writer: Writer) -> None:
    Image.MAX_IMAGE_PIXELS = None  # our own limit follows, with its own reason
    with Image.open(path) as image:
        frames = min(getattr(image, "n_frames", 1), writer.limits.max_ocr_pages)
        frames = frames if image.format == "TIFF" else 1
        for index in range(frames):
            image.seek(index)
            if image.width * image.height > writer.limits.max_pixels:
                raise TooLarge(TooLarge.PIXELS, limit=f"{writer.limits.max_pixels / 1e6:g}")
            if index == 0:
                writer.picture(_rendition(image))
            _read_frame(image, index + 1, writer)
            writer.progress(index + 1, frames)
    if writer.length == 0:
        # The parent may still describe the picture; without that it says so.
        writer.warn(gettext_noop("No text was found in the picture.") if ocr.available() else ocr.MISSING)


def _read_frame(image: Image.Image, number: int, writer: Writer) -> None:
    points = 72 / _dpi(image)
    picture = ImageOps.exif_transpose(image).convert("L")
    width, height = picture.width * points, picture.height * points
    words = []
    if ocr.available():
        enlarge = 2 if picture.width < MIN_WIDTH_PIXELS else 1
        picture = picture.resize((picture.width * enlarge, picture.height * enlarge)) if enlarge > 1 else picture
        words = ocr.recognise(picture, points / enlarge, writer.limits)
    survey = Survey()
    page = layout_words(words, number, width, height)
    survey.add(page)
    writer.begin_page(number, width, height)
    PageBlocks(page, survey, writer, {}).write()
    writer.end_page()


def _rendition(image: Image.Image) -> bytes:
    """Return a JPEG for a vision model, upright and not larger than such models look at."""
    small = ImageOps.exif_transpose(image).convert("RGBA" if image.has_transparency_data else "RGB")
    small.thumbnail((RENDITION_PIXELS, RENDITION_PIXELS))
    if small.mode == "RGBA":
        small = Image.alpha_composite(Image.new("RGBA", small.size, "white"), small).convert("RGB")
    target = io.BytesIO()
    small.save(target, "JPEG", quality=85)
    return target.getvalue()


def _dpi(image: Image.Image) -> float:
    try:
        value = float(image.info.get("dpi", (DEFAULT_DPI,))[0])
    except (TypeError, ValueError, IndexError):
        return DEFAULT_DPI
    return value if 30 <= value <= 2400 else DEFAULT_DPI
