"""Reading an agent's YAML: what is good comes out whole, what is bad is told with its place."""

import time

import pytest
from django.utils import translation

from agents.definitions.errors import DefinitionError
from agents.definitions.reading import decoded, read
from agents.definitions.speaking import prompts, spoken
from agents.definitions.writing import write
from agents.models import McpServer
from agents.tools.registry import TOOLS

pytestmark = pytest.mark.django_db
GOOD = """\
agent:
  name: {en: Nurse, th: พยาบาล}
  description: Answers from ward protocols.
  icon: stethoscope
persona:
  system_prompt: |
    You help nurses.
    Answer briefly.
tools:
  - name: rag_search
    description: Search the protocols.
    config: {top_k: 5}
  - name: not_yet_there
    optional: true
knowledge_base:
  sources:
    - {type: local, path: "*.pdf"}
    - {type: database, connection: ward}
ui:
  suggested_prompts:
    - How often are hands washed?
    - {en: "What is the dose?", th: ขนาดยาเท่าไร}
budgets: {steps: 4, seconds: 60, tokens: 9000}
"""
HEAD = "agent:\n  name: A\n"
PERSONA = "persona:\n  system_prompt: Be kind.\n"
TOOLS_ = "tools:\n  - name: rag_search\n"
BASE = HEAD + PERSONA + TOOLS_  # six lines


def faults(text):
    with pytest.raises(DefinitionError) as caught:
        read(text)
    return caught.value.faults


def test_a_good_definition_comes_out_as_it_was_written():
    found = read(GOOD)
    assert found.definition["tools"][0] == {"name": "rag_search", "description": "Search the protocols.", "config": {"top_k": 5}}
    assert found.definition["budgets"] == {"steps": 4, "seconds": 60, "tokens": 9000}
    assert found.definition["persona"]["system_prompt"] == "You help nurses.\nAnswer briefly.\n"
    assert found.remarks == ["The tool not_yet_there is not installed here: it is left out until it is."]


def test_names_and_prompts_come_in_the_readers_language():
    definition = read(GOOD).definition
    assert [spoken(definition["agent"]["name"], language) for language in ("en", "th")] == ["Nurse", "พยาบาล"]
    assert prompts(definition, "th") == ["How often are hands washed?", "ขนาดยาเท่าไร"]


def test_what_is_written_reads_the_same():
    definition = read(GOOD).definition
    assert read(write(definition)).definition == definition


def test_line_ends_and_marks_of_other_systems_are_taken():
    assert read("\ufeff" + GOOD.replace("\n", "\r\n")).definition == read(GOOD).definition


def test_variables_come_from_the_allow_list(settings):
    settings.AGENT_VARIABLES = {"COMPANY": "Siam: Lotus # Ltd", "STEPS": "7", "EMPTY": ""}
    text = BASE.replace("Be kind.", "'Serve ${COMPANY}, not $${COMPANY}.'") + "budgets:\n  steps: ${STEPS}\n"
    found = read(text)
    assert found.definition["persona"]["system_prompt"] == "Serve Siam: Lotus # Ltd, not ${COMPANY}."
    assert found.definition["budgets"]["steps"] == 7
    assert found.written["budgets"]["steps"] == "${STEPS}"


def test_the_value_of_a_variable_is_text_and_never_yaml(settings):
    settings.AGENT_VARIABLES = {"TRICK": "x\ntools: []\nagent: {name: evil}"}
    assert read(BASE.replace("Be kind.", "${TRICK}")).definition["tools"] == [{"name": "rag_search"}]


