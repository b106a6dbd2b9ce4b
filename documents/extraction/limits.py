"""How much of the machine one document may use."""

from dataclasses import dataclass

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for reading one file; every one of them ends in a reason, never in a stuck worker."""

    max_bytes: int = 100 * MEGABYTE
    max_chars: int = 20_000_000
    max_pages: int = 20_000
    max_rows: int = 1_000_000
    # Pages whose picture is read by OCR cost seconds each, so they have a bound of their own.
    max_ocr_pages: int = 300
    max_pixels: int = 60_000_000
    max_unpacked_bytes: int = 600 * MEGABYTE
    # Honest office files stay below 60; deflate itself cannot exceed 1032.
    max_ratio: int = 200
    max_entries: int = 10_000
    wall_s: float = 900
    cpu_s: int = 900
    # Address space, not resident memory: the libraries map about 400 MB that they never touch.
    memory_bytes: int = 1536 * MEGABYTE
    temp_file_bytes: int = 400 * MEGABYTE
    open_files: int = 256
    # Tesseract language codes in the order of preference; those not installed are left out.
    ocr_languages: tuple[str, ...] = ("eng", "tha")


DEFAULT = Limits()
