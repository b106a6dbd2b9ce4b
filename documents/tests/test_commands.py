import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from documents.models import Document
from documents.tests.filing import HANDBOOK
from projects.models import Project

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("models_server")]


def run(*arguments, **options):
    out = StringIO()
    call_command(*arguments, stdout=out, **options)
    return out.getvalue()


def test_ingest_takes_folders_and_reports_each_file(project, tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "handbook.md").write_bytes(HANDBOOK)
    (tmp_path / "copy.md").write_bytes(HANDBOOK)
    rows = [json.loads(line) for line in run("ingest", str(project.pk), str(tmp_path), "--json").splitlines()]
    assert {row["outcome"] for row in rows} == {"created", "duplicate"}
    assert {row["state"] for row in rows} == {"ready"}
    assert rows[0]["passages"] > 0


def test_ingest_fails_if_a_file_does(project, tmp_path, capsys):
    (tmp_path / "empty.txt").touch()
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("ingest", "Handbook", str(tmp_path / "empty.txt"), stdout=out)
    assert "failed" in out.getvalue()
    assert "The file is empty" in out.getvalue()


@pytest.mark.parametrize("wanted", ["Nowhere", "00000000-0000-4000-8000-000000000000"])
def test_ingest_names_the_project_it_does_not_find(project, tmp_path, wanted):
    with pytest.raises(CommandError, match=wanted):
        call_command("ingest", wanted, str(tmp_path))


def test_ingest_names_the_path_it_does_not_find(project):
    with pytest.raises(CommandError, match="/no/such/file does not exist"):
        call_command("ingest", "Handbook", "/no/such/file")


@pytest.fixture
def small_demo(monkeypatch, tmp_path, settings):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "handbook.md").write_bytes(HANDBOOK)
    monkeypatch.setattr("documents.management.commands.demo.FILES", tmp_path / "files")
    settings.DATA_DIR = tmp_path


def test_the_demo_is_loaded_once_however_often_it_is_asked_for(small_demo, client, tmp_path):
    first, second = run("demo", "--wait"), run("demo")
    line = next(line for line in first.splitlines() if line.startswith("Sign in as demo@example.com"))
    assert line in second
    assert (Project.objects.count(), Document.objects.get().newest.state) == (1, "ready")
    assert client.login(email="demo@example.com", password=line.split()[-1])
    assert (tmp_path / "demo-account").stat().st_mode & 0o077 == 0
