"""What each format yields: text, structure and offsets that can be trusted."""

import json
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image

from documents.extraction import Extracted, ExtractionError, extract
from documents.tests import bad_files, sample_files

DEMO = bad_files.DEMO
QUESTIONS = [json.loads(line) for line in (DEMO.parent / "questions.jsonl").read_text().splitlines()]


@pytest.fixture(scope="module")
def demo() -> dict[str, Extracted]:
    return {path.name: extract(path, path.name) for path in sorted(DEMO.iterdir())}


def texts(extracted: Extracted, kind: str) -> list[str]:
    return [extracted.text[block.start : block.end] for block in extracted.blocks if block.kind == kind]


def on_page(extracted: Extracted, number: int) -> str:
    page = next(page for page in extracted.pages if page.number == number)
    return extracted.text[page.start : page.end]


def test_blocks_are_in_order_and_never_overlap(demo):
    for extracted in demo.values():
        last = 0
        for block in extracted.blocks:
            assert last <= block.start < block.end <= len(extracted.text)
            last = block.end


def test_every_character_that_is_not_blank_belongs_to_a_block(demo):
    for extracted in demo.values():
        covered = sum(len("".join(extracted.text[b.start : b.end].split())) for b in extracted.blocks)
        assert covered == len("".join(extracted.text.split()))


def test_words_stand_inside_their_page_and_over_their_text(demo):
    for extracted in demo.values():
        for page in extracted.pages:
            for start, end, x0, top, x1, bottom in page.words:
                assert page.start <= start < end <= page.end
                assert -1 <= x0 < x1 <= page.width + 1
                assert -1 <= top < bottom <= page.height + 1
                assert extracted.text[start:end].strip() == extracted.text[start:end] != ""


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q["document"]], ids=lambda q: q["question"])
def test_demo_answers_stand_where_the_questions_say(demo, question):
    extracted = demo[question["document"]]
    text = on_page(extracted, question["page"]) if question["page"] else extracted.text
    assert question["answer"] in text


def test_boxes_lie_over_the_right_word(demo):
    """The box of a word, cut out of the rendered page, holds ink; a band above all words holds none."""
    import pypdfium2

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


def test_docx_structure(demo):
    lease = demo["office-lease.docx"]
    assert "4. Security deposit" in texts(lease, "heading")
    assert "Rent | 620 | 781,200" in texts(lease, "table_row")
    assert texts(lease, "list_item")[2] == "the Tenant is declared bankrupt."
    assert (lease.title, lease.author, lease.pages) == ("Office Lease Agreement", "Legal Department", [])


def test_docx_numbers_that_word_only_shows(tmp_path):
    document = docx.Document()
    for text in ("First clause", "Second clause"):
        document.add_paragraph(text, style="List Number")
    document.save(tmp_path / "list.docx")
    assert texts(extract(tmp_path / "list.docx", "list.docx"), "list_item") == ["1. First clause", "2. Second clause"]


def test_docx_deletions_stay_out_and_footnotes_follow(tmp_path):
    extracted = extract(sample_files.tracked_docx(tmp_path), "tracked.docx")
    assert texts(extracted, "paragraph") == ["The rent is 9,000 baht.[1]"]
    assert texts(extracted, "footnote") == ["[1] Without value added tax."]


def test_csv_rows_name_their_columns(demo):
    orders = demo["orders-2024.csv"]
    rows = [block for block in orders.blocks if block.kind == "table_row"]
    assert orders.blocks[0].kind == "table_header"
    assert orders.blocks[0].row == 1
    assert [block.row for block in rows] == list(range(2, 302))
    assert orders.text[rows[0].start : rows[0].end].startswith("order_id: SO-24-0001 | order_date: 2024-01-02 | customer: ")


@pytest.mark.parametrize(
    ("data", "row"),
    [
        pytest.param("a;b\n1,5;x\n2,5;y\n", "a: 1,5 | b: x", id="semicolons with decimal commas"),
        pytest.param("a\tb\n1\t2\n", "a: 1 | b: 2", id="tabs"),
        pytest.param('name,note\nx,"two\nlines, one cell"\n', "name: x | note: two lines, one cell", id="line break in a cell"),
        pytest.param("1,2\n3,4\n", "1 | 2", id="no header"),
        pytest.param("ชื่อ,จำนวน\nผ้าไหม,3\n", "ชื่อ: ผ้าไหม | จำนวน: 3", id="Thai"),
    ],
)
def test_csv_dialects(tmp_path, data, row):
    path = tmp_path / "data.csv"
    path.write_text(data)
    assert texts(extract(path, "data.csv"), "table_row")[0] == row


def test_xlsx_sheets_rows_and_formats(demo):
    report = demo["annual-report.xlsx"]
    row = next(b for b in report.blocks if report.text[b.start : b.end].startswith("Product group: Ceramics"))
    assert report.text[row.start : row.end] == "Product group: Ceramics | 2024: 124,400 | 2023: 97,900 | Share 2024: 25.6%"
    assert row.sheet == "Product group"
    assert row.row == 3


