"""What each format yields: text, structure and offsets that can be trusted."""

import json
from pathlib import Path

import docx
import openpyxl
import pytest
from PIL import Image

from documents.extraction import ExtractionError, extract
from documents.tests import bad_files, sample_files
from documents.tests.read_documents import Demo, on_page, texts

DEMO = bad_files.DEMO
QUESTIONS = [json.loads(line) for line in (DEMO.parent / "questions.jsonl").read_text().splitlines()]


@pytest.fixture
def demo() -> Demo:
    return Demo()


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
def test_pictures_are_recognised_and_described(tmp_path):
    page = sample_files.picture(tmp_path)
    extracted = extract(page, "photo.png", describe=lambda picture, media_type: f"A sign ({media_type}).")
    assert "CLOSED ON MONDAY" in extracted.text
    assert texts(extracted, "caption") == ["A sign (image/jpeg)."]


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
