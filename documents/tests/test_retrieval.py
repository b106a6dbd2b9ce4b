import json

import pytest

from documents.filters import Filters
from documents.models import Index
from documents.retrieval import retrieve
from documents.self_test import self_test
from documents.similar import similar
from documents.tests.passages import add_document

HANDBOOK = [
    "Employees receive twenty-five days of paid holiday each year. Unused days lapse at the end of March.",
    "Expenses above fifty euros need the approval of a manager before the money is spent.",
    "The office is open from seven in the morning until eight in the evening on working days.",
]
LEASE = [
    "The tenant pays a deposit of three months' rent. It is returned within six weeks after moving out.",
    "Invoice INV-2041 covers the repair of the boiler in the cellar.",
]
THAI = [
    "พนักงานมีสิทธิลาพักร้อนปีละสิบวันทำการ โดยต้องแจ้งหัวหน้างานล่วงหน้าอย่างน้อยเจ็ดวัน",
    "บริษัทจ่ายเงินเดือนทุกวันที่ยี่สิบห้าของเดือน หากตรงกับวันหยุดจะจ่ายก่อนหนึ่งวัน",
]


@pytest.fixture
def library(project, models_server):
    return {
        "handbook": add_document(project, "handbook.txt", HANDBOOK),
        "lease": add_document(project, "lease.txt", LEASE, media_type="application/pdf"),
        "thai": add_document(project, "policy-th.txt", THAI),
    }


@pytest.mark.parametrize(
    ("question", "document", "text", "dense"),
    [
        pytest.param("How much vacation do I get?", "handbook", HANDBOOK[0], True, id="meaning without shared words"),
        pytest.param("inv-2041", "lease", LEASE[1], True, id="an identifier"),
        pytest.param("ลาพักร้อนได้กี่วัน", "thai", THAI[0], False, id="Thai with an English-only model"),
        pytest.param("เงินเดือนออกวันไหน", "thai", THAI[1], False, id="Thai again"),
    ],
)
def test_the_passage_that_answers_comes_first(project, library, question, document, text, dense):
    found = retrieve(project, question)
    assert text in found.passages[0].text
    assert found.passages[0].document_id == library[document][0].revision.document_id
    assert found.dense_enabled is dense
    assert found.trace["dense"]["reason"] == ("covered" if dense else "language_not_covered")


def test_a_question_in_a_language_without_shared_words_finds_nothing(project, library):
    found = retrieve(project, "กุญแจรถจักรยานอยู่ไหน", filters=Filters(languages=["en"]))
    assert found.passages == []
    assert found.trace["candidates"] == []


def test_an_unrelated_question_scores_low(project, library):
    related = retrieve(project, "When is the rent deposit returned?").passages[0].score
    unrelated = retrieve(project, "Who discovered penicillin?").passages
    assert related > 0.5
    assert all(passage.score < 0.2 for passage in unrelated)


def test_threshold_and_top_k(project, library):
    assert len(retrieve(project, "days of holiday", top_k=1).passages) == 1
    found = retrieve(project, "days of holiday", threshold=0.99)
    assert found.passages == []
    assert {line["dropped"] for line in found.trace["candidates"]} == {"below_threshold"}


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        pytest.param(Filters(media_types=["application/pdf"]), {"lease.txt"}, id="type"),
        pytest.param(Filters(languages=["th"]), {"policy-th.txt"}, id="language"),
        pytest.param(Filters(pages=(3, None)), {"handbook.txt"}, id="pages"),
    ],
)
def test_filters(project, library, filters, names):
    for question in ("days office money INV-2041", "วัน"):
        assert {passage.document_name for passage in retrieve(project, question, filters=filters).passages} <= names
    assert retrieve(project, "days of the year on which it is open วันทำการ rent", filters=filters).passages


def test_filter_by_document(project, library):
    chosen = library["lease"][0].revision.document
    found = retrieve(project, "How many days of holiday?", filters=Filters(documents=[chosen.pk]))
    assert {passage.document_id for passage in found.passages} == {chosen.pk}


def test_neighbours_become_one_passage_of_the_document(project, library):
    found = retrieve(project, "holiday days, expenses approval of a manager, office open in the evening")
    passage = found.passages[0]
    text = library["handbook"][0].revision.content.text
    assert len(passage.chunk_ids) == 3
    assert passage.text == text[passage.start : passage.end]
    assert (passage.page_start, passage.page_end) == (1, 3)


def test_the_trace_accounts_for_every_candidate(project, library):
    trace = retrieve(project, "days of holiday", top_k=2).trace
    json.dumps(trace)
    assert {"sparse", "embed", "dense", "fetch", "fuse", "assemble", "total"} <= set(trace["ms"])
    assert all(bool(line["passage"]) != bool(line["dropped"]) for line in trace["candidates"])
    assert trace["candidates"][0]["ranks"]["fused"] == 1


def test_without_a_model_server_words_still_answer(project, library, settings):
    settings.MODELS_URL = "unix:///nowhere.sock"
    found = retrieve(project, "twenty-five days of holiday, uncached")
    assert HANDBOOK[0] in found.passages[0].text
    assert found.trace["dense"] == {"enabled": False, "reason": "model_unavailable", "by": "exact"}


def test_reciprocal_rank_fusion_can_be_chosen(project, library):
    project.fusion = "rrf"
    found = retrieve(project, "When is the deposit returned?")
    assert LEASE[0] in found.passages[0].text
    assert found.trace["fusion"]["method"] == "rrf"


@pytest.mark.django_db
def test_a_project_without_documents_and_an_empty_question(project):
    assert retrieve(project, "anything").trace["empty"] == "no_index"
    Index.objects.create(project=project, number=1, embedding_model="m", dimensions=3, tokens_version=1, state="live")
    assert retrieve(project, "  \n").trace["empty"] == "no_question"


def test_other_projects_are_never_seen(project, library, alice):
    from projects.models import Project

    other = Project.objects.create(name="Other")
    add_document(other, "secret.txt", ["Employees receive ninety days of paid holiday."])
    names = {passage.document_name for passage in retrieve(project, "days of paid holiday").passages}
    assert "secret.txt" not in names
    assert [passage.document_name for passage in retrieve(other, "days of paid holiday").passages] == ["secret.txt"]


def test_similar_passages_leave_the_passage_itself_out(project, library):
    add_document(project, "old.txt", ["Staff are given twenty days of paid holiday every year."])
    found = similar(project, chunk=library["handbook"][0])
    assert found[0].document_name == "old.txt"
    assert library["handbook"][0].pk not in [candidate.chunk_id for candidate in found]
    assert similar(project, text="holiday of the staff")[0].document_name == "old.txt"


def test_the_self_test_finds_what_the_model_cannot_place(project, models_server):
    add_document(project, "en.txt", [f"{text} Number {number}." for number in range(4) for text in HANDBOOK])
    add_document(project, "th.txt", [f"{text} ข้อ {number}" for number in range(8) for text in THAI])
    findings = self_test(project.indexes.get())
    assert findings["en"]["enabled"]
    assert findings["en"]["dense"] > 0.8
    assert findings["th"]["dense"] < findings["th"]["sparse"]
    assert 0 <= findings["floor"] < 0.2
