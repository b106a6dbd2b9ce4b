"""Handing an original back to a browser, so that nothing in it can act on our pages."""

from django.http import FileResponse, Http404

# Formats that a browser shows without running anything of theirs in our origin.
SHOWN_INLINE = frozenset(
    ("application/pdf", "image/png", "image/jpeg", "image/gif", "image/webp", "text/plain", "text/csv", "text/markdown")
)
PLAIN = "text/plain; charset=utf-8"


def original(revision, *, inline=False, for_good=False):
    """Return the response that carries the revision's file; for_good: its address will never mean another one.

    Raises Http404 while it has none.
    """
    if not revision.file:
        raise Http404
    shown = inline and revision.media_type in SHOWN_INLINE
    kind = revision.media_type if shown else "application/octet-stream"
    content_type = PLAIN if kind.startswith("text/") else kind
    try:
        file = revision.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(file, as_attachment=not shown, filename=revision.document.name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"
    response["Cache-Control"] = "private, max-age=3600" if for_good else "private, no-cache"
    return response
