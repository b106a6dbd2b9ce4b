"""Bytes to text for files that do not say their encoding, Thai legacy encodings included."""

from pathlib import Path

from charset_normalizer import from_bytes

from documents.extraction.errors import TooLarge
from documents.extraction.limits import Limits

SAMPLE_BYTES = 200_000
BOMS = [(b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")]


def read_text(path: Path, limits: Limits) -> str:
    """Return the text of the file with \\n line ends.

    Raises TooLarge before reading if even four bytes a character would exceed the limit.
    """
    if path.stat().st_size > 4 * limits.max_chars:
        raise TooLarge(TooLarge.CHARACTERS, limit=f"{limits.max_chars:,}")
    return decode(path.read_bytes())


def decode(data: bytes) -> str:
    """Return data as text: by byte order mark, UTF-8, Thai (windows-874), else the most likely encoding."""
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return _clean(data.decode(encoding, "replace"))
    try:
        return _clean(data.decode("utf-8"))
    except UnicodeDecodeError:
        return _clean(data.decode(_legacy_encoding(data[:SAMPLE_BYTES]), "replace"))


def _legacy_encoding(sample: bytes) -> str:
    if _looks_thai(sample):
        return "cp874"
    best = from_bytes(sample).best()
    return best.encoding if best else "cp1252"


def _looks_thai(sample: bytes) -> bool:
    """TIS-620 puts Thai at A1-FB. Runs of such bytes are words; in Western encodings they are single letters."""
    high = [byte for byte in sample if byte >= 0x80]
    if not high or sum(0xA1 <= byte <= 0xDA or 0xDF <= byte <= 0xFB for byte in high) < 0.98 * len(high):
        return False
    pairs = sum(left >= 0x80 and right >= 0x80 for left, right in zip(sample, sample[1:], strict=False))
    vowels_and_tones = sum(0xD0 <= byte <= 0xDA or 0xE0 <= byte <= 0xEC for byte in high)
    return pairs > 0.6 * len(high) and 0.2 * len(high) < vowels_and_tones < 0.7 * len(high)


def _clean(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
