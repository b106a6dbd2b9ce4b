"""Where a passage stands in its original: boxes on pages, the text around it, the row of a table."""

from dataclasses import dataclass, field

from django.db.models.functions import Length, Substr

from documents.extraction.model import unpack_words
from documents.models import Content, Page
from documents.reading import unpack_blocks

CONTEXT_CHARS = 600
MOST_CONTEXT_CHARS = 20_000
MOST_PAGES = 20


@dataclass(frozen=True)
class PageBoxes:
    """Boxes of one page, [x0, top, x1, bottom] in points from its top-left corner, one for each line of words."""

    number: int
    width: float
    height: float
    boxes: list


@dataclass(frozen=True)
class Highlight:
    """A range of a revision's text with what surrounds it; pages is empty for formats without a layout."""

    start: int
    end: int
    before: str
    text: str
    after: str
    length: int
    pages: list = field(default_factory=list)
    rows: list = field(default_factory=list)
    sheet: str | None = None


def highlight(revision, start, end, *, context=CONTEXT_CHARS):
    """Return the Highlight of [start, end) in the revision's text, cut to what there is of it."""
    length = Content.objects.filter(revision=revision).values_list(Length("text"), flat=True).first() or 0
    start = max(0, min(start, length))
    end = max(start, min(end, length, start + MOST_CONTEXT_CHARS))
    first = max(0, start - context)
    window = slice_of(revision, first, end + context)
    here = slice(start - first, end - first)
    sheet, rows = rows_of(revision, start, end)
    return Highlight(
        start, end, window[: here.start], window[here], window[here.stop :], length, page_boxes(revision, start, end), rows, sheet
    )


def slice_of(revision, start, end):
    """Return the revision's text from start to end without reading the rest of it."""
    cut = Content.objects.filter(revision=revision).values_list(Substr("text", start + 1, max(0, end - start)), flat=True)
    return cut.first() or ""


def page_boxes(revision, start, end):
    """Return the PageBoxes of every page that the range touches."""
    pages = Page.objects.filter(revision=revision, start__lt=end, end__gt=start).order_by("number")[:MOST_PAGES]
    found = [PageBoxes(page.number, page.width, page.height, line_boxes(unpack_words(bytes(page.words)), start, end)) for page in pages]
    return [page for page in found if page.boxes]


def line_boxes(words, start, end):
    """Return a box around each run of neighbouring words of a line that lie in [start, end).

    words: (start, end, x0, top, x1, bottom) in reading order.
    """
    boxes = []
    for word_start, word_end, *box in words:
        if word_end <= start or word_start >= end:
            continue
        if boxes and _continues(boxes[-1], box):
            last = boxes[-1]
            boxes[-1] = [min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3])]
        else:
            boxes.append(list(box))
    return boxes


def _continues(last, box):
    """Say whether box stands in the same line as last and close to it: not in another column or cell."""
    height = max(last[3] - last[1], 1.0)
    middle = (box[1] + box[3]) / 2
    same_line = last[1] <= middle <= last[3]
    gap = max(box[0] - last[2], last[0] - box[2])
    return same_line and gap < 2 * height


def rows_of(revision, start, end):
    """Return (sheet, [numbers of the table rows that the range touches]) as the file counts them."""
    touched = [block for block in _blocks(revision) if block.row is not None and block.start < end and block.end > start]
    return (touched[0].sheet if touched else None), sorted({block.row for block in touched})


def headings_above(revision, offset):
    """Return the headings of the section that offset is in, topmost first."""
    above = []
    for block in _blocks(revision):
        if block.start > offset:
            break
        if block.kind == "heading":
            above = [heading for heading in above if heading.level < block.level] + [block]
    return [" ".join(slice_of(revision, heading.start, heading.end).split()).lstrip("# ") for heading in above]


def _blocks(revision):
    packed = Content.objects.filter(revision=revision).values_list("blocks", flat=True).first()
    return unpack_blocks(bytes(packed)) if packed else []
