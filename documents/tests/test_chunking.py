"""Whatever comes in, passages stay within bounds, in order, and lose nothing."""

import random
import time

import numpy as np
import pytest

from documents.chunking import Piece, split
from documents.extraction.model import Block
from workers.tokenizer import load_tokenizer

ENGLISH = "The tenant pays the rent by the fifth day of each month. A late payment costs two percent. Repairs are the landlord's duty. "
THAI = "พนักงานมีสิทธิลาพักร้อนปีละสิบห้าวันทำงาน โดยต้องแจ้งล่วงหน้าอย่างน้อยสามวัน และได้รับอนุมัติจากหัวหน้างานก่อนจึงจะหยุดได้ "
ODDITIES = [
    "\r\n",
    "\r\n\r\n",
    "e\u0301" * 5,
    "👩\u200d👩\u200d👧\u200d👦",
    "\u200b",
    "กำ",
    "เกี๊ยว",
    "x" * 300,
    "\u0e01" * 400,
    "😀" * 60,
    "ﷺ",
    "\t",
    "a|b|c",
    "。",
    "\x0c",
]


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer()


def paragraphs(*texts, **fields):
    """Return a text and a block for each part of it, parts being (kind, text) or (kind, text, level)."""
    text, blocks = "", []
    for kind, body, *level in texts:
        text += "\n\n" if text else ""
        blocks.append(Block(kind, len(text), len(text) + len(body), level=level[0] if level else 0, **fields))
        text += body
    return text, blocks


def table(rows, *, header=None, before=""):
    text, blocks = before, []
    for number, row in enumerate([header, *rows] if header else rows, start=1):
        kind = "table_header" if header and number == 1 else "table_row"
        blocks.append(Block(kind, len(text), len(text) + len(row), row=number, table=1, sheet="Orders"))
        text += row + "\n"
    return text, blocks


def check(text, pieces, max_tokens, tokenizer, overlap=0):
    for piece in pieces:
        assert piece.text == text[piece.start : piece.end]
        assert piece.text == piece.text.strip() != ""
        assert 0 < piece.token_count <= max_tokens
        assert tokenizer.count(piece.text) <= max_tokens
    covered = np.zeros(len(text), bool)
    for before, after in zip(pieces, pieces[1:], strict=False):
        assert before.start < after.start
        assert before.end < after.end
        assert before.end - after.start <= overlap * 20
    for piece in pieces:
        covered[piece.start : piece.end] = True
    assert not "".join(text[place] for place in np.flatnonzero(~covered)).strip()


def random_document(seed):
    chance = random.Random(seed)
    parts = []
    for _ in range(chance.randrange(1, 40)):
        kind = chance.choice(["paragraph"] * 5 + ["heading", "list_item", "code", "caption"])
        sentences = 1 if kind == "heading" else chance.randrange(1, 12)
        body = "".join(chance.choice([ENGLISH, THAI, *ODDITIES]) for _ in range(sentences)).strip() or "x"
        parts.append((kind, body, chance.randrange(1, 4) if kind == "heading" else 0))
    return paragraphs(*parts)


@pytest.mark.parametrize("seed", range(20))
def test_nothing_is_lost_and_no_bound_is_broken(tokenizer, seed):
    text, blocks = random_document(seed)
    max_tokens, overlap = random.Random(seed).choice([(16, 0), (32, 10), (100, 24), (174, 24), (254, 80)])
    pieces = split(text, blocks, offsets=tokenizer.offsets, max_tokens=max_tokens, overlap_tokens=overlap)
    check(text, pieces, max_tokens, tokenizer, overlap)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\t ",
        "\u200b",
        "a",
        "\ud800 lone surrogate \udfff",
        "x" * 5000,
        "ก" * 5000,
        "a\u0301" * 3000,
        "." * 20000,
        " " * 20000 + "end",
        "\x00" * 3000,
    ],
)
def test_odd_texts(tokenizer, text):
    pieces = split(text, [], offsets=tokenizer.offsets, max_tokens=64, overlap_tokens=10)
    check(text, pieces, 64, tokenizer, 10)


def test_characters_are_not_torn_apart(tokenizer):
    text = "👩\u200d👩\u200d👧 กี่ e\u0301\r\n".replace(" ", "") * 400
    for piece in split(text, [], offsets=tokenizer.offsets, max_tokens=32, overlap_tokens=0):
        assert piece.text[0] not in "\u200d\u0301\u0e35\u0e48"
        assert piece.text[-1] != "\u200d"


def test_thai_is_cut_between_words(tokenizer):
    from pythainlp.tokenize import word_tokenize

    text = THAI.replace(" ", "") * 30
    pieces = split(text, [], offsets=tokenizer.offsets, max_tokens=60, overlap_tokens=0)
    words = {0}
    for word in word_tokenize(text):
        words.add(max(words) + len(word))
    assert len(pieces) > 5
    assert sum(piece.start in words for piece in pieces) >= 0.9 * len(pieces)


def test_a_passage_has_the_size_asked_for(tokenizer):
    pieces = split(*paragraphs(*[("paragraph", ENGLISH * 3)] * 40), offsets=tokenizer.offsets, overlap_tokens=0)
    assert np.mean([piece.token_count for piece in pieces[:-1]]) > 120


