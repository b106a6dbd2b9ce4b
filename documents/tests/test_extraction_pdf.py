"""PDF: reading order, structure, languages, scans, and boxes that lie over their words."""

import pypdfium2
import pytest

from documents.extraction import extract
from documents.tests import bad_files
from documents.tests.read_documents import Demo, on_page, texts

DEMO = bad_files.DEMO


@pytest.fixture
def demo() -> Demo:
    return Demo()


def test_boxes_lie_over_the_right_word(demo):
    """The box of a word, cut out of the rendered page, holds ink; a band above all words holds none."""
    extracted = demo["staff-handbook.pdf"]
    page = extracted.pages[3]
    document = pypdfium2.PdfDocument(DEMO / "staff-handbook.pdf")
    picture = document[3].render(scale=2, grayscale=True).to_pil()
    document.close()
    start = extracted.text.index("medical certificate", page.start)
    boxes = [word[2:] for word in page.words if start <= word[0] < start + len("medical certificate")]
    assert len(boxes) == 2
    for x0, top, x1, bottom in boxes:
        assert min(picture.crop((int(2 * x0), int(2 * top), int(2 * x1), int(2 * bottom))).getdata()) < 100
        gap = picture.crop((int(2 * x1) + 1, int(2 * top), int(2 * x1) + 4, int(2 * bottom)))
        assert min(gap.getdata()) > 150


def test_pdf_headings_come_with_their_levels(demo):
    handbook = demo["staff-handbook.pdf"]
    levels = {handbook.text[b.start : b.end]: b.level for b in handbook.blocks if b.kind == "heading"}
    assert levels["4. Leave"] == 1
    assert levels["4.1 Annual leave"] == 2
    assert [entry.title for entry in handbook.outline if entry.level == 1][3] == "4. Leave"


def test_pdf_running_titles_and_page_numbers_are_marked(demo):
    handbook = demo["staff-handbook.pdf"]
    assert texts(handbook, "page_footer") == [f"Page {number}" for number in range(1, 10)]
    assert texts(handbook, "page_header").count("Siam Lotus Trading") == 9


def test_pdf_table_rows_keep_their_cells(demo):
    report = demo["annual-report.pdf"]
    assert "Exchange gains and losses | 6 | (100) | 900" in texts(report, "table_row")
    assert "Key figure | 2024 | 2023 | Change" in texts(report, "table_header")
    assert len({block.table for block in report.blocks if block.table}) == 7


def test_pdf_columns_are_read_one_after_the_other(demo):
    article = demo["tea-drying-article.pdf"].text
    order = [
        "Abstract",
        "1. Introduction",
        "2. Materials",
        "2.4 Panel",
        "3. Results",
        "80 | 2.8",
        "3.2 Taste",
        "5. Conclusion",
        "References",
    ]
    assert [article.index(part) for part in order] == sorted(article.index(part) for part in order)
    assert "which is what guessing would give. For 60 against 70 degrees" in article


def test_pdf_paragraphs_are_joined_across_lines(demo):
    assert any(
        "Two cousins bought silk scarves from weavers in Surin and sent them" in text
        for text in texts(demo["staff-handbook.pdf"], "paragraph")
    )


def test_words_broken_at_the_end_of_a_line_become_whole(tmp_path):
    """The word is one again, and both of its parts keep their own box."""
    lines = ["The new agreement covers the inter-", "national transport of goods and of", "well-known makers from all provinces."]
    path = tmp_path / "broken.pdf"
    path.write_bytes(bad_files.plain_pdf([lines]))
    extracted = extract(path, "broken.pdf")
    assert "the international transport of goods and of well-known makers" in extracted.text
    parts = [(extracted.text[start:end], round(top)) for start, end, _x0, top, *_rest in extracted.pages[0].words]
    assert [word for word, _top in parts if word in ("inter", "national")] == ["inter", "national"]
    assert len({top for word, top in parts if word in ("inter", "national")}) == 2


def test_pdf_facts(demo):
    handbook = demo["staff-handbook.pdf"]
    assert (handbook.title, handbook.author, handbook.language) == ("Staff Handbook", "People and Culture Department", "en")
    assert handbook.created.year == 2025
    assert handbook.media_type == "application/pdf"


def test_thai_pdf_reads_as_typed(demo):
    """Chromium's glyphs for sara am and shifted marks come back as letters, and blanks only where they were typed."""
    policy = demo["leave-policy-th.pdf"]
    assert policy.language == "th"
    assert "พนักงานที่ทำงานครบหนึ่งปีมีสิทธิลาพักร้อนโดยได้รับค่าจ้างตามอายุงาน ดังนี้" in policy.text
    assert "10 ปีขึ้นไป | 18 วัน | 9 วัน" in texts(policy, "table_row")
    assert "\u0e4d" not in policy.text


def test_right_to_left_lines_are_in_logical_order(tmp_path):
    extracted = extract(bad_files.right_to_left_pdf(tmp_path), "hebrew.pdf")
    assert "החברה Siam Lotus Trading נוסדה בשנת 2009 בבנגקוק." in extracted.text
    assert extracted.language == "he"


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_boxes_fit_rotated_and_cropped_pages(tmp_path, rotation):
    """On the page as it is shown, each box holds the ink of its word and all ink is in boxes."""
    data = bad_files.plain_pdf([["Upright or not", "words stay in place"]])
    data = data.replace(b"/MediaBox [0 0 595 842]", b"/MediaBox [0 0 595 842] /CropBox [40 600 400 820] /Rotate %d" % rotation)
    (tmp_path / "turned.pdf").write_bytes(data)
    extracted = extract(tmp_path / "turned.pdf", "turned.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "turned.pdf")
    picture = document[0].render(scale=2, grayscale=True).to_pil()
    document.close()
    assert picture.size == (round(2 * extracted.pages[0].width), round(2 * extracted.pages[0].height))
    for _start, _end, *box in extracted.pages[0].words:
        area = tuple(round(2 * value) for value in box)
        assert min(picture.crop(area).getdata()) < 100
        picture.paste(255, area)
    assert min(picture.getdata()) > 200


@pytest.mark.requires("tesseract")
def test_scanned_pages_are_recognised(tmp_path):
    extracted = extract(bad_files.scanned_pdf(tmp_path), "scan.pdf")
    assert "probation period" in on_page(extracted, 1)
    start = extracted.text.index("probation period")
    (x0, top, x1, bottom) = next(word[2:] for word in extracted.pages[0].words if word[0] == start)
    assert 0 < x0 < x1 < extracted.pages[0].width
    assert 8 < bottom - top < 40


@pytest.mark.requires("tesseract")
def test_scanned_thai_is_recognised(tmp_path):
    extracted = extract(bad_files.scanned_thai_pdf(tmp_path), "scan.pdf")
    assert "ทรัพยากรบุคคล" in extracted.text
    assert extracted.language == "th"
