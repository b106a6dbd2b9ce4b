"""The agents of the installation: folders of YAML that become rows, and stay in step with them."""

import logging
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import connection, transaction
from django.utils.text import slugify

from agents.definitions.errors import DefinitionError
from agents.definitions.reading import decoded, read
from agents.definitions.saving import add_version
from agents.models import Agent
from agents.tools.registry import TOOLS

logger = logging.getLogger(__name__)
BUILT_IN = Path(__file__).resolve().parent.parent / "library"
ENDINGS = (".yaml", ".yml")
LOCK = 0x6167_656E_7473  # one process at a time brings the rows in step


class Report(NamedTuple):
    """changed: slugs whose rows were written. removed: whose file has gone. faulty: [(path, DefinitionError)]."""

    changed: list
    removed: list
    faulty: list


def files() -> dict[str, Path]:
    """Return the files by slug (their name); a later folder replaces what an earlier one calls the same."""
    found = {}
    for folder in [BUILT_IN, *map(Path, settings.AGENTS_DIR)]:
        if not folder.is_dir():
            logger.warning("AGENTS_DIR names %s, which is no folder", folder)
            continue
        for path in sorted(folder.rglob("*")):
            if path.suffix in ENDINGS and path.is_file():
                found[slugify(path.stem)[:80] or "agent"] = path
    return found


@transaction.atomic
def sync() -> Report:
    """Bring the rows in step with the files. A faulty file changes nothing: its agent stays as it was."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    present = files()
    rows = {agent.slug: agent for agent in Agent.objects.filter(project=None).select_related("current")}
    changed, faulty = [], []
    for slug, path in present.items():
        try:
            changed += _bring_in_step(slug, path, rows.get(slug))
        except DefinitionError as error:
            logger.error("the agent in %s is left as it was: %s", path, error)
            faulty.append((path, error))
        except OSError as error:
            logger.error("%s can't be read: %s", path, error)
    removed = [slug for slug, agent in rows.items() if slug not in present and agent.current_id]
    Agent.objects.filter(project=None, slug__in=removed).update(current=None, is_enabled=False)
    return Report(changed, removed, faulty)


def _bring_in_step(slug, path, agent):
    """Write a new version where text or meaning has changed; return [slug] if so."""
    text = decoded(path.read_bytes())
    definition = _read(text, tuple(settings.AGENT_VARIABLES.items()), tuple(TOOLS)).definition
    if agent and agent.current and (agent.current.source, agent.current.definition) == (text, definition):
        return []
    if agent and not agent.current_id:  # its file is back
        agent.is_enabled = True
    add_version(agent or Agent(slug=slug, is_shared=True), text, definition)
    return [slug]


@lru_cache(maxsize=200)
def _read(text, _variables, _tools):
    return read(text)