def test_overlap_repeats_the_last_sentence(tokenizer):
    text, blocks = paragraphs(("paragraph", ENGLISH * 40))
    first, second, *_ = split(text, blocks, offsets=tokenizer.offsets, max_tokens=100, overlap_tokens=24)
    repeated = text[second.start : first.end]
    assert repeated.strip()
    assert repeated in ENGLISH * 3
    assert tokenizer.count(repeated) <= 24


def test_heading_path_and_pages(tokenizer):
    text, blocks = paragraphs(
        ("heading", "Leave", 1),
        ("heading", "Holidays", 2),
        ("paragraph", ENGLISH * 6),
        ("heading", "Sickness", 2),
        ("paragraph", ENGLISH * 6),
    )
    for page, block in enumerate(blocks, start=1):
        block.page = page
    pieces = split(text, blocks, offsets=tokenizer.offsets, max_tokens=100)
    assert pieces[0].heading_path == ["Leave", "Holidays"]
    assert pieces[-1].heading_path == ["Leave", "Sickness"]
    assert (pieces[0].page_start, pieces[0].page_end) == (1, 3)
    sickness = next(piece for piece in pieces if "Sickness" in piece.text)
    assert sickness.text.startswith("Sickness"), "a heading is never left at the end of a passage"


def test_short_sections_share_a_passage(tokenizer):
    parts = [("heading", "Rules", 1)] + [part for name in "ABC" for part in (("heading", name, 2), ("paragraph", "Be kind."))]
    (piece,) = split(*paragraphs(*parts), offsets=tokenizer.offsets)
    assert piece.heading_path == ["Rules"]


def test_rows_are_kept_whole(tokenizer):
    rows = [f"{number} | Customer {number} | Bangkok | {number * 7}.50 THB" for number in range(2, 200)]
    text, blocks = table(rows, header="order | customer | city | total")
    pieces = split(text, blocks, offsets=tokenizer.offsets, max_tokens=60)
    check(text, pieces, 60, tokenizer)
    assert {piece.kind for piece in pieces} == {"table"}
    assert all(line in ["order | customer | city | total", *rows] for piece in pieces for line in piece.text.splitlines())
    assert [piece.row_start for piece in pieces[1:]] == [piece.row_end + 1 for piece in pieces[:-1]]
    assert pieces[0].prefix == ""
    assert {piece.prefix for piece in pieces[1:]} == {"order | customer | city | total"}
    assert pieces[0].heading_path == ["Orders"]


def test_an_overlong_row_is_cut_between_cells(tokenizer):
    cells = [f"cell {number} holds words" for number in range(60)]
    text, blocks = table(["short | row", " | ".join(cells), "another | row"])
    pieces = split(text, blocks, offsets=tokenizer.offsets, max_tokens=40)
    check(text, pieces, 40, tokenizer)
    cut = [piece for piece in pieces if (piece.row_start, piece.row_end) == (2, 2)]
    assert len(cut) > 3
    assert all(piece.text.startswith("cell") for piece in cut)


def test_a_heading_goes_with_its_table(tokenizer):
    text, blocks = paragraphs(("paragraph", ENGLISH), ("heading", "Prices", 1))
    text, rows = table(["tea | 20", "coffee | 40"], before=text + "\n")
    pieces = split(text, blocks + rows, offsets=tokenizer.offsets)
    assert [piece.kind for piece in pieces] == ["text", "table"]
    assert pieces[1].text.startswith("Prices")


def test_running_headers_are_left_out(tokenizer):
    text, blocks = paragraphs(("page_header", "ACME confidential"), ("paragraph", ENGLISH), ("page_footer", "Page 1 of 9"))
    (piece,) = split(text, blocks, offsets=tokenizer.offsets)
    assert piece.text == ENGLISH.strip()


def test_semantic_chunks_turn_where_the_topic_does(tokenizer):
    leases = ["Rent is due on Monday.", "Rent may rise each year.", "Rent covers water.", "Rent is paid by transfer."] * 3
    recipes = ["Boil the rice slowly.", "Boil water with salt.", "Boil eggs for a while.", "Boil it all again."] * 3
    text = " ".join(leases + recipes)

    def embed(texts):
        about = np.array([[part.count("Rent"), part.count("Boil")] for part in texts], float)
        return about / np.linalg.norm(about, axis=1, keepdims=True)

    pieces = split(text, [], offsets=tokenizer.offsets, method="semantic", embed=embed, overlap_tokens=0)
    check(text, pieces, 174, tokenizer)
    assert any(piece.text.startswith("Boil") and "Rent" not in piece.text for piece in pieces)
    assert pieces[0].text.startswith("Rent")


@pytest.mark.parametrize("options", [{"method": "magic"}, {"method": "semantic"}, {"max_tokens": 3}])
def test_bad_options_are_refused(tokenizer, options):
    with pytest.raises(ValueError, match="[.:]"):
        split("text", [], offsets=tokenizer.offsets, **options)


@pytest.mark.parametrize("body", [pytest.param(ENGLISH, id="English"), pytest.param(THAI.replace(" ", ""), id="Thai without a space")])
def test_a_long_text_takes_seconds(tokenizer, body):
    text, blocks = paragraphs(*[("paragraph", body * 40)] * (500_000 // len(body * 40)))
    tokenizer.offsets(text[:1000])
    began = time.process_time()
    pieces = split(text, blocks, offsets=tokenizer.offsets)
    assert isinstance(pieces[0], Piece)
    assert time.process_time() - began < 10
