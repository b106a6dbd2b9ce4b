import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from documents.thai_words import thai_words
from documents.tokens import MAX_TOKEN_CHARS, tokenize

THAI_POLICY = Path(__file__).resolve().parents[2] / "demo" / "sources" / "leave-policy-th.md"


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        pytest.param("The houses were running", ["hous", "run"], id="stop words and endings"),
        pytest.param("INV-2041", ["inv-2041", "inv", "2041"], id="identifiers whole and in parts"),
        pytest.param("3.5 1,234.50", ["3.5", "1234.50"], id="numbers"),
        pytest.param("FY2024 v1.2.3", ["fy2024", "fy", "2024", "v1.2.3", "v1", "2", "3"], id="codes"),
        pytest.param("Panthers' don't O’Brien", ["panther", "don", "o", "brien"], id="apostrophes"),
        pytest.param("Café Ｆｕｌｌ", ["cafe", "full"], id="accents and full width"),
        pytest.param("it is IT", ["it"], id="an abbreviation is no stop word"),
        pytest.param("6½ m²", ["6", "1", "2", "m", "2"], id="fractions do not melt"),
        pytest.param("東京都", ["東京", "京都"], id="Chinese characters by two"),
        pytest.param("книги", ["книг"], id="Russian"),
        pytest.param("الكِتاب", ["كتاب"], id="Arabic without vowel signs"),
        pytest.param("๒๕๖๗", ["2567"], id="Thai digits"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_tokens(text, tokens):
    assert tokenize(text) == tokens


@pytest.mark.parametrize("spelling", ["น้ำ", "น\u0e49\u0e4d\u0e32", "น\u0e4d\u0e49\u0e32"])
def test_sara_am_in_any_spelling_is_one_word(spelling):
    assert tokenize(spelling) == tokenize("น้ำ")


def test_thai_words_and_trigrams():
    assert tokenize("ทีมรับ") == ["ทีม", "รับ", "ทีม", "ีมร", "มรั", "รับ"]


@pytest.mark.parametrize("text", ["ก" * 100_000, "ๆ" * 100_000, "ตากลม" * 20_000, "a" * 100_000, "1-" * 50_000, "า้ำ" * 30_000])
def test_hostile_text_is_bounded(text):
    began = time.process_time()
    assert max(map(len, tokenize(text))) <= MAX_TOKEN_CHARS
    assert time.process_time() - began < 3


def test_the_thai_dictionary_is_loaded_only_for_thai():
    code = "import sys; from documents.tokens import tokenize; tokenize('plain words'); sys.exit('pythainlp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_thai_is_cut_as_pythainlp_cuts_it():
    from pythainlp.tokenize.newmm import segment

    letters, rng = [chr(code) for code in (*range(0xE01, 0xE3B), *range(0xE40, 0xE4F))], random.Random(1)
    policy = re.findall("[\u0e01-\u0e3a\u0e40-\u0e4e]+", THAI_POLICY.read_text())
    mixed = [rng.choice(policy)[rng.randrange(9) :] + "".join(rng.choices(letters, k=rng.randrange(40))) for _ in range(1500)]
    for run in [*policy, *mixed, "ตากลม" * 40]:
        assert thai_words(run) == segment(run)
