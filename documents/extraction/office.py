"""Document properties that Word, Excel and PowerPoint files share."""

from datetime import UTC, datetime


def properties(core) -> dict:
    """Return title, author and created (ISO 8601) from an OPC core-properties object."""
    title = getattr(core, "title", None) or ""
    author = getattr(core, "author", None) or getattr(core, "creator", None) or ""
    created = getattr(core, "created", None)
    if isinstance(created, datetime) and created.tzinfo is None:
        created = created.replace(tzinfo=UTC)
    # Names that the libraries write themselves say nothing about the author.
    author = "" if author in ("python-docx", "openpyxl", "python-pptx") else author
    title = "" if title in ("Word Document", "PowerPoint Presentation") else title
    return {"title": title.strip(), "author": author.strip(), "created": created.isoformat() if isinstance(created, datetime) else None}
