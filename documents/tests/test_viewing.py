import json
import zlib

import pytest

from documents.extraction import Block
from documents.models import Content, Page
from documents.reading import pack_blocks
from documents.viewing import mode_of, page_layout, table_window, text_window

TEXT = "# Leave\n\nStaff get fifteen days.\n\nName | Days\nAnn | 3\nBob | 4\n\n1. first"


def block(kind, text, **more):
    start = TEXT.index(text)
    return Block(kind, start, start + len(text), **more)


@pytest.fixture
def content():
    blocks = [
        block("heading", "# Leave", level=1, page=1),
        block("paragraph", "Staff get fifteen days.", page=1),
        block("table_header", "Name | Days", table=1, row=1, page=2),
        block("table_row", "Ann | 3", table=1, row=2, page=2),
        block("table_row", "Bob | 4", table=1, row=3, page=2),
        block("list_item", "1. first", level=1, page=2),
    ]
    return Content(text=TEXT, blocks=pack_blocks(blocks))


def test_a_passage_is_marked_to_the_character(content):
    start = TEXT.index("fifteen")
    parts = text_window(content, start, start + 7).parts
    assert parts[1].pieces == [("Staff get ", False), ("fifteen", True), (" days.", False)]
    assert [part.marked for part in parts[:2]] == [False, True]


def test_rows_become_one_table_and_pages_are_told(content):
    kinds = [(part.kind, part.new_page) for part in text_window(content, 0, 0).parts]
    assert kinds == [("heading", False), ("paragraph", False), ("table", True), ("numbered", False)]
    table = text_window(content, 0, 0).parts[2]
    assert [row.cells for row in table.rows] == [["Name", "Days"], ["Ann", "3"], ["Bob", "4"]]


def test_a_long_text_is_shown_in_windows():
    text = "\n\n".join(f"Paragraph {number:05d} of a long text." for number in range(5_000))
    place = text.index("Paragraph 02500")
    window = text_window(Content(text=text, blocks=pack_blocks([])), place, place + 15)
    assert any(part.marked for part in window.parts)
    assert len(window.parts) < 1_500
    assert window.before is not None
    assert window.after is not None


@pytest.mark.parametrize("place", [0, 500_000, 999_000])
def test_a_paragraph_as_long_as_a_book_is_shown_in_windows(place):
    text = "many words " * 100_000
    content = Content(text=text, blocks=pack_blocks([Block("paragraph", 0, len(text))]))
    window = text_window(content, place, place + 10)
    shown = "".join(piece for part in window.parts for piece, _ in part.pieces)
    assert text[place : place + 10] in [piece for part in window.parts for piece, marked in part.pieces if marked]
    assert len(shown) < 100_000
    assert (window.before is None) == (place == 0)
    assert window.after > place


def test_cells_stand_under_their_columns():
    text = "id | name | total\nid: 1 | name: Ann: the first\nid: 2 | total: 7"
    lines = text.split("\n")
    starts = [text.index(line) for line in lines]
    kinds = ["table_header", "table_row", "table_row"]
    rows = zip(kinds, starts, lines, strict=True)
    blocks = [Block(kind, at, at + len(line), row=n, table=1) for n, (kind, at, line) in enumerate(rows, 1)]
    window = table_window(Content(text=text, blocks=pack_blocks(blocks)), starts[2], len(text))
    assert window.columns == ["id", "name", "total"]
    assert [part.cells for part in window.parts] == [["1", "Ann: the first", ""], ["2", "", "7"]]
    assert [part.marked for part in window.parts] == [False, True]


@pytest.mark.django_db
def test_boxes_are_shares_of_the_page(revision):
    words = zlib.compress(json.dumps([[0, 4, 100, 50, 200, 70], [5, 9, 300, 50, 320, 70]]).encode())
    Page.objects.create(revision=revision, number=1, start=0, end=9, width=400, height=200, words=words)
    layout = page_layout(revision, 0, 4)
    assert layout == {"sizes": [[400, 200]], "boxes": {1: [[25, 25, 25, 10]]}}


@pytest.mark.parametrize(
    ("media_type", "mode"), [("application/pdf", "pdf"), ("text/csv", "table"), ("image/tiff", "text"), ("image/png", "image")]
)
def test_how_an_original_is_shown(media_type, mode, rf):
    from documents.models import Revision

    assert mode_of(Revision(media_type=media_type)) == mode


@pytest.fixture
def revision(project):
    from documents.models import Document, Revision

    document = Document.objects.create(project=project, name="a.pdf")
    return Revision.objects.create(document=document, number=1, sha256="0" * 64, size_bytes=1, state="ready")
