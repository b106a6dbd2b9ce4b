import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from documents.tests.passages import add_document


def run(*arguments):
    out = StringIO()
    call_command("search", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def handbook(project, models_server):
    add_document(project, "handbook.txt", ["Holiday is twenty-five days a year.", "Expenses need approval."])
    return str(project.pk)


def test_table(handbook):
    head, first, *_ = run(handbook, "days of holiday").splitlines()
    assert head.split() == ["RANK", "SCORE", "DENSE", "BM25", "DOCUMENT", "PAGE", "ROW", "TEXT"]
    assert "handbook.txt" in first


def test_json_lines_and_the_trace(handbook):
    first, *_, trace = map(json.loads, run(handbook, "days of holiday", "--json", "--trace").splitlines())
    assert (first["rank"], first["document_name"]) == (1, "handbook.txt")
    assert trace["trace"]["candidates"][0]["passage"] == 1


def test_nothing_found_is_said(handbook):
    assert "Nothing in the documents fits" in run(handbook, "zebra", "--threshold", "0.9")


@pytest.mark.django_db
def test_a_project_that_is_not_there():
    with pytest.raises(CommandError):
        run("nowhere", "question")
