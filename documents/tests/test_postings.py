import random
from collections import Counter

import numpy as np
import pytest

from documents.integers import FEW, _best_width, decode, decode_ordinals, encode, encode_ordinals
from documents.postings import BLOCK_BYTES, find, pack, read_all, term_id


@pytest.mark.parametrize(
    "values",
    [
        [],
        [0],
        [254],
        [255],
        [70_000],
        [1, 2, 3],
        [254, 255, 256, 65_534, 65_535, 65_536, 4_000_000_000],
        [1] * 500 + [100_000],
        list(range(0, 60_000, 7)),
    ],
)
def test_numbers_survive_packing(values):
    assert decode(encode(np.array(values, np.int64))).tolist() == values


def test_a_short_list_is_packed_like_a_long_one():
    """Two ways to the same bytes: what is indexed must not depend on how long its neighbours are."""
    rng = random.Random(3)
    for _time in range(2000):
        values = [rng.randrange(rng.choice([200, 300, 70_000, 2**32 - 1])) for _ in range(rng.randint(1, FEW))]
        packed = np.array(values, np.int64)
        width = _best_width(packed, len(values))
        assert decode(encode(packed)).tolist() == values
        assert encode(packed)[0] % 8 == width


@pytest.mark.parametrize("ordinals", [[], [7], [0, 1, 2], [5_000_000_000, 5_000_000_001, 5_000_900_000]])
def test_ordinals_survive_packing(ordinals):
    assert decode_ordinals(encode_ordinals(np.array(ordinals, np.int64))).tolist() == ordinals


def test_a_segment_holds_every_posting():
    rng = random.Random(1)
    lists = [[f"w{int(rng.paretovariate(0.6)) % 3000}" for _ in range(rng.randint(0, 150))] for _ in range(1200)]
    packed = pack(lists)
    expected = {(term_id(term), doc): count for doc, tokens in enumerate(lists) for term, count in Counter(tokens).items()}
    found = {}
    for block in packed.blocks:
        postings = read_all(block.data)
        found |= dict(zip(zip(postings.terms.tolist(), postings.docs.tolist(), strict=True), postings.counts.tolist(), strict=True))
    assert found == expected
    assert packed.lengths.tolist() == [len(tokens) for tokens in lists]
    assert np.median([len(block.data) for block in packed.blocks]) <= BLOCK_BYTES * 1.1


def test_finding_a_term_in_its_block():
    lists = [["a", "b"], ["a"] * 9, ["c"]]
    (block,) = pack(lists).blocks
    docs, counts = find(block.data, term_id("a"))
    assert (docs.tolist(), counts.tolist()) == ([0, 1], [1, 9])
    assert find(block.data, term_id("z")) is None