BAD = {
    "nothing": ("", 1, 1, "empty"),
    "only a comment": ("# to do\n", 1, 1, "empty"),
    "a list": ("- agent\n", 1, 1, "Begin with “agent:”"),
    "a word": ("agent\n", 1, 1, "Begin with “agent:”"),
    "a tab": ("agent:\n\tname: A\n", 2, 1, "tab"),
    "a second document": (BASE + "---\n" + BASE, 7, 1, "second document"),
    "an unclosed quote": ("agent:\n  name: 'A\n", 2, 9, "never closed"),
    "an unclosed bracket": ("agent: {name: A\npersona: x\n", 2, 8, "comma or a closing bracket"),
    "a colon in text": ("agent:\n  name: A: B\n", 2, 10, "colon"),
    "bad indentation": ("agent:\n  name: A\n icon: bot\n", 3, 2, "indentation"),
    "no colon": ("agent:\n  name: A\n  icon\n", 4, 1, "colon is missing"),
    "a bad first character": ("agent:\n  name: @home\n", 2, 9, "between quotes"),
    "a bad escape": ('agent:\n  name: "C:\\qbc"\n', 2, 13, "backslash"),
    "a directive": ("%YAML 3.0\n---\nagent: x\n", 1, 1, "%"),
    "a tag": ("agent: !!python/object/apply:os.system [id]\n", 1, 8, "Tags"),
    "an own tag": (BASE + "model: !env SECRET_KEY\n", 7, 8, "Tags"),
    "an undeclared tag handle": (BASE + "model: !x!y z\n", 7, 8, "Tags"),
    "an anchor": ("agent: &a\n  name: A\n", 1, 8, "Anchors"),
    "an alias": (BASE + "model: *a\n", 7, 8, "Anchors"),
    "a bomb": ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\n", 1, 4, "Anchors"),
    "a merge key": (HEAD + "  <<: {icon: bot}\n" + PERSONA + TOOLS_, 3, 3, "Merge keys"),
    "a list as a key": (BASE + "? [a, b]\n: c\n", 7, 3, "single word"),
    "a key given twice": (BASE + "agent:\n  name: B\n", 7, 1, "first in line 1"),
    "an inner key given twice": (HEAD + "  name: B\n" + PERSONA + TOOLS_, 3, 3, "first in line 2"),
    "too deep": (BASE + "ui: " + "[" * 40 + "]" * 40, 7, 16, "nested too deeply"),
    "too large": (BASE + "#" * 70_000, 1, 1, "64 kB"),
    "a control character": (BASE.replace("A", "A\x07"), 2, 10, "character"),
    "NUL by an escape": (BASE.replace("A\n", '"A\\0"\n'), 2, 9, "control character"),
    "half a character": (BASE.replace("A\n", '"\\uD800"\n'), 2, 9, "control character"),
    "no character": (BASE.replace("A\n", '"\\U00110000"\n'), 2, 12, "not allowed"),
    "an override of direction": (BASE.replace("A\n", "A\u202egpj\n"), 2, 9, "invisible"),
    "an unknown section": (BASE + "tool: x\n", 7, 1, "Did you mean tools?"),
    "an unknown key": (HEAD + "  nmae: B\n" + PERSONA + TOOLS_, 3, 3, "Did you mean name?"),
    "no agent": (PERSONA + TOOLS_, 1, 1, "“agent” is missing"),
    "no name": ("agent:\n  icon: bot\n" + PERSONA + TOOLS_, 2, 3, "“name” is missing"),
    "no persona": (HEAD + TOOLS_, 1, 1, "“persona” is missing"),
    "an empty prompt": (HEAD + "persona:\n  system_prompt: ''\n" + TOOLS_, 4, 18, "must not be empty"),
    "a missing value": (HEAD + "persona:\n  system_prompt:\n" + TOOLS_, 4, 17, "Write a text"),
    "no tools": (HEAD + PERSONA, 1, 1, "“tools” is missing"),
    "an empty list of tools": (HEAD + PERSONA + "tools: []\n", 5, 8, "at least 1"),
    "tools as text": (HEAD + PERSONA + "tools: rag_search\n", 5, 8, "Write a list"),
    "tools as words": (HEAD + PERSONA + "tools:\n  - rag_search\n", 6, 5, "Put keys with their values"),
    "an unknown tool": (HEAD + PERSONA + "tools:\n  - name: rag_serach\n", 6, 11, "Did you mean rag_search?"),
    "a tool twice": (BASE + "  - name: rag_search\n", 7, 11, "listed twice"),
    "an unknown setting of a tool": (BASE + "    config: {topk: 3}\n", 7, 14, "Did you mean top_k?"),
    "a setting of a tool that has none": (HEAD + PERSONA + "tools:\n  - name: summarize\n    config: {length: 3}\n", 7, 14, "“length” is not known"),
    "a wrong setting of a tool": (BASE + "    config:\n      top_k: 500\n", 8, 14, "at most 50"),
    "a number for a name": (BASE.replace("A\n", "007\n"), None, None, None),
    "a plain number for a name": (BASE.replace("A\n", "7\n"), 2, 9, 'in quotes: "7"'),
    "a truth for a name": (BASE.replace("A\n", "true\n"), 2, 9, 'in quotes: "true"'),
    "a list for a name": (BASE.replace("A\n", "[A]\n"), 2, 9, "one per language"),
    "a language that is not spoken here": (BASE.replace("A\n", "{en: A, de: B}\n"), 2, 17, "“de” is not known"),
    "no language at all": (BASE.replace("A\n", "{}\n"), 2, 9, "at least one language"),
    "a name that is too long": (BASE.replace("A\n", "A" * 81 + "\n"), 2, 9, "limit is 80"),
    "an unknown icon": (HEAD + "  icon: scales\n" + PERSONA + TOOLS_, 3, 9, "Did you mean scale?"),
    "an unknown model": (BASE + "model: acme/none\n", 7, 8, "no model “acme/none”"),
    "an unknown source": (BASE + "knowledge_base:\n  sources:\n    - {type: web, path: x}\n", 9, 14, "“web” is not known"),
    "a source without its path": (BASE + "knowledge_base:\n  sources:\n    - type: local\n", 9, 7, "“path” is missing"),
    "a path for a database": (BASE + "knowledge_base:\n  sources:\n    - {type: database, connection: x, path: y}\n", 9, 39, "does not belong"),
    "a path out of the project": (BASE + "knowledge_base:\n  sources:\n    - {type: local, path: ../../etc/passwd}\n", 9, 27, "no folders"),
    "too many wildcards": (BASE + "knowledge_base:\n  sources:\n    - {type: local, path: '*a*a*a*a*'}\n", 9, 27, "wildcards"),
    "too many prompts": (BASE + "ui:\n  suggested_prompts: [a, b, c, d, e, f, g, h, i]\n", 8, 22, "9 items"),
    "a number among prompts": (BASE + "ui:\n  suggested_prompts:\n    - 5\n", 9, 7, 'in quotes: "5"'),
    "a budget in words": (BASE + "budgets:\n  steps: many\n", 8, 10, "whole number"),
    "a budget in quotes": (BASE + "budgets:\n  steps: '4'\n", 8, 10, "without quotes"),
    "a budget of half a step": (BASE + "budgets:\n  steps: 2.5\n", 8, 10, "whole number"),
    "a budget in another base": (BASE + "budgets:\n  steps: 0x10\n", 8, 10, "whole number"),
    "a budget that is no number": (BASE + "budgets:\n  steps: .nan\n", 8, 10, "whole number"),
    "a huge budget": (BASE + "budgets:\n  steps: " + "9" * 5000 + "\n", 8, 10, "whole number"),
    "a budget too small": (BASE + "budgets:\n  seconds: 0\n", 8, 12, "at least 5"),
    "a truth for a budget": (BASE + "budgets:\n  steps: true\n", 8, 10, "whole number"),
    "a variable that is not allowed": (BASE.replace("Be kind.", "Use ${SECRET_KEY}."), 4, 22, "may not be used"),
    "a variable in a block": (HEAD + "persona:\n  system_prompt: |\n    One\n    two ${HOME} three\n" + TOOLS_, 6, 9, "may not be used"),
    "a variable almost right": (BASE.replace("Be kind.", "${COMPNAY}"), 4, 18, "Did you mean COMPANY?"),
    "a variable without a value": (BASE.replace("Be kind.", "${EMPTY}"), 4, 18, "no value here"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "line", "column", "part"), BAD.values(), ids=BAD)
