"""The interface speaks Thai as a whole: what is marked for translation is translated and compiled."""

import ast
from pathlib import Path

import pytest
from django.utils import translation

CATALOGUE = Path(__file__).parent.parent / "locale" / "th" / "LC_MESSAGES" / "django.po"


def entries():
    """Return [(English, [translations], flags)] of the catalogue."""
    found = []
    for block in CATALOGUE.read_text().split("\n\n")[1:]:
        fields, name, flags = {}, "", ""
        for line in block.splitlines():
            if line.startswith("#"):
                flags += line if line.startswith("#,") else ""
                continue
            if not line.startswith('"'):
                name, line = line.split(" ", 1)
            fields[name] = fields.get(name, "") + ast.literal_eval(line)
        found.append((fields["msgid"], [text for key, text in fields.items() if key.startswith("msgstr")], flags))
    return found


def test_every_entry_is_translated_for_sure():
    assert [english for english, thai, flags in entries() if not all(thai) or "fuzzy" in flags] == []


@pytest.mark.parametrize("english", ["Documents", "Not in your documents", "Ready", "Search conversations"])
def test_the_compiled_catalogue_is_the_present_one(english):
    expected = {key: thai[0] for key, thai, _flags in entries()}[english]
    with translation.override("th"):
        assert translation.gettext(english) == expected
