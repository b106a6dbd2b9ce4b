"""An agent's YAML becomes its definition, or says what is wrong with it, line by line."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from agents.definitions.checking import check
from agents.definitions.errors import DefinitionError
from agents.definitions.tree import grow
from projects.plain_yaml import Fault, NotPlain, compose

LARGEST_BYTES = 64 * 1024
DEEPEST = 12


class Read(NamedTuple):
    """definition: what the engine works with. written: the same with variables unreplaced. remarks: what is left out."""

    definition: dict
    written: dict
    remarks: list


def read(text: str) -> Read:
    """Return what text defines. Raises DefinitionError with every fault that was found."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    try:
        root = compose(text, largest_bytes=LARGEST_BYTES, deepest=DEEPEST)
    except NotPlain as error:
        raise DefinitionError([error.fault]) from error
    tree = grow(text, root)
    remarks = check(tree) if not tree.faults else []
    if tree.faults:
        raise DefinitionError(tree.faults)
    return Read(tree.value, tree.written, remarks)


def decoded(data: bytes) -> str:
    """Return an uploaded file as text. Raises DefinitionError where it is not UTF-8, or too large to look at."""
    if len(data) > LARGEST_BYTES:
        raise DefinitionError([Fault(1, 1, _("The file is larger than %(size)s kB.") % {"size": LARGEST_BYTES // 1024})])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(errors="replace").removeprefix("\ufeff")
        place = before.count("\n") + 1, len(before) - before.rfind("\n")
        raise DefinitionError([Fault(*place, _("This is not UTF-8 text: save the file as UTF-8."))]) from error
