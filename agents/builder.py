"""The form that builds an agent: its fields from a definition, and a definition from its fields."""

import hashlib
import json

import yaml
from django.utils.translation import gettext as _

from agents.definitions.errors import DefinitionError
from agents.definitions.reading import DEEPEST, LARGEST_BYTES
from agents.definitions.tree import grow
from agents.definitions.writing import write
from projects.plain_yaml import Fault, NotPlain, compose

LANGUAGES = ("en", "th")
PLAIN = ("name_en", "name_th", "description_en", "description_th", "icon", "system_prompt", "model", "documents", "connections")
BUDGETS = ("steps", "seconds", "tokens")
MOST_PROMPTS = 8
MOST_TOOLS = 40
LONGEST = LARGEST_BYTES


def fields_of(written: dict) -> dict:
    """Return the form's fields for a definition as it was written, variables and all."""
    agent = written["agent"]
    sources = written.get("knowledge_base", {}).get("sources", [])
    return {
        **{f"{key}_{language}": text for key in ("name", "description") for language, text in _spread(agent.get(key, "")).items()},
        "icon": agent.get("icon", ""),
        "system_prompt": written["persona"]["system_prompt"],
        "model": written.get("model", ""),
        "documents": "\n".join(each["path"] for each in sources if each["type"] == "local"),
        "connections": "\n".join(each["connection"] for each in sources if each["type"] == "database"),
        "prompts": [_spread(each) for each in written.get("ui", {}).get("suggested_prompts", [])],
        "tools": [
            {
                "name": each["name"],
                "description": each.get("description", ""),
                "config": write(each["config"]) if each.get("config") else "",
                "optional": each.get("optional", False),
            }
            for each in written["tools"]
        ],
        **{name: str(written.get("budgets", {}).get(name, "")) for name in BUDGETS},
    }


def posted_fields(post) -> dict:
    """Return the form's fields as somebody sent them."""
    return {
        **{name: _clean(post.get(name, "")) for name in (*PLAIN, *BUDGETS)},
        "prompts": _posted_prompts(post),
        "tools": [
            {
                "name": name,
                "description": _clean(post.get(f"description:{name}", "")),
                "config": _clean(post.get(f"config:{name}", "")),
                "optional": bool(post.get(f"optional:{name}")),
            }
            for name in dict.fromkeys(post.getlist("tool")[:MOST_TOOLS])
        ],
    }


def _posted_prompts(post):
    columns = ([_clean(text) for text in post.getlist(f"prompt_{language}")] for language in LANGUAGES)
    rows = [dict(zip(LANGUAGES, texts, strict=True)) for texts in zip(*columns, strict=False)]
    return [row for row in rows if any(map(str.strip, row.values()))][:MOST_PROMPTS]


def build(fields: dict) -> dict:
    """Return the definition that the fields stand for. Raises DefinitionError where a tool's settings are no YAML."""
    agent = {"name": _joined(fields, "name"), "description": _joined(fields, "description"), "icon": fields["icon"]}
    made = {
        "agent": _filled(agent, keep="name"),
        "persona": {"system_prompt": fields["system_prompt"]},
        "tools": [_tool(each) for each in fields["tools"]],
        "knowledge_base": _filled({"sources": _sources(fields)}),
        "ui": _filled({"suggested_prompts": [_prompt(each) for each in fields["prompts"]]}),
        "budgets": _filled({name: _number(fields[name]) for name in BUDGETS}),
        "model": fields["model"].strip(),
    }
    return {key: value for key, value in made.items() if value or key == "tools"}


def digest(fields: dict) -> str:
    """Return a mark by which a later request sees whether the form was changed."""
    return hashlib.sha256(json.dumps(fields, sort_keys=True).encode()).hexdigest()


def _clean(text):
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")[:LONGEST].encode(errors="ignore").decode()


def _spread(text):
    return {language: text.get(language, "") if isinstance(text, dict) else text * (language == "en") for language in LANGUAGES}


def _joined(fields, key):
    return _prompt({language: fields[f"{key}_{language}"] for language in LANGUAGES})


def _prompt(texts):
    """Return one text as it is, several by language."""
    said = {language: text.strip() for language, text in texts.items() if text.strip()}
    return said if len(said) > 1 else next(iter(said.values()), "")


def _filled(mapping, keep=""):
    return {key: value for key, value in mapping.items() if value not in ("", []) or key == keep}


def _number(text):
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else text


def _sources(fields):
    local = [{"type": "local", "path": line.strip()} for line in fields["documents"].splitlines() if line.strip()]
    return local + [{"type": "database", "connection": line.strip()} for line in fields["connections"].splitlines() if line.strip()]


def _tool(entry):
    tool = {"name": entry["name"], "description": entry["description"].strip(), "config": _config(entry)}
    return {key: value for key, value in tool.items() if value} | ({"optional": True} if entry["optional"] else {})


def _config(entry):
    if not entry["config"].strip():
        return {}
    try:
        root = compose(entry["config"], largest_bytes=LARGEST_BYTES, deepest=DEEPEST - 3)
        tree = grow(entry["config"], root)
        fault = tree.faults[0] if tree.faults else None
    except NotPlain as error:
        fault = error.fault
    except yaml.YAMLError:
        fault = Fault(1, 1, _("This is not YAML."))
    if fault or not isinstance(tree.written, dict):
        fault = fault or Fault(1, 1, _("Put keys with their values here, one a line."))
        told = _("Settings of %(tool)s, line %(line)s: %(message)s") % (vars(fault) | {"tool": entry["name"]})
        raise DefinitionError([Fault(1, 1, told, f"tools.{entry['name']}.config")])
    return tree.written
