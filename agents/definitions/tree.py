"""From YAML nodes to plain values, remembering where each stands and putting variables in their places."""

import itertools
import re
import unicodedata
from dataclasses import dataclass, field

import yaml
from django.conf import settings
from django.utils.translation import gettext as _

from agents.definitions.nearness import hint
from projects.plain_yaml import Fault, at

VARIABLE = re.compile(r"(\$?)\$\{([^{}\n]{0,200})\}")
NUMBER = {"int": re.compile(r"[-+]?(0|[1-9][0-9]{0,14})"), "float": re.compile(r"[-+]?(0|[1-9][0-9]{0,14})\.[0-9]{1,15}")}
MOST_FAULTS = 50  # more help nobody, and each costs time
TRUTH = {"true": True, "false": False}
# Characters that turn the direction of what follows: with them a name can look like another.
OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@dataclass
class Tree:
    """value: variables replaced. written: as it stands. marks and keys: path to the node of a value, of its key."""

    text: str
    faults: list = field(default_factory=list)
    marks: dict = field(default_factory=dict)
    keys: dict = field(default_factory=dict)
    value: object = None
    written: object = None

    def fault(self, path, message, *, of_key=False):
        """Note a fault at the value of path, or at its key."""
        node = (self.keys if of_key else self.marks).get(path) or self.marks[path]
        self.add(at(node, message, dotted(path)))

    def add(self, fault):
        if not self.is_full:
            self.faults.append(fault)

    @property
    def is_full(self):
        return len(self.faults) >= MOST_FAULTS


def dotted(path):
    """Return a path as people write it: tools[0].name."""
    return "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in path).lstrip(".")


def grow(text, root):
    """Return the Tree of a root node; what can't be taken as it is becomes a fault of it."""
    tree = Tree(text)
    tree.value, tree.written = _pair(tree, root, ())
    return tree


def _pair(tree, node, path):
    tree.marks[path] = node
    if isinstance(node, yaml.MappingNode):
        return _mapping(tree, node, path)
    if isinstance(node, yaml.SequenceNode):
        pairs = [_pair(tree, each, (*path, index)) for index, each in enumerate(node.value)]
        return [value for value, _written in pairs], [written for _value, written in pairs]
    return _scalar(tree, node, path)


def _mapping(tree, node, path):
    value, written, first_line = {}, {}, {}
    for key_node, value_node in node.value:
        key = key_node.value if isinstance(key_node, yaml.ScalarNode) else ""
        where = dotted((*path, key[:60]))
        if key_node.tag.endswith(":merge"):
            tree.add(at(key_node, _("Merge keys (<<) are not allowed here: write the keys out."), where))
        elif not key or len(key) > 100 or _hidden(key):
            tree.add(at(key_node, _("A key is a single word here."), where))
        elif key in value:
            message = _("“%(key)s” is given twice: first in line %(line)s. Keep one of them.") % {"key": key[:60], "line": first_line[key]}
            tree.add(at(key_node, message, where))
        else:
            first_line[key] = key_node.start_mark.line + 1
            tree.keys[(*path, key)] = key_node
            value[key], written[key] = _pair(tree, value_node, (*path, key))
    return value, written


def _scalar(tree, node, path):
    written = _typed(node.tag, node.value)
    if not isinstance(written, str):
        return written, written
    if _hidden(written):
        tree.fault(path, _("An invisible or control character stands in this text: remove it."))
        return "", ""
    if "${" not in written:
        return written, written
    replaced = _with_variables(tree, node, path)
    if node.style is None and VARIABLE.fullmatch(written):  # a bare ${STEPS} may be a number
        return _typed(yaml.SafeLoader("").resolve(yaml.ScalarNode, replaced, (True, False)), replaced), written
    return replaced, written


def _typed(tag, text):
    """Return a plain number, truth or None where YAML sees one; dates, 0x1F, 1:30, yes and no stay text."""
    kind = tag.rsplit(":", 1)[-1]
    if kind == "null":
        return None
    if kind == "bool":
        return TRUTH.get(text.lower(), text)
    if kind in NUMBER and NUMBER[kind].fullmatch(text):
        return int(text) if kind == "int" else float(text)
    return text


def _hidden(text):
    return any((char in OVERRIDES or unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp")) and char not in "\n\t" for char in text)


def _with_variables(tree, node, path):
    known, number = settings.AGENT_VARIABLES, itertools.count()
    within = [each.start() for each in VARIABLE.finditer(tree.text, node.start_mark.index, node.end_mark.index)]

    def replace(found):
        doubled, name = found.groups()
        here = next(number)
        if doubled:
            return found.group()[1:]
        if value := known.get(name):
            return value
        if tree.is_full:
            return ""
        message = (
            _("The variable %(name)s has no value here: an administrator sets it in the environment.") % {"name": name}
            if name in known
            else _("The variable “%(name)s” may not be used here.") % {"name": name[:60]} + " " + _allowed(name, known)
        )
        start = within[here] if here < len(within) else node.start_mark.index
        tree.add(Fault(*_place(tree.text, start), message, dotted(path)))
        return ""

    return VARIABLE.sub(replace, node.value)


def _allowed(name, known):
    none = _("An administrator allows variables in AGENT_VARIABLES; none is allowed yet. For the characters themselves write $${…}.")
    return hint(name, known) or none


def _place(text, start):
    """Return line and column of a place in the text, from 1."""
    return text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start)
