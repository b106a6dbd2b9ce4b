"""Whatever a tool returns can be kept."""

import json
from datetime import date
from decimal import Decimal
from uuid import UUID

import numpy as np
import pytest

from agents.engine.storing import as_lines, as_stored


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a\x00b\ud83d", "ab?"),
        (float("nan"), None),
        ({"x": (1, 2.5, float("inf"))}, {"x": [1, 2.5, None]}),
        ([date(2024, 5, 1), Decimal("1.5"), UUID(int=0)], ["2024-05-01", 1.5, "00000000-0000-0000-0000-000000000000"]),
        ({1: np.int64(3), "s": {np.float32(0.5)}}, {"1": 3, "s": [0.5]}),
    ],
)
def test_every_value_becomes_json(value, expected):
    assert as_stored(value) == expected
    json.dumps(as_stored(value), allow_nan=False)


def test_what_is_too_deep_is_cut():
    deep = []
    for _ in range(10_000):
        deep = [deep]
    assert len(json.dumps(as_stored(deep))) < 200


def test_data_reads_as_lines():
    assert list(as_lines({"net_income": 5, "rows": [{"a": "x"}, None, ""]})) == ["net income: 5.", "a: x."]
