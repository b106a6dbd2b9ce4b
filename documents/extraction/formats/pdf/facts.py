"""What a PDF says about itself: title, author, date, outline, page labels."""

import re
from datetime import UTC, datetime, timedelta, timezone
from itertools import islice

import pypdfium2

MAX_OUTLINE_ENTRIES = 5000
DATE = re.compile(r"D?:?(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([+-])(\d\d)'?(\d\d)?)?")
# Titles that programs leave behind are worse than the file name.
PLACEHOLDER = re.compile(
    r"^(?:untitled|\(?anonymous\)?|\(?unspecified\)?|microsoft (?:word|powerpoint|excel) - .*|.*\.(?:docx?|pdf|indd|tex))$", re.I
)


def metadata(document: pypdfium2.PdfDocument) -> dict:
    """Return title, author and created (ISO 8601) as far as they are given."""
    facts = document.get_metadata_dict(skip_empty=True)
    found = {key: value.strip() for key in ("Title", "Author") if (value := facts.get(key, "")) and not PLACEHOLDER.match(value.strip())}
    created = _date(facts.get("CreationDate", ""))
    return {"title": found.get("Title", ""), "author": found.get("Author", ""), "created": created}


def _date(text: str) -> str | None:
    if not (match := DATE.match(text)):
        return None
    parts = [int(part) if part else default for part, default in zip(match.groups()[:6], (1, 1, 1, 0, 0, 0), strict=True)]
    sign, hours, minutes = match.groups()[6:]
    offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
    try:
        return datetime(*parts, tzinfo=timezone(offset) if sign else UTC).isoformat()
    except ValueError:
        return None


def outline(document: pypdfium2.PdfDocument) -> list[tuple[int, str, int | None]]:
    """Return (level, title, page) of the bookmarks; PDFium breaks loops, the count is bounded here."""
    entries = []
    try:
        for item in islice(document.get_toc(max_depth=6), MAX_OUTLINE_ENTRIES):
            title = item.get_title().strip()
            target = item.get_dest()
            index = target.get_index() if target else None
            if title:
                entries.append((item.level + 1, title, index + 1 if index is not None and index >= 0 else None))
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        pass
    return entries


def page_label(document: pypdfium2.PdfDocument, index: int) -> str:
    return document.get_page_label(index) or ""
