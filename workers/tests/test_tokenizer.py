"""Tokens lie where they are said to lie."""

import pytest

from workers.tokenizer import load_tokenizer


@pytest.fixture(scope="module")
def tokenizer():
    return load_tokenizer()


def test_offsets_point_into_the_text(tokenizer):
    text = "Rent is due.\r\n\r\nÉtude — ข้าว 😀 end"
    pieces = [text[start:end] for start, end in tokenizer.offsets(text)]
    assert pieces[:4] == ["Rent", "is", "due", "."]
    assert pieces[-1] == "end"


def test_a_long_text_has_the_same_tokens_as_its_lines(tokenizer):
    line = "The tenant pays the rent; repairs are the landlord's duty.\n"
    text = line * 3000
    assert tokenizer.count(text) == 3000 * tokenizer.count(line)
    last_start, last_end = tokenizer.offsets(text)[-1]
    assert (text[last_start:last_end], last_end) == (".", len(text) - 1)


@pytest.mark.parametrize("text", ["", " ", "\ud800", "\x00", "x" * 50_000])
def test_no_text_is_refused(tokenizer, text):
    assert tokenizer.count(text) == len(tokenizer.offsets(text))


def test_ids_are_cut_to_the_model(tokenizer):
    (ids,) = tokenizer.encode(["rent " * 1000], 256)
    assert len(ids) == 256
    assert (ids[0], ids[-1]) == (101, 102)
