"""Agents for those who run the installation: the command, the admin; and what an agent may look into."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from agents.knowledge import NO_DOCUMENT, documents_of
from agents.models import Agent
from documents.models import Document

pytestmark = pytest.mark.django_db
GOOD = "agent:\n  name: Clerk\npersona:\n  system_prompt: Be brief.\ntools:\n  - name: rag_search\n"


def run(*arguments):
    shown = StringIO()
    call_command("agents", *map(str, arguments), stdout=shown)
    return shown.getvalue()


def test_files_are_checked_and_faults_told_like_a_compilers(tmp_path):
    good, bad = tmp_path / "good.yaml", tmp_path / "bad.yaml"
    good.write_text(GOOD)
    bad.write_text(GOOD.replace("rag_search", "rag_serach"))
    assert f"{good}: good" in run("check", good)
    shown = StringIO()
    with pytest.raises(CommandError, match="1 of the files"):
        call_command("agents", "check", str(good), str(bad), stdout=shown)
    assert f"{bad}:6:11: There is no tool rag_serach here." in shown.getvalue()


def test_the_library_is_good_and_listed():
    assert run("check").count(": good") == 6
    assert {json.loads(line)["slug"] for line in run("list", "--json").splitlines()} >= {"general", "legal"}
    assert "changed: –" in run("sync")


def test_an_administrator_reads_agents_and_switches_them_off(client, alice):
    alice.is_staff = alice.is_superuser = True
    alice.save()
    client.force_login(alice, backend="allauth.account.auth_backends.AuthenticationBackend")
    legal = Agent.objects.get(slug="legal")
    assert "You support lawyers" in client.get(f"/admin/agents/agent/{legal.pk}/change/").content.decode()
    client.post("/admin/agents/agent/", {"action": "switch_off", "_selected_action": str(legal.pk)})
    legal.refresh_from_db()
    assert not legal.is_enabled


@pytest.mark.parametrize(
    ("paths", "names"),
    [
        pytest.param([], [], id="no source means everything"),
        pytest.param(["policy-*.pdf"], ["Policy-2024.pdf", "policy-2025.pdf"], id="a pattern, whatever the case"),
        pytest.param(["รายงาน?.txt", "notes.md"], ["notes.md", "รายงาน1.txt"], id="several, Thai too"),
        pytest.param(["*.docx"], None, id="nothing fits"),
        pytest.param(["[", "a[!"], None, id="half a pattern"),
    ],
)
def test_an_agent_is_kept_to_its_documents(project, alice, charlie, paths, names):
    rows = [
        Document.objects.create(project=project, name=name) for name in ("Policy-2024.pdf", "policy-2025.pdf", "notes.md", "รายงาน1.txt")
    ]
    definition = {"knowledge_base": {"sources": [{"type": "local", "path": path} for path in paths]}}
    wanted = [NO_DOCUMENT] if names is None else [row.pk for row in rows if row.name in names]
    assert sorted(documents_of(definition, project, alice)) == sorted(wanted)
    if paths:
        assert documents_of(definition, project, charlie) == [NO_DOCUMENT]
