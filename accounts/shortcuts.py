"""The keys that the pages listen to. Each can be switched off: some belong to a person's screen reader or keyboard layout."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Shortcut(NamedTuple):
    """keys: as static/js/shortcuts.js reads them; Mod is Ctrl, or Cmd on Apple's keyboards."""

    name: str
    keys: str
    label: str


SHORTCUTS = [
    Shortcut("palette", "Mod+K", _("Search and commands")),
    Shortcut("new-chat", "Mod+Shift+O", _("New chat")),
    Shortcut("sidebar", "Mod+Shift+S", _("Show or hide the sidebar")),
    Shortcut("copy-answer", "Mod+Shift+C", _("Copy the last answer")),
    Shortcut("focus-composer", "Shift+Escape", _("Go to the question field")),
    Shortcut("stop", "Escape", _("Stop the answer")),
    Shortcut("list", "Mod+/", _("List of shortcuts")),
]
NAMES = [shortcut.name for shortcut in SHORTCUTS]


def shortcuts_of(user):
    """Return [(shortcut, whether the user's pages listen to it)]."""
    return [(shortcut, shortcut.name not in user.shortcuts_off) for shortcut in SHORTCUTS]


def listen_to(user, names):
    """Switch on the shortcuts that are named and the others off. Unknown names are passed over."""
    user.shortcuts_off = [name for name in NAMES if name not in names]
    user.save(update_fields=["shortcuts_off"])
