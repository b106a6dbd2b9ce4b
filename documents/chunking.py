"""Cuts a document's text into passages: by headings, then paragraphs, sentences, words and characters, measured in tokens.

Pure: text and blocks in, pieces out. The text is tokenised once; everything after that is linear in its length.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import zip_longest

import numpy as np

from documents.boundaries import cut_at_word, splits_word
from documents.extraction.model import Block
from documents.outline import TABLE_KINDS, Outline
from documents.packing import Packer, Unit
from documents.ruler import Ruler
from documents.semantic import topic_changes
from documents.tables import group_rows

RECURSIVE, SEMANTIC = "recursive", "semantic"
DEFAULT_TOKENS, DEFAULT_OVERLAP = 174, 24
SMALLEST_TOKENS = 16
_LEADS = frozenset({"heading", "caption"})

Offsets = Callable[[str], np.ndarray]
Embed = Callable[[list[str]], np.ndarray]


@dataclass(slots=True)
class Piece:
    """A passage. text is document[start:end], without blanks at its ends.

    heading_path: the headings above, topmost first, then the worksheet; what all parts share where it spans sections.
    kind: text, table or code. row_start / row_end: its first and last row, as blocks count them.
    prefix: the header row of the table whose later rows these are: context, never part of text.
    """

    text: str
    start: int
    end: int
    token_count: int
    page_start: int | None = None
    page_end: int | None = None
    heading_path: list[str] = field(default_factory=list)
    kind: str = "text"
    row_start: int | None = None
    row_end: int | None = None
    prefix: str = ""


def split(
    text: str,
    blocks: Iterable[Block],
    *,
    offsets: Offsets,
    method: str = RECURSIVE,
    max_tokens: int = DEFAULT_TOKENS,
    overlap_tokens: int = DEFAULT_OVERLAP,
    embed: Embed | None = None,
) -> list[Piece]:
    """Return the pieces of text in order, each of at most max_tokens, together covering all but page headers and footers.

    offsets: where each token of a text lies (Tokenizer.offsets). overlap_tokens: how much of the end of a piece the
    next one may repeat; at most a third of max_tokens is used, none across headings, topics or rows of a table.
    embed: unit vectors of sentences, for method "semantic" alone.
    """
    if method not in (RECURSIVE, SEMANTIC):
        raise ValueError(f'Chunking "{method}" is unknown: use "{RECURSIVE}" or "{SEMANTIC}".')
    if method == SEMANTIC and embed is None:
        raise ValueError("Semantic chunking needs an embedding model.")
    if max_tokens < SMALLEST_TOKENS:
        raise ValueError(f"A passage needs room for at least {SMALLEST_TOKENS} tokens.")
    splitter = _Splitter(text, Outline(text, blocks), offsets, max_tokens, max(0, min(overlap_tokens, max_tokens // 3)))
    return list(splitter.pieces(embed if method == SEMANTIC else None))


class _Splitter:
    def __init__(self, text: str, outline: Outline, offsets: Offsets, max_tokens: int, overlap_tokens: int):
        self._text, self._outline, self._offsets = text, outline, offsets
        self._ruler = Ruler(text, offsets)
        self._max, self._overlap = max_tokens, overlap_tokens

    def pieces(self, embed: Embed | None) -> Iterator[Piece]:
        runs = self._outline.runs()
        prose = [block for run in runs if not _is_table(run) for block in run]
        turns = topic_changes(self._text, prose, embed) if embed else []
        lead = None
        for run, following in zip_longest(runs, runs[1:]):
            if _is_table(run):
                yield from self._table(run, lead)
                lead = None
            else:
                spans, lead = self._pack(run, turns, keep_leads=following is not None)
                yield from self._prose(spans)

    def _pack(self, run: list[Block], turns: list[int], *, keep_leads: bool) -> tuple[list[tuple[int, int]], int | None]:
        packer = Packer(self._text, self._ruler, self._max, self._overlap)
        for block in run:
            for unit in _units(block, turns):
                packer.add(unit)
        return packer.finish(keep_leads=keep_leads)

    def _prose(self, spans: list[tuple[int, int]]) -> Iterator[Piece]:
        covered, changed = 0, False
        for start, end in spans:
            found = list(self._finish(start, end))
            changed = len(found) > 1 or (changed and start < covered)
            if changed and start < covered:  # repeats nothing, so that pieces stay in order
                found = list(self._finish(covered, end))
            yield from found
            covered = end

    def _table(self, rows: list[Block], lead: int | None) -> Iterator[Piece]:
        header = next((row for row in rows if row.kind == "table_header"), None)
        sheet = [rows[0].sheet] if rows[0].sheet else []
        for span in group_rows(self._text, rows, self._ruler, self._max, lead):
            for piece in self._finish(span.start, span.end):
                if span.row_end is not None or span.start >= rows[0].start:
                    piece.kind = "table"
                piece.row_start, piece.row_end = span.row_start, span.row_end
                piece.heading_path += sheet
                if header and piece.start >= header.end:
                    piece.prefix = self._text[header.start : header.end].strip()
                yield piece

    def _finish(self, start: int, end: int) -> Iterator[Piece]:
        """Yield the piece of a span without the blanks around it, or several where cutting a word made too many tokens of it."""
        raw = self._text[start:end]
        body = raw.strip()
        if not body:
            return
        start += len(raw) - len(raw.lstrip())
        end = start + len(body)
        size = self._ruler.size(start, end)
        if splits_word(self._text, start) or splits_word(self._text, end):
            size = max(size, len(self._offsets(body)))
        if size > self._max and len(body) > 1:
            middle = cut_at_word(self._text, start, start + len(body) // 2)
            yield from self._finish(start, middle)
            yield from self._finish(middle, end)
        else:
            yield self._piece(body, start, end, size)

    def _piece(self, body: str, start: int, end: int, size: int) -> Piece:
        first_page, last_page = self._outline.pages(start, end)
        kind = "code" if self._outline.is_code(start, end) else "text"
        return Piece(body, start, end, max(size, 1), first_page, last_page, self._outline.path(start, end), kind)


def _is_table(run: list[Block]) -> bool:
    return run[0].kind in TABLE_KINDS


def _units(block: Block, turns: list[int]) -> Iterator[Unit]:
    """Yield a block as units, cut where the topic turns."""
    inner = turns[bisect_right(turns, block.start) : bisect_left(turns, block.end)]
    edges = [block.start, *inner, block.end]
    for start, end in zip(edges, edges[1:], strict=False):
        place = bisect_left(turns, start)
        turned = place < len(turns) and turns[place] == start
        yield Unit(start, end, opens=block.kind == "heading", turns=turned, leads=block.kind in _LEADS)
