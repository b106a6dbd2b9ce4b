import pytest

from documents.extraction.model import pack_words
from documents.highlights import highlight, line_boxes, page_boxes
from documents.models import Content, Document, Page, Revision
from documents.reading import pack_blocks


@pytest.mark.parametrize(
    ("words", "boxes"),
    [
        pytest.param([(0, 5, 10, 10, 40, 20), (6, 9, 43, 10, 60, 20)], [[10, 10, 60, 20]], id="a line is one box"),
        pytest.param([(0, 5, 10, 10, 40, 20), (6, 9, 10, 24, 60, 34)], [[10, 10, 40, 20], [10, 24, 60, 34]], id="two lines are two"),
        pytest.param([(0, 5, 10, 10, 40, 20), (6, 9, 300, 10, 330, 20)], [[10, 10, 40, 20], [300, 10, 330, 20]], id="columns stay apart"),
        pytest.param([(20, 25, 10, 10, 40, 20)], [], id="words outside are left out"),
        pytest.param([(5, 12, 10, 10, 40, 20)], [[10, 10, 40, 20]], id="a word half inside counts"),
        pytest.param([(0, 5, 50, 10, 80, 20), (6, 9, 20, 10, 46, 20)], [[20, 10, 80, 20]], id="right to left"),
    ],
)
def test_boxes_of_a_range(words, boxes):
    assert line_boxes(words, 0, 10) == boxes


@pytest.fixture
def revision(project):
    document = Document.objects.create(project=project, name="x.pdf")
    revision = Revision.objects.create(document=document, number=1, size_bytes=1)
    Content.objects.create(revision=revision, text="alpha beta gamma 𝛿elta", blocks=pack_blocks([]))
    for number, start, end, words in [(1, 0, 11, [(0, 5, 1, 1, 9, 9), (6, 10, 10, 1, 19, 9)]), (2, 11, 22, [(11, 16, 1, 1, 9, 9)])]:
        Page.objects.create(revision=revision, number=number, start=start, end=end, width=100, height=200, words=pack_words(words))
    return revision


def test_a_range_over_two_pages_has_boxes_on_both(revision):
    pages = page_boxes(revision, 6, 16)
    assert [(page.number, page.boxes) for page in pages] == [(1, [[10, 1, 19, 9]]), (2, [[1, 1, 9, 9]])]


def test_the_text_around_a_range_counts_code_points(revision):
    shown = highlight(revision, 17, 22, context=6)
    assert (shown.before, shown.text, shown.after, shown.length) == ("gamma ", "𝛿elta", "", 22)


def test_a_range_beyond_the_end_is_cut(revision):
    shown = highlight(revision, 20, 900)
    assert (shown.start, shown.end, shown.text) == (20, 22, "ta")
