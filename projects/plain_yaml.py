"""YAML that people write, read with suspicion: plain values alone, and every fault with its line and column.

No tags, anchors, aliases or merge keys (so no bombs), one document, nothing deep, nothing long.
"""

from dataclasses import dataclass

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as noop


@dataclass(frozen=True)
class Fault:
    """What is wrong where, counted from 1; path names the value, as in `tools[0].name`."""

    line: int
    column: int
    message: str
    path: str = ""

    def __str__(self):
        return _("Line %(line)s, column %(column)s: %(message)s") % vars(self)


class NotPlain(Exception):
    """The text can't be read; fault says where and why."""

    def __init__(self, fault):
        self.fault = fault
        super().__init__(str(fault))


def at(thing, message, path=""):
    """Return a Fault at the beginning of a node or event."""
    return Fault(thing.start_mark.line + 1, thing.start_mark.column + 1, message, path)


def compose(text, *, largest_bytes, deepest):
    """Return the root node of text. Raises NotPlain."""
    if len(text.encode(errors="replace")) > largest_bytes:
        raise NotPlain(Fault(1, 1, _("The file is larger than %(size)s kB.") % {"size": largest_bytes // 1024}))
    loader = None
    try:
        loader = _PlainLoader(text, deepest)
        root = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise NotPlain(_told(error)) from error
    except (yaml.YAMLError, ValueError, OverflowError) as error:  # characters that YAML does not allow, or that there are not
        raise NotPlain(_bad_character(text, error, loader)) from error
    if root is None:
        raise NotPlain(Fault(1, 1, _("The file is empty.")))
    return root


class _PlainLoader(yaml.SafeLoader):
    """Composes nodes, and refuses whatever is not plain as soon as it is met."""

    def __init__(self, text, deepest):
        super().__init__(text)
        self._deepest, self._depth = deepest, 0

    def compose_node(self, parent, index):
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise NotPlain(at(event, _("Anchors and aliases (& and *) are not allowed here.")))
        if getattr(event, "tag", None):
            raise NotPlain(at(event, _("Tags (!) are not allowed here.")))
        inner = isinstance(event, yaml.CollectionStartEvent)
        self._depth += inner
        if self._depth > self._deepest:
            raise NotPlain(at(event, _("This is nested too deeply.")))
        node = super().compose_node(parent, index)
        self._depth -= inner
        return node


# What PyYAML says, and what a person can do about it.
ADVICE = [
    ("found character '\\t'", noop("There is a tab here. Indent with spaces: YAML takes no tabs.")),
    ("mapping values are not allowed", noop("No colon is expected here. Check the indentation, and put text that holds “: ” in quotes.")),
    ("could not find expected ':'", noop("A colon is missing: write “key: value”, and check the indentation.")),
    ("expected <block end>", noop("The indentation does not fit the lines above: keys that belong together begin in the same column.")),
    ("unexpected end of stream", noop("A quotation mark is opened here and never closed.")),
    ("unexpected document separator", noop("A quotation mark is opened here and never closed.")),
    ("expected ',' or ", noop("A comma or a closing bracket is missing, or text with signs such as ? and , needs quotes.")),
    ("another document", noop("A second document begins here (“---”). Put one into a file.")),
    ("unknown escape character", noop("This backslash means nothing here: double it, or use single quotes.")),
    ("escape sequence of", noop("This backslash means nothing here: double it, or use single quotes.")),
    ("that cannot start any token", noop("Text that begins with this character must stand between quotes.")),
    ("expected alphabetic or numeric character", noop("Text that begins with & or * must stand between quotes.")),
    ("entries are not allowed here", noop("A list item is not expected here: begin it on a line of its own.")),
    ("expected the node content", noop("A value is missing, or there is a comma or bracket too many.")),
    ("chomping or indentation", noop("After | or > the text begins on the next line.")),
    ("directive", noop("Lines that begin with % are not allowed here.")),
    ("incompatible YAML", noop("Lines that begin with % are not allowed here.")),
    ("tag", noop("Tags (!) are not allowed here.")),
]  # fmt: skip
AT_THE_BEGINNING = ("unexpected end of stream", "unexpected document separator")


def _told(error):
    problem = error.problem or error.context or ""
    mark = error.problem_mark or error.context_mark
    if error.context_mark and any(part in problem for part in AT_THE_BEGINNING):
        mark = error.context_mark
    advice = next((_(said) for part, said in ADVICE if part in problem), None)
    return Fault(mark.line + 1, mark.column + 1, advice or _("This is not YAML: %(problem)s.") % {"problem": problem})


def _bad_character(text, error, loader):
    if hasattr(error, "position"):
        before = text[: error.position]
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
    else:
        place = (loader.line + 1, loader.column + 1) if loader else (1, 1)
    return Fault(*place, _("A character here is not allowed in YAML."))
