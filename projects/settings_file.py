"""A project's settings as a YAML file: written for people, read with suspicion.

Only plain values are read (see plain_yaml.py). A file changes what it names and leaves the rest.
Every fault is told with its line and column.
"""

import re
from difflib import get_close_matches
from math import isfinite

import yaml
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

from projects.agent_choice import is_agent
from projects.choices import MODEL_KINDS, is_model
from projects.errors import SettingsFileError
from projects.marks import ICONS
from projects.models import Project, overlap_fault
from projects.plain_yaml import NotPlain, at, compose

# NUL and halves of characters can be written as escapes, but not be kept.
STORABLE = re.compile("[^\\x00\\ud800-\\udfff]*")
LARGEST_BYTES = 64 * 1024
DEEPEST = 4

# section -> key -> field of Project; classifiers come with models trained here.
LAYOUT = {
    "project": {"name": "name", "description": "description", "icon": "icon", "colour": "colour", "agent": "agent"},
    "embeddings": {
        "model": "embedding_model",
        "chunking": "chunk_method",
        "chunk_tokens": "chunk_tokens",
        "chunk_overlap": "chunk_overlap",
        "reranker": "reranker_model",
        "top_k": "top_k",
        "score_threshold": "score_threshold",
        "fusion": "fusion",
    },
    "classifier": {"model": None},
    "llm": {"model": "llm_model", "system_prompt": "system_prompt", "temperature": "temperature"},
}


def export(project):
    """Return the settings of project as YAML."""
    data = {section: {key: _shown(project, field) for key, field in keys.items()} for section, keys in LAYOUT.items()}
    return yaml.dump(data, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


def _shown(project, field):
    value = getattr(project, field) if field else None
    if field in MODEL_KINDS:
        return value or None
    return str(value) if isinstance(value, str) else value  # a plain string, not a member of choices


def read(text, project):
    """Return {field of Project: value} that text asks for, fit for project. Raises SettingsFileError."""
    root = _tree(text)
    faults, wanted, marks = [], {}, {}
    for section, _section_mark, node in _pairs(root, LAYOUT, faults):
        if isinstance(node, yaml.ScalarNode) and node.tag.endswith(":null"):
            continue
        for key, _mark, value in _pairs(node, LAYOUT[section], faults, section):
            _take(LAYOUT[section][key], f"{section}: {key}", value, faults, wanted, marks)
    faults += _misfits(wanted, marks, project)
    if faults:
        raise SettingsFileError(sorted(faults, key=lambda fault: (fault.line, fault.column)))
    return wanted


def _tree(text):
    try:
        return compose(text, largest_bytes=LARGEST_BYTES, deepest=DEEPEST)
    except NotPlain as error:
        raise SettingsFileError([error.fault]) from error


def _pairs(node, known, faults, section=""):
    """Yield (key, mark, value node) of a mapping; what is unknown or double becomes a fault."""
    if not isinstance(node, yaml.MappingNode):
        wants = (
            _("Put the keys of “%(section)s” here, one a line.") % {"section": section}
            if section
            else _("Start with a section such as “project:”.")
        )
        faults.append(at(node, wants))
        return
    seen = set()
    for key_node, value in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        if key not in known:
            faults.append(at(key_node, _unknown(key, known)))
        elif key in seen:
            faults.append(at(key_node, _("“%(key)s” is given twice.") % {"key": key}))
        else:
            seen.add(key)
            yield key, key_node, value


def _unknown(key, known):
    near = get_close_matches(key, known, 1)
    hint = _("Did you mean “%(near)s”?") % {"near": near[0]} if near else _("Known here: %(known)s.") % {"known": ", ".join(known)}
    return _("“%(key)s” is not known.") % {"key": key[:60]} + " " + hint


def _take(field, label, node, faults, wanted, marks):
    if not isinstance(node, yaml.ScalarNode):
        faults.append(at(node, _("“%(label)s” takes a single value.") % {"label": label}))
        return
    if field is None:
        if _value(node):
            faults.append(at(node, _("There is no classifier to choose on this installation: leave it empty.")))
        return
    try:
        wanted[field], marks[field] = _fit(Project._meta.get_field(field), node), node
    except ValidationError as error:
        faults.append(at(node, " ".join(error.messages)))


def _fit(field, node):
    """Return the node's value as one of the model field. Raises ValidationError."""
    if isinstance(field, (models.CharField, models.TextField)):
        if not STORABLE.fullmatch(node.value):
            raise ValidationError(_("A character here is not allowed."))
        is_null = node.tag.endswith(":null")
        return field.clean("" if is_null else node.value, None)  # as written: 2024-01-01 is a name, not a date
    value = _value(node)
    whole = isinstance(field, models.IntegerField)
    if type(value) not in ((int,) if whole else (int, float)) or not isfinite(value):
        raise ValidationError(_("“%(value)s” does not fit here.") % {"value": node.value[:60]})
    return field.clean(value, None)


def _value(node):
    """Return a number or None where YAML sees one, else the text as written."""
    kind = node.tag.rsplit(":", 1)[-1]
    try:
        return yaml.SafeLoader("").construct_object(node) if kind in ("int", "float", "null") else node.value
    except ValueError:  # 0b_, ._ and numbers of thousands of digits
        return node.value


def _misfits(wanted, marks, project):
    for field in MODEL_KINDS.keys() & wanted.keys():
        if wanted[field] != getattr(project, field) and not is_model(field, wanted[field]):
            yield at(marks[field], _("There is no model “%(model)s” here.") % {"model": wanted[field][:80]})
    if "agent" in wanted and wanted["agent"] != project.agent and not is_agent(project, wanted["agent"]):
        yield at(marks["agent"], _("There is no agent “%(agent)s” here.") % {"agent": wanted["agent"]})
    if wanted.get("icon", ICONS[0]) not in ICONS:
        yield at(marks["icon"], _("Choose one of these icons: %(icons)s.") % {"icons": ", ".join(ICONS)})
    chunks = [wanted.get(name, getattr(project, name)) for name in ("chunk_tokens", "chunk_overlap")]
    node = marks.get("chunk_overlap") or marks.get("chunk_tokens")
    if node and (fault := overlap_fault(*chunks)):
        yield at(node, fault)


class _Dumper(yaml.SafeDumper):
    """Writes longer texts as blocks, the way people write them."""


def _text(dumper, value):
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="|" if "\n" in value else None)


_Dumper.add_representer(str, _text)