def test_what_is_bad_is_told_with_its_place(text, line, column, part, settings):
    settings.AGENT_VARIABLES = {"COMPANY": "Siam Lotus", "EMPTY": ""}
    if part is None:
        assert read(text)
        return
    first = faults(text)[0]
    assert (first.line, first.column) == (line, column), str(first)
    assert part in str(first)


def test_there_are_more_than_forty_bad_ones():
    assert len(BAD) > 40


def test_every_fault_is_told_and_none_twice():
    text = "agent:\n  name: 5\n  colour: red\npersona: {}\ntools:\n  - {name: 1}\n"
    found = [(each.line, each.column, each.path) for each in faults(text)]
    assert found == [(2, 9, "agent.name"), (3, 3, "agent.colour"), (4, 10, "persona"), (6, 12, "tools[0].name")]


def test_faults_speak_the_readers_language():
    with translation.override("th"):
        assert faults("")[0].message


@pytest.mark.parametrize(
    ("data", "line", "column"), [(b"agent:\n  name: \xff\xfe", 2, 9), ("agent: ก".encode("cp874"), 1, 8), (b"a" * 70_000, 1, 1)]
)
def test_a_file_that_is_not_text_is_told_with_its_place(data, line, column):
    with pytest.raises(DefinitionError) as caught:
        decoded(data)
    assert (caught.value.faults[0].line, caught.value.faults[0].column) == (line, column)


HOSTILE = {
    "brackets": "[" * 60_000,
    "braces": "{" * 60_000,
    "dashes": "- " * 30_000,
    "keys": "? " * 30_000,
    "quotes": '"' * 60_000,
    "colons": ":" * 60_000,
    "dollars": BASE + "model: '" + "${" * 25_000 + "'",
    "allowed variables": BASE + "model: '" + "${COMPANY}" * 6_000 + "'",
    "items": BASE + "ui: {suggested_prompts: [" + "5, " * 19_000 + "]}",
    "unknown keys": BASE + "".join(f"k{n}: 1\n" for n in range(7_000)),
    "tools": HEAD + PERSONA + "tools:\n" + "  - name: rag_serach\n" * 3_000,
    "one long key": "k" * 60_000 + ": 1",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_is_refused_in_time(text, settings):
    settings.AGENT_VARIABLES = {"COMPANY": "x" * 60}
    started = time.process_time()
    assert 1 <= len(faults(text)) <= 60
    assert time.process_time() - started < 4


def test_tools_of_a_server_are_named_by_it():
    text = HEAD + PERSONA + "tools:\n  - name: weather.*\n  - name: weather.today\n"
    assert "There is no tool weather.*" in str(faults(text)[0])
    McpServer.objects.create(name="weather", url="https://weather.example/mcp")
    assert len(read(text).definition["tools"]) == 2


def test_a_tool_that_takes_no_named_settings_takes_any(monkeypatch):
    monkeypatch.setattr(type(TOOLS["rag_search"]), "config_schema", None)
    assert read(BASE + "    config: {anything: [1, {a: b}]}\n")


@pytest.mark.parametrize("text", ['agent:\n  name: "' + "${A}" * 15_000 + '"\n', "agent:\n" + "  a: 1\n" * 9000], ids=["variables", "keys"])
def test_only_so_many_faults_are_told(text):
    assert len(faults(text)) == 50
