import pytest

from projects import settings_file
from projects.errors import SettingsFileError
from projects.models import Project

pytestmark = pytest.mark.django_db


@pytest.fixture
def target():
    return Project(name="Handbook")


def read_fault(text, target):
    with pytest.raises(SettingsFileError) as caught:
        settings_file.read(text, target)
    return caught.value.faults[0]


def test_what_is_exported_can_be_imported(target):
    target.description, target.system_prompt = "เอกสาร: ทั้งหมด\n- #1", 'Say "yes"\nthen\tstop'
    wanted = settings_file.read(settings_file.export(target), target)
    assert {name: getattr(target, name) for name in wanted} == wanted
    assert wanted["system_prompt"] == target.system_prompt


def test_export_has_the_four_sections(target):
    sections = [line for line in settings_file.export(target).splitlines() if line and not line.startswith(" ")]
    assert sections == ["project:", "embeddings:", "classifier:", "llm:"]


def test_a_file_changes_only_what_it_names(target):
    assert settings_file.read("llm:\n  temperature: 0.7\n", target) == {"temperature": 0.7}


def test_names_that_look_like_other_types_stay_text(target):
    text = "project:\n  name: 2024-01-01\n  description: 12:30\n"
    assert settings_file.read(text, target) == {"name": "2024-01-01", "description": "12:30"}


@pytest.mark.parametrize(
    ("text", "line", "column", "part"),
    [
        pytest.param("project:\n  nmae: x\n", 2, 3, "Did you mean “name”?", id="unknown key"),
        pytest.param("projects:\n  name: x\n", 1, 1, "Did you mean “project”?", id="unknown section"),
        pytest.param("llm:\n  temperature: hot\n", 2, 16, "", id="not a number"),
        pytest.param("llm:\n  temperature: 3\n", 2, 16, "2", id="out of range"),
        pytest.param("llm:\n  temperature: .nan\n", 2, 16, "", id="not a number that compares"),
        pytest.param("embeddings:\n  top_k: 2.5\n", 2, 10, "does not fit", id="not whole"),
        pytest.param("embeddings:\n  top_k: true\n", 2, 10, "does not fit", id="a boolean is no number"),
        pytest.param("embeddings:\n  chunk_tokens: 100\n  chunk_overlap: 90\n", 3, 18, "half", id="values that do not fit together"),
        pytest.param("embeddings:\n  fusion: magic\n", 2, 11, "magic", id="unknown choice"),
        pytest.param("llm:\n  model: acme/none\n", 2, 10, "no model", id="unknown model"),
        pytest.param("classifier:\n  model: acme/none\n", 2, 10, "no classifier", id="classifiers come with training"),
        pytest.param("embeddings:\n  top_k: 0b_\n", 2, 10, "does not fit", id="almost a number"),
        pytest.param(f"embeddings:\n  top_k: {'9' * 5000}\n", 2, 10, "does not fit", id="a number of 5,000 digits"),
        pytest.param('project:\n  name: "\\0"\n', 2, 9, "not allowed", id="NUL by an escape"),
        pytest.param('project:\n  name: "\\uD800"\n', 2, 9, "not allowed", id="half a character by an escape"),
        pytest.param('project:\n  name: "\\U00110000"\n', 2, 12, "not allowed", id="no character by an escape"),
        pytest.param("project:\n  icon: unicorn\n", 2, 9, "icons", id="unknown icon"),
        pytest.param("project:\n  name: a\n  name: b\n", 3, 3, "twice", id="double key"),
        pytest.param("project:\n  name:\n", 2, 8, "", id="a name is needed"),
        pytest.param("project: [a]\n", 1, 10, "keys of", id="not a mapping"),
        pytest.param("project:\n  name: {a: b}\n", 2, 9, "single value", id="not a single value"),
        pytest.param("- a\n", 1, 1, "Start with", id="a list"),
        pytest.param("", 1, 1, "empty", id="empty"),
        pytest.param("project:\n  name: 'x\n", 2, 9, "", id="quote never closed"),
        pytest.param("project:\n\tname: x\n", 2, 1, "", id="tab"),
        pytest.param("project:\n  name: a\x00b\n", 2, 10, "not allowed", id="control character"),
        pytest.param("a: &a x\nb: *a\n", 1, 4, "Anchors", id="alias"),
        pytest.param("project:\n  name: !!python/object/apply:os.system [id]\n", 2, 9, "Tags", id="tag"),
        pytest.param("a: " + "[" * 5000, 1, 7, "nested", id="deep"),
        pytest.param("project:\n  name: " + "x" * 70_000, 1, 1, "kB", id="large"),
    ],
)
def test_faults_are_told_with_their_place(text, line, column, part, target):
    fault = read_fault(text, target)
    assert (fault.line, fault.column) == (line, column)
    assert part in str(fault.message)


def test_a_bomb_of_aliases_is_refused_before_it_grows(target):
    levels = "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(9))
    assert "Anchors" in str(read_fault("a: &a [x]\n" + levels, target).message)


def test_all_faults_are_told_at_once(target):
    with pytest.raises(SettingsFileError) as caught:
        settings_file.read("project:\n  colour: red\nllm:\n  temperature: 9\n", target)
    assert [fault.line for fault in caught.value.faults] == [2, 4]
