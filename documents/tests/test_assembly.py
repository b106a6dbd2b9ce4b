from uuid import UUID

import pytest

from documents.assembly import assemble
from documents.candidates import Candidate


def candidate(number, score, text=None, document=0, position=None, kind="text", start=None, tokens=100):
    text = text or f"passage with words of its own: {'abcdefghijklmnop'[number] * 5} {number}"
    position = number * 10 if position is None else position
    start = position * 1000 if start is None else start
    return Candidate(
        chunk_id=number, doc_no=number, document_id=UUID(int=document), document_name=f"d{document}", revision_id=document,
        position=position, text=text, start=start, end=start + len(text), page_start=None, page_end=None, row_start=None, row_end=None,
        heading_path=[], kind=kind, language="en", token_count=tokens, fused=score, score=score,
    )  # fmt: skip


def chosen(candidates, limit=10, token_budget=10_000, **options):
    return [group.best.chunk_id for group in assemble(candidates, limit=limit, token_budget=token_budget, **options)]


def test_limit_threshold_and_budget_say_why_they_dropped():
    items = [candidate(0, 0.9), candidate(1, 0.8, tokens=950), candidate(2, 0.7), candidate(3, 0.6), candidate(4, 0.1)]
    assert chosen(items, limit=2, token_budget=1000, threshold=0.2) == [0, 2]
    assert [item.dropped for item in items] == ["", "token_budget", "", "beyond_limit", "below_threshold"]


def test_the_first_passage_stays_however_long():
    assert chosen([candidate(0, 0.9, tokens=5000)], token_budget=1000) == [0]


@pytest.mark.parametrize(
    ("first", "second", "kind", "kept"),
    [
        pytest.param("The Rent is due monthly.", "the rent is due monthly", "text", [0], id="the same words"),
        pytest.param("Invoice 41 is paid.", "Invoice 42 is paid.", "text", [0, 1], id="another figure"),
        pytest.param("alpha beta gamma " * 5 + "one", "alpha beta gamma " * 5 + "two", "table", [0, 1], id="rows of a table"),
        pytest.param("ค่าเช่าชำระทุกเดือน", "ค่าเช่าชำระทุกเดือน", "text", [0], id="the same in Thai"),
        pytest.param("One thing.", "Quite another matter.", "text", [0, 1], id="different"),
    ],
)
def test_copies(first, second, kind, kept):
    items = [candidate(0, 0.9, first, kind=kind), candidate(1, 0.8, second, document=1, kind=kind)]
    assert chosen(items) == kept
    assert items[1].dropped == ("" if len(kept) == 2 else "copy")


def test_other_documents_are_preferred_a_little():
    crowd = [candidate(number, 0.8 - number / 1000) for number in range(6)]
    other = candidate(9, 0.75, document=1)
    far = candidate(10, 0.3, document=2)
    assert 9 in chosen([*crowd, other, far], limit=4)
    assert 10 not in chosen([*crowd, other, far], limit=4)


def test_neighbours_are_read_as_one():
    before = candidate(1, 0.5, "one two three", position=4, start=100)
    after = candidate(0, 0.9, "three four", position=5, start=108)
    (group,) = assemble([after, before], limit=5, token_budget=1000)
    assert (group.text, group.start, group.end) == ("one two three four", 100, 118)
    assert group.best is after


def test_a_gap_between_neighbours_is_read_from_the_document():
    before = candidate(0, 0.9, "one", position=0, start=0)
    after = candidate(1, 0.8, "two", position=1, start=5)
    (group,) = assemble([before, after], limit=5, token_budget=1000, between=lambda chunk, start, end: "\n\n"[: end - start])
    assert group.text == "one\n\ntwo"
    assert chosen([before, after]) == [0, 1]
