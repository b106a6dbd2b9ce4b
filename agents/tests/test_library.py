"""The agents of the installation: they follow their files, and a new field of work is a folder of YAML."""

import pytest
from asgiref.sync import async_to_sync

from agents import warming
from agents.definitions import library
from agents.definitions.reading import read
from agents.models import Agent, Run

pytestmark = pytest.mark.django_db(transaction=True)
BUILT_IN = {"general", "hr", "legal", "finance", "research", "data-analyst"}
NURSE = """\
agent:
  name: {en: Ward nurse, th: พยาบาลประจำหอผู้ป่วย}
  description: Answers from the ward's protocols.
  icon: stethoscope
persona:
  system_prompt: You help nurses.
tools:
  - name: rag_search
ui:
  suggested_prompts: ["How long is hand washing?"]
"""


@pytest.fixture
def healthcare(tmp_path, settings):
    """A folder of YAML for another field of work, named in AGENTS_DIR."""
    settings.AGENTS_DIR = [str(tmp_path)]
    folder = tmp_path / "healthcare"
    folder.mkdir()
    (folder / "ward-nurse.yaml").write_text(NURSE)
    yield folder
    settings.AGENTS_DIR = []
    library.sync()


def test_the_six_are_there_from_the_start():
    found = Agent.objects.filter(project=None, is_enabled=True).select_related("current")
    assert {agent.slug for agent in found} == BUILT_IN
    assert all(agent.current.definition["persona"]["system_prompt"] for agent in found)


@pytest.mark.parametrize("path", library.files().values(), ids=library.files())
def test_each_speaks_both_languages_and_names_tools_that_exist_or_may_be_missing(path):
    found = read(path.read_text()).definition
    assert set(found["agent"]["name"]) == set(found["agent"]["description"]) == {"en", "th"}
    assert len(found["ui"]["suggested_prompts"]) >= 3
    assert all(set(prompt) == {"en", "th"} for prompt in found["ui"]["suggested_prompts"])


def test_only_what_comes_later_may_be_missing():
    missing = {slug: read(path.read_text()).remarks for slug, path in library.files().items()}
    assert {slug for slug, remarks in missing.items() if remarks} <= {"finance", "data-analyst"}


def test_nothing_changes_where_nothing_has_changed():
    assert library.sync() == ([], [], [])


def test_a_new_field_of_work_is_a_folder_of_yaml(healthcare, alice_client, project, handbook):
    assert library.sync().changed == ["ward-nurse"]
    page = alice_client.get(f"/projects/{project.pk}/chat/?agent=ward-nurse").content.decode()
    assert "How long is hand washing?" in page
    alice_client.post(f"/projects/{project.pk}/chat/", {"question": "How long is probation?", "agent": "ward-nurse"})
    run = Run.objects.get()
    assert run.state == Run.State.COMPLETED
    assert "119 days" in run.answer.content
    assert run.agent_version.agent.slug == "ward-nurse"
    assert run.conversation.agent.slug == "ward-nurse"


def test_a_changed_file_is_a_new_version_and_a_removed_one_goes_until_it_is_back(healthcare):
    library.sync()
    file = healthcare / "ward-nurse.yaml"
    file.write_text(NURSE.replace("You help nurses.", "You help nurses and midwives."))
    assert library.sync().changed == ["ward-nurse"]
    nurse = Agent.objects.get(slug="ward-nurse")
    assert nurse.current.number == 2
    file.unlink()
    assert library.sync().removed == ["ward-nurse"]
    assert not Agent.objects.get(slug="ward-nurse").is_enabled
    file.write_text(NURSE)
    library.sync()
    assert Agent.objects.get(slug="ward-nurse").is_enabled


def test_a_faulty_file_changes_nothing_and_harms_no_other(healthcare):
    library.sync()
    (healthcare / "ward-nurse.yaml").write_text(NURSE.replace("rag_search", "rag_serach"))
    (healthcare / "doctor.yaml").write_bytes(b"\xff\xfe")
    (healthcare / "porter.yaml").write_text(NURSE.replace("Ward nurse", "Porter"))
    report = library.sync()
    assert report.changed == ["porter"]
    assert sorted(path.name for path, _ in report.faulty) == ["doctor.yaml", "ward-nurse.yaml"]
    assert Agent.objects.get(slug="ward-nurse").current.number == 1


def test_what_an_administrator_switched_off_stays_off():
    Agent.objects.filter(slug="legal").update(is_enabled=False)
    library.sync()
    assert not Agent.objects.get(slug="legal").is_enabled
    Agent.objects.filter(slug="legal").update(is_enabled=True)


def test_a_variable_that_changes_makes_a_new_version(healthcare, settings):
    settings.AGENT_VARIABLES = {"WARD": "three"}
    (healthcare / "ward-nurse.yaml").write_text(NURSE.replace("You help nurses.", "You help ward ${WARD}."))
    library.sync()
    settings.AGENT_VARIABLES = {"WARD": "four"}
    library.sync()
    current = Agent.objects.get(slug="ward-nurse").current
    assert (current.number, current.definition["persona"]["system_prompt"]) == (2, "You help ward four.")


def test_an_own_file_replaces_a_built_in_one(tmp_path, settings):
    (tmp_path / "hr.yaml").write_text(NURSE)
    settings.AGENTS_DIR = [str(tmp_path)]
    library.sync()
    assert Agent.objects.get(slug="hr").name == "Ward nurse"
    settings.AGENTS_DIR = [str(tmp_path / "nowhere")]
    library.sync()
    assert Agent.objects.get(slug="hr").name == "HR"


def test_a_web_process_that_starts_reads_the_files(healthcare):
    async_to_sync(warming._load)()
    assert Agent.objects.get(slug="ward-nurse").is_enabled


def test_an_agents_setting_reaches_the_search(healthcare, alice_client, project, handbook):
    (healthcare / "ward-nurse.yaml").write_text(NURSE.replace("  - name: rag_search\n", "  - name: rag_search\n    config: {top_k: 1}\n"))
    library.sync()
    alice_client.post(f"/projects/{project.pk}/chat/", {"question": "How long is probation?", "agent": "ward-nurse"})
    assert Run.objects.get().trace["retrieval"]["top_k"] == 1
