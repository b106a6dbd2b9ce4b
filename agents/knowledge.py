"""What an agent may look into, by the sources in its definition."""

import unicodedata
from fnmatch import translate
from re import compile as pattern
from uuid import UUID

from documents.models import Document

NO_DOCUMENT = UUID(int=0)  # an id that no document has: a search in it finds nothing


def documents_of(definition, project, user) -> list[UUID]:
    """Return ids of the documents that the agent is kept to; [] for all of the project that user may see.

    Where no document fits its local sources the answer is [NO_DOCUMENT]: nothing, not everything.
    """
    paths = [each["path"] for each in definition.get("knowledge_base", {}).get("sources", []) if each["type"] == "local"]
    if not paths:
        return []
    fits = [pattern(translate(_plain(path))).match for path in paths]
    names = Document.objects.visible_to(user).filter(project=project).order_by("pk").values_list("pk", "name")
    return [pk for pk, name in names if any(fit(_plain(name)) for fit in fits)] or [NO_DOCUMENT]


def connections_of(definition) -> list[str]:
    """Return names of the connections that the agent is kept to; [] for all."""
    sources = definition.get("knowledge_base", {}).get("sources", [])
    return [each["connection"] for each in sources if each["type"] == "database"]


def _plain(name):
    return unicodedata.normalize("NFC", name).casefold()
