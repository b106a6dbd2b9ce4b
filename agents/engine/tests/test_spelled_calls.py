"""Calls that a model spells out: read as written by many hands, and only where they are meant."""

import pytest

from agents.engine.spelled_calls import may_become_call, read_calls

CALL = '{"tool": "search", "arguments": {"query": "leave"}}'
LEAVE = ("search", {"query": "leave"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(CALL, [LEAVE], id="bare"),
        pytest.param(f"```json\n{CALL}\n```", [LEAVE], id="fenced"),
        pytest.param(f"```\n{CALL}\n```\n", [LEAVE], id="fenced without a language"),
        pytest.param(f"I will look.\n\n```json\n{CALL}\n```", [LEAVE], id="after a sentence"),
        pytest.param(f"```json\n{CALL}", [LEAVE], id="fence left open"),
        pytest.param('{"tool": "search", "arguments": {"query": "leave",},}', [LEAVE], id="trailing commas"),
        pytest.param("{'tool': 'search', 'arguments': {'query': 'leave'}}", [LEAVE], id="as Python writes it"),
        pytest.param('{"name": "search", "parameters": {"query": "leave"}}', [LEAVE], id="other keys"),
        pytest.param('{"function": {"name": "search", "arguments": "{\\"query\\": \\"leave\\"}"}}', [LEAVE], id="as the protocol nests it"),
        pytest.param(f"[{CALL}, {CALL}]", [LEAVE, LEAVE], id="several"),
        pytest.param('{"tool": "summary"}', [("summary", {})], id="no arguments"),
        pytest.param('{"tool": "ค้นหา", "arguments": {"query": "ลา"}}', [("ค้นหา", {"query": "ลา"})], id="Thai"),
    ],
)
def test_a_call_is_read(text, expected):
    assert [(name, arguments) for name, arguments, _why in read_calls(text)[1]] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Employees receive 15 days.",
        f"A call looks like this:\n```json\n{CALL}\n```\nand that is all.",
        'The file says {"tool": "search", "arguments": {}} in its first line.',
        '```json\n{"days": 15, "kind": "annual"}\n```',
        "```python\nprint({1: 2})\n```",
        "{not json at all}",
        "[1]",
        "",
    ],
)
def test_what_is_no_call_stays_an_answer(text):
    assert read_calls(text) == (text, [])


@pytest.mark.parametrize(
    "text", ['{"tool": "search", "arguments": {"query": ', '```json\n{"tool": "search", "arguments"}\n```', '{"tool": "x", "arguments": 5}']
)
def test_a_broken_call_says_what_is_wrong(text):
    [call] = read_calls(text)[1]
    assert call.arguments is None
    assert "JSON object" in call.why


@pytest.mark.parametrize(
    ("begun", "held"), [("", True), ("`", True), ("```js", True), ("{", True), ("\n {", True), ("The", False), ("`leave`", False)]
)
def test_only_what_may_be_a_call_is_held_back(begun, held):
    assert may_become_call(begun) is held


@pytest.mark.parametrize("unit", ["{", "[", "```", '{"tool":', "```json\n{", "}", "\\", '"', "{'a':"])
def test_hostile_text_is_read_in_time(unit):
    read_calls(unit * (60_000 // len(unit)))
