"""What a file is called here: the name its owner gave it, made safe to show and to compare."""

import unicodedata

MAX_NAME_CHARS = 200
MAX_SUFFIX_CHARS = 16
# Control and format characters (with them every bidirectional override), surrogates, private use, line separators.
HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Zl", "Zp"))
UNNAMED = "untitled"


def display_name(raw):
    """Return raw without folders, control characters or overrides, NFC, at most MAX_NAME_CHARS long."""
    text = unicodedata.normalize("NFC", str(raw)[:10_000]).replace("\\", "/")
    spaced = "".join(" " if char.isspace() else char for char in text)
    visible = "".join(char for char in spaced if unicodedata.category(char) not in HIDDEN)
    last = visible.rstrip("/ ").rsplit("/", 1)[-1]
    name = " ".join(last.split()).rstrip(". ")
    return _shortened(name) or UNNAMED


def _shortened(name):
    if len(name) <= MAX_NAME_CHARS:
        return name
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > MAX_SUFFIX_CHARS:
        return name[:MAX_NAME_CHARS].rstrip()
    return f"{stem[: MAX_NAME_CHARS - len(suffix) - 2].rstrip()}….{suffix}"
