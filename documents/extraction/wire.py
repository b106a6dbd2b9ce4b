"""The frames that the child sends and how the parent puts them together.

Frames are msgpack arrays: progress, text, blocks, page, picture, request, meta, error, done. The child has parsed hostile input,
so the parent believes nothing: sizes are bounded and every offset is checked.
"""

from collections.abc import Callable
from datetime import datetime

from documents.extraction import errors
from documents.extraction.limits import Limits
from documents.extraction.model import KINDS, Block, Extracted, OutlineEntry, PageLayout

MAX_FRAME_BYTES = 256 * 1024 * 1024
MAX_PICTURE_BYTES = 8 * 1024 * 1024


class Assembly:
    """Collects frames into an Extracted."""

    def __init__(self, limits: Limits, on_progress: Callable[[int, int], None] | None = None):
        self.extracted = Extracted()
        self.done = False
        self.request = ""
        self.picture = b""
        self._limits = limits
        self._on_progress = on_progress
        self._texts: list[str] = []
        self._length = 0

    def take(self, frame: list) -> None:
        """Use one frame. Raises the ExtractionError that it carries, or Corrupt for a malformed one."""
        kind, *values = frame
        try:
            getattr(self, f"_take_{kind}")(*values)
        except (TypeError, ValueError, AttributeError, KeyError) as error:
            raise errors.Corrupt from error

    def result(self) -> Extracted:
        """Return the document. Raises Corrupt if an offset lies outside the text."""
        extracted = self.extracted
        extracted.text = "".join(self._texts)
        self._texts = []
        last = 0
        for block in extracted.blocks:
            if not last <= block.start < block.end <= len(extracted.text):
                raise errors.Corrupt
            last = block.end
        if any(not 0 <= page.start <= page.end <= len(extracted.text) for page in extracted.pages):
            raise errors.Corrupt
        return extracted

    def _take_progress(self, done: int, total: int) -> None:
        if self._on_progress:
            self._on_progress(int(done), int(total))

    def _take_text(self, text: str) -> None:
        self._length += len(text)
        if self._length > self._limits.max_chars:
            raise errors.TooLarge(errors.TooLarge.CHARACTERS, limit=f"{self._limits.max_chars:,}")
        self._texts.append(text)

    def _take_blocks(self, rows: list) -> None:
        for row in rows:
            block = Block(*row)
            if block.kind not in KINDS:
                raise ValueError(block.kind)
            self.extracted.blocks.append(block)

    def _take_page(self, number, start, end, width, height, packed, label) -> None:
        page = PageLayout(int(number), int(start), int(end), float(width), float(height), bytes(packed), str(label)[:40])
        self.extracted.pages.append(page)

    def _take_meta(self, meta: dict) -> None:
        found = self.extracted
        found.title, found.author = str(meta.get("title", ""))[:500], str(meta.get("author", ""))[:500]
        found.language, found.media_type = str(meta.get("language", "und")), str(meta.get("media_type", ""))
        found.created = datetime.fromisoformat(meta["created"]) if meta.get("created") else None
        found.warnings = [str(warning)[:500] for warning in meta.get("warnings", [])]
        found.outline = [OutlineEntry(int(level), str(title)[:300], page) for level, title, page in meta.get("outline", [])]

    def _take_error(self, reason: str, template: str, params: dict) -> None:
        raise errors.BY_REASON.get(reason, errors.Corrupt)(template, **params)

    def _take_request(self, capability: str, media_type: str) -> None:
        """The child cannot go on alone: audio needs the transcription that only the parent can call."""
        self.request = capability
        self.extracted.media_type = media_type

    def _take_picture(self, data: bytes) -> None:
        """The picture as a JPEG of bounded size, for a vision model: the parent opens no picture itself."""
        if len(data) > MAX_PICTURE_BYTES:
            raise ValueError(len(data))
        self.picture = bytes(data)

    def _take_done(self) -> None:
        self.done = True
