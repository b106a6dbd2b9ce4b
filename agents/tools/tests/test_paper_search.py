"""Papers of the project, found by topic, author and year; and a public index, where an operator has named one."""

import contextlib
import io
import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import jsonschema
import pytest

from agents.tools.papers.asking import paper_query
from agents.tools.protocol import Context, ToolError
from agents.tools.registry import TOOLS
from agents.tools.tests.test_references import MEMO, PAPERS, RICE
from agents.tools.tests.written import Written

SEARCH = TOOLS["paper_search"]


class WithoutPassages(Written):
    def search(self, query, *, top_k=None, documents=None):
        return type("Found", (), {"passages": []})()


def ask(question, *documents, language="en"):
    context = WithoutPassages(question=question, language=language, written=list(documents))
    arguments = SEARCH.propose(context)
    jsonschema.validate(arguments, SEARCH.parameters)
    result = SEARCH.run(context, arguments)
    jsonschema.validate(result.data, SEARCH.returns)
    return result


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Find papers about rice yields", {"query": "rice yields"}),
        ("Which papers by Daniel Cole do we have since 2020?", {"author": "Daniel Cole", "year_from": 2020}),
        ("List articles on soil from 2010 to 2015", {"query": "soil", "year_from": 2010, "year_to": 2015}),
        ("ค้นหางานวิจัยเกี่ยวกับผลผลิตข้าว", {"query": "ผลผลิตข้าว"}),
        ("หาบทความเรื่องข้าวตั้งแต่ปี 2565", {"query": "ข้าว", "year_from": 2022}),
    ],
)
def test_a_question_says_what_to_look_for(question, expected):
    assert paper_query(question) == expected


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Find papers about rice yields and networks", ["rice.md"]),
        ("Which papers by Ama Mensah are there?", ["review.md"]),
        ("List papers published since 2023", ["review.md"]),
        ("Show all papers in this project", ["review.md", "rice.md"]),
    ],
)
def test_papers_are_found(question, found):
    result = ask(question, *PAPERS, MEMO)
    assert [each["document"] for each in result.data["papers"]] == found
    assert all(statement.places for statement in result.statements)


def test_nothing_fits():
    result = ask("Find papers about volcanoes", *PAPERS)
    assert result.found_nothing
    assert result.statements[0].text == "None of the 2 papers of the project fits."


@pytest.mark.parametrize(
    "question",
    [
        "What does the paper say about rice?",
        "How much paper is in stock?",
        "Summarise the report",
        "Who cites Kahneman 2011?",
        "กระดาษเหลือกี่รีม",
    ],
)
def test_other_questions_are_not_for_the_search(question):
    assert SEARCH.propose(Written(question=question, written=PAPERS)) is None


def test_passages_of_an_ingested_paper_are_cited(transactional_db, project, alice, models_server):
    from documents.ingestion import ingest
    from documents.models import Revision
    from documents.uploads import receive

    receipt = receive(project=project, user=alice, file=io.BytesIO(RICE.encode()), name="rice.md")
    if waiting := Revision.objects.claim(receipt.revision.pk):
        ingest(waiting)
    context = Context(project=project, user=alice, question="Find papers about rice yields")
    result = SEARCH.run(context, {"query": "rice yields"})
    [paper] = result.data["papers"]
    assert paper["passages"]
    assert any(place.quote in RICE for place in result.places)
    assert context.texts()[0].layout(1) == []


CROSSREF = {
    "message": {
        "items": [
            {
                "title": ["Rice and rain"],
                "author": [{"given": "Ana", "family": "Diaz"}],
                "issued": {"date-parts": [[2019, 3]]},
                "container-title": ["Field Letters"],
                "DOI": "10.1/x",
            }
        ]
    }
}
OPENALEX = {
    "results": [
        {
            "display_name": "Rice and rain",
            "authorships": [{"author": {"display_name": "Ana Diaz"}}],
            "publication_year": 2019,
            "primary_location": {"source": {"display_name": "Field Letters"}},
            "doi": "https://doi.org/10.1/x",
        }
    ]
}


@pytest.fixture
def index(settings):
    """A public index on loopback: what it answers can be set, what it was asked is kept."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            server.asked.append(self.path)
            self.send_response(server.status)
            self.end_headers()
            self.wfile.write(server.answer)

        def log_message(self, *arguments):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.status, server.answer = [], 200, b"{}"
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    settings.PAPER_INDEX_URL = f"http://127.0.0.1:{server.server_port}/works?q={{query}}"
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("answer", [CROSSREF, OPENALEX], ids=["crossref", "openalex"])
def test_a_public_index_answers_in_either_shape(index, answer):
    index.answer = json.dumps(answer).encode()
    result = SEARCH.run(Written(), {"query": "rice & rain", "where": "public"})
    [paper] = result.data["papers"]
    assert paper == {
        "title": "Rice and rain",
        "authors": ["Ana Diaz"],
        "year": 2019,
        "venue": "Field Letters",
        "doi": "10.1/x",
        "url": "https://doi.org/10.1/x",
    }
    assert index.asked == ["/works?q=rice%20%26%20rain"]
    assert SEARCH.has_side_effects


@pytest.mark.parametrize("answer", [b"not json", b"[]", b'{"message": 3}', b'{"results": [1, {"title": 5}]}'])
def test_an_index_that_talks_nonsense_harms_nothing(index, answer):
    index.answer = answer
    with contextlib.suppress(ToolError):
        assert SEARCH.run(Written(), {"query": "rice", "where": "public"}).data["papers"] == []


def test_an_index_that_fails_says_so(index):
    index.status = 503
    with pytest.raises(ToolError, match="did not answer"):
        SEARCH.run(Written(), {"query": "rice", "where": "public"})


def test_without_the_setting_nothing_is_sent_out():
    assert not SEARCH.has_side_effects
    assert (
        SEARCH.run(WithoutPassages(written=PAPERS), {"query": "rice yields", "where": "public"}).data["papers"][0]["document"] == "rice.md"
    )
