"""What somebody may have meant by a word that is not known."""

from difflib import get_close_matches

from django.utils.translation import gettext as _

LISTED = 12


def hint(word, known):
    """Return “Did you mean …?”, else what is known; "" if nothing is."""
    names = sorted(known)
    by_lower = {name.lower(): name for name in names}
    if near := get_close_matches(word[:80].lower(), by_lower, 1):
        return _("Did you mean %(near)s?") % {"near": by_lower[near[0]]}
    if not names:
        return ""
    listed = ", ".join(names[:LISTED]) + (", …" if len(names) > LISTED else "")
    return _("Known here: %(known)s.") % {"known": listed}