def test_xlsx_title_rows_dates_and_hidden_sheets(tmp_path):
    extracted = extract(sample_files.workbook(tmp_path), "book.xlsx")
    assert texts(extracted, "heading") == ["Visible"]
    assert texts(extracted, "paragraph") == ["Deliveries of the year"]
    assert texts(extracted, "table_row")[0] == "Day: 2024-03-05 | Weight: 1,250.50 | Done: TRUE"


def test_pptx_slides_are_pages(tmp_path):
    extracted = extract(sample_files.slides(tmp_path), "show.pptx")
    assert texts(extracted, "heading") == ["Plan for March", "Budget"]
    assert texts(extracted, "list_item") == ["Visit weavers", "Agree prices"]
    assert texts(extracted, "note") == ["Mention the new showroom."]
    assert [page.number for page in extracted.pages] == [1, 2]
    assert "Item | Baht" in on_page(extracted, 2)


def test_markdown_is_read_without_its_marks(demo):
    faq = demo["customer-faq.md"]
    assert "Write to care@siamlotus.example with your order number" in faq.text
    assert texts(faq, "code") == ['curl "https://api.siamlotus.example/v1/stock?sku=SLK-1042"']
    assert "Europe | Sea freight | 32–45 | not offered" in texts(faq, "table_row")
    assert texts(faq, "list_item")[0].startswith("1. Bank transfer")
    assert texts(faq, "quote") == ["Tea and other food cannot be taken back once the seal is broken."]
    assert faq.title == "Customer FAQ"


def test_html_main_content_only(tmp_path):
    extracted = extract(sample_files.web_page(tmp_path), "page.html")
    assert (
        extracted.text == "Opening hours\n\nWe are open daily.\n\n1. Ring the bell\n2. Wait\n\nDay | Hours\nMonday | 9 to 5\n\nx = 1\n  y"
    )
    assert (extracted.title, extracted.author) == ("Hours", "Front desk")


def test_epub_chapters_are_pages(tmp_path):
    extracted = extract(sample_files.book(tmp_path), "book.epub")
    assert [on_page(extracted, number) for number in (1, 2)] == ["One\n\nIt began in Surin.", "Two\n\nIt ended in Utrecht."]
    assert (extracted.title, extracted.author) == ("The Scarf", "A. Weaver")


def test_plain_text_is_kept_as_it_stands(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("HOUSE RULES\n\nDoors close\nat ten.\n\n- no smoking\n- no drones\n")
    extracted = extract(path, "notes.txt")
    assert extracted.text == path.read_text().strip("\n")
    assert [block.kind for block in extracted.blocks] == ["heading", "paragraph", "list_item", "list_item"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874", "tis-620"])
def test_thai_text_in_any_encoding(tmp_path, encoding):
    path = tmp_path / "rules.txt"
    path.write_bytes("พนักงานมีสิทธิลาพักร้อนปีละสิบวัน และต้องแจ้งล่วงหน้าเจ็ดวัน".encode(encoding))
    extracted = extract(path, "rules.txt")
    assert extracted.text.startswith("พนักงานมีสิทธิ")
    assert extracted.language == "th"


@pytest.mark.parametrize(
    ("encoding", "text"),
    [("cp1252", "Der Schlüssel für die Tür liegt über dem Türrahmen, und das Café öffnet früh. Größe und Maße prüfen."),
     ("cp1251", "Договор аренды заключён на три года, и плата вносится ежемесячно до пятого числа.")],
)  # fmt: skip
def test_other_legacy_encodings(tmp_path, encoding, text):
    path = tmp_path / "old.txt"
    path.write_bytes(text.encode(encoding))
    assert extract(path, "old.txt").text == text


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


@pytest.mark.requires("tesseract")
def test_pictures_are_recognised_and_described(tmp_path):
    page = sample_files.picture(tmp_path)
    extracted = extract(page, "photo.png", describe=lambda path, media_type: f"A sign ({media_type}).")
    assert "CLOSED ON MONDAY" in extracted.text
    assert texts(extracted, "caption") == ["A sign (image/png)."]


def test_a_picture_without_text_says_so(tmp_path):
    Image.new("L", (300, 200), 255).save(tmp_path / "white.png")
    with pytest.raises(ExtractionError) as error:
        extract(tmp_path / "white.png", "white.png")
    assert error.value.reason == "no_text"


def test_audio_becomes_time_stamped_paragraphs(tmp_path):
    spoken = [(0.0, 4.2, " Good morning. "), (64.0, 70.0, "The meeting is open.")]
    extracted = extract(bad_files.silence(tmp_path), "talk.wav", transcribe=lambda path, media_type: spoken)
    assert extracted.text == "[00:00:00] Good morning.\n\n[00:01:04] The meeting is open."
    assert extracted.media_type == "audio/wav"


def test_the_content_decides_not_the_name(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["only cell"])
    book.save(tmp_path / "x.xlsx")
    assert extract(tmp_path / "x.xlsx", "letter.pdf").media_type.endswith("spreadsheetml.sheet")
    assert extract(bad_files.pdf_named_docx(tmp_path), "contract.docx").media_type == "application/pdf"
    assert Path(tmp_path / "contract.docx").exists()
