"""A document's blocks as chunking needs them: without gaps, and asked by offset for page, headings and kind."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import groupby

from documents.extraction.model import Block

_LONGEST_HEADING, _DEEPEST = 160, 6
TABLE_KINDS = frozenset({"table_header", "table_row"})
_MARGINS = frozenset({"page_header", "page_footer"})


class Outline:
    """Blocks in text order. Text that no block covers counts as paragraphs."""

    def __init__(self, text: str, blocks: Iterable[Block]):
        self.blocks = _complete(text, blocks)
        self._starts = [block.start for block in self.blocks]
        self._section_starts, self._paths = _sections(text, self.blocks)

    def runs(self) -> list[list[Block]]:
        """Return the blocks in groups whose text may share a passage: the rows of one table, or what lies between tables.

        Page headers and footers are left out, unless there is nothing else.
        """
        kept = [block for block in self.blocks if block.kind not in _MARGINS] or self.blocks
        return [list(group) for _, group in groupby(kept, key=_table_of)]

    def pages(self, start: int, end: int) -> tuple[int | None, int | None]:
        """Return the first and last page of text[start:end]."""
        pages = [block.page for block in self._between(start, end) if block.page is not None]
        return (pages[0], pages[-1]) if pages else (None, None)

    def is_code(self, start: int, end: int) -> bool:
        """Tell whether text[start:end] is nothing but code."""
        return {block.kind for block in self._between(start, end)} == {"code"}

    def path(self, start: int, end: int) -> list[str]:
        """Return the headings above text[start:end], topmost first; those that all its sections share."""
        first = max(bisect_right(self._section_starts, start) - 1, 0)
        shared = list(self._paths[first])
        for section in range(first + 1, len(self._paths)):
            if self._section_starts[section] >= end:
                break
            path = self._paths[section]
            same = next((place for place, pair in enumerate(zip(shared, path, strict=False)) if pair[0] != pair[1]), len(path))
            shared = shared[:same]
        return shared

    def _between(self, start: int, end: int) -> Iterable[Block]:
        place = max(bisect_right(self._starts, start) - 1, 0)
        while place < len(self.blocks) and self.blocks[place].start < end:
            if self.blocks[place].end > start:
                yield self.blocks[place]
            place += 1


def _table_of(block: Block) -> tuple | None:
    return (block.table, block.sheet) if block.kind in TABLE_KINDS else None


def _complete(text: str, blocks: Iterable[Block]) -> list[Block]:
    found, place, page = [], 0, None
    for block in sorted(blocks, key=lambda block: block.start):
        start, end = max(block.start, place), min(block.end, len(text))
        if start >= end:
            continue
        if text[place:start].strip():
            found.append(Block("paragraph", place, start, page=page))
        if (start, end) != (block.start, block.end):
            block = Block(block.kind, start, end, block.page, block.level, block.row, block.sheet, block.table)
        found.append(block)
        place, page = end, block.page
    if text[place:].strip():
        found.append(Block("paragraph", place, len(text), page=page))
    return found


def _sections(text: str, blocks: list[Block]) -> tuple[list[int], list[list[str]]]:
    """Return where each section starts and the headings above it; the first starts at 0 and has none."""
    starts, paths, above, bare = [0], [[]], [], False
    for block in blocks:
        if block.kind == "heading":
            level = min(max(block.level, 1), _DEEPEST)
            title = " ".join(text[block.start : block.end].split()).lstrip("# ")[:_LONGEST_HEADING]
            above = [(depth, name) for depth, name in above if depth < level] + [(level, title)]
            if not bare:  # a heading right after a heading belongs to one section with it
                starts.append(block.start)
                paths.append([])
            paths[-1] = [name for _, name in above]
        bare = block.kind == "heading" or (bare and block.kind in _MARGINS)
    return starts, paths
