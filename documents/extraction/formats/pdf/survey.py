"""What only the whole document tells: the size of its body text, its heading sizes, its repeated lines."""

import re
from collections import Counter, defaultdict
from statistics import median

from documents.extraction.formats.pdf.page import Line, Page

MARGIN_SHARE = 0.12
EDGE_LINES = 3
PAGE_NUMBER = re.compile(
    r"^[-–—\s]*(?:page|p\.|หน้า(?:ที่)?|seite)?\s*(?:\d{1,5}|[๐-๙]{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:of|/|จาก|von)\s*(?:\d{1,5}|[๐-๙]{1,4}))?[-–—\s]*$",
    re.I,
)
MAX_HEADING_LEVELS = 5


class Survey:
    """Gathers figures page by page; afterwards answers what is body, heading or page furniture."""

    def __init__(self):
        self._sizes: Counter[float] = Counter()
        self._edges: Counter[str] = Counter()
        self._pitches: dict[float, list[float]] = defaultdict(list)
        self._pages = 0
        self._levels: dict[float, int] | None = None

    def add(self, page: Page) -> None:
        """Count the lines of a page."""
        self._pages += 1
        lines = [item for item in page.items if isinstance(item, Line)]
        for line in lines:
            self._sizes[_step(line.size)] += len(line.text)
        self._edges.update({key for line in lines if (key := _edge_key(line, page))})
        for upper, lower in zip(lines, lines[1:], strict=False):
            pitch = lower.top - upper.top
            if upper.region == lower.region and 0 < pitch < 3 * upper.height and len(self._pitches[_step(upper.size)]) < 5000:
                self._pitches[_step(upper.size)].append(pitch)

    @property
    def body_size(self) -> float:
        return self._sizes.most_common(1)[0][0] if self._sizes else 12.0

    def pitch(self, line: Line) -> float:
        """Return the usual distance from a line of this size to the next."""
        pitches = self._pitches.get(_step(line.size))
        return min(median(pitches), 1.7 * line.height) if pitches else 1.2 * line.height

    def heading_level(self, line: Line) -> int:
        """Return the level that the size of a line gives it, 0 for body text."""
        return self._heading_levels().get(_step(line.size), 0)

    def bold_level(self) -> int:
        """Return the level of a bold line in the size of the body."""
        return min(len(set(self._heading_levels().values())) + 1, 6)

    def furniture(self, line: Line, page: Page) -> str | None:
        """Return page_header or page_footer for a line that repeats or is a page number, else None."""
        key = _edge_key(line, page)
        if not key:
            return None
        repeated = self._edges[key] >= max(2, 0.3 * min(self._pages, 20))
        if repeated or PAGE_NUMBER.match(line.text.strip()):
            return "page_header" if key.startswith("top") else "page_footer"
        return None

    def _heading_levels(self) -> dict[float, int]:
        if self._levels is None:
            total = sum(self._sizes.values())
            larger = sorted(
                (size for size, count in self._sizes.items() if size > 1.08 * self.body_size and count < 0.3 * total), reverse=True
            )
            self._levels = {}
            level, last = 0, None
            for size in larger:
                if last is None or last - size > 0.6:
                    level += 1
                    last = size
                self._levels[size] = min(level, MAX_HEADING_LEVELS)
        return self._levels


def _step(height: float) -> float:
    return round(height * 2) / 2


def _edge_key(line: Line, page: Page) -> str | None:
    """Return a key equal for the same line on other pages; digits count as equal."""
    if line.bottom < MARGIN_SHARE * page.height:
        side = "top"
    elif line.top > (1 - MARGIN_SHARE) * page.height:
        side = "bottom"
    else:
        return None
    return f"{side} {round(line.top / 4)} {re.sub(r'[0-9๐-๙]+', '#', line.text)}"
