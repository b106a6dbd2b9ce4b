"""The contract analyzer on files as people have them, through the tool."""

import time
from uuid import uuid4

import jsonschema
import pytest

from agents.tools.contracts.analysis import analyse
from agents.tools.contracts.obligations import WHEN
from agents.tools.contracts.tool import ContractAnalyzer
from agents.tools.protocol import BadArguments, Context
from agents.tools.tests.contract_files import contracts, read_contract
from agents.tools.tests.contract_scoring import f1, score, total
from agents.tools.texts import DocumentText

LEASE, HOUSE = "lease_shop", "th_lease_house"


class Given(Context):
    """A context over documents at hand."""

    def texts(self, documents=None):
        return self.given


def asked(question, *documents, language="en"):
    context = Given(project=None, user=None, question=question, language=language, documents=[each.document_id for each in documents])
    context.given = list(documents)
    return context


def plain(text, name="note.txt"):
    return DocumentText(uuid4(), 1, name, "", "", "text/plain", "en", text, [])


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("contracts")
    chosen = (LEASE, HOUSE, "services_consulting")
    return {each.name: (each, read_contract(each, folder)) for each in contracts("development") if each.name in chosen}


def run(question, document, language="en", **arguments):
    tool, context = ContractAnalyzer(), asked(question, document, language=language)
    result = tool.run(context, arguments or tool.propose(context))
    jsonschema.validate(result.data, tool.returns)
    return result


def test_values_of_real_files_are_true(files):
    for contract, document in files.values():
        assert f1(total(score(contract, document).values())) > 0.95


def test_every_value_names_the_page_and_the_words_it_was_taken_from(files):
    document = files[LEASE][1]
    result = run("Analyze this contract", document)
    found = result.data["contracts"][0]
    for entry in [*found["parties"], *found["payments"], *found["obligations"], *found["termination"], *found["risks"]]:
        place = result.places[entry["place"]]
        assert place.page == entry["page"] > 0
        assert document.text[place.start : place.end] == place.quote
    assert "85,000" in result.places[found["payments"][0]["place"]].quote


def test_obligations_of_one_side_come_alone(files):
    result = run("What are the obligations of the tenant in this lease?", files[LEASE][1])
    assert {each["who"] for each in result.data["contracts"][0]["obligations"]} == {"Tenant"}
    assert all(statement.places for statement in result.statements)
    assert [view.kind for view in result.views] == ["table"]
    assert result.views[0].rows[0][5].text == "1"


def test_a_thai_question_on_a_thai_lease(files):
    result = run("หน้าที่ของผู้เช่าตามสัญญามีอะไรบ้าง", files[HOUSE][1], language="th")
    assert {each["who"] for each in result.data["contracts"][0]["obligations"]} == {"ผู้เช่า"}
    assert any("18,000" in statement.text for statement in result.statements)


def test_missing_clauses_are_named_for_the_kind_of_contract(files):
    assert run("What is missing in this contract?", files[HOUSE][1]).data["contracts"][0]["missing"] == ["governing_law", "dispute"]


def test_dates_of_the_buddhist_era_are_iso(files):
    dates = run("", files[HOUSE][1], part="dates").data["contracts"][0]["dates"]
    assert (dates["signed"]["date"], dates["effective"]["date"], dates["expiry"]["date"]) == ("2024-01-10", "2024-02-01", "2025-01-31")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param(
            "What are the landlord's duties under the lease?", {"part": "obligations", "party": "landlord"}, id="duties of a side"
        ),
        pytest.param("Which clauses of the contract are risky?", {"part": "risks"}, id="risks"),
        pytest.param("How can the agreement be terminated?", {"part": "termination"}, id="ending"),
        pytest.param("Review this contract for me", {"part": "all"}, id="review"),
        pytest.param("วิเคราะห์สัญญาฉบับนี้", {"part": "all"}, id="Thai review"),
        pytest.param("สัญญานี้มีความเสี่ยงอะไร", {"part": "risks"}, id="Thai risks"),
        pytest.param("Compare the two contracts' termination clauses", None, id="comparing is another tool"),
        pytest.param("Summarize the lease agreement", None, id="summarizing is another tool"),
        pytest.param("How many days of leave do employees get?", None, id="a question on policies"),
        pytest.param("What is the NPV of these cash flows?", None, id="arithmetic"),
        pytest.param("What are the risks of drying tea too fast?", None, id="risk of something else"),
    ],
)
def test_the_tool_is_proposed_for_questions_on_contracts_alone(files, question, expected):
    assert ContractAnalyzer().propose(asked(question, files[LEASE][1])) == expected


def test_it_is_not_proposed_where_no_document_is_a_contract():
    assert ContractAnalyzer().propose(asked("What are the risks in this contract?", plain("Tea is dried at 60 degrees."))) is None


def test_what_is_no_contract_is_said_to_be_none():
    result = run("", plain("Tea is dried at 60 degrees."), part="all")
    assert result.found_nothing
    assert result.statements


def test_an_unknown_file_name_is_refused_with_the_names_there_are(files):
    with pytest.raises(BadArguments, match="lease_shop"):
        ContractAnalyzer().run(asked("", files[LEASE][1]), {"documents": ["no such file.pdf"]})


@pytest.mark.parametrize(
    "piece",
    [
        pytest.param('the "Tenant" shall ', id="duties"),
        pytest.param("(the (the (the ", id="brackets"),
        pytest.param('"' * 20 + "(", id="quotes"),
        pytest.param("A B C D E F G ", id="capitals"),
        pytest.param("1.1.1.1.1 ", id="numbers"),
        pytest.param("1,111,111", id="figures"),
        pytest.param("ผู้เช่าต้อง", id="Thai duties"),
        pytest.param("บริษัท ก ข ค ", id="Thai names"),
        pytest.param("governed by any law ", id="law"),
        pytest.param("may not exceed liability ", id="limits"),
        pytest.param("\n\n1. \n", id="empty clauses"),
        pytest.param("twenty one hundred ", id="number words"),
        pytest.param("1 January 2024 ", id="dates"),
        pytest.param("notice of termination may ", id="endings"),
    ],
)
def test_hostile_text_takes_linear_time(piece):
    """Eight times the text may take twelve times as long, not sixty-four."""
    assert _spent(piece, 120_000) < 12 * max(_spent(piece, 15_000), 0.02)


def _spent(piece, size):
    started = time.process_time()
    analyse(plain("This agreement between the parties shall " + piece * (size // len(piece))))
    return time.process_time() - started


@pytest.mark.parametrize(
    ("sentence", "when"),
    [
        ("The Tenant pays interest at 1.25 percent a month.", None),
        ("The Tenant carries insurance of at least 20,000,000 baht.", None),
        ("The Tenant pays a compensation of two months' rent.", None),
        ("The Tenant pays the rent on the 5th of the month.", "on the 5th of the month"),
        ("The Tenant pays within 14 days of the invoice.", "within 14 days of the invoice"),
    ],
)
def test_sums_and_rates_are_no_deadlines(sentence, when):
    found = WHEN.search(sentence)
    assert (found and found[0]) == when
