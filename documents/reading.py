"""From an original to its stored text: fetch it if need be, extract, keep the content and the pages."""

import json
import time
import zlib
from dataclasses import astuple
from datetime import UTC

from django.conf import settings
from django.db import transaction

from documents.extraction import Block, Limits, extract
from documents.models import Content, Page
from documents.originals import local_copy
from documents.perception import perceive

PROGRESS_EVERY_S = 1.0


def read(revision, *, should_stop, on_progress, patient=False):
    """Return what the revision's original holds; patient: see perception.perceive. Raises ExtractionError, GatewayError."""
    limits = Limits(max_bytes=settings.UPLOAD_MAX_BYTES)
    models = perceive(revision, should_stop=should_stop, patient=patient)
    with local_copy(revision.file) as path:
        return extract(path, revision.document.name, limits, on_progress=on_progress, should_stop=should_stop, **models)


@transaction.atomic
def keep(revision, extracted):
    """Store what was extracted and return the fields of the revision that it gives."""
    text = without_nul(extracted.text)
    Page.objects.filter(revision=revision).delete()
    Content.objects.update_or_create(revision=revision, defaults={"text": text, "blocks": pack_blocks(extracted.blocks)})
    Page.objects.bulk_create((_page(revision, layout) for layout in extracted.pages), batch_size=100)
    return {
        "media_type": extracted.media_type[:120],
        "language": extracted.language[:8],
        "title": without_nul(extracted.title)[:500],
        "author": without_nul(extracted.author)[:500],
        "written_at": _aware(extracted.created),
        "page_count": len(extracted.pages) or None,
        "character_count": len(text),
        "warnings": [without_nul(warning) for warning in extracted.warnings],
    }


def pack_blocks(blocks):
    return zlib.compress(json.dumps([astuple(block) for block in blocks], separators=(",", ":")).encode(), 1)


def unpack_blocks(packed):
    return [Block(*row) for row in json.loads(zlib.decompress(packed))]


def without_nul(text):
    """Postgres text holds no NUL; a space in its place keeps every offset."""
    return text.replace("\0", " ")


def _page(revision, layout):
    place = {"start": layout.start, "end": layout.end, "width": layout.width, "height": layout.height}
    return Page(revision=revision, number=layout.number, words=layout.packed or zlib.compress(b"[]"), **place)


def _aware(moment):
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


class Throttle:
    """Lets one call through per PROGRESS_EVERY_S."""

    def __init__(self, call):
        self.call = call
        self.last = 0.0

    def __call__(self, *values):
        now = time.monotonic()
        if now - self.last >= PROGRESS_EVERY_S:
            self.last = now
            self.call(*values)
